"""What we say about a date that stands, has moved, was called off or has been."""

import pytest
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.meetings import diary, rules
from bot.models import Kind, Meeting, Post, Role, Sitting
from tests.factories import NOW
from tests.meetings.booking import FRIDAY, THURSDAY, book, came, cancel, only
from tests.meetings.reading import actions, ayu_and_lena, told, written


@pytest.fixture
def meeting(db: Session) -> Meeting:
    return ayu_and_lena(db).meetings[0]


def test_a_date_that_stands_comes_with_both_calendars(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = only(db, Kind.BOOKED, meeting, Role.MENTOR)
    text = told(db, letter)
    assert "with <@U0LENA> is in the diary: *Thursday 5 March, 17:00 (Jakarta) · 10:00 (London)*" in text
    assert "&amp;dates=20260305T100000Z%2F20260305T110000Z|Add it to Google Calendar>" in text
    assert actions(written(db, letter)) == [Act.CALENDAR_FILE, Act.MOVE, Act.CANCEL, "help"]


def test_the_leader_may_send_questions_as_soon_as_there_is_a_date(db: Session, meeting: Meeting) -> None:
    """So that they stand in the mentor's preparation, and none comes as a surprise."""
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, Kind.BOOKED, meeting, Role.LEADER))
    assert actions(written(db, letter)) == [Act.SEND_QUESTIONS, Act.CALENDAR_FILE, Act.MOVE, Act.CANCEL, "help"]
    assert "[Send my questions]" in told(db, letter)
    rules.ask(db, meeting, "What would you stop?", NOW)
    assert letter.state == Post.WAITING  # to be written again in its place
    assert "[Change my questions]" in told(db, letter)
    assert "Questions from your partner are waiting" in told(db, only(db, Kind.PREPARATION, meeting, Role.MENTOR))


def test_a_date_that_has_moved_is_told_in_the_message_about_it(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, Kind.BOOKED, meeting, Role.MENTOR))
    book(db, meeting, FRIDAY)
    assert "Friday 6 March" in told(db, letter)
    assert actions(written(db, letter)) == ["help"]


def test_a_date_that_was_called_off_is_told_in_the_message_about_it(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, Kind.BOOKED, meeting, Role.MENTOR))
    cancel(db, meeting)
    assert "Session 1 of 6* with <@U0LENA>: this date no longer stands." in told(db, letter)


def test_who_picks_the_next_date_is_told_once(db: Session, meeting: Meeting) -> None:
    """In the message that tells of it; whoever called it off themselves gets none, and reads it in its place."""
    book(db, meeting, THURSDAY)
    theirs = {role: came(db, only(db, Kind.BOOKED, meeting, role)) for role in Role}
    cancel(db, meeting, Role.MENTOR)
    assert "<@U0LENA> picks the next one." in told(db, theirs[Role.MENTOR])
    assert "next" not in told(db, theirs[Role.LEADER])
    book(db, meeting, FRIDAY)
    assert "is in the diary: *Friday 6 March" in told(db, theirs[Role.LEADER])
    for _ in range(2):
        cancel(db, meeting, Role.LEADER)
        assert all("next" not in told(db, letter) for letter in theirs.values())
        book(db, meeting, THURSDAY)


@pytest.mark.parametrize("role", list(Role))
def test_a_date_that_has_been_offers_nothing_to_move(db: Session, meeting: Meeting, role: Role) -> None:
    book(db, meeting, THURSDAY)
    letter, asked = only(db, Kind.BOOKED, meeting, role), only(db, Kind.CHECK_IN, meeting, role)
    came(db, letter)
    diary.look_back(db, came(db, asked), FRIDAY)
    assert (letter.state, letter.try_at <= FRIDAY) == (Post.WAITING, True)  # to be written again in its place
    for state in (Sitting.BOOKED, Sitting.HELD, Sitting.MISSED):
        meeting.state = state
        assert "was in the diary for *Thursday 5 March" in told(db, letter)
        assert actions(written(db, letter)) == ["help"]
    came(db, letter)
    diary.look_back(db, asked, FRIDAY)
    assert letter.state == Post.SENT  # once is enough
    book(db, meeting, FRIDAY)
    assert "is in the diary: *Friday 6 March" in told(db, letter)


def test_a_question_about_an_older_date_leaves_the_one_that_stands(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    asked = only(db, Kind.CHECK_IN, meeting, Role.MENTOR)
    book(db, meeting, FRIDAY)
    letter = came(db, only(db, Kind.BOOKED, meeting, Role.MENTOR))
    diary.look_back(db, asked, FRIDAY)
    assert letter.state == Post.SENT
    assert Act.MOVE in actions(written(db, letter))
