"""Pairs that offer a theme, and their answers."""

from sqlalchemy.orm import Session

from bot import themes
from bot.commitments import rules as commitments
from bot.insights import rules
from bot.models import Commitment, Insight, Outcome, Pair, Programme, Role
from tests.commitments.promising import AFTER, hold, met_pair, promise
from tests.factories import make_pair
from tests.meetings.booking import person

THEME = "Reviews go better when the youngest speaks first."


def done(db: Session, pair: Pair) -> Commitment:
    commitment = promise(db, pair)
    commitments.close(db, commitment, Outcome.DONE, AFTER)
    return commitment


def offered(db: Session, pair: Pair, by: Role = Role.LEADER, theme: str = THEME) -> Insight:
    return rules.offer(db, pair, by, theme, AFTER)


def answered(db: Session, insight: Insight, pair: Pair, by: Role, said: str = themes.YES) -> Insight | None:
    """On the board, where the other of the two says yes."""
    asked = person(pair, by.partner)
    if said == themes.YES:
        return rules.allow(db, insight, asked, AFTER)
    rules.refuse(db, insight, asked, AFTER)
    return None


def published(db: Session, pair: Pair, theme: str = THEME) -> Insight:
    insight = answered(db, offered(db, pair, theme=theme), pair, Role.LEADER)
    assert insight is not None
    return insight


def another_pair(db: Session, programme: Programme) -> Pair:
    pair = make_pair(db, programme)
    hold(db, pair.meetings[0])
    return pair


def opened(db: Session) -> tuple[Pair, list[Insight]]:
    """A board of three themes, two of them of the first pair."""
    first = met_pair(db)
    second = another_pair(db, first.programme)
    return first, [published(db, pair, f"Theme {n}") for n, pair in enumerate((first, first, second))]
