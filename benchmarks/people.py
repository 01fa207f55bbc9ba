"""A programme of any size, as rows."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from bot.models import Enrolment, Joining, Pair, Person, Programme, Role, Stage, Workspace

WORKSPACE = "T0BENCH"
NOW = datetime(2024, 11, 26, 3, 0, tzinfo=UTC)  # a Tuesday; at night in three of the zones
ZONES = ("UTC", "Europe/Berlin", "Asia/Jakarta", "America/New_York")


def make_pairs(db: Session, number: int) -> list[Pair]:
    """Proposed pairs of one programme, in four zones."""
    db.add(Workspace(id=WORKSPACE, bot_user_id="U0BOT", bot_id="B0BOT", installed_at=NOW))
    programme = make_programme(db)
    db.flush()
    pairs = [make_pair(db, programme, n) for n in range(number)]
    db.flush()
    return pairs


def make_programme(db: Session) -> Programme:
    sponsor = make_person(db, "SPONSOR", "UTC")
    programme = Programme(
        workspace_id=WORKSPACE,
        name="Benchmark",
        label="reverse",
        stage=Stage.OPEN,
        starts_on=date(2026, 12, 1),
        ends_on=date(2027, 6, 30),
        cadence_days=30,
        meeting_count=6,
        zone="UTC",
        sponsor_id=sponsor.id,
        created_by_id=sponsor.id,
        created_at=NOW,
    )
    db.add(programme)
    return programme


def make_person(db: Session, slack_id: str, zone: str) -> Person:
    person = Person(workspace_id=WORKSPACE, slack_id=f"U{slack_id}", name=slack_id, zone=zone, seen_at=NOW)
    db.add(person)
    return person


def make_pair(db: Session, programme: Programme, number: int) -> Pair:
    zone = ZONES[number % len(ZONES)]
    mentor, leader = (make_enrolment(db, programme, f"{role}{number}", zone, role) for role in Role)
    pair = Pair(
        workspace_id=WORKSPACE,
        programme_id=programme.id,
        mentor_id=mentor.id,
        leader_id=leader.id,
        proposed_at=NOW,
    )
    db.add(pair)
    return pair


def make_enrolment(db: Session, programme: Programme, name: str, zone: str, role: Role) -> Enrolment:
    person = make_person(db, name, zone)
    enrolment = Enrolment(
        workspace_id=WORKSPACE,
        programme_id=programme.id,
        person_id=person.id,
        state=Joining.JOINED,
        role=role,
        started_at=NOW,
        joined_at=NOW,
    )
    db.add(enrolment)
    return enrolment
