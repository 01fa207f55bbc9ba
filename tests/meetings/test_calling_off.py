"""Sessions called off, and what is asked for and sent before them."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.meetings import rules
from bot.models import Kind, Letter, Meeting, Pair, Pairing, Post, Role, Sitting
from tests.factories import NOW
from tests.meetings.booking import FRIDAY, THURSDAY, book, came, cancel, letters, only, paired, person, waiting


@pytest.fixture
def pair(db: Session) -> Pair:
    return paired(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def test_calling_off_leaves_no_date(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting)
    assert (meeting.state, meeting.starts_at, meeting.booked_at, meeting.version) == (Sitting.PLANNED, None, None, 2)


def test_there_is_nothing_to_call_off_without_a_date(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="nothing_booked"):
        cancel(db, meeting)


def test_a_session_that_has_begun_cannot_be_called_off(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    with pytest.raises(Refused, match="session_began"):
        cancel(db, meeting, now=THURSDAY)


def test_a_leader_who_calls_off_is_asked_for_a_new_date_at_once(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    evening = NOW.replace(hour=21)
    cancel(db, meeting, now=evening)
    asked, told = only(db, Kind.REBOOKING, meeting, Role.LEADER), only(db, Kind.CANCELLED, meeting, Role.MENTOR)
    assert (asked.due_at, asked.any_hour) == (evening, True)
    assert told.due_at == datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    assert meeting.pair.leader_cancellations == 1


def test_whoever_would_set_off_in_vain_hears_at_any_hour(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting, now=THURSDAY - timedelta(hours=3))
    told = only(db, Kind.CANCELLED, meeting, Role.MENTOR)
    assert (told.due_at, told.any_hour) == (THURSDAY - timedelta(hours=3), True)


def test_two_in_a_row_ask_both_how_to_go_on(db: Session, meeting: Meeting) -> None:
    for _ in range(2):
        book(db, meeting, THURSDAY)
        cancel(db, meeting)
    assert meeting.pair.leader_cancellations == 2
    assert only(db, Kind.CANCELLED_TWICE, meeting, Role.LEADER).any_hour
    assert not only(db, Kind.CANCELLED_TWICE, meeting, Role.MENTOR).any_hour
    assert waiting(db, Kind.REBOOKING, meeting) == waiting(db, Kind.CANCELLED, meeting) == []


def test_a_mentors_calling_off_does_not_count(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting, Role.MENTOR)
    assert meeting.pair.leader_cancellations == 0
    assert len(waiting(db, Kind.CANCELLED, meeting, Role.LEADER)) == 1
    assert letters(db, Kind.CANCELLED, meeting, Role.MENTOR) == letters(db, Kind.REBOOKING, meeting) == []


def test_silence_after_calling_off_is_noticed_two_weeks_later(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting)
    assert only(db, Kind.SILENCE, meeting, Role.LEADER).due_at == NOW + timedelta(days=14)


def test_the_session_that_a_leader_keeps_is_the_next_one(pair: Pair) -> None:
    pair.meetings[0].state = Sitting.HELD
    assert rules.to_be_booked(pair, person(pair, Role.LEADER)) is pair.meetings[1]


def test_after_the_last_session_there_is_none_to_keep(pair: Pair) -> None:
    for meeting in pair.meetings:
        meeting.state = Sitting.HELD
    with pytest.raises(Refused, match="session_over"):
        rules.to_be_booked(pair, person(pair, Role.LEADER))


@pytest.mark.parametrize("by", list(Role))
def test_ending_kindly_tells_the_other_and_drops_the_rest(db: Session, pair: Pair, by: Role) -> None:
    book(db, pair.meetings[0], THURSDAY)
    rules.end_kindly(db, pair, person(pair, by), NOW)
    assert (pair.state, pair.ended_because) == (Pairing.ENDED, "ended_kindly")
    assert waiting(db, Kind.PREPARATION, pair.meetings[0]) == []
    told = select(Letter.person_id).where(Letter.pair_id == pair.id, Letter.kind == Kind.PARTNER_LEFT)
    assert db.scalars(told).all() == [person(pair, by.partner).id]


def test_questions_are_the_leaders(meeting: Meeting) -> None:
    rules.may_ask(meeting, Role.LEADER)
    with pytest.raises(Refused, match="leader_asks"):
        rules.may_ask(meeting, Role.MENTOR)


def test_questions_end_with_the_session(meeting: Meeting) -> None:
    meeting.state = Sitting.HELD
    with pytest.raises(Refused, match="session_over"):
        rules.may_ask(meeting, Role.LEADER)


def test_questions_are_sealed_replaced_and_taken_back(db: Session, meeting: Meeting) -> None:
    rules.ask(db, meeting, "Why do people wait for me to speak?", NOW)
    assert meeting.questions_sealed is not None
    assert b"wait" not in meeting.questions_sealed
    rules.ask(db, meeting, "Who is quiet?", NOW)
    assert meeting.questions == "Who is quiet?"
    rules.ask(db, meeting, "", NOW)
    assert meeting.questions is None


def test_questions_that_come_late_rewrite_what_was_sent(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, Kind.PREPARATION, meeting, Role.MENTOR))
    rules.ask(db, meeting, "Who is quiet?", FRIDAY)
    assert (letter.state, letter.try_at <= FRIDAY) == (Post.WAITING, True)


def test_the_calendar_file_comes_once_for_each_date(db: Session, meeting: Meeting) -> None:
    leader = person(meeting.pair, Role.LEADER)
    book(db, meeting, THURSDAY)
    for _ in range(2):
        rules.ask_for_file(db, meeting, leader, NOW.replace(hour=22))
    assert only(db, Kind.CALENDAR_FILE, meeting, Role.LEADER).due_at == NOW.replace(hour=22)


def test_there_is_no_calendar_file_without_a_date(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="nothing_booked"):
        rules.ask_for_file(db, meeting, person(meeting.pair, Role.LEADER), NOW)
