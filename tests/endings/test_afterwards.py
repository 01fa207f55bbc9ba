"""What is said to two who both go on, and three months later."""

import pytest
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.afterwards import ask_later
from bot.endings import messages, rules
from bot.endings.rules import Lasting, Next
from bot.models import Commitment, Joining, Kind, Pair, Role, Stage
from tests.endings.ending import LATE, actions, ended_pair, owed, wants
from tests.fitting import LONGEST_NAME, said
from tests.meetings.booking import person

MENTOR, LEADER = Role.MENTOR, Role.LEADER
ANSWERS = ["lasting_yes", "lasting_partly", "lasting_no"]


@pytest.fixture
def pair(db: Session) -> Pair:
    return ended_pair(db)


def test_two_who_go_on_are_told_that_it_is_theirs_now(db: Session, pair: Pair) -> None:
    for role in Role:
        wants(db, pair, role, Next.GO_ON)
    texts = [said(messages.go_on_together(db, one)) for one in owed(db, Kind.GO_ON_TOGETHER, pair)]
    assert "You both want to go on, <@U0LENA> and you." in texts[0]
    assert "You both want to go on, <@U0AYU> and you." in texts[1]


def test_whoever_leaves_in_time_does_not_go_on(db: Session, pair: Pair) -> None:
    for role in Role:
        wants(db, pair, role, Next.GO_ON)
    [_, to_leader] = owed(db, Kind.GO_ON_TOGETHER, pair)
    pair.mentor.state = Joining.LEFT
    assert messages.go_on_together(db, to_leader) is None


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (0, "Three months on: can you see a difference?"),
        (1, "Three months on: is what you changed still there?"),
    ],
)
def test_three_months_later_each_is_asked_once_more(db: Session, pair: Pair, place: int, words: str) -> None:
    ask_later(db, pair.programme, LATE)
    pair.programme.stage = Stage.CLOSED
    message = messages.follow_up(db, owed(db, Kind.FOLLOW_UP, pair)[place])
    assert words in said(message)
    assert "counted only in a group of five or more" in said(message)
    assert "This is about your sessions with <@" in said(message)
    assert actions(message) == [*ANSWERS, "help"]


@pytest.mark.parametrize("answer", list(Lasting))
def test_the_answer_is_shown_to_its_author_alone(db: Session, pair: Pair, answer: Lasting) -> None:
    ask_later(db, pair.programme, LATE)
    to_mentor, to_leader = owed(db, Kind.FOLLOW_UP, pair)
    rules.say_lasting(db, pair, person(pair, MENTOR), answer, LATE)
    assert "You said: *" in said(messages.follow_up(db, to_mentor))
    assert f"lasting_{answer}" not in actions(messages.follow_up(db, to_mentor))
    assert actions(messages.follow_up(db, to_leader)) == [*ANSWERS, "help"]


def test_somebody_who_has_left_is_asked_nothing(db: Session, pair: Pair) -> None:
    ask_later(db, pair.programme, LATE)
    [mine, _] = owed(db, Kind.FOLLOW_UP, pair)
    pair.mentor.state = Joining.LEFT
    assert messages.follow_up(db, mine) is None


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
def test_the_longest_names_fit(db: Session, pair: Pair, language: str) -> None:
    for role in Role:
        one = person(pair, role)
        one.name, one.locale = LONGEST_NAME, language
        wants(db, pair, role, Next.GO_ON)
    pair.programme.name = "<&>" * 26
    ask_later(db, pair.programme, LATE)
    for kind, written in ((Kind.FOLLOW_UP, messages.follow_up), (Kind.GO_ON_TOGETHER, messages.go_on_together)):
        for one in owed(db, kind, pair):
            said(written(db, one))


def test_the_commitments_are_there_to_be_looked_at_once_more(db: Session, pair: Pair) -> None:
    ask_later(db, pair.programme, LATE)
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "meeting_id": pair.meetings[0].id}
    db.add(Commitment(**keys, text="Sit in the queue", due_on=LATE.date(), made_at=LATE))
    db.flush()
    for one in owed(db, Kind.FOLLOW_UP, pair):
        assert actions(messages.follow_up(db, one)) == [*ANSWERS, Act.COMMITMENTS, "help"]
