"""What we say just before a session, and what stands in both messages."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.meetings import rules
from bot.models import Kind, Meeting, Pair, Role
from bot.pairs import ask_to_book
from tests.factories import NOW
from tests.fitting import said
from tests.meetings.booking import FRIDAY, THURSDAY, book, came, only
from tests.meetings.reading import actions, ayu_and_lena, told, written
from tests.reflection.answering import SLIPPED, hold


@pytest.fixture
def pair(db: Session) -> Pair:
    return ayu_and_lena(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


@pytest.mark.parametrize("kind", [Kind.PREPARATION, Kind.ROLE_CARD])
def test_messages_say_that_questions_wait_and_never_what_they_are(db: Session, meeting: Meeting, kind: Kind) -> None:
    book(db, meeting, THURSDAY)
    rules.ask(db, meeting, "Who is quiet?", NOW)
    mentors, leaders = (told(db, only(db, kind, meeting, role)) for role in Role)
    assert "Questions from your partner are waiting for you." in mentors
    assert "[Change my questions]" in leaders
    assert "quiet" not in mentors + leaders


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [
        (THURSDAY, "today at 10:00 (London): Who teaches whom."),
        (THURSDAY.replace(hour=9), "tomorrow at 09:00 (London): Who teaches whom."),
        (datetime(2026, 3, 9, 9, 0, tzinfo=UTC), "on Monday 9 March at 09:00 (London): Who teaches whom."),
        (datetime(2026, 4, 7, 8, 0, tzinfo=UTC), "on Tuesday 7 April at 09:00 (London): Who teaches whom."),  # Easter
    ],
)
def test_a_role_card_says_when_as_people_do(db: Session, meeting: Meeting, starts_at: datetime, words: str) -> None:
    book(db, meeting, starts_at)
    text = told(db, only(db, Kind.ROLE_CARD, meeting, Role.LEADER))
    assert f"You meet <@U0AYU> {words}" in text
    assert "*Leave your title outside." in text


def test_two_who_live_by_the_same_clock_read_the_time_once(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = only(db, Kind.ROLE_CARD, meeting, Role.LEADER)
    assert told(db, letter).count("(London)") == 2
    meeting.pair.mentor.person.zone = "Europe/London"
    assert told(db, letter).count("(London)") == 1


def test_a_role_card_that_was_rewritten_names_the_day(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    letter = came(db, only(db, Kind.ROLE_CARD, meeting, Role.LEADER))
    book(db, meeting, FRIDAY, now=THURSDAY - timedelta(minutes=30))
    assert "on Friday 6 March at 10:00 (London)" in told(db, letter)


def test_a_session_within_a_break_is_moved_rather_than_prepared(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    preparing, card = (only(db, kind, meeting, Role.LEADER) for kind in (Kind.PREPARATION, Kind.ROLE_CARD))
    meeting.pair.mentor.paused_until = FRIDAY.date()
    message = written(db, preparing)
    assert "for a day on a break: Thursday 5 March, 10:00 (London)" in said(message)
    assert actions(message) == [Act.MOVE, "help"]
    assert written(db, card) is None


def test_a_theme_that_is_a_question_ends_its_sentence(db: Session, pair: Pair) -> None:
    ask_to_book(db, pair.meetings[4], NOW)
    assert "Did it land? It takes one press." in told(db, only(db, Kind.BOOKING, pair.meetings[4], Role.LEADER))
    book(db, pair.meetings[4], THURSDAY)
    assert "Did it land? The plan is yours" in told(db, only(db, Kind.PREPARATION, pair.meetings[4], Role.MENTOR))


@pytest.mark.parametrize("role", list(Role))
def test_a_role_card_shows_the_word_and_brings_the_roles_back(db: Session, meeting: Meeting, role: Role) -> None:
    book(db, meeting, THURSDAY)
    letter = only(db, Kind.ROLE_CARD, meeting, role)
    assert "Your word: *pineapple*" in told(db, letter)
    assert actions(written(db, letter))[1:] == [Act.SAY_WORD, "help"]


def test_a_word_that_one_has_not_signed_is_not_shown_yet(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    assert meeting.pair.agreement is not None
    meeting.pair.agreement.stop_word = "*<!channel>*"
    letter = only(db, Kind.ROLE_CARD, meeting, Role.LEADER)
    assert "Your word: **&lt;!channel&gt;**" in told(db, letter)
    meeting.pair.agreement.version += 1
    assert "Your word" not in told(db, letter)


def test_a_role_card_coaches_whoever_said_twice_that_the_roles_slipped(db: Session, pair: Pair) -> None:
    for meeting in pair.meetings[:2]:
        hold(db, meeting, Role.LEADER, **SLIPPED)
    third = pair.meetings[2]
    book(db, third, NOW + timedelta(weeks=3))
    leaders, mentors = (told(db, only(db, Kind.ROLE_CARD, third, role)) for role in (Role.LEADER, Role.MENTOR))
    assert "answer nothing before minute twenty" in leaders
    assert "may I show you mine" not in mentors
