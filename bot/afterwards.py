"""What outlasts a pair: its end is announced, keepsakes still come, and three months later there is one question."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from bot.books import book_of
from bot.hours import OPENS, at
from bot.letters import Owed, owe_all
from bot.models import Enrolment, Joining, Kind, Meeting, Pair, Programme, Role, Sitting

ENDS_SOON = timedelta(days=14)
# Answers to what one of the two did, and the question of three months later: no end drops them.
OUTLASTING = (Kind.THANKS, Kind.CERTIFICATE, Kind.GO_ON_TOGETHER, Kind.FOLLOW_UP)


def held(pair: Pair) -> list[Meeting]:
    """The sessions that took place, as both know."""
    return [meeting for meeting in pair.meetings if meeting.state == Sitting.HELD]


def announced_end(pair: Pair, now: datetime) -> Iterator[Owed]:
    """Two weeks before the programme ends both plan the ending; a pair that begins later is not told."""
    for role in Role:
        person = pair.enrolment(role).person
        due_at = at(pair.programme.ends_on - ENDS_SOON, OPENS, person.zone)
        last_call = at(pair.programme.ends_on, OPENS, person.zone)
        if due_at > now:
            yield Owed(Kind.CLOSING_SOON, pair, due_at, person, useful_until=last_call)


def ask_later(db: Session, programme: Programme, now: datetime) -> None:
    """Whether something lasts is asked some time after the close, of whoever had a session and stayed."""
    due_at = now + timedelta(days=book_of(programme).followup_days)
    mine = (Pair.workspace_id == programme.workspace_id, Pair.programme_id == programme.id)
    found = db.scalars(select(Pair).where(*mine).order_by(Pair.proposed_at, Pair.id))
    stayed = [(pair, side) for pair in found if held(pair) for side in (pair.mentor, pair.leader) if stays(side)]
    owe_all(db, [Owed(Kind.FOLLOW_UP, pair, due_at, side.person) for pair, side in stayed])


def stays(enrolment: Enrolment) -> bool:
    return enrolment.state != Joining.LEFT


def with_sessions(db: Session, enrolment: Enrolment, *options: ORMOption) -> list[Pair]:
    """The pairs of this person in which at least one session took place, running or over, the oldest first."""
    mine = or_(Pair.mentor_id == enrolment.id, Pair.leader_id == enrolment.id)
    found = select(Pair).where(Pair.workspace_id == enrolment.workspace_id, mine).options(*options)
    return [pair for pair in db.scalars(found.order_by(Pair.proposed_at, Pair.id)) if held(pair)]
