"""How a programme is counted: at zero, and on both sides of each boundary."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.coordination import census
from bot.coordination.census import Commitments, Sessions
from bot.letters import owe
from bot.models import Commitment, Joining, Kind, Meeting, Outcome, Pair, Pairing, Post, Programme, Role, Sitting, Stage
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
    assert (counted.commitments, counted.published) == (None, {})
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


def test_the_next_moment_is_the_earliest_that_is_still_to_come(db: Session, programme: Programme) -> None:
    first, second, third = make_pair(db, programme).meetings[:3]
    book(db, first, NOW)
    book(db, second, NOW + 9 * DAY)
    book(db, third, NOW + 5 * DAY)
    book(db, make_pair(db, programme, state=Pairing.ENDED).meetings[0], NOW + DAY)
    assert census.take(db, programme, NOW).following == third
    assert census.take(db, programme, NOW - SECOND).following == first


def test_commitments_are_counted_over_all_pairs_once_five_have_some(db: Session, programme: Programme) -> None:
    pairs = [make_pair(db, programme) for _ in range(5)]
    for pair in pairs[:4]:
        commit(db, pair, Outcome.DONE)
        commit(db, pair, Outcome.OPEN)
    elsewhere = make_pair(db)
    commit(db, elsewhere, Outcome.DROPPED)
    assert census.take(db, programme, NOW).commitments is None
    commit(db, pairs[4], Outcome.DROPPED)
    assert census.take(db, programme, NOW).commitments == Commitments(open=4, done=4, dropped=1)


def test_messages_that_could_not_be_delivered_are_counted(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme)
    for kind, state in ((Kind.BOOKING, Post.FAILED), (Kind.SILENCE, Post.SENDING), (Kind.MISSED, Post.SENT)):
        letter = owe(db, kind, pair, NOW, to=pair.leader.person)
        letter.state, letter.reason = state, f"{state} for this"
    db.flush()
    counted = census.take(db, programme, NOW)
    assert (counted.failures, counted.letters_failed) == ({"failed for this": 1}, 1)
    assert counted.letters_unsure == 1


def commit(db: Session, pair: Pair, outcome: Outcome) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "meeting_id": pair.meetings[0].id}
    db.add(Commitment(**keys, text="Ask first", due_on=NOW.date(), outcome=outcome, made_at=NOW))
    db.flush()


def sessions(db: Session, programme: Programme, now: datetime) -> Sessions:
    return census.take(db, programme, now).sessions


def settle(meeting: Meeting, state: Sitting) -> None:
    meeting.state, meeting.settled_at = state, NOW


def changes(pair: Pair, **values: Any) -> None:
    assert pair.agreement is not None
    for name, value in values.items():
        setattr(pair.agreement, name, value)
