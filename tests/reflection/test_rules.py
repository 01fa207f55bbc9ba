"""Did they meet? What each says, and what follows."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.models import Kind, Meeting, Met, Pair, Post, Reflection, Role, Sitting
from bot.reflection import rules
from bot.reflection.about import About
from bot.reflection.rules import Answer
from tests.meetings.booking import (
    FRIDAY,
    THURSDAY,
    book,
    came,
    only,
    person,
)
from tests.reflection.answering import AFTER, booked_pair, say

YES, MOVED, NO = Met.YES, Met.MOVED, Met.NO
MENTOR, LEADER = Role.MENTOR, Role.LEADER


@pytest.fixture
def pair(db: Session) -> Pair:
    return booked_pair(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


@pytest.mark.parametrize("first", list(Role))
@pytest.mark.parametrize(
    ("mine", "theirs", "state"),
    [
        (YES, None, Sitting.HELD),
        (NO, None, Sitting.BOOKED),
        (MOVED, None, Sitting.BOOKED),
        (YES, YES, Sitting.HELD),
        (YES, NO, Sitting.UNCONFIRMED),
        (NO, YES, Sitting.UNCONFIRMED),
        (YES, MOVED, Sitting.UNCONFIRMED),
        (MOVED, YES, Sitting.UNCONFIRMED),
        (NO, NO, Sitting.MISSED),
        (NO, MOVED, Sitting.MISSED),
        (MOVED, NO, Sitting.MISSED),
        (MOVED, MOVED, Sitting.BOOKED),
    ],
)
def test_where_a_session_stands_follows_from_both(
    db: Session, meeting: Meeting, first: Role, mine: Met, theirs: Met | None, state: Sitting
) -> None:
    say(db, meeting, first, mine)
    if theirs:
        say(db, meeting, first.partner, theirs)
    assert meeting.state == state
    assert (meeting.settled_at is None) == (state == Sitting.BOOKED)


def test_a_second_yes_does_not_settle_anew(db: Session, meeting: Meeting) -> None:
    say(db, meeting, LEADER, YES)
    say(db, meeting, MENTOR, YES, AFTER + timedelta(days=1))
    assert meeting.settled_at == AFTER


def test_the_same_answer_twice_is_one(db: Session, meeting: Meeting) -> None:
    first = say(db, meeting, MENTOR, YES)
    assert say(db, meeting, MENTOR, YES, AFTER + timedelta(hours=1)) is first
    assert first.answered_at == AFTER
    assert db.scalar(select(func.count()).select_from(Reflection).where(Reflection.meeting_id == meeting.id)) == 1


@pytest.mark.parametrize("later", [MOVED, NO])
def test_an_answer_may_change_while_the_other_is_silent(db: Session, meeting: Meeting, later: Met) -> None:
    say(db, meeting, MENTOR, YES)
    say(db, meeting, MENTOR, later)
    assert (meeting.state, meeting.settled_at) == (Sitting.BOOKED, None)


@pytest.mark.parametrize(("role", "met"), [(MENTOR, NO), (LEADER, YES)])
def test_no_answer_changes_once_both_have_answered(db: Session, meeting: Meeting, role: Role, met: Met) -> None:
    say(db, meeting, MENTOR, YES)
    say(db, meeting, LEADER, NO)
    with pytest.raises(Refused, match="answered_by_both"):
        say(db, meeting, role, met)
    assert meeting.state == Sitting.UNCONFIRMED


def test_nobody_answers_before_the_session(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="not_yet"):
        say(db, meeting, MENTOR, YES, THURSDAY - timedelta(minutes=1))


def test_a_session_without_a_date_cannot_be_answered(db: Session, pair: Pair) -> None:
    with pytest.raises(Refused, match="not_yet"):
        say(db, pair.meetings[1], MENTOR, YES)


def test_an_answer_about_a_date_that_has_gone_is_not_counted(db: Session, meeting: Meeting) -> None:
    given = Answer(person(meeting.pair, MENTOR), meeting.version, NO)
    book(db, meeting, FRIDAY, now=AFTER)
    with pytest.raises(Refused, match="answer_about_an_old_date"):
        rules.answer(db, meeting, given, FRIDAY + timedelta(hours=3))


def test_what_was_said_of_an_old_date_does_not_count_for_the_new(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, NO)
    book(db, meeting, FRIDAY, now=AFTER)
    say(db, meeting, LEADER, NO, FRIDAY + timedelta(hours=3))
    assert meeting.state == Sitting.BOOKED
    say(db, meeting, MENTOR, YES, FRIDAY + timedelta(hours=4))
    assert meeting.state == Sitting.UNCONFIRMED


def test_a_session_that_was_held_ends_the_row_of_cancellations(db: Session, meeting: Meeting) -> None:
    meeting.pair.leader_cancellations = 1
    say(db, meeting, MENTOR, YES)
    assert meeting.pair.leader_cancellations == 0


@pytest.mark.parametrize("other", [NO, MOVED])
def test_one_that_is_unconfirmed_leaves_the_row_as_it_is(db: Session, meeting: Meeting, other: Met) -> None:
    meeting.pair.leader_cancellations = 1
    say(db, meeting, MENTOR, other)
    say(db, meeting, LEADER, YES)
    assert meeting.pair.leader_cancellations == 1


def test_the_question_is_rewritten_for_both_when_one_answers(db: Session, meeting: Meeting) -> None:
    asked = [came(db, only(db, Kind.CHECK_IN, meeting, role)) for role in Role]
    say(db, meeting, MENTOR, YES)
    assert [letter.state for letter in asked] == [Post.WAITING] * 2


def test_a_note_is_sealed_and_its_authors_alone(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, YES)
    say(db, meeting, LEADER, YES)
    rules.write_note(db, meeting, person(meeting.pair, MENTOR), "I held back about the office.")
    db.flush()
    mine, theirs = rules.both_sides(db, meeting, person(meeting.pair, MENTOR))
    assert mine is not None
    assert theirs is not None
    assert mine.note == "I held back about the office."
    assert b"office" not in (mine.note_sealed or b"")
    assert theirs.note is None


def test_a_note_can_be_taken_back(db: Session, meeting: Meeting) -> None:
    say(db, meeting, MENTOR, YES)
    mentor = person(meeting.pair, MENTOR)
    rules.write_note(db, meeting, mentor, "Something.")
    rules.write_note(db, meeting, mentor, "")
    assert rules.answer_of(db, meeting, mentor).note is None


def test_a_note_follows_an_answer(db: Session, meeting: Meeting) -> None:
    say(db, meeting, LEADER, YES)
    with pytest.raises(Refused, match="no_answer_yet"):
        rules.write_note(db, meeting, person(meeting.pair, MENTOR), "Something.")


def test_what_a_button_carries_comes_back(meeting: Meeting) -> None:
    assert About.read(str(About.of(meeting))) == About.of(meeting)


@pytest.mark.parametrize("value", ["", "None", "x|1", "00000000-0000-0000-0000-000000000001", "1|2|3"])
def test_a_button_without_a_date_is_an_old_one(value: str) -> None:
    with pytest.raises(Refused, match="old_button"):
        About.read(value)
