"""What a mentor hears for whom a session was heavy, and what is said when the roles are to come back."""

import pytest
from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy.orm import Session

from bot import pairs
from bot.letters import owe
from bot.models import Kind, Letter, Meeting, Pair, Post, Role, Stage
from bot.reflection import messages, roles
from bot.reflection.roles import Wish
from bot.said import Said
from tests.factories import NOW
from tests.fitting import LONGEST_NAME, said
from tests.meetings.booking import came, only, paired
from tests.reflection.answering import AFTER, booked_pair, hold, tell

MENTOR = Role.MENTOR
AWAY = ["Choose another theme", "Take a break", "I need help"]


@pytest.fixture
def pair(db: Session) -> Pair:
    return booked_pair(db)


def letter(db: Session, meeting: Meeting) -> Letter:
    return came(db, only(db, Kind.FELT_HEAVY, meeting, MENTOR))


def row(message: Said | None) -> list[str]:
    assert message is not None
    [found] = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    return [str(element.to_dict()["text"]["text"]) for element in found.elements]


def twice(db: Session, pair: Pair) -> Letter:
    for meeting in pair.meetings[:2]:
        hold(db, meeting, MENTOR, load="heavy")
        felt = letter(db, meeting)
    return felt


def test_the_first_time_the_ways_out_are_told(db: Session, pair: Pair) -> None:
    hold(db, pair.meetings[0], MENTOR, load="heavy")
    message = messages.felt_heavy(db, letter(db, pair.meetings[0]))
    assert "<@U0LENA> will not be told what you answered." in said(message)
    assert row(message) == AWAY


def test_another_theme_is_offered_only_where_one_can_be_chosen(db: Session, pair: Pair) -> None:
    for meeting in pair.meetings[:-1]:
        hold(db, meeting, MENTOR)
    tell(db, pair.meetings[0], MENTOR, load="heavy")
    felt = letter(db, pair.meetings[0])
    assert row(messages.felt_heavy(db, felt)) == AWAY[1:]
    hold(db, pair.meetings[-1], MENTOR)
    assert row(messages.felt_heavy(db, felt)) == AWAY[1:]


def test_the_second_time_somebody_to_talk_to_is_offered(db: Session, pair: Pair) -> None:
    felt = twice(db, pair)
    message = messages.felt_heavy(db, felt)
    assert "Would you like to talk it over with somebody?" in said(message)
    assert row(message) == ["Yes, please", "No, thank you", *AWAY]


def test_a_yes_stands_until_it_is_taken_back(db: Session, pair: Pair) -> None:
    felt = twice(db, pair)
    roles.wish(db, pair, MENTOR, Wish.PERSON, AFTER)
    message = messages.felt_heavy(db, felt)
    assert "An organiser sees only that you would welcome a conversation, not why." in said(message)
    assert row(message) == ["I no longer need it", *AWAY]
    roles.wish(db, pair, MENTOR, Wish.NOBODY, AFTER)
    message = messages.felt_heavy(db, felt)
    assert "nobody is told anything" in said(message)
    assert row(message) == ["Yes, please", *AWAY]


def test_an_answer_that_changed_is_taken_kindly_or_the_letter_is_not_sent(db: Session, pair: Pair) -> None:
    hold(db, pair.meetings[0], MENTOR, load="heavy")
    felt = only(db, Kind.FELT_HEAVY, pair.meetings[0], MENTOR)
    tell(db, pair.meetings[0], MENTOR, load="fine")
    assert messages.felt_heavy(db, felt) is None
    came(db, felt)
    message = messages.felt_heavy(db, felt)
    assert "You have changed your answer, and that is fine." in said(message)
    assert row(message) == ["I need help"]


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_the_longest_names_fit(db: Session, locale: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": locale}
    felt = twice(db, paired(db, mentor=longest, leader=longest))
    said(messages.felt_heavy(db, felt))


def roles_back(db: Session, pair: Pair) -> Letter:
    return owe(db, Kind.ROLES_BACK, pair, NOW, to=None, any_hour=True)


def test_the_word_reminds_both_and_names_nobody_who_asked(db: Session, pair: Pair) -> None:
    text = said(messages.roles_back(db, roles_back(db, pair)))
    assert "*pineapple*: your word" in text
    assert "• For the mentor: go on where you were. The time is yours." in text
    assert "• For the leader: take a breath, then ask one question." in text
    assert "<@" not in text


def test_a_word_with_markup_stays_a_word_and_none_is_none(db: Session, pair: Pair) -> None:
    assert pair.agreement is not None
    pair.agreement.stop_word = "<!channel>"
    assert "*&lt;!channel&gt;*: your word" in said(messages.roles_back(db, roles_back(db, pair)))
    pair.agreement.stop_word = None
    assert "*Time to bring the roles back.*" in said(messages.roles_back(db, roles_back(db, pair)))


def test_after_the_last_session_it_can_still_be_said(db: Session, pair: Pair) -> None:
    for meeting in pair.meetings:
        hold(db, meeting, MENTOR)
    assert "pineapple" in said(messages.roles_back(db, roles_back(db, pair)))


def test_nothing_is_said_to_a_pair_that_has_ended(db: Session, pair: Pair) -> None:
    hold(db, pair.meetings[0], MENTOR, load="heavy")
    felt, back = only(db, Kind.FELT_HEAVY, pair.meetings[0], MENTOR), roles_back(db, pair)
    pair.programme.stage = Stage.CLOSED
    assert (messages.felt_heavy(db, felt), messages.roles_back(db, back)) == (None, None)
    pair.programme.stage = Stage.RUNNING
    pairs.end(db, pair, "left", AFTER)
    db.expire_all()
    assert (messages.roles_back(db, back), felt.state) == (None, Post.DROPPED)
