"""Mentors with a pair in one programme, and the circles that they are in."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import circles
from bot.models import Circle, Enrolment, Kind, Letter, Pairing, Programme, Role, Stage
from tests.factories import NOW, make_enrolment, make_match, make_person, make_programme


def running(db: Session, **changes: Any) -> Programme:
    return make_programme(db, **{"stage": Stage.RUNNING, "started_at": NOW} | changes)


def begin(db: Session, programme: Programme, number: int, **changes: Any) -> list[Enrolment]:
    """So many mentors with a partner each begin together."""
    mentors = [mentor(db, programme, **changes) for _ in range(number)]
    circles.gather(db, programme, NOW)
    db.flush()
    return mentors


def mentor(db: Session, programme: Programme, state: Pairing = Pairing.CONFIRMED, **changes: Any) -> Enrolment:
    enrolment = make_enrolment(db, programme, Role.MENTOR, person=make_person(db, **changes))
    make_match(db, programme, mentor=enrolment, state=state)
    return enrolment


def circles_of(db: Session, programme: Programme) -> list[Circle]:
    db.flush()
    found = select(Circle).where(Circle.programme_id == programme.id).order_by(Circle.position)
    circles = list(db.scalars(found))
    for circle in circles:
        db.expire(circle, ["members"])
    return circles


def sizes(db: Session, programme: Programme) -> list[int]:
    return [len(circle.present) for circle in circles_of(db, programme)]


def letters(db: Session, kind: Kind, circle: Circle) -> list[Letter]:
    found = select(Letter).where(Letter.kind == kind, Letter.circle_id == circle.id).order_by(Letter.due_at)
    return list(db.scalars(found))


def opened(db: Session, circle: Circle, channel: str = "G1") -> None:
    """As the outbox leaves it."""
    circle.channel = channel
    db.flush()
