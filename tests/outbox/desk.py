"""An outbox at work: a real client and the workspace on loopback on one side, a committed database on the other."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, joinedload, sessionmaker

from bot import models
from bot.assembly import outbox_for
from bot.clock import real_time
from bot.models import Circle, Letter, Person, Post
from bot.outbox.claims import Sent, Times
from bot.outbox.postbag import Afterwards, Postbag
from bot.said import Attachment, Said, paragraph
from sandbox import Message, Workspace
from tests.factories import NOW, make_pair, make_person, make_programme

PATIENT = Times(lease=60, timeout=5, settle=300)


def note(_: Session, letter: Letter) -> Said:
    return Said([paragraph(letter.facts.get("words", "Good morning"))])


def nothing(_: Session, __: Letter) -> None:
    return None


def broken(_: Session, letter: Letter) -> Said:
    raise KeyError(letter.facts["words"])


def too_long(_: Session, __: Letter) -> Said:
    return Said([paragraph("word ")] * 51)


def calendar(_: Session, __: Letter) -> Said:
    return Said([paragraph("Your session")], Attachment("session.ics", b"BEGIN:VCALENDAR", "Session 1"))


WRITERS = {
    "note": note,
    "silence": note,
    "nothing": nothing,
    "broken": broken,
    "too_long": too_long,
    "calendar": calendar,
}


@dataclass
class Desk:
    """What a test does with the outbox, and what it sees."""

    ws: Workspace
    sessions: sessionmaker[Session]
    reading: sessionmaker[Session]
    api_url: str

    def client(self, workspace_id: str = "T0RM", timeout: int = 5) -> WebClient:
        assert workspace_id == "T0RM"  # a token for no other
        return WebClient(token=self.ws.bot_token, base_url=self.api_url, timeout=timeout, retry_handlers=[])

    def sends(
        self,
        now: datetime = NOW,
        speak: Callable[[str], WebClient | None] | None = None,
        times: Times = PATIENT,
        afterwards: Mapping[str, Afterwards] | None = None,
        at_once: int = 1,
    ) -> list[Sent]:
        """What a sender deals with that comes into being now."""
        postbag = Postbag(self.sessions, self.reading, WRITERS, times, afterwards=afterwards)
        return list(outbox_for(postbag, speak or self.client, times, at_once=at_once).send_due(lambda: now))

    def owes(self, handle: str = "ayu", kind: str = "note", **changes: Any) -> uuid.UUID:
        """A letter that is due, to somebody of the workspace."""
        with self.sessions.begin() as db:
            person = self.person(db, handle)
            return self._letter(db, kind=kind, person_id=person.id, **changes)

    def owes_a_pair(self, kind: str = "note", **changes: Any) -> uuid.UUID:
        """A letter that is due, to Ayu and Lena in their group DM."""
        with self.sessions.begin() as db:
            pair = make_pair(db, make_programme(db))
            pair.mentor.person.slack_id, pair.leader.person.slack_id = "U0AYU", "U0LENA"
            return self._letter(db, kind=kind, pair_id=pair.id, **changes)

    def owes_circle(self, circle: Circle, kind: str = "note", **changes: Any) -> uuid.UUID:
        """A letter that is due, to the mentors of a circle in their group DM."""
        with self.sessions.begin() as db:
            about = {"circle_id": circle.id, "programme_id": circle.programme_id}
            return self._letter(db, kind=kind, **about, **changes)

    def person(self, db: Session, handle: str) -> Person:
        slack_id = self.ws.person(handle).id
        found = db.scalars(select(Person).where(Person.slack_id == slack_id)).first()
        return found or make_person(db, handle, slack_id=slack_id)

    def _letter(self, db: Session, **changes: Any) -> uuid.UUID:
        letter_id = uuid.uuid4()
        values = {"workspace_id": "T0RM", "id": letter_id, "key": letter_id.hex, "due_at": NOW, "try_at": NOW}
        db.add(Letter(**values | changes))
        return letter_id

    def letter(self, letter_id: uuid.UUID) -> Letter:
        with self.sessions() as db:
            whole = (joinedload(Letter.person), joinedload(Letter.pair))
            return db.get_one(Letter, ("T0RM", letter_id), options=whole)

    def changes(self, letter_id: uuid.UUID, **values: Any) -> None:
        with self.sessions.begin() as db:
            db.execute(update(Letter).where(Letter.id == letter_id).values(**values))

    def changes_workspace(self, **values: Any) -> None:
        with self.sessions.begin() as db:
            db.execute(update(models.Workspace).values(**values))

    def changes_person(self, handle: str, **values: Any) -> None:
        with self.sessions.begin() as db:
            db.execute(update(Person).where(Person.slack_id == self.ws.person(handle).id).values(**values))

    def is_claimed_by_somebody_who_died(self, letter_id: uuid.UUID) -> None:
        """As a sender leaves it that was killed between its claim and its settlement, the settle time ago."""
        real = real_time()
        self.changes(
            letter_id,
            **{"state": Post.SENDING, "owner": "somebody", "fence": 1, "tries": 1, "channel": self.channel()},
            **{"claimed_at": real, "first_claimed_at": real, "try_at": real},
        )

    def settle_time_passes(self) -> None:
        with self.sessions.begin() as db:
            db.execute(update(Letter).where(Letter.state == Post.SENDING).values(try_at=real_time()))

    def closed_until(self) -> datetime:
        with self.sessions() as db:
            return db.scalars(select(models.Workspace.closed_until)).one() or NOW

    def pause_at_slack_passes(self) -> None:
        self.changes_workspace(closed_until=real_time())

    def channel(self) -> str:
        """Ayu's DM with the bot."""
        return str(self.client().conversations_open(users=["U0AYU"])["channel"]["id"])

    def reads(self, handle: str = "ayu") -> list[str]:
        return [message.readable for message in self.messages(handle)]

    def messages(self, handle: str = "ayu") -> list[Message]:
        return self.ws.person(handle).dm

    def asked(self, method: str) -> int:
        """How often Slack was asked for it."""
        return [call.method for call in self.ws.calls].count(method)


def forget_everything(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        db.execute(delete(models.Workspace))
