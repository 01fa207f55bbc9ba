"""While a session runs: a mentor of the story brings the roles back, with the word that both agreed on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Meeting, Pairing, Sitting
from sandbox.rehearsal import Rehearsal
from sandbox.story import reading

INTO_THE_SESSION = timedelta(minutes=20)


@dataclass
class Slips:
    """By mentor and session, those still to come: one in each language."""

    rehearsal: Rehearsal
    ahead: set[tuple[str, int]] = field(default_factory=lambda: {("budi", 3), ("ayu", 4)})

    def next_at(self) -> datetime | None:
        return min((moment for moment, _slip in self.dated()), default=None)

    def happen(self) -> None:
        """Those whose moment has come: the word is asked for from the card of that session."""
        for moment, (handle, session) in self.dated():
            if moment <= self.rehearsal.now:
                self.ahead.remove((handle, session))
                person = self.rehearsal.ws.person(handle)
                reading.press(person, reading.newest_with(person, "say_word"), "say_word")

    def dated(self) -> list[tuple[datetime, tuple[str, int]]]:
        with self.rehearsal.house.reading() as db:
            return sorted(self.booked(db))

    def booked(self, db: Session) -> Iterator[tuple[datetime, tuple[str, int]]]:
        running = select(Meeting).where(Meeting.state == Sitting.BOOKED, Meeting.pair.has(state=Pairing.ACTIVE))
        for meeting in db.scalars(running):
            slip = (meeting.pair.mentor.person.slack_id.removeprefix("U0").lower(), meeting.number)
            if meeting.starts_at and slip in self.ahead:
                yield meeting.starts_at + INTO_THE_SESSION, slip
