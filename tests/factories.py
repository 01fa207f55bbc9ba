"""Rows for tests: each takes what the test is about and fills in the rest."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from bot.models import (
    Agreement,
    Edition,
    Enrolment,
    Goal,
    HelpContact,
    Joining,
    Meeting,
    Organiser,
    Pair,
    Pairing,
    Person,
    Programme,
    Role,
    Sitting,
    Stage,
    Workspace,
)
from bot.roster import Visitor

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday
numbers = count(1)


def make_workspace(db: Session, workspace_id: str = "T0RM") -> Workspace:
    existing = db.get(Workspace, workspace_id)
    if existing is not None:
        return existing
    workspace = Workspace(id=workspace_id, bot_user_id="U0BOT", bot_id="B0BOT", installed_at=NOW)
    db.add(workspace)
    db.flush()
    return workspace


def make_person(db: Session, name: str = "", **changes: Any) -> Person:
    number = next(numbers)
    values: dict[str, Any] = {
        "workspace_id": make_workspace(db).id,
        "slack_id": f"U{number:06}",
        "name": name or f"Person {number}",
        "zone": "UTC",
        "seen_at": NOW,
    }
    person = Person(**values | changes)
    db.add(person)
    db.flush()
    return person


def make_organiser(db: Session, **changes: Any) -> Person:
    person = make_person(db, **changes)
    db.add(Organiser(workspace_id=person.workspace_id, person_id=person.id, since=NOW))
    db.flush()
    return person


def make_programme(db: Session, **changes: Any) -> Programme:
    """Open, six monthly meetings, a sponsor and two help contacts."""
    workspace_id = changes.get("workspace_id") or make_workspace(db).id
    sponsor = make_person(db, "Sam Sponsor", workspace_id=workspace_id)
    values: dict[str, Any] = {
        "workspace_id": workspace_id,
        "name": f"Programme {next(numbers)}",
        "label": "reverse",
        "stage": Stage.OPEN,
        "starts_on": date(2026, 3, 9),
        "ends_on": date(2026, 9, 30),
        "cadence_days": 30,
        "meeting_count": 6,
        "zone": "UTC",
        "sponsor_id": sponsor.id,
        "created_by_id": sponsor.id,
        "created_at": NOW,
    }
    programme = Programme(**values | changes)
    db.add(programme)
    for position, name in enumerate(("Hana Help", "Hugo Help")):
        contact = make_person(db, name, workspace_id=workspace_id)
        db.add(
            HelpContact(workspace_id=workspace_id, programme_id=programme.id, person_id=contact.id, position=position)
        )
    db.flush()
    return programme


def make_enrolment(db: Session, programme: Programme, role: Role | None = Role.MENTOR, **changes: Any) -> Enrolment:
    """Joined, complete and confirmed: ready to be matched."""
    person = changes.pop("person", None) or make_person(db, workspace_id=programme.workspace_id)
    values: dict[str, Any] = {
        "workspace_id": programme.workspace_id,
        "programme_id": programme.id,
        "person_id": person.id,
        "state": Joining.JOINED,
        "started_at": NOW,
        "joined_at": NOW,
        "consent_version": 1,
        "consented_at": NOW,
        "role": role,
        "role_confirmed_at": NOW,
        "why": "I want leaders to see what we see",
        "why_now": "My team is about to be reorganised",
        "insight": "How long a purchase takes here",
        "topics": ["ai_tools"],
        "languages": ["en"],
        "no_manager": True,
        "team": f"Team {person.slack_id}",
        "capacity": 1,
    }
    enrolment = Enrolment(**values | changes)
    db.add(enrolment)
    db.add(
        Goal(
            workspace_id=programme.workspace_id,
            enrolment_id=enrolment.id,
            position=0,
            text="Explain our work to leaders",
            sign="They ask me back",
            rating_start=2,
        )
    )
    db.flush()
    return enrolment


def make_edition(db: Session, source: str, **changes: Any) -> Edition:
    """What a programme began with, in place of the playbook of that name that we ship."""
    values = {"workspace_id": make_workspace(db).id, "name": "core-6", "version": 1, "loaded_at": NOW}
    edition = Edition(**values | changes, source=source)
    db.add(edition)
    db.flush()
    return edition


def make_pair(db: Session, programme: Programme | None = None, **changes: Any) -> Pair:
    """Active, with its meetings planned and its agreement signed by both."""
    programme = programme or make_programme(db, stage=Stage.RUNNING, started_at=NOW)
    pair = make_match(db, programme, **{"state": Pairing.ACTIVE, "started_at": NOW} | changes)
    make_agreement(db, pair)
    for number in range(1, programme.meeting_count + 1):
        target = NOW + timedelta(days=7 + (number - 1) * programme.cadence_days)
        db.add(
            Meeting(
                workspace_id=pair.workspace_id,
                pair_id=pair.id,
                number=number,
                target_at=target,
                minutes=programme.minutes,
            )
        )
    db.flush()
    return pair


def make_match(db: Session, programme: Programme, **changes: Any) -> Pair:
    """As the matching leaves a pair: proposed, without an agreement or meetings."""
    mentor = changes.pop("mentor", None) or make_enrolment(db, programme, Role.MENTOR)
    leader = changes.pop("leader", None) or make_enrolment(db, programme, Role.LEADER)
    values: dict[str, Any] = {
        "workspace_id": programme.workspace_id,
        "programme_id": programme.id,
        "mentor_id": mentor.id,
        "leader_id": leader.id,
        "proposed_at": NOW,
    }
    pair = Pair(**values | changes)
    db.add(pair)
    db.flush()
    return pair


def make_agreement(db: Session, pair: Pair, **changes: Any) -> Agreement:
    values: dict[str, Any] = {
        "workspace_id": pair.workspace_id,
        "pair_id": pair.id,
        "version": 1,
        "stop_word": "pineapple",
        "place": "the café on the ground floor",
        "mentor_signed_version": 1,
        "leader_signed_version": 1,
        "mentor_signed_at": NOW,
        "leader_signed_at": NOW,
        "changed_at": NOW,
    }
    agreement = Agreement(**values | changes)
    db.add(agreement)
    db.flush()
    return agreement


def book(db: Session, meeting: Meeting, starts_at: datetime) -> Meeting:
    meeting.state, meeting.starts_at, meeting.booked_at = Sitting.BOOKED, starts_at, NOW
    meeting.version += 1
    db.flush()
    return meeting


def visitor(person: Person) -> Visitor:
    return Visitor(person.workspace_id, person.slack_id)
