"""A session that took place, or did not, and what its two say."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.models import Meeting, Met, Pair, Reflection, Role
from bot.reflection import roles, rules
from bot.reflection.roles import Question, Tap
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


def tell(db: Session, meeting: Meeting, role: Role, *, now: datetime = AFTER, **answers: str | None) -> Reflection:
    """One tap for each answer given, by the question's name."""
    by = person(meeting.pair, role)
    for question, value in answers.items():
        if value:
            roles.tell(db, meeting, Tap(by, meeting.version, Question(question), value), now)
    db.flush()
    return rules.answer_of(db, meeting, by)


def hold(db: Session, meeting: Meeting, role: Role, **answers: str | None) -> datetime:
    """On the date that stands, else a week after the one before it, they meet; one of them says so. Returns when."""
    if meeting.starts_at is None:
        book(db, meeting, THURSDAY + timedelta(weeks=meeting.number - 1))
    after = (meeting.starts_at or THURSDAY) + timedelta(hours=3)
    say(db, meeting, role, Met.YES, after)
    tell(db, meeting, role, now=after, **answers)
    return after


SLIPPED = {"advising": "leader", "asking": "mentor"}
HELD = {"advising": "mentor", "asking": "leader"}
