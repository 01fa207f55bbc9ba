"""What each of a pair keeps to themselves, for tests that it stays there."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from bot.models import Enrolment, Farewell, Goal, Met, Pair, Reflection, Role, Sitting, TopicLevels
from tests.factories import NOW, book

Secret = Callable[[Session, Pair, Role], object]


def reflect(db: Session, pair: Pair, role: Role, *, number: int = 1, **answers: Any) -> Reflection:
    """Somebody's answers about a session, which took place."""
    meeting = pair.meetings[number - 1]
    if meeting.version == 0:
        book(db, meeting, NOW)
        meeting.state, meeting.settled_at = Sitting.HELD, NOW
    keys = {"workspace_id": pair.workspace_id, "meeting_id": meeting.id}
    told = {"met": Met.YES, "meeting_version": meeting.version, "answered_at": NOW, **answers}
    reflection = Reflection(**keys, person_id=pair.enrolment(role).person_id, **told)
    db.add(reflection)
    db.flush()
    return reflection


def add_goal(db: Session, enrolment: Enrolment) -> None:
    keys = {"workspace_id": enrolment.workspace_id, "enrolment_id": enrolment.id}
    db.add(Goal(**keys, position=1, text="Say no", sign="I say it", rating_start=1))
    db.flush()


def rate(enrolment: Enrolment, rating: int) -> None:
    for goal in enrolment.goals:
        goal.rating_start = goal.rating_midpoint = goal.rating_end = rating


def choose_levels(db: Session, pair: Pair, role: Role) -> None:
    assert pair.agreement is not None
    keys = {"workspace_id": pair.workspace_id, "agreement_id": pair.agreement.id}
    db.add(TopicLevels(**keys, role=role, levels='{"health": "off"}', chosen_at=NOW))
    db.flush()


def say_farewell(db: Session, pair: Pair, role: Role) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id}
    person_id = pair.enrolment(role).person_id
    db.add(Farewell(**keys, person_id=person_id, next="stop", lasting="no", answered_at=NOW))
    db.flush()


def reword(_db: Session, pair: Pair, role: Role) -> None:
    enrolment = pair.enrolment(role)
    enrolment.why = enrolment.why_now = enrolment.insight = "CANARY"


SECRETS: dict[str, Secret] = {
    "the levels of topics": choose_levels,
    "more goals": lambda db, pair, role: add_goal(db, pair.enrolment(role)),
    "ratings": lambda _db, pair, role: rate(pair.enrolment(role), 5),
    "motivation": reword,
    "what comes next": say_farewell,
    "that roles slipped": lambda db, pair, role: reflect(db, pair, role, advising="leader", asking="mentor"),
    "that roles held": lambda db, pair, role: reflect(db, pair, role, advising="mentor", asking="leader"),
    "load and a note": lambda db, pair, role: reflect(db, pair, role, load="heavy", note="CANARY"),
}
