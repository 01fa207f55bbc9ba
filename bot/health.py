"""Is the bot ready to work? What /readyz answers and what `doctor` begins with."""

from datetime import timedelta

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot import schema
from bot.clock import Clock
from bot.models import Pulse
from bot.schedule import TICK

RECENT = timedelta(minutes=2)  # a tick runs every two seconds; a long one may send for a minute


class Health:
    """Read from the database, so that it holds for every replica."""

    def __init__(self, engine: Engine, reading: sessionmaker[Session], clock: Clock, *, scheduler: bool) -> None:
        self._engine = engine
        self._reading = reading
        self._clock = clock
        self._scheduler = scheduler

    def problems(self) -> list[str]:
        """What is not ready, one line each; empty when all is. Another schema may have no ticks to look for."""
        try:
            problem = self._schema() or self._tick()
            return [problem] if problem else []
        except SQLAlchemyError as error:
            return [f"the database does not answer ({type(error).__name__})"]

    def _schema(self) -> str | None:
        at, wanted = schema.current(self._engine), schema.head()
        return (
            None if at == wanted else f"the schema is at {at}, this version wants {wanted}: run python -m bot migrate"
        )

    def _tick(self) -> str | None:
        """Without the scheduler somebody's cron runs `tick` as often as they like."""
        if not self._scheduler:
            return None
        with self._reading() as db:
            last = db.scalar(select(Pulse.last_at).where(Pulse.job == TICK))
        if last is None:
            return "no tick has run yet: start the bot, or let cron run python -m bot tick"
        late = self._clock() - last
        return f"the last tick was {int(late.total_seconds())} s ago" if late > RECENT else None
