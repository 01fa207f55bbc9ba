"""Commitments as every message of a pair may read them: which there are, and which of them it asks about."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from bot.hours import at, local_day
from bot.models import Commitment, Kind, Letter, Outcome, Pair, Post
from bot.pairs import DONE

WEEK = timedelta(days=7)
ASKING = (Kind.PREPARATION, Kind.CHECK_IN)  # what asks in a question's place when both fall into one week
COMING = (Post.WAITING, Post.SENDING)
SESSIONS_BEFORE_A_THEME = 3  # unless the commitment is done
# Asked for every message after a session: to put a statement together takes longer than its answer.
OF_PAIR = (
    select(Commitment)
    .where(Commitment.workspace_id == bindparam("workspace"), Commitment.pair_id == bindparam("pair"))
    .order_by(Commitment.made_at.desc(), Commitment.id)
)
QUESTIONS = select(Letter).where(
    Letter.workspace_id == bindparam("workspace"),
    Letter.pair_id == bindparam("pair"),
    Letter.kind == Kind.COMMITMENT_DUE,
)


def all_of(db: Session, pair: Pair) -> list[Commitment]:
    """Every one, the newest first."""
    return list(db.scalars(OF_PAIR, {"workspace": pair.workspace_id, "pair": pair.id}))


def of_each(db: Session, pairs: Sequence[Pair]) -> dict[UUID, list[Commitment]]:
    """By pair, the newest first."""
    found: dict[UUID, list[Commitment]] = {pair.id: [] for pair in pairs}
    theirs = (Commitment.workspace_id.in_({pair.workspace_id for pair in pairs}), Commitment.pair_id.in_(found))
    for one in db.scalars(select(Commitment).where(*theirs).order_by(Commitment.made_at.desc(), Commitment.id)):
        found[one.pair_id].append(one)
    return found


def open_ones(db: Session, pair: Pair) -> list[Commitment]:
    """Those that are neither done nor dropped, the earliest date first."""
    found = [one for one in all_of(db, pair) if one.outcome == Outcome.OPEN]
    return sorted(found, key=lambda one: one.due_on)


def due_soon(db: Session, pair: Pair, by: date) -> list[Commitment]:
    """The open ones whose date comes on that day or before it."""
    return [one for one in open_ones(db, pair) if one.due_on <= by]


def asked_with(db: Session, letter: Letter) -> list[Commitment]:
    """The open ones that a preparation or check-in to the leader asks about: their question fell due by its week."""
    still_open = open_ones(db, letter.pair) if letter.pair else []
    if letter.pair is None or not still_open:
        return []
    _, ends = week_of(letter.due_at, letter.pair)
    asked = {key_of(question) for question in questions(db, letter.pair) if question.due_at < ends}
    return [one for one in still_open if (str(one.id), one.moved) in asked]


def asked_elsewhere(db: Session, question: Letter) -> bool:
    """Whether a preparation or check-in to the leader asks in its place: one in its week, or one sent since.

    A question may have been put off to a later week than the one in which it fell due.
    """
    if question.pair is None:
        return False
    starts, ends = week_of(question.due_at, question.pair)
    mine = (Letter.workspace_id == question.workspace_id, Letter.pair_id == question.pair_id)
    same = (Letter.person_id == question.person_id, Letter.kind.in_(ASKING), Letter.due_at >= starts)
    asks = or_(Letter.state == Post.SENT, and_(Letter.state.in_(COMING), Letter.due_at < ends))
    return db.scalars(select(Letter.id).where(*mine, *same, asks).limit(1)).first() is not None


def questions(db: Session, pair: Pair) -> Sequence[Letter]:
    return db.scalars(QUESTIONS, {"workspace": pair.workspace_id, "pair": pair.id}).all()


def key_of(question: Letter) -> tuple[str, int]:
    """Which commitment a question is about, and which of its dates."""
    return question.facts["commitment"], question.facts["moved"]


def week_of(moment: datetime, pair: Pair) -> tuple[datetime, datetime]:
    """Where the ISO week of a moment begins and ends for the leader."""
    zone = pair.leader.person.zone
    day = local_day(moment, zone)
    monday = day - timedelta(days=day.weekday())
    return at(monday, time(), zone), at(monday + WEEK, time(), zone)


def shareable(commitment: Commitment) -> bool:
    """A theme may come of what is done, or of anything once the two have met often enough."""
    held = sum(1 for meeting in commitment.pair.meetings if meeting.state in DONE)
    return commitment.outcome == Outcome.DONE or held >= SESSIONS_BEFORE_A_THEME
