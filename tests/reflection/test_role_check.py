"""What a check-in asks in private, and says to whoever answered."""

import pytest
from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.errors import Refused
from bot.models import Kind, Letter, Meeting, Met, Pair, Role
from bot.reflection import check_in, messages, role_check
from bot.reflection.about import About
from bot.said import Said
from bot.scene import Scene
from tests.fitting import LONGEST_NAME, said
from tests.meetings.booking import FRIDAY, book, only, paired, person
from tests.reflection.answering import AFTER, HELD, SLIPPED, booked_pair, hold, say, tell

MENTOR, LEADER = Role.MENTOR, Role.LEADER


@pytest.fixture
def pair(db: Session) -> Pair:
    return booked_pair(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def scene(meeting: Meeting, role: Role) -> Scene:
    return Scene.seen_by(meeting, person(meeting.pair, role))


def letter(db: Session, meeting: Meeting, role: Role) -> Letter:
    return only(db, Kind.CHECK_IN, meeting, role)


def drawn(db: Session, meeting: Meeting, role: Role) -> Said:
    message = messages.check_in(db, letter(db, meeting, role))
    assert message is not None
    return message


def rows(message: Said) -> list[list[str]]:
    """The buttons, row by row, as they are read."""
    found = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    return [[str(element.text.text) for element in row.elements] for row in found]  # type: ignore[union-attr]


def named(db: Session, name: str) -> Meeting:
    mentor, leader = {"name": f"{name} One"}, {"name": f"{name} Two"}
    meeting = paired(db, mentor=mentor, leader=leader).meetings[0]
    book(db, meeting, FRIDAY)
    return meeting


@pytest.mark.parametrize(("role", "other"), [(MENTOR, "Vogel Two"), (LEADER, "Vogel One")])
def test_one_question_at_a_time_in_the_readers_words(db: Session, role: Role, other: str) -> None:
    meeting = named(db, "Vogel")
    say(db, meeting, role, Met.YES, FRIDAY)
    message = drawn(db, meeting, role)
    assert "Who did most of the *advising*?" in said(message)
    assert "Only you see these answers" in said(message)
    assert "asking" not in said(message)
    assert rows(message)[0] == ["I did", "About even", other]
    tell(db, meeting, role, now=FRIDAY, advising=role)
    assert "You said: advising: I did\n" in said(drawn(db, meeting, role))
    assert "Who did most of the *asking*?" in said(drawn(db, meeting, role))


def test_a_mentor_is_asked_last_how_heavy_it_was(db: Session) -> None:
    meeting = named(db, "Vogel")
    hold(db, meeting, MENTOR, advising="even", asking="leader")
    message = drawn(db, meeting, MENTOR)
    assert rows(message)[0] == ["Light", "Fine", "Heavy"]
    tell(db, meeting, MENTOR, now=FRIDAY, load="light")
    text = said(drawn(db, meeting, MENTOR))
    assert "You said: advising: About even · asking: Vogel Two · for you: Light" in text
    assert "Only you see these answers" not in text


def test_a_leader_has_answered_all_with_two_taps(db: Session, meeting: Meeting) -> None:
    hold(db, meeting, LEADER, **HELD)
    message = drawn(db, meeting, LEADER)
    rest = [["Write what I will do", "A private note"], ["Change my answers", "We moved it", "No", "I need help"]]
    assert rows(message) == rest


def test_what_a_button_means_is_read_from_it_and_nothing_else_is(meeting: Meeting) -> None:
    for question in role_check.ACTS:
        for block in role_check.asking(scene(meeting, MENTOR), question)[1:]:
            assert isinstance(block, ActionsBlock)
            for element in block.elements:
                action = element.to_dict()
                assert About.read(action["value"]) == About.of(meeting)
                read, value = role_check.read(action)
                assert (read, action["action_id"]) == (question, f"{question}_{value}")
    for strange in ("advising_heavy", "load_mentor", "asking_", "note_mentor", "advising"):
        with pytest.raises(Refused, match="old_button"):
            role_check.read({"action_id": strange})


def test_whoever_would_answer_differently_sees_all_questions_once_more(db: Session, meeting: Meeting) -> None:
    hold(db, meeting, MENTOR, **HELD, load="fine")
    message = check_in.changing(db, scene(meeting, MENTOR))
    assert [row[0] for row in rows(message)] == ["I did", "I did", "Light", "A private note", "Change my answers"]
    assert "You said: advising: I did" in said(message)


@pytest.mark.parametrize("met", [None, Met.NO])
def test_there_is_nothing_to_change_where_nothing_was_told(db: Session, meeting: Meeting, met: Met | None) -> None:
    if met:
        say(db, meeting, MENTOR, met)
    assert said(check_in.changing(db, scene(meeting, MENTOR))) == said(drawn(db, meeting, MENTOR))


def test_a_session_that_moved_is_asked_about_with_what_was_told(db: Session, meeting: Meeting) -> None:
    hold(db, meeting, MENTOR, **HELD)
    say(db, meeting, MENTOR, Met.MOVED)
    book(db, meeting, FRIDAY, now=AFTER)
    message = drawn(db, meeting, MENTOR)
    text = said(message)
    assert "on Thursday 5 March you answered our questions about an earlier date. Does that still hold?" in text
    assert "You said: advising: I did" in text
    assert rows(message) == [["It still holds", "Ask me anew", "I need help"]]
    assert "Did you and" in said(drawn(db, meeting, LEADER))


@pytest.mark.parametrize(("role", "words"), [(MENTOR, "came from <@U0LENA>."), (LEADER, "came from you.")])
def test_coaching_comes_at_once_in_ones_own_words(db: Session, pair: Pair, role: Role, words: str) -> None:
    hold(db, pair.meetings[0], role, **SLIPPED, load="fine" if role == MENTOR else None)
    second = pair.meetings[1]
    hold(db, second, role, advising="leader")
    assert "Twice in a row" not in said(drawn(db, second, role))
    tell(db, second, role, asking="even", load="light" if role == MENTOR else None)
    message = drawn(db, second, role)
    assert "Twice in a row you answered that most of the advice or the answers" in said(message)
    assert words in said(message)
    assert rows(message)[0] == ["What I came for"]
    came_for = next(block for block in message.blocks if isinstance(block, ActionsBlock)).elements[0].to_dict()
    assert (came_for["action_id"], came_for["value"]) == (Act.REVIEW_ANSWERS, str(pair.enrolment(role).id))
    assert "Twice in a row" not in said(drawn(db, second, role.partner))


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
@pytest.mark.parametrize("role", list(Role))
def test_the_longest_names_fit(db: Session, role: Role, language: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": language}
    pair = paired(db, mentor=longest, leader=longest)
    for meeting in pair.meetings[:2]:
        hold(db, meeting, role, advising="leader", asking=role.partner)
        text = said(check_in.changing(db, scene(meeting, role)))
        assert "<&>" not in text
