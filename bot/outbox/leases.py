"""One sender for a workspace at a time, so that its pace is kept in one place; taken over when the sender dies."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection, Table, or_, update

from bot.models import Workspace
from bot.outbox.claims import RealTime

WORKSPACES = cast(Table, Workspace.__table__)


@dataclass
class Leases:
    """What this sender holds. A lost lease does no harm to letters: each claim is guarded by its own fence."""

    sender: str
    seconds: float
    watch: RealTime
    _fresh_until: dict[str, float] = field(default_factory=dict)  # on the stopwatch

    def fresh(self, workspace_id: str) -> bool:
        """True while it is ours without asking again."""
        return self._fresh_until.get(workspace_id, float("-inf")) > self.watch.monotonic()

    def hold(self, connection: Connection, workspace_id: str, real: datetime) -> bool:
        """True if the workspace is ours now; it stays fresh for half of the lease."""
        started = self.watch.monotonic()
        columns = WORKSPACES.c
        free = or_(columns.sender.is_(None), columns.sender == self.sender, columns.sender_until <= real)
        taken = (
            update(WORKSPACES)
            .where(columns.id == workspace_id, free)
            .values(sender=self.sender, sender_until=real + timedelta(seconds=self.seconds))
            .returning(columns.id)
        )
        ours = connection.execute(taken).first() is not None
        self._fresh_until[workspace_id] = started + self.seconds / 2 if ours else started
        return ours

    def release(self, connection: Connection) -> None:
        mine = update(WORKSPACES).where(WORKSPACES.c.sender == self.sender)
        connection.execute(mine.values(sender=None, sender_until=None))
        self._fresh_until.clear()

    def __bool__(self) -> bool:
        return bool(self._fresh_until)
