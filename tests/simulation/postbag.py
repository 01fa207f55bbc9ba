"""`claims.Letters` in memory, for thousands of runs: what the postbag does in a database, held equal by a test."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.models import Post
from bot.outbox.claims import Claim, Due, Ended, Sent, Times, Written
from bot.outbox.delivery import Limited
from bot.outbox.examination import Drop, Later
from bot.outbox.settlement import Verdict, settle
from bot.said import Said
from tests.simulation.chance import Chance
from tests.simulation.time import BEGINS, Time, misfortune

FROZEN = 900.0  # the longest time for which a process stands still, wherever its lease is checked afterwards


@dataclass
class Row:
    """A letter as the database holds it; `settlement.settle` writes into it as into a `models.Letter`."""

    id: uuid.UUID
    person: str | None  # None: to a pair
    try_at: datetime = BEGINS
    due_at: datetime = field(init=False)
    workspace_id: str = "T0RM"
    kind: str = "note"
    any_hour: bool = False
    state: str = Post.WAITING
    fence: int = 0
    tries: int = 0
    owner: str | None = None
    reason: str | None = None
    channel: str | None = None
    ts: str | None = None
    file_id: str | None = None
    stale: bool = False
    sent_at: datetime | None = None
    claimed_at: datetime | None = None
    first_claimed_at: datetime | None = None

    def __post_init__(self) -> None:
        self.due_at = self.try_at


def redraw(row: Row, now: datetime) -> bool:
    """As `letters.redraw`; whether there was something to write again."""
    if row.state == Post.SENDING:
        row.stale = True
    elif row.state == Post.SENT and row.ts:
        row.state, row.try_at, row.tries = Post.WAITING, min(row.due_at, now), 0
    else:
        return False
    return True


@dataclass
class Database:
    """What outlives every process."""

    rows: dict[uuid.UUID, Row] = field(default_factory=dict)
    closed_until: datetime = BEGINS
    channels: dict[str, str] = field(default_factory=dict)  # the opened DM of each person


class Postbag:
    """One process's view of the database. It may crash or stand still before and after each step."""

    def __init__(self, database: Database, times: Times, time: Time, chance: Chance, name: str) -> None:
        self.database = database
        self.times = times
        self.time = time
        self.chance = chance
        self.name = name

    def peek(self, now: datetime, without: Collection[str], most: int) -> Sequence[Due]:
        self.step()
        rows, real = self.database.rows.values(), self.time.wall()
        if self.database.closed_until > real or "T0RM" in without:
            return []
        unsure = [row for row in rows if row.state == Post.SENDING and row.try_at <= real]
        waiting = [row for row in rows if row.state == Post.WAITING and row.try_at <= now]
        urgent, other = [r for r in waiting if r.any_hour], [r for r in waiting if not r.any_hour]
        oldest_first = [sorted(some, key=lambda row: (row.try_at, row.id)) for some in (unsure, urgent, other)]
        channels = self.database.channels
        return [
            as_due(row, row.channel or channels.get(row.person or "")) for some in oldest_first for row in some[:most]
        ]

    def turn(self, ended: Sequence[Ended], due: Due | None, now: datetime) -> tuple[list[Sent], Claim | None]:
        self.step()
        sent = [self.settle(end, now) for end in ended]
        self.step()  # settled by rule, and nothing claimed
        claim = self.claim(due, now) if due else None
        self.step()  # committed, but nobody has been told
        return sent, claim

    def settle(self, end: Ended, now: datetime) -> Sent:
        row = self.database.rows[end.claim.due.letter_id]
        if row.owner != self.name or row.fence != end.claim.fence:
            return Sent(row.kind, row.state, "taken_over")
        settle(end.ending, row, Verdict(now, self.time.wall(), timedelta(seconds=self.times.settle)))
        if isinstance(end.ending, Limited):
            self.database.closed_until = self.time.wall() + timedelta(seconds=end.ending.seconds)
        return Sent(row.kind, row.state, row.reason)

    def claim(self, due: Due, now: datetime) -> Claim | None:
        row, real = self.database.rows[due.letter_id], self.time.wall()
        state, moment = (Post.SENDING, real) if due.unsure else (Post.WAITING, now)
        if (row.state, row.fence) != (state, due.fence) or row.try_at > moment:
            return None
        row.state, row.owner, row.fence = Post.SENDING, self.name, row.fence + 1
        row.claimed_at, row.first_claimed_at = real, row.first_claimed_at or real
        row.try_at = real + timedelta(seconds=self.times.lease + self.times.settle)
        row.channel = row.channel or due.channel
        row.tries += 0 if due.unsure else 1
        return Claim(due, row.fence, self.time.monotonic())

    def write(self, claim: Claim, _now: datetime) -> Written | Drop | Later:
        self.step()
        row = self.database.rows[claim.due.letter_id]
        return Written(Said(), [row.person or "both"])

    def remember(self, claim: Claim, *, channel: str | None = None, file_id: str | None = None) -> None:
        self.step()
        row = self.database.rows[claim.due.letter_id]
        row.channel, row.file_id = channel or row.channel, file_id or row.file_id
        if channel and row.person:
            self.database.channels[row.person] = channel
        self.step()

    def release(self) -> None:
        """Nobody else waits for a workspace here: the claims alone have to keep senders apart."""

    def step(self) -> None:
        misfortune(self.time, self.chance, FROZEN)


def as_due(row: Row, channel: str | None) -> Due:
    return Due(
        workspace_id=row.workspace_id,
        letter_id=row.id,
        kind=row.kind,
        fence=row.fence,
        unsure=row.state == Post.SENDING,
        personal=row.person is not None,
        conversation=row.person or "both",
        channel=channel,
        ts=row.ts,
        file_id=row.file_id,
        first_claimed_at=row.first_claimed_at,
    )
