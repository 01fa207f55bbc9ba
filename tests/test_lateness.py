"""Each kind of letter says how late it still helps; after an outage only what does is sent, and of some the newest."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.lateness import AS_PLANNED, HELPS_FOR, NEVER_LATE
from bot.letters import owe
from bot.meetings.rules import Wanted, book
from bot.models import Circle, Kind, Letter, Post, Role
from bot.outbox.examination import Drop, examine
from tests.factories import NOW, make_enrolment, make_pair, make_programme

DAY = timedelta(days=1)
THURSDAY = NOW + 3 * DAY


def test_every_kind_of_letter_is_in_one_of_the_lists() -> None:
    assert set(HELPS_FOR) | AS_PLANNED | NEVER_LATE == set(Kind)
    assert not set(HELPS_FOR) & AS_PLANNED


@pytest.mark.parametrize("kind", sorted(HELPS_FOR))
def test_what_helps_for_some_days_is_sent_late_within_them_and_dropped_after(db: Session, kind: Kind) -> None:
    pair = make_pair(db)
    letter = owe(db, kind, pair, NOW, to=pair.leader.person)
    assert examine(db, letter, NOW + timedelta(days=1)) is None
    assert examine(db, letter, NOW + HELPS_FOR[kind] + timedelta(seconds=1)) == Drop("too_late")


@pytest.mark.parametrize("kind", sorted(NEVER_LATE - {Kind.LEFT_OUT}))
def test_what_is_never_too_late_is_sent_after_an_outage_of_weeks(db: Session, kind: Kind) -> None:
    pair = make_pair(db)
    letter = owe(db, kind, pair, NOW, to=pair.leader.person)
    assert examine(db, letter, NOW + timedelta(days=28)) is None


@pytest.mark.parametrize(
    ("kind", "role", "until"),
    [
        (Kind.PREPARATION, Role.MENTOR, THURSDAY),
        (Kind.ROLE_CARD, Role.MENTOR, THURSDAY),
        (Kind.CHECK_IN, Role.MENTOR, datetime(2026, 3, 12, 13, tzinfo=UTC)),  # five working days
        (Kind.BOOKED, Role.MENTOR, THURSDAY),
    ],
)
def test_what_is_about_a_session_helps_until_it_begins_and_the_question_after_it_for_a_week(
    db: Session, kind: Kind, role: Role, until: datetime
) -> None:
    pair = make_pair(db)
    book(db, pair.meetings[0], Wanted(THURSDAY, pair.leader.person, 0), NOW)
    person = pair.enrolment(role).person
    [letter] = (one for one in letters(db, kind) if one.person_id == person.id)
    assert letter.useful_until == until
    assert examine(db, letter, until + timedelta(seconds=1)) == Drop("too_late")


def letters(db: Session, kind: Kind) -> list[Letter]:
    return db.query(Letter).where(Letter.kind == kind).all()


def test_after_an_outage_the_newest_of_the_same_is_sent_and_the_rest_dropped(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    first, second, third = (
        owe(db, Kind.LEFT_OUT, enrolment, NOW + n * DAY, to=enrolment.person, once=str(n)) for n in (0, 1, 30)
    )
    monday = NOW + 7 * DAY
    assert examine(db, first, monday) == Drop("newer_one")
    assert examine(db, second, monday) is None  # the third is not due yet
    second.state = Post.DROPPED
    db.flush()
    assert examine(db, first, monday) is None
    assert examine(db, third, NOW + 30 * DAY) is None


def test_of_two_that_fell_due_at_once_the_one_owed_later_is_sent(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    first, second = (owe(db, Kind.LEFT_OUT, enrolment, NOW, to=enrolment.person, once=str(n)) for n in (0, 1))
    assert examine(db, first, NOW) == Drop("newer_one")
    assert examine(db, second, NOW) is None


def test_the_newest_is_the_one_that_fell_due_last_whichever_was_owed_first(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    newest, oldest = (
        owe(db, Kind.LEFT_OUT, enrolment, NOW + n * DAY, to=enrolment.person, once=str(n)) for n in (1, 0)
    )
    assert examine(db, newest, NOW + DAY) is None
    assert examine(db, oldest, NOW + DAY) == Drop("newer_one")


def test_what_is_about_something_else_is_not_the_same(db: Session) -> None:
    programme = make_programme(db)
    one, other = (Circle(workspace_id=programme.workspace_id, programme_id=programme.id, position=n) for n in (0, 1))
    db.add_all([one, other])
    db.flush()
    letter = owe(db, Kind.SUPERVISION, one, NOW, to=None, once="0")
    owe(db, Kind.SUPERVISION, other, NOW + DAY, to=None, once="1")
    assert examine(db, letter, NOW + 2 * DAY) is None
    owe(db, Kind.SUPERVISION, one, NOW + DAY, to=None, once="1")
    assert examine(db, letter, NOW + 2 * DAY) == Drop("newer_one")
