"""A pair with sessions to book, and what it is owed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.meetings import rules
from bot.meetings.rules import Wanted
from bot.models import Kind, Letter, Meeting, Pair, Person, Post, Role, Stage
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme

THURSDAY = NOW + timedelta(days=3)  # 5 March at ten, UTC
FRIDAY = NOW + timedelta(days=4)
NEXT_THURSDAY = NOW + timedelta(days=10)


def paired(db: Session, *, mentor: dict[str, Any] | None = None, leader: dict[str, Any] | None = None) -> Pair:
    """Both have signed; six sessions are planned."""
    programme = make_programme(db, stage=Stage.RUNNING, started_at=NOW)
    people = {
        role.value: make_enrolment(db, programme, role, person=make_person(db, **changes or {}))
        for role, changes in ((Role.MENTOR, mentor), (Role.LEADER, leader))
    }
    return make_pair(db, programme, **people)


def person(pair: Pair, role: Role) -> Person:
    return pair.enrolment(role).person


def book(db: Session, meeting: Meeting, starts_at: datetime, by: Role = Role.LEADER, now: datetime = NOW) -> None:
    wanted = Wanted(starts_at, person(meeting.pair, by), meeting.version)
    rules.book(db, meeting, wanted, now)
    db.flush()


def cancel(db: Session, meeting: Meeting, by: Role = Role.LEADER, now: datetime = NOW) -> None:
    rules.cancel(db, meeting, person(meeting.pair, by), now)
    db.flush()


def letters(db: Session, kind: Kind, meeting: Meeting, role: Role | None = None) -> list[Letter]:
    """Every letter of that kind about the session, whatever became of it, the oldest date first."""
    found = select(Letter).where(Letter.kind == kind, Letter.meeting_id == meeting.id).order_by(Letter.key)
    if role:
        found = found.where(Letter.person_id == person(meeting.pair, role).id)
    return list(db.scalars(found.execution_options(populate_existing=True)))


def waiting(db: Session, kind: Kind, meeting: Meeting, role: Role | None = None) -> list[Letter]:
    return [letter for letter in letters(db, kind, meeting, role) if letter.state == Post.WAITING]


def only(db: Session, kind: Kind, meeting: Meeting, role: Role) -> Letter:
    [letter] = waiting(db, kind, meeting, role)
    return letter


def came(db: Session, letter: Letter, at: datetime | None = None) -> Letter:
    """Slack has it."""
    letter.state, letter.ts, letter.sent_at = Post.SENT, "1.0", at or letter.due_at
    db.flush()
    return letter
