"""A pair that has had its sessions, or some of them, and comes to its end."""

from datetime import datetime, timedelta

from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.endings.rules import Next, say_next
from bot.letters import owe
from bot.models import Enrolment, Kind, Letter, Meeting, Pair, Post, Role, Sitting
from bot.said import Said
from bot.scene import Scene
from tests.factories import NOW
from tests.meetings.booking import came, paired, person

LATE = NOW + timedelta(days=170)  # after the last session; well before the programme's last two weeks
DAY = timedelta(days=1)


def ended_pair(db: Session, sessions: int = 6) -> Pair:
    """Ayu teaches, Lena learns; so many of their six sessions took place, a cadence apart."""
    pair = paired(db, mentor={"slack_id": "U0AYU", "name": "Ayu"}, leader={"slack_id": "U0LENA", "name": "Lena"})
    for meeting in pair.meetings[:sessions]:
        meeting.state, meeting.starts_at = Sitting.HELD, meeting.target_at
    db.flush()
    return pair


def letter(db: Session, kind: Kind, about: Pair | Meeting, role: Role, due_at: datetime = LATE) -> Letter:
    """One that Slack has."""
    pair = about if isinstance(about, Pair) else about.pair
    return came(db, owe(db, kind, about, due_at, to=person(pair, role)))


def wants(db: Session, pair: Pair, role: Role, wish: Next, now: datetime = LATE) -> None:
    say_next(db, pair, person(pair, role), wish, now)
    db.flush()


def owed(db: Session, kind: Kind, about: Pair | Enrolment) -> list[Letter]:
    """What waits to be sent, the mentor's first."""
    column = Letter.pair_id if isinstance(about, Pair) else Letter.enrolment_id
    found = db.scalars(select(Letter).where(Letter.kind == kind, column == about.id, Letter.state == Post.WAITING))
    return sorted(found, key=lambda one: one.person.slack_id if one.person else "")


def seen_by(pair: Pair, role: Role) -> Scene:
    return Scene.seen_by(pair.meetings[-1], person(pair, role))


def actions(message: Said | None) -> list[str]:
    assert message is not None
    rows = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    return [str(element.action_id) for row in rows for element in row.elements]
