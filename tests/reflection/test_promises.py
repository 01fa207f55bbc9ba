"""What a check-in says of the leader's commitments: to both how many there are, to the leader the question."""

from datetime import date

import pytest
from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.commitments import rules
from bot.commitments.rules import Promise
from bot.models import Commitment, Kind, Meeting, Outcome, Pair, Role
from bot.reflection import messages
from bot.said import Said
from tests.fitting import said
from tests.meetings.booking import NEXT_THURSDAY, book, only
from tests.reflection.answering import AFTER, HELD, booked_pair, hold

LEADER = Role.LEADER
ASKING = [Act.COMMITMENT_DONE, Act.COMMITMENT_MOVED, Act.COMMITMENT_DROPPED]


@pytest.fixture
def pair(db: Session) -> Pair:
    """They have met once, and have a date for the second time, a week later."""
    pair = booked_pair(db)
    for role in Role:
        hold(db, pair.meetings[0], role, **HELD)
    book(db, pair.meetings[1], NEXT_THURSDAY)
    return pair


def promise(db: Session, pair: Pair, due_on: date = date(2026, 3, 16)) -> Commitment:
    return rules.commit(db, pair.meetings[0], Promise("Ask before I answer.", due_on), AFTER)


def drawn(db: Session, meeting: Meeting, role: Role) -> Said:
    message = messages.check_in(db, only(db, Kind.CHECK_IN, meeting, role))
    assert message is not None
    return message


def actions(message: Said) -> list[str]:
    found = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    return [str(element.to_dict()["action_id"]) for row in found for element in row.elements]


@pytest.mark.parametrize("role", list(Role))
def test_both_find_the_list_once_something_stands_on_it(db: Session, pair: Pair, role: Role) -> None:
    assert Act.COMMITMENTS not in actions(drawn(db, pair.meetings[0], role))
    commitment = promise(db, pair, date(2026, 4, 20))
    message = drawn(db, pair.meetings[0], role)
    assert "1 commitment is open." in said(message)
    assert "before I answer" not in said(message)
    assert Act.COMMITMENTS in actions(message)
    rules.close(db, commitment, Outcome.DONE, AFTER)
    assert "open" not in said(drawn(db, pair.meetings[0], role)).replace("open the note", "")


def test_the_leader_is_asked_about_what_is_due_in_that_week(db: Session, pair: Pair) -> None:
    commitment, second = promise(db, pair), pair.meetings[1]
    assert actions(drawn(db, second, LEADER))[3:6] == ASKING
    assert "You chose Monday 16 March for your commitment." in said(drawn(db, second, LEADER))
    assert ASKING[0] not in actions(drawn(db, second, Role.MENTOR))
    hold(db, second, LEADER)
    assert actions(drawn(db, second, LEADER))[3:8] == [*ASKING, Act.COMMIT, Act.NOTE]
    rules.close(db, commitment, Outcome.DROPPED, AFTER)
    assert ASKING[0] not in actions(drawn(db, second, LEADER))


def test_what_is_due_later_is_not_asked_about_yet(db: Session, pair: Pair) -> None:
    promise(db, pair, date(2026, 3, 20))
    assert ASKING[0] not in actions(drawn(db, pair.meetings[1], LEADER))
