"""What follows from a session that was held, missed or moved."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.models import Kind, Meeting, Met, Pair, Role, Sitting
from bot.reflection import rules
from tests.meetings.booking import (
    FRIDAY,
    NEXT_THURSDAY,
    THURSDAY,
    book,
    letters,
    only,
    paired,
    waiting,
)
from tests.reflection.answering import AFTER, booked_pair, met_at, say

YES, MOVED, NO = Met.YES, Met.MOVED, Met.NO


MENTOR, LEADER = Role.MENTOR, Role.LEADER


@pytest.fixture
def pair(db: Session) -> Pair:
    return booked_pair(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def test_two_who_moved_it_may_still_say_that_they_met(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, MOVED)
    say(db, meeting, LEADER, MOVED)
    say(db, meeting, LEADER, NO)
    assert meeting.state == Sitting.MISSED


def test_the_next_date_is_asked_for_two_weeks_before_its_target(db: Session, pair: Pair) -> None:
    say(db, pair.meetings[0], MENTOR, YES)
    due_at = only(db, Kind.BOOKING, pair.meetings[1], LEADER).due_at
    assert due_at == pair.meetings[1].target_at - timedelta(days=14)


def test_the_next_date_is_asked_for_at_once_where_that_has_passed(db: Session, pair: Pair) -> None:
    late = pair.meetings[1].target_at - timedelta(days=7)
    book(db, pair.meetings[0], late, now=AFTER)
    say(db, pair.meetings[0], MENTOR, YES, late + timedelta(hours=3))
    assert only(db, Kind.BOOKING, pair.meetings[1], LEADER).due_at == late + timedelta(hours=3)


def test_a_quick_cadence_asks_half_of_it_ahead(db: Session, pair: Pair) -> None:
    pair.programme.cadence_days = 14
    pair.meetings[1].target_at = pair.meetings[0].target_at + timedelta(days=14)
    say(db, pair.meetings[0], MENTOR, YES)
    due_at = only(db, Kind.BOOKING, pair.meetings[1], LEADER).due_at
    assert due_at == pair.meetings[1].target_at - timedelta(days=7)


def test_a_next_session_that_has_its_date_is_not_asked_for(db: Session, pair: Pair) -> None:
    book(db, pair.meetings[1], NEXT_THURSDAY)
    say(db, pair.meetings[0], MENTOR, YES)
    assert waiting(db, Kind.SILENCE, pair.meetings[1]) == []


@pytest.mark.parametrize("met", [YES, NO])
def test_both_go_on_whether_or_not_they_agree_that_they_met(db: Session, pair: Pair, met: Met) -> None:
    say(db, pair.meetings[0], MENTOR, YES)
    say(db, pair.meetings[0], LEADER, met)
    assert len(letters(db, Kind.BOOKING, pair.meetings[1])) == 1
    assert letters(db, Kind.MISSED, pair.meetings[0]) == []


@pytest.mark.parametrize(("count", "middle"), [(6, 3), (5, 3), (3, 2), (8, 4)])
def test_both_look_back_half_way_a_day_later(db: Session, pair: Pair, count: int, middle: int) -> None:
    pair.programme.meeting_count = count
    for meeting in pair.meetings[: min(count, 6) - 1]:
        say(db, met_at(db, meeting, THURSDAY) if meeting.number > 1 else meeting, LEADER, YES)
    told = {meeting.number: letters(db, Kind.MIDPOINT, meeting) for meeting in pair.meetings}
    assert {number for number, found in told.items() if found} == {middle}
    assert [letter.due_at for letter in told[middle]] == [AFTER + timedelta(days=1)] * 2


def test_the_last_session_closes_for_both(db: Session, pair: Pair) -> None:
    last = met_at(db, pair.meetings[-1], FRIDAY)
    say(db, last, MENTOR, YES, FRIDAY + timedelta(hours=2))
    assert len(letters(db, Kind.CLOSING, last)) == 2
    assert letters(db, Kind.MIDPOINT, last) == []


def test_a_missed_session_is_told_to_both_and_watched(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, NO)
    assert letters(db, Kind.MISSED, meeting) == []
    say(db, meeting, LEADER, NO)
    assert [letter.facts for letter in letters(db, Kind.MISSED, meeting)] == [{"version": 1, "streak": 1}] * 2
    assert only(db, Kind.SILENCE, meeting, LEADER).due_at == AFTER + timedelta(days=14)


def miss(db: Session, meeting: Meeting, starts_at: datetime) -> None:
    if meeting.starts_at != starts_at:
        book(db, meeting, starts_at)
    for role in Role:
        say(db, meeting, role, NO, starts_at + timedelta(hours=3))


def test_two_missed_in_a_row_are_counted(db: Session, meeting: Meeting) -> None:
    miss(db, meeting, THURSDAY)
    miss(db, meeting, FRIDAY)
    assert waiting(db, Kind.MISSED, meeting, LEADER)[-1].facts["streak"] == 2


def test_a_session_that_was_held_starts_the_count_anew(db: Session, pair: Pair) -> None:
    first, second, third = pair.meetings[:3]
    miss(db, first, THURSDAY)
    say(db, met_at(db, second, FRIDAY), LEADER, YES, FRIDAY + timedelta(hours=2))
    miss(db, third, NEXT_THURSDAY)
    assert only(db, Kind.MISSED, third, LEADER).facts["streak"] == 1


def test_misses_are_counted_pair_by_pair(db: Session, pair: Pair) -> None:
    miss(db, pair.meetings[0], THURSDAY)
    assert rules.missed_in_a_row(db, paired(db)) == 0


def test_a_leader_hears_from_the_mentor_that_it_moved(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, MOVED)
    letter = only(db, Kind.REBOOKING, meeting, LEADER)
    assert letter.facts == {"version": 1, "moved": True}


def test_a_leader_who_says_that_it_moved_is_not_written_to(db: Session, meeting: Meeting) -> None:
    say(db, meeting, LEADER, MOVED)
    say(db, meeting, MENTOR, MOVED)
    assert letters(db, Kind.REBOOKING, meeting) == []


@pytest.mark.parametrize("answers", [(NO, NO), (MOVED, NO)])
def test_a_late_no_asks_for_no_new_date_once_a_later_session_has_been(
    db: Session, pair: Pair, answers: tuple[Met, Met]
) -> None:
    first, second = pair.meetings[0], pair.meetings[1]
    second.state = Sitting.HELD
    for role, met in zip((MENTOR, LEADER), answers, strict=True):
        say(db, first, role, met)
    assert first.state == Sitting.MISSED
    assert [kind for kind in (Kind.MISSED, Kind.REBOOKING, Kind.SILENCE) if letters(db, kind, first)] == []
