"""The question about a commitment, and what messages say of them."""

import pytest
from slack_sdk.models.blocks import ActionsBlock, Block
from sqlalchemy.orm import Session

from bot import pairs, pledge_rows
from bot.actions import Act
from bot.commitments import messages, rules
from bot.letters import owe
from bot.models import Kind, Letter, Outcome, Pair, Pairing, Role
from bot.said import Said
from bot.scene import Scene
from tests.commitments.promising import AFTER, FRIDAY_20, WORDS, met_pair, promise
from tests.fitting import LONGEST_NAME, said
from tests.meetings.booking import came, person, waiting

MENTOR, LEADER = Role.MENTOR, Role.LEADER
ANSWERS = [Act.COMMITMENT_DONE, Act.COMMITMENT_MOVED, Act.COMMITMENT_DROPPED]


@pytest.fixture
def pair(db: Session) -> Pair:
    return met_pair(db, mentor={"slack_id": "U0AYU"}, leader={"slack_id": "U0LENA"})


def question(db: Session, pair: Pair) -> Letter:
    """The one that is still to come."""
    [letter] = [one for one in waiting(db, Kind.COMMITMENT_DUE, pair.meetings[0]) if not one.ts]
    return letter


def acts(blocks: Said | list[Block] | None) -> list[str]:
    assert blocks is not None
    rows = blocks.blocks if isinstance(blocks, Said) else blocks
    return [str(e.action_id) for block in rows if isinstance(block, ActionsBlock) for e in block.elements]


def scene(pair: Pair, role: Role) -> Scene:
    return Scene.seen_by(pair.meetings[0], person(pair, role))


def test_the_question_names_the_date_and_never_the_words(db: Session, pair: Pair) -> None:
    promise(db, pair)
    message = messages.commitment_due(db, question(db, pair))
    assert "You chose Friday 20 March for your commitment." in said(message)
    assert WORDS not in said(message)
    assert acts(message) == [*ANSWERS, Act.COMMITMENTS, "help"]


@pytest.mark.parametrize(
    ("outcome", "words", "offered"),
    [
        (Outcome.DONE, "Done, as you said.", [Act.COMMITMENTS, Act.SHARE_THEME, "help"]),
        (Outcome.DROPPED, "Dropped, and said so: that is fine.", [Act.COMMITMENTS, "help"]),
    ],
)
def test_once_answered_it_shows_the_answer(
    db: Session, pair: Pair, outcome: Outcome, words: str, offered: list[str]
) -> None:
    commitment, letter = promise(db, pair), question(db, pair)
    came(db, letter)
    rules.close(db, commitment, outcome, AFTER)
    message = messages.commitment_due(db, letter)
    assert words in said(message)
    assert "<@U0AYU> sees it" in said(message)
    assert acts(message) == offered


def test_once_moved_it_shows_the_new_date(db: Session, pair: Pair) -> None:
    commitment, letter = promise(db, pair), question(db, pair)
    came(db, letter)
    rules.move(db, commitment, FRIDAY_20.replace(day=27), AFTER)
    assert "It has a new date: Friday 27 March." in said(messages.commitment_due(db, letter))
    assert "You chose Friday 27 March" in said(messages.commitment_due(db, question(db, pair)))


def test_what_was_answered_before_it_came_is_not_asked(db: Session, pair: Pair) -> None:
    commitment, letter = promise(db, pair), question(db, pair)
    rules.move(db, commitment, FRIDAY_20.replace(day=27), AFTER)
    assert messages.commitment_due(db, letter) is None
    letter = question(db, pair)
    rules.close(db, commitment, Outcome.DONE, AFTER)
    assert messages.commitment_due(db, letter) is None


def test_a_preparation_of_that_week_asks_instead(db: Session, pair: Pair) -> None:
    promise(db, pair)
    letter = question(db, pair)
    owe(db, Kind.PREPARATION, pair.meetings[1], letter.due_at, to=person(pair, LEADER))
    assert messages.commitment_due(db, letter) is None
    came(db, letter)
    assert "You chose Friday 20 March" in said(messages.commitment_due(db, letter))


def test_nothing_is_asked_of_a_pair_that_is_over_or_of_what_is_gone(db: Session, pair: Pair) -> None:
    commitment, letter = promise(db, pair), question(db, pair)
    pairs.end(db, pair, "left", AFTER)
    assert messages.commitment_due(db, letter) is None
    pair.state = Pairing.ACTIVE
    assert messages.commitment_due(db, letter) is not None
    db.delete(commitment)
    db.flush()
    assert messages.commitment_due(db, letter) is None


@pytest.mark.parametrize("language", ["en-GB", "id-ID"])
def test_the_longest_names_fit(db: Session, language: str) -> None:
    longest = {"name": LONGEST_NAME, "locale": language}
    pair = met_pair(db, mentor=longest, leader=longest)
    promise(db, pair)
    said(messages.commitment_due(db, question(db, pair)))


def test_a_pair_without_commitments_is_shown_no_list(db: Session, pair: Pair) -> None:
    assert pledge_rows.list_buttons(db, pair, "en") == []
    assert pledge_rows.standing(db, pair, "en") == []


def test_how_many_are_open_is_said_to_both(db: Session, pair: Pair) -> None:
    first = promise(db, pair)
    assert said(Said(pledge_rows.standing(db, pair, "en"))) == "1 commitment is open."
    promise(db, pair)
    assert said(Said(pledge_rows.standing(db, pair, "en"))) == "2 commitments are open."
    rules.close(db, first, Outcome.DONE, AFTER)
    assert said(Said(pledge_rows.standing(db, pair, "en"))) == "1 commitment is open."


def test_the_list_stays_within_reach_when_nothing_is_open(db: Session, pair: Pair) -> None:
    rules.close(db, promise(db, pair), Outcome.DROPPED, AFTER)
    assert pledge_rows.standing(db, pair, "en") == []
    assert [element.action_id for element in pledge_rows.list_buttons(db, pair, "en")] == [Act.COMMITMENTS]


def test_each_commitment_has_its_own_question(db: Session, pair: Pair) -> None:
    asked = [promise(db, pair), promise(db, pair)]
    blocks = pledge_rows.question(scene(pair, LEADER), asked)
    assert acts(blocks) == ANSWERS * 2
    said(Said(blocks))


def test_the_mentor_hears_of_each_date_once_and_need_not_check(db: Session, pair: Pair) -> None:
    due = [promise(db, pair), promise(db, pair)]
    text = said(Said(pledge_rows.for_mentor(scene(pair, MENTOR), due)))
    assert text.count("<@U0LENA> chose Friday 20 March for a commitment. You do not have to check on it.") == 1


def test_dropping_asks_once_more_and_blames_nobody(db: Session, pair: Pair) -> None:
    drop = pledge_rows.answers(promise(db, pair), "en")[-1].to_dict()
    assert drop["confirm"]["text"]["text"].startswith("Dropping is fine when it is said.")


def test_the_leader_has_a_button_to_write_with(pair: Pair) -> None:
    meeting_id = str(pair.meetings[0].id)
    written = pledge_rows.write_button(meeting_id, "en").to_dict()
    assert (written["action_id"], written["value"]) == (Act.COMMIT, meeting_id)
