"""Who helps whom: never somebody whom the matter may concern."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, object_session

from bot import roster
from bot.models import Enrolment, Note, Pair, Person, Programme, Stage

FEWEST = 2  # who help in a programme; below that its organisers do too
ORGANISERS = "organisers"


@dataclass(frozen=True)
class Helpers:
    """Who helps in one programme, in the order in which they are asked; without a programme the organisers."""

    programme: Programme | None
    contacts: tuple[Person, ...]
    organisers: tuple[Person, ...]  # nobody while enough contacts remain

    @property
    def people(self) -> tuple[Person, ...]:
        return self.contacts + self.organisers

    @property
    def key(self) -> str:
        """For a form."""
        return str(self.programme.id) if self.programme else ORGANISERS


def helpers(db: Session, person: Person) -> list[Helpers]:
    """For each programme that somebody has to do with. Whoever has left one may still ask.

    Where no programme is left that has not closed, or nobody remains in any, the organisers help.
    """
    parts = parts_of(db, person)
    running = [part.programme for part in parts if part.programme.stage != Stage.CLOSED]
    concerned = all_concerned(db, person, parts)
    found = [of_programme(db, programme, concerned) for programme in running]
    return [one for one in found if one.people] or [without_programme(db, person, parts, concerned)]


def named_to(person: Person, programme: Programme) -> tuple[Person, ...]:
    """The programme's contacts who may be named to somebody as those who help."""
    db = object_session(person)
    if db is None:
        return ()
    return of_programme(db, programme, all_concerned(db, person, parts_of(db, person))).contacts


def parts_of(db: Session, person: Person) -> Sequence[Enrolment]:
    mine = (Enrolment.workspace_id == person.workspace_id, Enrolment.person_id == person.id)
    found = select(Enrolment).join(Enrolment.programme).where(*mine)
    return db.scalars(found.order_by(Programme.starts_on, Programme.name)).all()


def of_programme(db: Session, programme: Programme, concerned: set[UUID]) -> Helpers:
    concerned = concerned | {programme.sponsor_id}
    contacts = free_to_help((contact.person for contact in programme.contacts), concerned)
    if len(contacts) >= FEWEST:
        return Helpers(programme, contacts, ())
    concerned |= {contact.id for contact in contacts}
    return Helpers(programme, contacts, free_to_help(roster.organisers(db, programme.workspace_id), concerned))


def without_programme(db: Session, person: Person, parts: Sequence[Enrolment], concerned: set[UUID]) -> Helpers:
    concerned = concerned | {part.programme.sponsor_id for part in parts}
    return Helpers(None, (), free_to_help(roster.organisers(db, person.workspace_id), concerned))


def free_to_help(people: Iterable[Person], concerned: set[UUID]) -> tuple[Person, ...]:
    """Those whom it does not concern, and whose account is not gone."""
    return tuple(person for person in people if person.id not in concerned and person.full_member)


def all_concerned(db: Session, person: Person, parts: Sequence[Enrolment]) -> set[UUID]:
    """The person, whomever they were ever paired with, and who reports to those or whom those report to."""
    partners = sides_of_pairs(db, parts) - {person.id}
    mine = (Enrolment.workspace_id == person.workspace_id,)
    managers = select(Enrolment.manager_id).where(*mine, Enrolment.person_id.in_(partners))
    reports = select(Enrolment.person_id).where(*mine, Enrolment.manager_id.in_(partners))
    around = {*db.scalars(managers), *db.scalars(reports)}
    return {person.id} | partners | {one for one in around if one}


def sides_of_pairs(db: Session, parts: Sequence[Enrolment]) -> set[UUID]:
    """A pair that is over counts: what is on somebody's mind may be about it."""
    ids = [part.id for part in parts]
    workspace_id = parts[0].workspace_id if parts else ""
    mine = or_(Pair.mentor_id.in_(ids), Pair.leader_id.in_(ids))
    found = db.scalars(select(Pair).where(Pair.workspace_id == workspace_id, mine))
    return {side.person_id for pair in found for side in (pair.mentor, pair.leader)}


def free_for(db: Session, note: Note) -> tuple[Person, ...]:
    """Who could look after a note as things are now, in the order in which they are asked."""
    parts, programme = parts_of(db, note.author), programme_of(db, note)
    concerned = all_concerned(db, note.author, parts)
    if programme is None:
        return without_programme(db, note.author, parts, concerned).people
    return of_programme(db, programme, concerned).people


def concerns(db: Session, note: Note, person: Person) -> bool:
    """Whether a note may be about somebody, perhaps only since it was written."""
    parts, programme = parts_of(db, note.author), programme_of(db, note)
    sponsors = {programme.sponsor_id} if programme else {part.programme.sponsor_id for part in parts}
    return person.id in all_concerned(db, note.author, parts) | sponsors


def programme_of(db: Session, note: Note) -> Programme | None:
    return db.get(Programme, (note.workspace_id, note.programme_id)) if note.programme_id else None
