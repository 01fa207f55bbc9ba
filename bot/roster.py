"""Who is who in a workspace: people as Slack knows them, and who runs programmes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.database import insert_once
from bot.errors import Refused
from bot.models import AuditEntry, Organiser, Person, Standing
from bot.replanning import follow_person

FRESH = timedelta(days=1)  # how long what Slack said of somebody holds without asking again
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# Each request asks this first; put together anew it would take a tenth of an acknowledgement.
FIND = select(Person).where(Person.workspace_id == bindparam("workspace"), Person.slack_id == bindparam("slack_id"))


@dataclass(frozen=True)
class Visitor:
    """Whoever presses, types or submits: Slack's ids for the workspace and the person."""

    workspace_id: str
    slack_id: str


@dataclass(frozen=True)
class Profile:
    """What Slack says of somebody."""

    slack_id: str
    name: str
    title: str
    zone: str
    locale: str
    standing: Standing
    admin: bool


def member(db: Session, visitor: Visitor) -> Person:
    """The person behind a request; refuses guests, bots, the deactivated and strangers."""
    return full_member(find(db, visitor))


def full_member(person: Person | None) -> Person:
    if person is None or not person.full_member:
        raise Refused("not_a_member")
    return person


def organiser(db: Session, visitor: Visitor) -> Person:
    """The organiser behind a request; refuses everybody else."""
    person = member(db, visitor)
    if not is_organiser(db, person):
        raise Refused("not_an_organiser")
    return person


def is_organiser(db: Session, person: Person) -> bool:
    mine = select(Organiser.id).where(Organiser.workspace_id == person.workspace_id, Organiser.person_id == person.id)
    return db.scalar(mine) is not None


def organisers(db: Session, workspace_id: str) -> list[Person]:
    listed = select(Person).join(
        Organiser, (Organiser.workspace_id == Person.workspace_id) & (Organiser.person_id == Person.id)
    )
    return list(db.scalars(listed.where(Person.workspace_id == workspace_id).order_by(Organiser.since)))


def find(db: Session, visitor: Visitor) -> Person | None:
    return db.scalar(FIND, key_of(visitor))


def key_of(visitor: Visitor) -> dict[str, str]:
    return {"workspace": visitor.workspace_id, "slack_id": visitor.slack_id}


def somebody(db: Session, workspace_id: str, slack_id: str) -> Person:
    """A person whom somebody picked; known by id until they come by themselves."""
    insert_once(db, Person, workspace_id=workspace_id, slack_id=slack_id, seen_at=NEVER)
    found = find(db, Visitor(workspace_id, slack_id))
    assert found is not None  # noqa: S101 (it was inserted above, in this transaction)
    return found


def remember(db: Session, workspace_id: str, profile: Profile, now: datetime) -> Person:
    """What Slack says now is what we know. Whoever lives in another zone now gets what waits by its clock."""
    person = somebody(db, workspace_id, profile.slack_id)
    zone = person.zone
    person.name, person.title = profile.name[:255], profile.title[:255]
    person.zone, person.locale = profile.zone[:64], profile.locale[:32]
    person.standing, person.admin = profile.standing, profile.admin
    person.seen_at = now
    if person.zone != zone:
        follow_person(db, person, zone, now)
    return person


def fresh(person: Person | None, now: datetime) -> bool:
    return person is not None and now - person.seen_at < FRESH


def note(db: Session, by: Person, action: str, *, about: UUID | str, now: datetime) -> None:
    """A line in the audit log: who did or looked at what, never what somebody wrote."""
    db.add(AuditEntry(workspace_id=by.workspace_id, at=now, actor_id=by.id, action=action, about=str(about)))
