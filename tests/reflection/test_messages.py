"""What we say, and ask, after a session."""

import pytest
from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy.orm import Session

from bot import pairs
from bot.actions import Act
from bot.models import Kind, Letter, Meeting, Met, Pair, Role, Sitting
from bot.reflection import forms, messages, rules
from bot.said import Said
from bot.scene import Scene
from tests.factories import NOW
from tests.fitting import LONGEST_ANSWER, LONGEST_NAME, filled, fits, said
from tests.meetings.booking import FRIDAY, book, came, only, paired, person
from tests.reflection.answering import AFTER, booked_pair, met_at, say

MENTOR, LEADER = Role.MENTOR, Role.LEADER


@pytest.fixture
def pair(db: Session) -> Pair:
    return booked_pair(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def question(db: Session, meeting: Meeting, role: Role) -> Letter:
    return came(db, only(db, Kind.CHECK_IN, meeting, role))


def actions(message: Said | None) -> list[str]:
    assert message is not None
    rows = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    return [str(element.action_id) for row in rows for element in row.elements]


def test_the_mentor_is_asked_alone_and_told_what_is_shared(db: Session, meeting: Meeting) -> None:
    message = messages.check_in(db, question(db, meeting, MENTOR))
    assert "Did you and <@U0LENA> meet?" in said(message)
    assert "<@U0LENA> never sees your other answers." in said(message)
    assert "Session 1 of 6 · Thursday 5 March, 10:00" in said(message)
    assert actions(message) == [Act.MET_YES, Act.MET_MOVED, Act.MET_NO, "help"]


def test_the_question_is_asked_though_the_partner_has_answered(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, LEADER)
    say(db, meeting, MENTOR, Met.YES)
    assert "Did you and <@U0AYU> meet?" in said(messages.check_in(db, letter))


def test_a_mentor_who_met_is_offered_a_private_note(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, MENTOR)
    say(db, meeting, MENTOR, Met.YES)
    message = messages.check_in(db, letter)
    assert "Thank you: you said that you met." in said(message)
    assert "Was there anything you held back?" in said(message)
    assert actions(message)[3:] == [Act.NOTE, Act.MET_MOVED, Act.MET_NO, "help"]


def test_a_leader_who_met_is_asked_what_they_will_do(db: Session, pair: Pair) -> None:
    first, last = pair.meetings[0], pair.meetings[-1]
    for meeting, words in ((first, "before the next session?"), (last, "now that the sessions are over?")):
        met_at(db, meeting, AFTER) if meeting is last else None
        letter = question(db, meeting, LEADER)
        say(db, meeting, LEADER, Met.YES, AFTER)
        message = messages.check_in(db, letter)
        assert words in said(message)
        assert actions(message)[3:5] == [Act.COMMIT, Act.NOTE]


@pytest.mark.parametrize("role", list(Role))
def test_whoever_moved_it_puts_in_the_new_date(db: Session, meeting: Meeting, role: Role) -> None:
    letter = question(db, meeting, role)
    say(db, meeting, role, Met.MOVED)
    message = messages.check_in(db, letter)
    assert "you said that you moved it" in said(message)
    assert actions(message) == [Act.MOVE, Act.MET_YES, Act.MET_NO, "help"]


@pytest.mark.parametrize(
    ("role", "words"),
    [(MENTOR, "You do not have to chase"), (LEADER, "If <@U0AYU> says the same, we ask you for a new date.")],
)
def test_a_no_is_taken_without_blame(db: Session, meeting: Meeting, role: Role, words: str) -> None:
    letter = question(db, meeting, role)
    say(db, meeting, role, Met.NO)
    text = said(messages.check_in(db, letter))
    assert "nobody has to explain" in text
    assert words in text


def test_two_who_say_no_are_not_told_to_wait_for_each_other(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, MENTOR)
    for role in Role:
        say(db, meeting, role, Met.NO)
    assert "says the same" not in said(messages.check_in(db, letter))


def test_once_both_have_answered_nothing_is_left_to_change(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, MENTOR)
    say(db, meeting, MENTOR, Met.MOVED)
    say(db, meeting, LEADER, Met.YES)
    message = messages.check_in(db, letter)
    assert "Pressed the wrong one?" not in said(message)
    assert actions(message) == ["help"]


def test_a_note_stays_open_when_both_have_answered(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, MENTOR)
    for role in Role:
        say(db, meeting, role, Met.YES)
    assert actions(messages.check_in(db, letter))[3:] == [Act.NOTE, "help"]


def test_the_others_answer_is_never_shown(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, MENTOR)
    say(db, meeting, MENTOR, Met.YES)
    before = said(messages.check_in(db, letter)).splitlines()
    say(db, meeting, LEADER, Met.NO)
    assert said(messages.check_in(db, letter)).splitlines()[0] == before[0]


def test_a_question_about_a_date_that_has_gone_says_so_where_it_was_sent(db: Session, meeting: Meeting) -> None:
    sent, unsent = question(db, meeting, MENTOR), only(db, Kind.CHECK_IN, meeting, LEADER)
    book(db, meeting, FRIDAY, now=AFTER)
    assert "has another date by now" in said(messages.check_in(db, sent))
    assert messages.check_in(db, unsent) is None


def test_a_question_without_its_date_still_makes_sense(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, MENTOR)
    meeting.starts_at = None
    assert "meet?" in said(messages.check_in(db, letter))


def test_nothing_is_asked_of_a_pair_that_has_ended(db: Session, meeting: Meeting) -> None:
    letter = question(db, meeting, LEADER)
    pairs.end(db, meeting.pair, "left", NOW)
    assert messages.check_in(db, letter) is None


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
@pytest.mark.parametrize("met", [None, *Met])
def test_the_longest_names_fit(db: Session, met: Met | None, language: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": language}
    meeting = met_at(db, paired(db, mentor=longest, leader=longest).meetings[0])
    letter = question(db, meeting, LEADER)
    if met:
        say(db, meeting, LEADER, met)
    said(messages.check_in(db, letter))


def scene(meeting: Meeting, role: Role) -> Scene:
    return Scene.seen_by(meeting, person(meeting.pair, role))


def test_a_note_is_written_read_and_found_again(db: Session, meeting: Meeting) -> None:
    reflection = say(db, meeting, MENTOR, Met.YES)
    view = filled(forms.draw_note(scene(meeting, MENTOR), reflection), note="  I held back.  ")
    assert (forms.read_meeting(view), forms.read_note(view)) == (meeting.id, "I held back.")
    rules.write_note(db, meeting, person(meeting.pair, MENTOR), forms.read_note(view))
    assert forms.read_note(filled(forms.draw_note(scene(meeting, MENTOR), reflection))) == "I held back."


def test_the_longest_note_fits(db: Session, meeting: Meeting) -> None:
    reflection = say(db, meeting, MENTOR, Met.YES)
    rules.write_note(db, meeting, person(meeting.pair, MENTOR), LONGEST_ANSWER.strip())
    fits(forms.draw_note(scene(meeting, MENTOR), reflection))
    assert meeting.state == Sitting.HELD


def test_a_note_that_was_kept_says_where_it_is(meeting: Meeting) -> None:
    assert "The button in your message opens it again." in str(fits(forms.draw_kept(scene(meeting, MENTOR))))
