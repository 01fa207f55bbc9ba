"""The letters that a session's date brings with it, and takes with it when it goes."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.meetings import rules
from bot.models import Kind, Meeting, Pair, Post, Role
from bot.pairs import ask_to_book
from tests.factories import NOW, make_edition, make_pair
from tests.meetings.booking import (
    FRIDAY,
    NEXT_THURSDAY,
    THURSDAY,
    book,
    came,
    cancel,
    letters,
    only,
    paired,
    person,
    waiting,
)
from tests.playbooks.sources import CORE_6

HOUR = timedelta(hours=1)
DATED = (Kind.BOOKED, Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN)


@pytest.fixture
def pair(db: Session) -> Pair:
    return paired(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def march(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 3, day, hour, 0, tzinfo=UTC)


@pytest.mark.parametrize("role", list(Role))
def test_a_date_brings_four_letters_to_each(db: Session, meeting: Meeting, role: Role) -> None:
    book(db, meeting, THURSDAY)
    due = {kind: only(db, kind, meeting, role).due_at for kind in DATED}
    assert due == {
        Kind.BOOKED: NOW,
        Kind.PREPARATION: march(3),
        Kind.ROLE_CARD: march(5, 9),
        Kind.CHECK_IN: march(5, 13),
    }


def test_a_preparation_comes_as_early_as_the_playbook_wants(db: Session, pair: Pair) -> None:
    make_edition(db, CORE_6.replace("questions_hours_before: 48", "questions_hours_before: 24"))
    db.expire_all()
    book(db, pair.meetings[0], THURSDAY)
    assert only(db, Kind.PREPARATION, pair.meetings[0], Role.MENTOR).due_at == march(4)
    assert only(db, Kind.ROLE_CARD, pair.meetings[0], Role.MENTOR).due_at == march(5, 9)


def test_letters_before_a_session_end_with_it_and_the_question_after_a_week(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    until = {kind: only(db, kind, meeting, Role.LEADER).useful_until for kind in DATED}
    assert until[Kind.BOOKED] == until[Kind.PREPARATION] == until[Kind.ROLE_CARD] == THURSDAY
    assert until[Kind.CHECK_IN] == march(12, 13)


def test_whoever_books_at_night_is_answered_and_the_other_sleeps(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY, now=march(2, 22))
    assert only(db, Kind.BOOKED, meeting, Role.LEADER).due_at == march(2, 22)
    assert only(db, Kind.BOOKED, meeting, Role.MENTOR).due_at == march(3, 9)


def test_a_session_within_a_day_is_told_to_both_at_once(db: Session, meeting: Meeting) -> None:
    book(db, meeting, march(3, 14), now=march(2, 22))
    assert only(db, Kind.BOOKED, meeting, Role.MENTOR).due_at == march(2, 22)


def test_each_reads_in_their_own_working_hours(db: Session) -> None:
    far = paired(db, mentor={"zone": "Asia/Jakarta"}, leader={"zone": "Europe/London"})
    book(db, far.meetings[0], march(5, 9))  # 16:00 in Jakarta
    assert only(db, Kind.ROLE_CARD, far.meetings[0], Role.MENTOR).due_at == march(5, 8)
    assert only(db, Kind.ROLE_CARD, far.meetings[0], Role.LEADER).due_at == march(4, 16)
    assert only(db, Kind.CHECK_IN, far.meetings[0], Role.MENTOR).due_at == march(6, 2)


def test_there_is_no_time_to_prepare_a_session_in_an_hour(db: Session, meeting: Meeting) -> None:
    book(db, meeting, NOW + HOUR)
    assert letters(db, Kind.PREPARATION, meeting) == []


def test_a_new_date_withdraws_what_was_to_be_sent_about_the_old(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    book(db, meeting, NEXT_THURSDAY)
    for kind in DATED:
        assert [letter.facts["version"] for letter in waiting(db, kind, meeting, Role.MENTOR)] == [2]
    assert {letter.reason for letter in letters(db, Kind.PREPARATION, meeting) if letter.state == Post.DROPPED} == {
        "date_changed"
    }


def test_messages_about_the_old_date_are_rewritten_in_their_place(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, Kind.BOOKED, meeting, Role.MENTOR))
    book(db, meeting, FRIDAY, now=NOW + HOUR)
    assert (letter.state, letter.ts, letter.try_at <= NOW + HOUR) == (Post.WAITING, "1.0", True)


def test_a_message_that_is_on_its_way_is_rewritten_once_it_is_there(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = only(db, Kind.BOOKED, meeting, Role.MENTOR)
    letter.state = Post.SENDING
    db.flush()
    book(db, meeting, FRIDAY)
    assert (letter.state, letter.stale) == (Post.SENDING, True)


def test_a_calendar_file_is_not_sent_again_by_a_new_date(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    rules.ask_for_file(db, meeting, person(meeting.pair, Role.LEADER), NOW)
    letter = only(db, Kind.CALENDAR_FILE, meeting, Role.LEADER)
    letter.state = Post.SENT
    db.flush()
    book(db, meeting, FRIDAY)
    assert letter.state == Post.SENT


@pytest.mark.parametrize("kind", [Kind.PREPARATION, Kind.ROLE_CARD])
def test_a_second_one_in_a_week_rewrites_the_first(db: Session, meeting: Meeting, kind: Kind) -> None:
    """Moved by a day after it had come: no further message, but the one that they have tells the new date."""
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, kind, meeting, Role.MENTOR))
    book(db, meeting, FRIDAY, Role.MENTOR, now=march(4, 15))
    assert letters(db, kind, meeting, Role.MENTOR) == [letter]
    assert letter.facts == {"version": 2, "rewritten": True}


def test_a_date_in_another_week_has_letters_of_its_own(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    came(db, only(db, Kind.PREPARATION, meeting, Role.MENTOR))
    book(db, meeting, NEXT_THURSDAY, now=march(4))
    assert [letter.due_at for letter in waiting(db, Kind.PREPARATION, meeting, Role.MENTOR)][-1] == march(10)


def test_a_second_session_in_a_week_is_not_prepared_by_letter(db: Session, pair: Pair) -> None:
    first, second = pair.meetings[:2]
    book(db, first, march(4))
    letter = came(db, only(db, Kind.PREPARATION, first, Role.MENTOR), NOW)
    book(db, second, FRIDAY)
    assert letters(db, Kind.PREPARATION, second, Role.MENTOR) == []
    assert letter.facts == {"version": 1}


def test_weeks_are_counted_pair_by_pair(db: Session, pair: Pair) -> None:
    other = make_pair(db, pair.programme, leader=pair.leader)
    book(db, pair.meetings[0], march(4))
    came(db, only(db, Kind.PREPARATION, pair.meetings[0], Role.LEADER), NOW)
    book(db, other.meetings[0], FRIDAY)
    assert len(letters(db, Kind.PREPARATION, other.meetings[0], Role.LEADER)) == 1


def test_a_second_question_in_a_week_waits_for_monday(db: Session, meeting: Meeting) -> None:
    book(db, meeting, march(3))
    came(db, only(db, Kind.CHECK_IN, meeting, Role.MENTOR))
    book(db, meeting, THURSDAY, now=march(3, 15))
    again = waiting(db, Kind.CHECK_IN, meeting, Role.MENTOR)[-1]
    assert (again.due_at, again.useful_until) == (march(9, 9), march(16, 9))


def test_a_letter_that_was_never_sent_does_not_fill_the_week(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    book(db, meeting, FRIDAY)
    assert only(db, Kind.PREPARATION, meeting, Role.MENTOR).facts == {"version": 2}


def test_the_next_session_is_asked_for_even_if_nobody_says_how_this_one_went(db: Session, pair: Pair) -> None:
    book(db, pair.meetings[0], THURSDAY)
    target = pair.meetings[1].target_at
    assert only(db, Kind.BOOKING, pair.meetings[1], Role.LEADER).due_at == target - timedelta(days=14)


def test_the_next_session_is_not_asked_for_within_a_week_of_this_one(db: Session, pair: Pair) -> None:
    late = pair.meetings[1].target_at - timedelta(days=8)
    book(db, pair.meetings[0], late)
    assert only(db, Kind.BOOKING, pair.meetings[1], Role.LEADER).due_at == late + timedelta(days=7) + HOUR


def test_a_date_that_moves_takes_the_question_for_the_next_with_it(db: Session, pair: Pair) -> None:
    book(db, pair.meetings[0], THURSDAY)
    book(db, pair.meetings[0], pair.meetings[1].target_at)
    due_at = only(db, Kind.BOOKING, pair.meetings[1], Role.LEADER).due_at
    assert due_at == pair.meetings[1].target_at + timedelta(days=7) + HOUR


def test_after_the_last_session_none_is_asked_for(db: Session, pair: Pair) -> None:
    book(db, pair.meetings[-1], THURSDAY)
    assert all(letters(db, Kind.BOOKING, meeting) == [] for meeting in pair.meetings)


def test_a_date_in_the_diary_ends_the_watch_over_silence(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, NOW)
    assert only(db, Kind.SILENCE, meeting, Role.LEADER).due_at == NOW + timedelta(days=14)
    book(db, meeting, THURSDAY)
    assert waiting(db, Kind.SILENCE, meeting) == []


def test_asking_again_moves_what_still_waits(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, THURSDAY)
    ask_to_book(db, meeting, NOW)
    assert only(db, Kind.BOOKING, meeting, Role.LEADER).due_at == NOW
    assert only(db, Kind.SILENCE, meeting, Role.LEADER).due_at == NOW + timedelta(days=14)


def test_a_leader_who_was_asked_is_not_asked_twice(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, NOW)
    letter = came(db, only(db, Kind.BOOKING, meeting, Role.LEADER))
    ask_to_book(db, meeting, THURSDAY)
    assert (letters(db, Kind.BOOKING, meeting), letter.state) == ([letter], Post.SENT)


def test_calling_off_leaves_no_letter_about_the_date(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting)
    assert all(waiting(db, kind, meeting) == [] for kind in DATED)


def test_a_new_date_withdraws_the_request_for_one(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting)
    book(db, meeting, FRIDAY)
    assert waiting(db, Kind.REBOOKING, meeting) == waiting(db, Kind.CANCELLED, meeting) == []
