"""What we say half-way, as the end comes near, and at the end."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot import pairs
from bot.actions import Act
from bot.endings import messages, rules
from bot.endings.rules import Next
from bot.letters import owe
from bot.models import Joining, Kind, Letter, Pair, Person, Post, Role, Sitting, Stage
from tests.endings.ending import LATE, actions, ended_pair, letter, seen_by, wants
from tests.factories import NOW, make_person
from tests.fitting import LONGEST_NAME, said
from tests.meetings.booking import person

MENTOR, LEADER = Role.MENTOR, Role.LEADER
NEXT = ["next_go_on", "next_stop", "next_somebody_else"]


@pytest.fixture
def pair(db: Session) -> Pair:
    return ended_pair(db)


def due(db: Session, kind: Kind, pair: Pair, role: Role) -> Letter:
    """One that is about to be sent for the first time."""
    about = {Kind.MIDPOINT: pair.meetings[2], Kind.CLOSING: pair.meetings[-1]}.get(kind, pair)
    return owe(db, kind, about, LATE, to=person(pair, role))


@pytest.mark.parametrize("role", list(Role))
def test_half_way_both_may_rate_their_goals_and_read_their_agreement(db: Session, pair: Pair, role: Role) -> None:
    message = messages.midpoint(db, due(db, Kind.MIDPOINT, pair, role))
    assert "You are half-way." in said(message)
    assert "stricter topic counts at once" in said(message)
    assert actions(message) == [Act.RATE_GOALS, Act.READ_AGREEMENT, "help"]


@pytest.mark.parametrize(
    ("role", "row"),
    [(MENTOR, [Act.RATE_GOALS, "help"]), (LEADER, [Act.WRITE_THANKS, Act.RATE_GOALS, "help"])],
)
def test_two_weeks_ahead_each_plans_the_ending(db: Session, role: Role, row: list[str]) -> None:
    pair = ended_pair(db, 5)
    message = messages.closing_soon(db, due(db, Kind.CLOSING_SOON, pair, role))
    assert "ends on Wednesday 30 September" in said(message)
    assert actions(message) == row


@pytest.mark.parametrize("role", list(Role))
def test_two_who_never_met_are_asked_only_what_makes_sense(db: Session, role: Role) -> None:
    pair = ended_pair(db, 0)
    message = messages.closing_soon(db, due(db, Kind.CLOSING_SOON, pair, role))
    assert "no session of yours has come about so far" in said(message)
    assert "stop here, or try with another partner next time? Both are good endings" in said(message)
    assert "go on" not in said(message)
    assert actions(message) == ["help"]
    pair.meetings[0].state = Sitting.UNCONFIRMED  # perhaps they did
    assert Act.RATE_GOALS in actions(messages.closing_soon(db, due(db, Kind.CLOSING_SOON, pair, role)))


def test_whoever_has_closed_already_is_not_told_that_the_end_is_near(db: Session, pair: Pair) -> None:
    assert messages.closing_soon(db, due(db, Kind.CLOSING_SOON, pair, MENTOR)) is None


def test_at_the_end_each_looks_back_takes_along_and_says_what_comes_next(db: Session, pair: Pair) -> None:
    for role, row in ((MENTOR, []), (LEADER, [Act.WRITE_THANKS])):
        message = messages.closing(db, due(db, Kind.CLOSING, pair, role))
        assert "ends on Wednesday 30 September" in said(message)
        assert "only if you both want to go on, you both hear it" in said(message)
        assert actions(message) == [*row, Act.RATE_GOALS, Act.CERTIFICATE, *NEXT, "help"]


def test_without_a_session_that_both_know_of_no_certificate_is_offered(db: Session) -> None:
    pair = ended_pair(db, 0)
    pair.meetings[-1].state = Sitting.UNCONFIRMED
    assert Act.CERTIFICATE not in actions(messages.closing(db, due(db, Kind.CLOSING, pair, MENTOR)))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Next.GO_ON, "You said: *Go on together*. If you both say so, we tell you both."),
        (Next.STOP, "You said: *Stop here*. That is a good ending, too."),
        (Next.SOMEBODY_ELSE, "`/rm-join` takes you in as soon as the organisers open it."),
    ],
)
def test_an_answer_is_shown_to_its_author_and_may_be_changed(db: Session, pair: Pair, wish: Next, words: str) -> None:
    wants(db, pair, MENTOR, wish)
    message = messages.closing(db, due(db, Kind.CLOSING, pair, MENTOR))
    assert words in said(message)
    assert [act for act in actions(message) if act in NEXT] == [act for act in NEXT if act != f"next_{wish}"]


@pytest.mark.parametrize("wish", list(Next))
@pytest.mark.parametrize("role", list(Role))
def test_the_partners_answer_changes_nothing_in_ones_own_message(
    db: Session, pair: Pair, role: Role, wish: Next
) -> None:
    mine = due(db, Kind.CLOSING, pair, role)
    wants(db, pair, role, Next.GO_ON)
    before = messages.closing(db, mine)
    wants(db, pair, role.partner, wish)
    after = messages.closing(db, mine)
    assert before is not None
    assert after is not None
    assert [block.to_dict() for block in before.blocks] == [block.to_dict() for block in after.blocks]


def test_a_thank_you_that_is_written_may_be_changed(db: Session, pair: Pair) -> None:
    rules.thank(db, pair, "Thank you.", LATE)
    assert "[Change my thank-you]" in said(messages.closing(db, due(db, Kind.CLOSING, pair, LEADER)))


@pytest.mark.parametrize("kind", [Kind.MIDPOINT, Kind.CLOSING_SOON, Kind.CLOSING])
@pytest.mark.parametrize("over", ["ended", "closed"])
def test_nothing_comes_anew_to_a_pair_that_is_over(db: Session, kind: Kind, over: str) -> None:
    pair = ended_pair(db, 5 if kind == Kind.CLOSING_SOON else 6)
    mine = due(db, kind, pair, LEADER)
    if over == "ended":
        pairs.end(db, pair, "left", NOW)
    else:
        pair.programme.stage = Stage.CLOSED
    assert getattr(messages, kind)(db, mine) is None


@pytest.mark.parametrize("kind", [Kind.CLOSING_SOON, Kind.CLOSING])
def test_a_message_that_came_shows_the_own_answers_after_the_close_too(db: Session, pair: Pair, kind: Kind) -> None:
    about = pair if kind == Kind.CLOSING_SOON else pair.meetings[-1]
    mine = letter(db, kind, about, LEADER)
    pair.programme.stage = Stage.CLOSED
    rules.thank(db, pair, "Thank you.", LATE)
    assert "[Change my thank-you]" in said(getattr(messages, kind)(db, mine))


@pytest.mark.parametrize("kind", [Kind.MIDPOINT, Kind.CLOSING])
def test_nobody_looks_back_at_a_session_that_was_taken_back(db: Session, pair: Pair, kind: Kind) -> None:
    mine = due(db, kind, pair, LEADER)
    for meeting in pair.meetings:
        meeting.state = Sitting.MISSED
    assert getattr(messages, kind)(db, mine) is None


def stranger_or_nobody(db: Session) -> list[Person | None]:
    return [make_person(db), None]


@pytest.mark.parametrize("kind", [Kind.CLOSING_SOON, Kind.CLOSING, Kind.THANKS, Kind.CERTIFICATE, Kind.FOLLOW_UP])
def test_nothing_is_said_to_somebody_who_is_not_of_the_pair(db: Session, pair: Pair, kind: Kind) -> None:
    for who in stranger_or_nobody(db):
        assert getattr(messages, kind)(db, owe(db, kind, pair, LATE, to=who)) is None


def test_a_thank_you_stands_in_the_message_as_a_quotation(db: Session, pair: Pair) -> None:
    rules.thank(db, pair, "You told me <!channel>\nwhat others did not.", LATE)
    text = said(messages.thanks(db, due(db, Kind.THANKS, pair, MENTOR)))
    assert "<@U0LENA> thanks you for your sessions:\n> You told me &lt;!channel&gt;\n> what others did not." in text
    assert "show it to your manager" in text


def test_the_longest_thank_you_fits(db: Session, pair: Pair) -> None:
    rules.thank(db, pair, "<&>\n" * 250, LATE)
    pair.leader.person.name = LONGEST_NAME
    said(messages.thanks(db, due(db, Kind.THANKS, pair, MENTOR)))


def test_a_mentor_who_has_left_is_not_thanked_after_all(db: Session, pair: Pair) -> None:
    mine = due(db, Kind.THANKS, pair, MENTOR)
    assert messages.thanks(db, mine) is None
    rules.thank(db, pair, "Thank you.", LATE)
    pair.mentor.state = Joining.LEFT
    assert messages.thanks(db, mine) is None


def test_the_certificate_comes_as_a_file(db: Session, pair: Pair) -> None:
    mine = rules.ask_for_certificate(db, pair, person(pair, LEADER), LATE)
    message = messages.certificate(db, mine)
    assert message is not None
    assert message.file is not None
    assert (message.file.name, message.file.content[:5]) == ("certificate.pdf", b"%PDF-")
    assert "with thanks for the time you gave" in said(message)


def test_a_session_that_is_taken_back_takes_the_certificate_back(db: Session) -> None:
    pair = ended_pair(db, 1)
    mine = rules.ask_for_certificate(db, pair, person(pair, LEADER), LATE)
    pair.meetings[0].state = Sitting.UNCONFIRMED
    assert messages.certificate(db, mine) is None


def test_a_certificate_that_is_there_is_not_promised_again(db: Session, pair: Pair) -> None:
    mine, scene = due(db, Kind.CERTIFICATE, pair, MENTOR), seen_by(pair, MENTOR)
    assert "in a moment" in messages.certificate_comes(scene, mine)
    mine.state, mine.file_id, mine.sent_at = Post.SENT, "F1", LATE + timedelta(minutes=1)
    assert "in this conversation already" in messages.certificate_comes(scene, mine)
