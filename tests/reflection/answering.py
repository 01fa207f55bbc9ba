"""A session that took place, or did not, and what its two say."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.models import Meeting, Met, Pair, Reflection, Role
from bot.reflection import rules
from bot.reflection.rules import Answer
from tests.meetings.booking import THURSDAY, book, paired, person

AFTER = THURSDAY + timedelta(hours=3)


def met_at(db: Session, meeting: Meeting, starts_at: datetime = THURSDAY) -> Meeting:
    """In the diary for then."""
    book(db, meeting, starts_at)
    return meeting


def booked_pair(db: Session) -> Pair:
    pair = paired(db, mentor={"slack_id": "U0AYU"}, leader={"slack_id": "U0LENA"})
    met_at(db, pair.meetings[0])
    return pair


def say(db: Session, meeting: Meeting, role: Role, met: Met, now: datetime = AFTER) -> Reflection:
    given = Answer(person(meeting.pair, role), meeting.version, met)
    reflection = rules.answer(db, meeting, given, now)
    db.flush()
    return reflection
