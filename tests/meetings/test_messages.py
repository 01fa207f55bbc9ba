"""What we say about the dates of sessions."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot import pairs
from bot.actions import Act
from bot.letters import owe
from bot.meetings import rules
from bot.models import Kind, Letter, Meeting, Pair, Role, Sitting, Stage
from bot.pairs import ask_to_book
from tests.factories import NOW
from tests.fitting import LONGEST_NAME, said
from tests.meetings.booking import FRIDAY, THURSDAY, book, came, cancel, only, paired, person
from tests.meetings.reading import WRITERS, actions, ayu_and_lena, told, written


@pytest.fixture
def pair(db: Session) -> Pair:
    return ayu_and_lena(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def missed(db: Session, meeting: Meeting, role: Role, **facts: Any) -> Letter:
    meeting.state = Sitting.MISSED
    to = person(meeting.pair, role)
    return owe(db, Kind.MISSED, meeting, NOW, to=to, facts={"version": meeting.version} | facts)


def test_the_leader_is_asked_with_three_times_in_both_zones(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, NOW)
    letter = only(db, Kind.BOOKING, meeting, Role.LEADER)
    text = told(db, letter)
    assert "Time to pick a date for *Session 1 of 6* with <@U0AYU>: Who teaches whom." in text
    assert "• Monday 9 March, 09:00 (London) · 16:00 (Jakarta)" in text
    slots = [f"{Act.BOOK_SLOT}_{number}" for number in range(3)]
    assert actions(written(db, letter)) == [*slots, Act.BOOK, "help"]


def test_where_no_time_suits_both_another_can_still_be_given(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, NOW + timedelta(days=400))
    assert actions(written(db, only(db, Kind.BOOKING, meeting, Role.LEADER))) == [Act.BOOK, "help"]


def test_times_that_are_early_or_late_say_so(db: Session) -> None:
    far = paired(db, mentor={"zone": "Asia/Jakarta"}, leader={"zone": "America/New_York"})
    ask_to_book(db, far.meetings[0], NOW)
    assert "early or late for one of you" in told(db, only(db, Kind.BOOKING, far.meetings[0], Role.LEADER))


def test_a_request_for_a_date_is_dropped_once_there_is_one(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, NOW)
    letter = only(db, Kind.BOOKING, meeting, Role.LEADER)
    book(db, meeting, THURSDAY)
    assert written(db, letter) is None


def test_a_request_that_was_answered_shows_the_date_in_its_place(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, NOW)
    letter = came(db, only(db, Kind.BOOKING, meeting, Role.LEADER))
    book(db, meeting, THURSDAY)
    text = told(db, letter)
    assert "is in the diary: *Thursday 5 March, 10:00 (London) · 17:00 (Jakarta)*" in text
    assert actions(written(db, letter)) == ["help"]


def test_the_mentor_hears_that_there_is_nothing_to_chase(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting)
    letter = only(db, Kind.CANCELLED, meeting, Role.MENTOR)
    text = told(db, letter)
    assert "<@U0LENA> had to call off the session. You do not have to chase" in text
    assert "It was to be Thursday 5 March, 17:00 (Jakarta) · 10:00 (London)." in text
    assert actions(written(db, letter)) == ["help"]


def test_the_leader_is_asked_for_a_new_date(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting)
    text = told(db, only(db, Kind.REBOOKING, meeting, Role.LEADER))
    assert "You called off the session with <@U0AYU>. It happens." in text
    assert "These suit you both:" in text


def test_the_leader_picks_anew_when_the_mentor_calls_off(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting, Role.MENTOR)
    letter = only(db, Kind.CANCELLED, meeting, Role.LEADER)
    assert "<@U0AYU> had to call off your session. It happens; please pick a new time" in told(db, letter)
    assert Act.BOOK in actions(written(db, letter))


def test_news_of_calling_off_is_dropped_once_there_is_a_new_date(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    cancel(db, meeting)
    letter = only(db, Kind.CANCELLED, meeting, Role.MENTOR)
    book(db, meeting, FRIDAY)
    assert written(db, letter) is None


@pytest.mark.parametrize(
    ("role", "words", "ways"),
    [
        (Role.LEADER, "That is two in a row", [Act.KEEP_GOING, Act.PAUSE_FROM_DM, Act.END_KINDLY, "help"]),
        (Role.MENTOR, "It says nothing about you", [Act.PAUSE_FROM_DM, Act.END_KINDLY, "help"]),
    ],
)
def test_after_two_in_a_row_each_has_their_own_ways_on(
    db: Session, meeting: Meeting, role: Role, words: str, ways: list[str]
) -> None:
    for _ in range(2):
        book(db, meeting, THURSDAY)
        cancel(db, meeting)
    letter = only(db, Kind.CANCELLED_TWICE, meeting, role)
    assert words in told(db, letter)
    assert actions(written(db, letter)) == ways


def test_a_leader_who_kept_going_sees_the_date(db: Session, meeting: Meeting) -> None:
    for _ in range(2):
        book(db, meeting, THURSDAY)
        cancel(db, meeting)
    letter = came(db, only(db, Kind.CANCELLED_TWICE, meeting, Role.LEADER))
    book(db, meeting, FRIDAY)
    assert "is in the diary" in told(db, letter)


def test_two_weeks_of_silence_are_named_once(db: Session, meeting: Meeting) -> None:
    ask_to_book(db, meeting, NOW)
    letter = only(db, Kind.SILENCE, meeting, Role.LEADER)
    assert "You and <@U0AYU> have had no date for two weeks" in told(db, letter)
    book(db, meeting, THURSDAY)
    assert written(db, letter) is None


def test_a_session_that_moved_is_asked_for_by_its_new_date(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    facts = {"version": meeting.version, "moved": True}
    letter = owe(db, Kind.REBOOKING, meeting, THURSDAY, to=person(meeting.pair, Role.LEADER), facts=facts)
    assert "<@U0AYU> says that *Session 1 of 6* was moved. Which date is it now?" in told(db, letter)
    meeting.state = Sitting.HELD
    assert written(db, letter) is None


@pytest.mark.parametrize(
    ("role", "streak", "words"),
    [
        (Role.MENTOR, 1, "You do not have to chase"),
        (Role.LEADER, 1, "Which new date suits you?"),
        (Role.MENTOR, 2, "that says nothing about you"),
        (Role.LEADER, 2, "Any of them is fairer to <@U0AYU> than silence."),
    ],
)
def test_a_missed_session_is_told_without_blame(
    db: Session, meeting: Meeting, role: Role, streak: int, words: str
) -> None:
    letter = missed(db, meeting, role, streak=streak)
    offered = actions(written(db, letter))
    assert words in told(db, letter)
    assert (Act.BOOK in offered) == (role == Role.LEADER)
    assert (Act.END_KINDLY in offered) == (streak == 2)


@pytest.mark.parametrize("kind", [Kind.BOOKED, Kind.PREPARATION, Kind.ROLE_CARD, Kind.CALENDAR_FILE])
def test_nothing_is_sent_about_a_date_that_has_gone(db: Session, meeting: Meeting, kind: Kind) -> None:
    book(db, meeting, THURSDAY)
    rules.ask_for_file(db, meeting, person(meeting.pair, Role.MENTOR), NOW)
    letter = only(db, kind, meeting, Role.MENTOR)
    cancel(db, meeting)
    assert written(db, letter) is None


def test_the_calendar_file_holds_the_session(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    rules.ask_for_file(db, meeting, person(meeting.pair, Role.MENTOR), NOW)
    message = written(db, only(db, Kind.CALENDAR_FILE, meeting, Role.MENTOR))
    assert message is not None
    assert message.file is not None
    assert message.file.name == "session-1.ics"
    assert b"SUMMARY:Session 1 of 6 with Lena" in message.file.content
    assert "17:00 (Jakarta) · 10:00 (London)" in said(message)


def every_letter(db: Session, meeting: Meeting) -> list[Letter]:
    """One of each kind to the leader, as it would be sent."""
    leader = person(meeting.pair, Role.LEADER)
    facts = {"version": meeting.version, "starts_at": THURSDAY.isoformat(), "streak": 2}
    return [owe(db, kind, meeting, NOW, to=leader, once="all", facts=facts) for kind in WRITERS]


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
@pytest.mark.parametrize("state", [Sitting.PLANNED, Sitting.BOOKED])
def test_the_longest_names_fit_into_every_message(db: Session, state: Sitting, language: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": language, "zone": "America/North_Dakota/New_Salem"}
    meeting = paired(db, mentor=longest, leader=longest).meetings[-1]
    if state == Sitting.BOOKED:
        book(db, meeting, THURSDAY)
    texts = [said(message) for letter in every_letter(db, meeting) if (message := written(db, letter))]
    assert len(texts) == (6 if state == Sitting.PLANNED else 4)


@pytest.mark.parametrize("ending", ["pair", "programme"])
def test_nothing_is_said_about_sessions_that_will_not_be(db: Session, meeting: Meeting, ending: str) -> None:
    letters = every_letter(db, meeting)
    if ending == "pair":
        pairs.end(db, meeting.pair, "left", NOW)
    else:
        meeting.pair.programme.stage = Stage.CLOSED
    assert [written(db, letter) for letter in letters] == [None] * len(letters)
