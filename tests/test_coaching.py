"""One person's own answers, session by session, and what they call for."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot import coaching
from bot.models import Meeting, Met, Pair, Role
from bot.playbooks import Moment
from tests.factories import NOW, make_pair
from tests.meetings.booking import book, paired, person
from tests.reflection.answering import AFTER, HELD, SLIPPED, hold, say, tell

MENTOR, LEADER = Role.MENTOR, Role.LEADER


@pytest.fixture
def pair(db: Session) -> Pair:
    return paired(db)


def after(db: Session, meeting: Meeting, role: Role) -> Moment | None:
    return coaching.line_after(db, meeting, person(meeting.pair, role))


def ahead(db: Session, meeting: Meeting, role: Role) -> Moment | None:
    return coaching.line_for(db, meeting, person(meeting.pair, role))


def held(db: Session, pair: Pair, role: Role) -> bool | None:
    return coaching.last_held(db, [pair], person(pair, role)).get(pair.id)


@pytest.mark.parametrize("role", list(Role))
def test_two_sessions_that_slipped_call_for_coaching_at_once_and_before_the_next(
    db: Session, pair: Pair, role: Role
) -> None:
    first, second, third, fourth = pair.meetings[:4]
    hold(db, first, role, **SLIPPED)
    assert (after(db, first, role), ahead(db, second, role)) == (None, None)
    hold(db, second, role, **SLIPPED)
    assert after(db, second, role) == Moment.DRIFT_TWICE
    book(db, third, NOW + timedelta(weeks=3))
    assert ahead(db, third, role) == Moment.DRIFT_TWICE
    assert (after(db, first, role), ahead(db, second, role)) == (None, None)
    hold(db, third, role, **SLIPPED)
    assert (after(db, third, role), ahead(db, fourth, role)) == (None, None)


def test_it_is_said_once_though_nothing_is_told_of_the_next_session(db: Session, pair: Pair) -> None:
    for meeting in pair.meetings[:2]:
        hold(db, meeting, LEADER, **SLIPPED)
    hold(db, pair.meetings[2], LEADER)
    assert ahead(db, pair.meetings[3], LEADER) is None


def test_it_is_said_on_one_role_card_though_its_reader_answers_nothing_any_more(db: Session, pair: Pair) -> None:
    second, third, fourth = pair.meetings[1:4]
    for meeting in pair.meetings[:2]:
        hold(db, meeting, LEADER, **SLIPPED)
    book(db, third, NOW + timedelta(weeks=3))
    assert ahead(db, third, LEADER) == Moment.DRIFT_TWICE
    book(db, fourth, NOW + timedelta(weeks=6))
    assert ahead(db, fourth, LEADER) is None
    assert after(db, second, LEADER) == Moment.DRIFT_TWICE


def test_sessions_count_in_the_order_of_their_dates(db: Session, pair: Pair) -> None:
    first, second, third = pair.meetings[:3]
    book(db, first, NOW + timedelta(weeks=8))
    hold(db, second, MENTOR, **SLIPPED)
    hold(db, third, MENTOR, **SLIPPED)
    hold(db, first, MENTOR, **HELD)
    assert after(db, third, MENTOR) == Moment.DRIFT_TWICE
    assert ahead(db, pair.meetings[3], MENTOR) is None


def test_the_others_answers_call_for_nothing(db: Session, pair: Pair) -> None:
    for meeting in pair.meetings[:2]:
        hold(db, meeting, MENTOR, **SLIPPED)
        hold(db, meeting, LEADER, **HELD)
    assert after(db, pair.meetings[1], LEADER) is None
    assert held(db, pair, LEADER) is True
    assert held(db, pair, MENTOR) is False


def test_answers_of_another_pair_count_there(db: Session, pair: Pair) -> None:
    hold(db, pair.meetings[0], MENTOR, **SLIPPED)
    elsewhere = paired(db)
    hold(db, elsewhere.meetings[0], MENTOR, **SLIPPED)
    assert after(db, elsewhere.meetings[0], MENTOR) is None


def test_what_was_told_of_a_session_that_did_not_take_place_does_not_count(db: Session, pair: Pair) -> None:
    hold(db, pair.meetings[0], MENTOR, **SLIPPED)
    hold(db, pair.meetings[1], MENTOR, **SLIPPED)
    say(db, pair.meetings[1], MENTOR, Met.NO, AFTER + timedelta(weeks=2))
    assert after(db, pair.meetings[1], MENTOR) is None


def test_what_was_told_of_a_date_that_has_gone_does_not_count(db: Session, pair: Pair) -> None:
    for meeting in pair.meetings[:2]:
        hold(db, meeting, MENTOR, **SLIPPED)
    pair.meetings[0].version += 1
    assert after(db, pair.meetings[1], MENTOR) is None


def test_nothing_is_known_before_somebody_has_told(db: Session, pair: Pair) -> None:
    assert held(db, pair, LEADER) is None
    hold(db, pair.meetings[0], LEADER)
    assert held(db, pair, LEADER) is None


def test_of_two_pairs_each_is_known_by_its_own_last_session(db: Session, pair: Pair) -> None:
    other = make_pair(db, pair.programme, mentor=pair.mentor)
    for meeting, answers in zip([*pair.meetings[:2], *other.meetings[:2]], [HELD, SLIPPED, SLIPPED, HELD], strict=True):
        hold(db, meeting, MENTOR, **answers)
    mentor, untold = person(pair, MENTOR), make_pair(db, pair.programme, mentor=pair.mentor)
    assert coaching.last_held(db, [pair, other, untold], mentor) == {pair.id: False, other.id: True}
    assert coaching.last_held(db, [other], mentor) == {other.id: True}


def test_the_sessions_of_a_programme_are_told_of_by_person(db: Session, pair: Pair) -> None:
    first, second = pair.meetings[:2]
    hold(db, first, MENTOR, **HELD)
    tell(db, first, MENTOR, load="heavy")
    say(db, first, LEADER, Met.YES)
    hold(db, second, LEADER, **SLIPPED)
    other = paired(db)
    hold(db, other.meetings[0], MENTOR, **SLIPPED)
    found = coaching.held_sessions(db, pair.programme)
    assert found == [(person(pair, MENTOR).id, True), (person(pair, LEADER).id, False)]
