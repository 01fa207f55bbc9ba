"""What became of the theme that one of a pair offered to the programme's board: the other's yes or no."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Insight, Kind, Letter, Pair, Person, Role

YES, NO, WAITING = "yes", "no", "waiting"


@dataclass(frozen=True)
class Offer:
    """`by` offered it, the other is asked. `answer` is YES, NO or WAITING."""

    insight_id: uuid.UUID
    by: Role
    answer: str


def last_offer(db: Session, pair: Pair) -> Offer | None:
    """The newest, as the two know it; None where there is none, or its pair ended before an answer."""
    mine = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id, Letter.kind == Kind.THEME_OFFERED)
    newest = select(Letter).where(*mine).order_by(Letter.owed_at.desc(), Letter.key)
    letter = db.scalars(newest.limit(1)).first()
    if letter is None:
        return None
    offer = Offer(insight_of(letter), offered_by(pair, letter), letter.facts.get("answer", WAITING))
    gone = offer.answer == WAITING and db.get(Insight, (pair.workspace_id, offer.insight_id)) is None
    return None if gone else offer


def insight_of(letter: Letter) -> uuid.UUID:
    return uuid.UUID(letter.facts["insight"])


def offered_by(pair: Pair, letter: Letter) -> Role:
    """Whoever is not asked."""
    return Role.LEADER if pair.mentor.person_id == letter.person_id else Role.MENTOR


def question(db: Session, insight: Insight, asked: Person) -> Letter | None:
    """The letter in which this person is asked; None: they are not the one to answer."""
    mine = (Letter.workspace_id == insight.workspace_id, Letter.pair_id == insight.pair_id)
    found = db.scalars(
        select(Letter).where(*mine, Letter.kind == Kind.THEME_OFFERED, Letter.person_id == asked.id)
    ).all()
    return next((letter for letter in found if insight_of(letter) == insight.id), None)
