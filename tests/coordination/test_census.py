"""How a programme is counted: at zero, and on both sides of each boundary."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.coordination import census
from bot.coordination.census import Concern, Sessions
from bot.letters import owe
from bot.models import Joining, Kind, Meeting, Pair, Pairing, Post, Programme, Role, Sitting, Stage
from tests.factories import NOW, book, make_enrolment, make_pair, make_programme, make_workspace

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def programme(db: Session) -> Programme:
    return make_programme(db, stage=Stage.RUNNING, started_at=NOW)


def test_a_programme_without_people_counts_nothing(db: Session) -> None:
    counted = census.take(db, make_programme(db), NOW)
    assert (counted.enrolled, counted.mentors, counted.leaders, counted.drafts, counted.left) == (0, 0, 0, 0, 0)
    assert (counted.pairs, counted.asked, counted.ended, counted.signed, counted.matched) == (0, 0, 0, 0, 0)
    assert (counted.unmatched, counted.incomplete, counted.concerns, counted.following) == ((), (), (), None)
    assert (counted.sessions, counted.letters_failed, counted.letters_unsure) == (Sessions(), 0, 0)


def test_a_programme_that_has_just_started_has_held_nothing(db: Session, programme: Programme) -> None:
    make_pair(db, programme)
    assert census.take(db, programme, NOW).sessions == Sessions(planned=6)


def test_people_are_counted_by_role_and_state(db: Session, programme: Programme) -> None:
    for role in (Role.MENTOR, Role.MENTOR, Role.LEADER):
        make_enrolment(db, programme, role)
    make_enrolment(db, programme, state=Joining.DRAFT)
    make_enrolment(db, programme, state=Joining.LEFT)
    counted = census.take(db, programme, NOW)
    assert (counted.mentors, counted.leaders, counted.enrolled) == (2, 1, 3)
    assert (counted.drafts, counted.left) == (1, 1)


def test_another_workspaces_people_are_never_counted(db: Session, programme: Programme) -> None:
    elsewhere = make_programme(db, workspace_id=make_workspace(db, "T0ELSE").id)
    pair = make_pair(db, elsewhere)
    owe(db, Kind.BOOKING, pair, NOW, to=pair.leader.person).state = Post.FAILED
    counted = census.take(db, programme, NOW)
    assert (counted.enrolled, counted.pairs, counted.letters_failed) == (0, 0, 0)


def test_whoever_has_no_partner_is_named_with_what_is_missing_set_apart(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme)
    alone = make_enrolment(db, programme)
    unconfirmed = make_enrolment(db, programme, role_confirmed_at=None)
    incomplete = make_enrolment(db, programme, team="")
    counted = census.take(db, programme, NOW)
    assert counted.unmatched == (alone.person,)
    assert counted.unconfirmed == (unconfirmed.person,)
    assert counted.incomplete == (incomplete.person,)
    assert (counted.matched, counted.enrolled) == (2, 5)
    assert pair.mentor.person not in counted.unmatched


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (Pairing.PROPOSED, (0, 0, 0, 0)),
        (Pairing.OFFERED, (1, 0, 0, 2)),
        (Pairing.CONFIRMED, (0, 1, 0, 2)),
        (Pairing.ACTIVE, (0, 1, 0, 2)),
        (Pairing.ENDED, (0, 0, 1, 0)),
        (Pairing.DECLINED, (0, 0, 0, 0)),
    ],
)
def test_pairs_are_counted_by_where_they_stand(
    db: Session, programme: Programme, state: Pairing, counts: tuple[int, ...]
) -> None:
    make_pair(db, programme, state=state)
    counted = census.take(db, programme, NOW)
    assert (counted.asked, counted.pairs, counted.ended, counted.matched) == counts


def test_a_pair_that_never_began_has_not_ended(db: Session, programme: Programme) -> None:
    make_pair(db, programme, state=Pairing.ENDED, started_at=None)
    assert census.take(db, programme, NOW).ended == 0


def test_an_agreement_counts_when_both_have_signed_its_last_version(db: Session, programme: Programme) -> None:
    make_pair(db, programme)
    half = make_pair(db, programme)
    changes(half, version=2, leader_signed_version=2)
    assert census.take(db, programme, NOW).signed == 1


def test_a_planned_session_is_due_from_its_target_on(db: Session, programme: Programme) -> None:
    first = make_pair(db, programme).meetings[0]
    assert sessions(db, programme, first.target_at - SECOND) == Sessions(planned=6)
    assert sessions(db, programme, first.target_at) == Sessions(due=1, planned=5)


def test_a_booked_session_is_due_from_its_start_on(db: Session, programme: Programme) -> None:
    first = make_pair(db, programme).meetings[0]
    later = first.target_at + 20 * DAY
    book(db, first, later)
    assert sessions(db, programme, later - SECOND) == Sessions(booked=1, planned=5)
    assert sessions(db, programme, later) == Sessions(due=1, planned=5)


def test_settled_sessions_are_told_apart(db: Session, programme: Programme) -> None:
    meetings = make_pair(db, programme).meetings
    for meeting, state in zip(meetings, (Sitting.HELD, Sitting.MISSED, Sitting.UNCONFIRMED), strict=False):
        settle(meeting, state)
    counted = sessions(db, programme, NOW)
    assert counted == Sessions(held=1, missed=1, unconfirmed=1, planned=3)
    assert counted.total == 6


def test_what_a_pair_held_still_counts_when_it_has_ended(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme, state=Pairing.ENDED)
    settle(pair.meetings[0], Sitting.HELD)
    assert sessions(db, programme, NOW + 90 * DAY) == Sessions(held=1)


@pytest.mark.parametrize(("age", "reasons"), [(14 * DAY - SECOND, []), (14 * DAY, ["unsigned"])])
def test_two_weeks_without_signatures_need_a_person(
    db: Session, programme: Programme, age: timedelta, reasons: list[str]
) -> None:
    changes(make_pair(db, programme), leader_signed_version=0)
    assert concerns(db, programme, NOW + age) == reasons


@pytest.mark.parametrize(("age", "reasons"), [(28 * DAY - SECOND, []), (28 * DAY, ["silent"])])
def test_four_weeks_without_a_date_need_a_person(
    db: Session, programme: Programme, age: timedelta, reasons: list[str]
) -> None:
    first = make_pair(db, programme).meetings[0]
    assert concerns(db, programme, first.target_at + age) == reasons


def test_a_date_in_the_diary_breaks_the_silence(db: Session, programme: Programme) -> None:
    first = make_pair(db, programme).meetings[0]
    book(db, first, first.target_at + 60 * DAY)
    assert concerns(db, programme, first.target_at + 40 * DAY) == []


@pytest.mark.parametrize(("age", "reasons"), [(28 * DAY - SECOND, []), (28 * DAY, ["silent"])])
def test_a_date_that_passed_without_an_answer_is_silence_too(
    db: Session, programme: Programme, age: timedelta, reasons: list[str]
) -> None:
    first = make_pair(db, programme).meetings[0]
    book(db, first, first.target_at)
    assert concerns(db, programme, first.target_at + age) == reasons


def test_a_pair_with_all_its_sessions_behind_it_is_not_silent(db: Session, programme: Programme) -> None:
    for meeting in make_pair(db, programme).meetings:
        settle(meeting, Sitting.HELD)
    assert concerns(db, programme, NOW + 900 * DAY) == []


@pytest.mark.parametrize(("cancellations", "reasons"), [(1, []), (2, ["cancelled_twice"]), (3, ["cancelled_twice"])])
def test_two_cancellations_in_a_row_need_a_person(
    db: Session, programme: Programme, cancellations: int, reasons: list[str]
) -> None:
    make_pair(db, programme, leader_cancellations=cancellations)
    assert concerns(db, programme, NOW) == reasons


@pytest.mark.parametrize(
    ("states", "reasons"),
    [
        ((Sitting.MISSED,), []),
        ((Sitting.MISSED, Sitting.MISSED), ["missed_twice"]),
        ((Sitting.MISSED, Sitting.UNCONFIRMED, Sitting.MISSED), ["missed_twice"]),
        ((Sitting.MISSED, Sitting.MISSED, Sitting.HELD), []),
        ((Sitting.HELD, Sitting.MISSED, Sitting.HELD, Sitting.MISSED), []),
        ((Sitting.UNCONFIRMED, Sitting.UNCONFIRMED), []),
    ],
)
def test_two_sessions_missed_in_a_row_need_a_person(
    db: Session, programme: Programme, states: tuple[Sitting, ...], reasons: list[str]
) -> None:
    for meeting, state in zip(make_pair(db, programme).meetings, states, strict=False):
        settle(meeting, state)
    assert concerns(db, programme, NOW) == reasons


def test_a_concern_names_both_the_mentor_first(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme, leader_cancellations=2)
    expected = Concern("cancelled_twice", (pair.mentor.person, pair.leader.person))
    assert census.take(db, programme, NOW).concerns == (expected,)


@pytest.mark.parametrize("state", [Pairing.OFFERED, Pairing.CONFIRMED, Pairing.ENDED, Pairing.DECLINED])
def test_nobody_looks_after_a_pair_that_is_not_running(db: Session, programme: Programme, state: Pairing) -> None:
    make_pair(db, programme, state=state, leader_cancellations=2)
    assert concerns(db, programme, NOW) == []


def test_a_closed_programme_needs_nobody(db: Session) -> None:
    closed = make_programme(db, stage=Stage.CLOSED)
    make_pair(db, closed, leader_cancellations=2)
    assert concerns(db, closed, NOW) == []


def test_the_next_moment_is_the_earliest_that_is_still_to_come(db: Session, programme: Programme) -> None:
    first, second, third = make_pair(db, programme).meetings[:3]
    book(db, first, NOW)
    book(db, second, NOW + 9 * DAY)
    book(db, third, NOW + 5 * DAY)
    book(db, make_pair(db, programme, state=Pairing.ENDED).meetings[0], NOW + DAY)
    assert census.take(db, programme, NOW).following == third
    assert census.take(db, programme, NOW - SECOND).following == first


def test_messages_that_could_not_be_delivered_are_counted(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme)
    for kind, state in ((Kind.BOOKING, Post.FAILED), (Kind.SILENCE, Post.SENDING), (Kind.MISSED, Post.SENT)):
        owe(db, kind, pair, NOW, to=pair.leader.person).state = state
    db.flush()
    counted = census.take(db, programme, NOW)
    assert (counted.letters_failed, counted.letters_unsure) == (1, 1)


def sessions(db: Session, programme: Programme, now: datetime) -> Sessions:
    return census.take(db, programme, now).sessions


def concerns(db: Session, programme: Programme, now: datetime) -> list[str]:
    return [concern.reason for concern in census.take(db, programme, now).concerns]


def settle(meeting: Meeting, state: Sitting) -> None:
    meeting.state, meeting.settled_at = state, NOW


def changes(pair: Pair, **values: Any) -> None:
    assert pair.agreement is not None
    for name, value in values.items():
        setattr(pair.agreement, name, value)
