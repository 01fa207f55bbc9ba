"""The organiser's part in an enrolment: manager and team corrected, the role confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot import roster
from bot.completeness import gaps
from bot.database import HELD
from bot.errors import Refused
from bot.letters import latest, redraw
from bot.models import Enrolment, Joining, Kind, Person, Programme, Role, Stage, Standing
from bot.pairs import live_pairs


@dataclass(frozen=True)
class Entry:
    """Somebody in the programme, and what keeps them out of the matching, as keys."""

    enrolment: Enrolment
    gaps: list[str]


@dataclass(frozen=True)
class Correction:
    """What an organiser knows better. A role or manager of None stays as it is; `manager` is Slack's id."""

    role: Role | None
    manager: str | None
    no_manager: bool
    team: str


def people(db: Session, programme: Programme, now: datetime) -> list[Entry]:
    """Everybody who has joined or is on the way, by name."""
    of_programme = (Enrolment.workspace_id == programme.workspace_id, Enrolment.programme_id == programme.id)
    found = db.scalars(
        select(Enrolment)
        .options(joinedload(Enrolment.person), joinedload(Enrolment.manager), joinedload(Enrolment.goals))
        .where(*of_programme, Enrolment.state != Joining.LEFT)
    ).unique()
    listed = sorted(found, key=lambda enrolment: (enrolment.person.name.casefold(), enrolment.id))
    return [Entry(enrolment, gaps(enrolment, now)) for enrolment in listed]


def note_look(db: Session, entries: Iterable[Entry], now: datetime, *, by: Person) -> None:
    """Each look of an organiser at a person is written down."""
    for entry in entries:
        roster.note(db, by, "looked_at_person", about=entry.enrolment.id, now=now)


def enrolment_of(db: Session, organiser: Person, enrolment_id: UUID) -> Enrolment:
    enrolment = db.get(Enrolment, (organiser.workspace_id, enrolment_id), with_for_update=HELD)
    if enrolment is None or enrolment.state == Joining.LEFT:
        raise Refused("person_gone")
    if enrolment.programme.stage == Stage.CLOSED:
        raise Refused("programme_closed")
    return enrolment


def confirm(db: Session, programme: Programme, roles: Mapping[UUID, str], now: datetime, *, by: Person) -> None:
    """Confirms those roles that are still as the organiser saw them; who has left meanwhile is passed over."""
    if programme.stage == Stage.CLOSED:
        raise Refused("programme_closed")
    of_programme = (Enrolment.workspace_id == programme.workspace_id, Enrolment.programme_id == programme.id)
    seen = (Enrolment.id.in_(list(roles)), Enrolment.state != Joining.LEFT, Enrolment.role_confirmed_at.is_(None))
    for enrolment in db.scalars(select(Enrolment).where(*of_programme, *seen).with_for_update(key_share=True)).all():
        if enrolment.role and enrolment.role == roles[enrolment.id]:
            confirm_role(db, enrolment, now, by)


def confirm_role(db: Session, enrolment: Enrolment, now: datetime, by: Person) -> None:
    enrolment.role_confirmed_at = now
    roster.note(db, by, "confirmed_role", about=enrolment.id, now=now)


def correct(db: Session, enrolment: Enrolment, correction: Correction, now: datetime, *, by: Person) -> None:
    """What an organiser enters counts as confirmed. The person's own list of steps shows it."""
    set_role(db, enrolment, correction.role)
    if enrolment.role is not None:
        confirm_role(db, enrolment, now, by)
    enrolment.no_manager, enrolment.team = correction.no_manager, correction.team
    if correction.manager is not None:
        enrolment.manager_id = roster.somebody(db, enrolment.workspace_id, correction.manager).id
    elif correction.no_manager:
        enrolment.manager_id = None
    roster.note(db, by, "corrected_person", about=enrolment.id, now=now)
    db.flush()
    db.expire(enrolment, ["manager"])
    steps = latest(db, Kind.ONBOARDING, enrolment, enrolment.person)
    if steps is not None:
        redraw(steps, now)


def set_role(db: Session, enrolment: Enrolment, role: Role | None) -> None:
    if role is None or role == enrolment.role:
        return
    if live_pairs(db, enrolment):
        raise Refused("role_paired")
    enrolment.role = role


def unfit_manager(db: Session, enrolment: Enrolment, slack_id: str) -> str | None:
    """Why somebody cannot be this person's manager, as a key; None where they can."""
    if slack_id == enrolment.person.slack_id:
        return "themselves"
    picked = roster.somebody(db, enrolment.workspace_id, slack_id)
    return "not_a_member" if picked.standing in (Standing.BOT, Standing.GUEST, Standing.STRANGER) else None
