"""Somebody half-way through joining."""

from typing import Any

from sqlalchemy.orm import Session

from bot.enrolment import rules
from bot.enrolment.answers import GoalAnswer, Interests, Motivation, Work
from bot.models import Enrolment, Person, Programme, Role
from tests.factories import NOW, make_person, make_programme

MOTIVATION = Motivation("I want to see more", "My team has just changed", "The form that everybody hates")
GOAL = GoalAnswer("Speak up in reviews", "I am asked again", 2)
INTERESTS = Interests(("ai_tools", "data"), ("en", "id"))


def work(**changes: Any) -> Work:
    values: dict[str, Any] = {
        "manager": None,
        "no_manager": True,
        "team": "Payments",
        "capacity": 1,
        "exclusions": (),
    }
    return Work(**values | changes)


def begin(db: Session, person: Person | None = None, programme: Programme | None = None) -> Enrolment:
    """Consented, nothing else."""
    programme = programme or make_programme(db)
    return rules.consent(db, person or make_person(db, workspace_id=programme.workspace_id), programme, NOW)


def fill_in(db: Session, enrolment: Enrolment, role: Role = Role.MENTOR) -> Enrolment:
    """Every step is done; only joining is left."""
    rules.set_role(db, enrolment, role, NOW)
    rules.set_motivation(db, enrolment, MOTIVATION, NOW)
    rules.set_goals(db, enrolment, [GOAL], NOW)
    rules.set_interests(db, enrolment, INTERESTS, NOW)
    rules.set_work(db, enrolment, work(), NOW)
    return enrolment


def finished(db: Session, role: Role = Role.MENTOR, **person: Any) -> Enrolment:
    return fill_in(db, begin(db, make_person(db, **person)), role)


def with_role(db: Session, role: Role = Role.MENTOR, **person: Any) -> Enrolment:
    """Consented and a role, nothing else."""
    enrolment = begin(db, make_person(db, **person))
    rules.set_role(db, enrolment, role, NOW)
    return enrolment
