"""A programme from create to close, as its organisers run it."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import pairs, programmes, roster
from bot.afterwards import OUTLASTING, ask_later
from bot.books import keep, on_the_shelf
from bot.coordination import rounds
from bot.database import HELD
from bot.errors import Refused
from bot.hours import local_day
from bot.letters import Owed, owe_all, withdraw
from bot.models import (
    Enrolment,
    HelpContact,
    Joining,
    Kind,
    Letter,
    Pair,
    Pairing,
    Person,
    Programme,
    Stage,
    Standing,
)
from bot.roster import Visitor
from bot.wording import escape

FEWEST_CONTACTS = 2
RESERVED = (["help"], ["share"], ["insights"])  # first words that `/rm-status` takes for its own
OPENABLE = (Stage.DRAFT,)
STARTABLE = (Stage.OPEN, Stage.MATCHING)
CLOSABLE = (Stage.DRAFT, Stage.OPEN, Stage.MATCHING, Stage.RUNNING)


@dataclass(frozen=True)
class Plan:
    """What an organiser fills in to create a programme. People are Slack ids."""

    name: str
    label: str
    starts_on: date
    ends_on: date
    cadence_days: int
    meeting_count: int
    minutes: int
    language: str
    contacts: tuple[str, ...]
    sponsor: str
    playbook: str


@dataclass(frozen=True)
class Start:
    """What starting did: pairs introduced, offers that still wait for an answer. `early`: before the first day."""

    introduced: int
    unanswered: int
    early: bool


def faults(db: Session, organiser: Person, plan: Plan, now: datetime) -> dict[str, str]:
    """What keeps this plan from becoming a programme: the field, and why as a key."""
    found = {
        "name": fault_of_name(db, organiser.workspace_id, plan.name),
        "starts_on": "past" if plan.starts_on < local_day(now, organiser.zone) else None,
        "ends_on": fault_of_end(plan),
        "contacts": fault_of_contacts(db, organiser.workspace_id, plan),
        "sponsor": "cannot" if not can_serve(db, organiser.workspace_id, plan.sponsor) else None,
    }
    return {field: fault for field, fault in found.items() if fault}


def fault_of_name(db: Session, workspace_id: str, name: str) -> str | None:
    """Read as after a command, where two such programmes could not be told apart."""
    wanted = programmes.folded(name)
    if wanted.split()[:1] in RESERVED:
        return "reserved"
    taken = any(programmes.folded(one.name) == wanted for one in programmes.in_workspace(db, workspace_id))
    return "taken" if taken else None


def fault_of_end(plan: Plan) -> str | None:
    """The sessions must fit between the two dates, a cadence apart."""
    if plan.ends_on <= plan.starts_on:
        return "before_start"
    return "too_short" if plan.ends_on < last_session_on(plan) else None


def last_session_on(plan: Plan) -> date:
    """The earliest day on which the last session can be."""
    return plan.starts_on + timedelta(days=plan.cadence_days * (plan.meeting_count - 1))


def fault_of_contacts(db: Session, workspace_id: str, plan: Plan) -> str | None:
    """Two who help, neither of them the sponsor: somebody must be there whom the matter does not concern."""
    if len(set(plan.contacts)) < FEWEST_CONTACTS:
        return "too_few"
    if plan.sponsor in plan.contacts:
        return "sponsor"
    return None if all(can_serve(db, workspace_id, contact) for contact in plan.contacts) else "cannot"


def can_serve(db: Session, workspace_id: str, slack_id: str) -> bool:
    """Whoever we do not know yet may; a guest, a bot or somebody deactivated may not."""
    person = roster.find(db, Visitor(workspace_id, slack_id))
    return person is None or person.standing == Standing.MEMBER


def create(db: Session, organiser: Person, plan: Plan, now: datetime) -> Programme:
    """A draft that nobody else sees until it is opened. The plan must be free of faults."""
    playbook = on_the_shelf(db, organiser.workspace_id)[plan.playbook]
    keep(db, organiser.workspace_id, playbook, now)
    programme = Programme(
        workspace_id=organiser.workspace_id,
        name=plan.name,
        label=plan.label,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        cadence_days=plan.cadence_days,
        meeting_count=plan.meeting_count,
        minutes=plan.minutes,
        language=plan.language,
        zone=organiser.zone,
        playbook=playbook.id,
        playbook_version=playbook.version,
        sponsor_id=roster.somebody(db, organiser.workspace_id, plan.sponsor).id,
        created_by_id=organiser.id,
        created_at=now,
    )
    db.add(programme)
    for position, slack_id in enumerate(dict.fromkeys(plan.contacts)):
        contact = roster.somebody(db, organiser.workspace_id, slack_id)
        db.add(
            HelpContact(
                workspace_id=programme.workspace_id,
                programme_id=programme.id,
                person_id=contact.id,
                position=position,
            )
        )
    roster.note(db, organiser, "programme_created", about=programme.id, now=now)
    return programme


def hold(db: Session, programme: Programme, stages: Collection[Stage]) -> None:
    """Nobody else's until the commit: who says yes at this moment is counted before, or begins after. Or refused."""
    db.flush()
    db.refresh(programme, with_for_update=HELD)
    if programme.stage not in stages:
        raise Refused(f"programme_is_{programme.stage}", name=escape(programme.name))


def open_programme(db: Session, organiser: Person, programme: Programme, now: datetime) -> None:
    """From now on people can join. Refused once its last day is over: nobody could hold its sessions."""
    hold(db, programme, OPENABLE)
    if programme.ends_on < local_day(now, programme.zone):
        raise Refused("programme_is_past", name=escape(programme.name))
    programme.stage, programme.opened_at = Stage.OPEN, now
    roster.note(db, organiser, "programme_opened", about=programme.id, now=now)


def start(db: Session, organiser: Person, programme: Programme, now: datetime) -> Start:
    """Introduces each pair in which both said yes; a pair that says yes later begins then."""
    hold(db, programme, STARTABLE)
    ready = pairs_in(db, programme, Pairing.CONFIRMED)
    unanswered = len(pairs_in(db, programme, Pairing.OFFERED))
    if not ready:
        raise Refused("nobody_to_start", unanswered=str(unanswered))
    programme.stage, programme.started_at = Stage.RUNNING, now
    pairs.introduce_all(db, programme, ready, now)
    roster.note(db, organiser, "programme_started", about=programme.id, now=now)
    early = local_day(now, programme.zone) < programme.starts_on
    return Start(introduced=len(ready), unanswered=unanswered, early=early)


def close(db: Session, organiser: Person, programme: Programme, now: datetime) -> int:
    """Ends every pair, drops what is still to be sent save keepsakes, thanks who took part; returns how many."""
    hold(db, programme, CLOSABLE)
    programme.stage, programme.closed_at = Stage.CLOSED, now
    for pair in pairs_in(db, programme, Pairing.PROPOSED, *pairs.LIVE):
        pairs.end(db, pair, "programme_closed", now)
    about = (Letter.workspace_id == programme.workspace_id, Letter.programme_id == programme.id)
    withdraw(db, "programme_closed", *about, Letter.kind.not_in(OUTLASTING))
    if programme.started_at:
        rounds.publish_roles_held(db, programme, now)
    joined, paired = enrolments_in(db, programme, Joining.JOINED), once_paired(db, programme)
    owe_all(db, [thanks(enrolment, paired=enrolment.id in paired, now=now) for enrolment in joined])
    ask_later(db, programme, now)
    roster.note(db, organiser, "programme_closed", about=programme.id, now=now)
    return len(joined)


def thanks(enrolment: Enrolment, *, paired: bool, now: datetime) -> Owed:
    return Owed(Kind.PROGRAMME_CLOSED, enrolment, now, enrolment.person, facts={"paired": paired})


def once_paired(db: Session, programme: Programme) -> set[uuid.UUID]:
    """The enrolments that ever were in a pair that began."""
    begun = [pair for pair in pairs_in(db, programme, *Pairing) if pair.started_at]
    return {enrolment_id for pair in begun for enrolment_id in (pair.mentor_id, pair.leader_id)}


def pairs_in(db: Session, programme: Programme, *states: Pairing) -> list[Pair]:
    """Held until the commit, so that somebody who leaves at this moment is seen to have left."""
    of_programme = (Pair.workspace_id == programme.workspace_id, Pair.programme_id == programme.id)
    found = select(Pair).where(*of_programme, Pair.state.in_(states)).order_by(Pair.proposed_at, Pair.id)
    return list(db.scalars(found.with_for_update(key_share=True)))


def enrolments_in(db: Session, programme: Programme, *states: Joining) -> list[Enrolment]:
    mine = (Enrolment.workspace_id == programme.workspace_id, Enrolment.programme_id == programme.id)
    return list(
        db.scalars(
            select(Enrolment).where(*mine, Enrolment.state.in_(states)).order_by(Enrolment.started_at, Enrolment.id)
        )
    )


def going_on(db: Session, programme: Programme) -> int:
    """How many pairs closing would end."""
    return len(pairs_in(db, programme, *pairs.LIVE))
