"""Joining a programme step by step, changing one's answers, and stopping half-way."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot import roster
from bot.database import insert_once
from bot.enrolment import steps
from bot.enrolment.answers import GoalAnswer, Interests, Motivation, Work
from bot.erasure import forget_answers
from bot.errors import Refused
from bot.letters import latest, owe, redraw, withdraw
from bot.models import (
    Enrolment,
    Exclusion,
    Goal,
    Joining,
    Kind,
    Letter,
    Person,
    Programme,
    Role,
    Stage,
    Standing,
)
from bot.pairs import live_pairs
from bot.roster import Visitor

CONSENT_VERSION = 3  # of the words in the first step; whoever changes what they promise counts on
REMINDED_AFTER = timedelta(days=2)
JOINABLE = (Stage.OPEN, Stage.MATCHING)
THEIR_PART = and_(
    Enrolment.workspace_id == Programme.workspace_id,
    Enrolment.programme_id == Programme.id,
    Enrolment.person_id == Person.id,
)
TO_BE_NAMED = and_(
    Programme.workspace_id == Person.workspace_id,
    or_(*(Programme.stage == stage for stage in (*JOINABLE, Stage.RUNNING))),
)
# Whoever types /rm-join waits for it: one question, put together once. The first form names who helps.
CHOICES = (
    select(Person, Programme, Enrolment)
    .outerjoin(Programme, TO_BE_NAMED)
    .outerjoin(Enrolment, THEIR_PART)
    .where(Person.workspace_id == bindparam("workspace"), Person.slack_id == bindparam("slack_id"))
    .options(joinedload(Programme.edition), joinedload(Programme.contacts))
    .order_by(Programme.starts_on, Programme.name)
)


def choices(db: Session, visitor: Visitor) -> tuple[Person, list[tuple[Programme, Enrolment | None]]]:
    """Who it is, and the programmes that `/rm-join` could mean: those to be joined, and those whose answers can change.

    With the person's part in each.
    """
    found = db.execute(CHOICES, roster.key_of(visitor)).unique().all()
    person = roster.full_member(found[0][0] if found else None)
    programmes = [(programme, enrolment) for _, programme, enrolment in found if programme is not None]
    possible: list[tuple[Programme, Enrolment | None]] = [
        (programme, enrolment) for programme, enrolment in programmes if is_open(programme, enrolment)
    ]
    if not possible:
        raise Refused("too_late" if programmes else "nothing_to_join")
    return person, possible


def is_open(programme: Programme, enrolment: Enrolment | None) -> bool:
    """Joining ends when the programme starts; whoever has joined may change their answers until it closes."""
    joined = enrolment is not None and enrolment.state == Joining.JOINED
    return programme.stage in JOINABLE or (joined and programme.stage == Stage.RUNNING)


def part(db: Session, person: Person, programme: Programme) -> Enrolment | None:
    """The person's part in the programme, whether begun, complete or left."""
    return db.scalar(
        select(Enrolment).where(
            Enrolment.workspace_id == person.workspace_id,
            Enrolment.programme_id == programme.id,
            Enrolment.person_id == person.id,
        )
    )


def programme_to_join(db: Session, person: Person, programme_id: uuid.UUID) -> Programme:
    """The programme behind a form; refuses one that this person cannot join (any more)."""
    programme = db.get(Programme, (person.workspace_id, programme_id))
    if programme is None:
        raise Refused("nothing_to_join")
    check_open(programme, part(db, person, programme))
    return programme


def check_open(programme: Programme, enrolment: Enrolment | None) -> None:
    if not is_open(programme, enrolment):
        raise Refused("programme_closed" if programme.stage == Stage.CLOSED else "too_late")


def found(db: Session, person: Person, enrolment_id: uuid.UUID) -> Enrolment:
    """The person's own enrolment behind a button or form; refuses everybody else's."""
    enrolment = db.scalar(
        select(Enrolment)
        .where(Enrolment.workspace_id == person.workspace_id, Enrolment.id == enrolment_id)
        .with_for_update(key_share=True)  # two forms of one person at once
    )
    if enrolment is None or enrolment.person_id != person.id:
        raise Refused("not_your_answers")
    return enrolment


def own(db: Session, person: Person, enrolment_id: uuid.UUID) -> Enrolment:
    """As `found`, and it can still be changed."""
    enrolment = found(db, person, enrolment_id)
    check_open(enrolment.programme, enrolment)
    if enrolment.state == Joining.LEFT:
        raise Refused("no_longer_joining")
    return enrolment


def consent(db: Session, person: Person, programme: Programme, now: datetime) -> Enrolment:
    """The first step: from here on there is a draft. Whoever left begins afresh, in the same row."""
    key = {"workspace_id": person.workspace_id, "programme_id": programme.id, "person_id": person.id}
    first = insert_once(db, Enrolment, **key, started_at=now)
    enrolment = db.scalars(select(Enrolment).filter_by(**key).with_for_update(key_share=True)).one()
    if first or enrolment.state == Joining.LEFT:
        start(db, enrolment, now)
    enrolment.consent_version, enrolment.consented_at = CONSENT_VERSION, now
    record(db, enrolment, now)
    return enrolment


def start(db: Session, enrolment: Enrolment, now: datetime) -> None:
    """An empty draft, the message that shows its steps, and the one reminder."""
    forget_answers(db, enrolment)
    enrolment.state, enrolment.started_at = Joining.DRAFT, now
    enrolment.joined_at = enrolment.left_at = enrolment.paused_until = None
    person, time = enrolment.person, nth(db, enrolment, Kind.ONBOARDING)
    owe(db, Kind.ONBOARDING, enrolment, now, to=person, once=time, any_hour=True)
    owe(db, Kind.ONBOARDING_REMINDER, enrolment, now + REMINDED_AFTER, to=person, once=time)


def nth(db: Session, enrolment: Enrolment, kind: Kind) -> str:
    """How many such letters there have been: somebody who comes back gets theirs again."""
    earlier = select(func.count()).select_from(Letter).where(*belonging(Letter, enrolment), Letter.kind == kind)
    return f"{db.scalar(earlier):03}"


def set_role(db: Session, enrolment: Enrolment, role: Role, now: datetime) -> None:
    """Another role is another question: the answer to the old one goes, and an organiser confirms again."""
    if role != enrolment.role:
        if live_pairs(db, enrolment):
            raise Refused("role_in_use")
        enrolment.role, enrolment.role_confirmed_at, enrolment.insight = role, None, None
    record(db, enrolment, now)


def set_motivation(db: Session, enrolment: Enrolment, motivation: Motivation, now: datetime) -> None:
    enrolment.why, enrolment.why_now = motivation.why, motivation.why_now
    enrolment.insight = motivation.insight
    record(db, enrolment, now)


def set_goals(db: Session, enrolment: Enrolment, goals: list[GoalAnswer], now: datetime) -> None:
    """Row by row, so that a goal that is only reworded keeps its later ratings."""
    rows = {goal.position: goal for goal in enrolment.goals}
    for position, answer in enumerate(goals):
        row = rows.pop(position, None) or Goal(
            workspace_id=enrolment.workspace_id, enrolment_id=enrolment.id, position=position
        )
        row.text, row.sign, row.rating_start = answer.text, answer.sign, answer.rating
        db.add(row)
    for row in rows.values():
        db.delete(row)
    record(db, enrolment, now)


def set_interests(db: Session, enrolment: Enrolment, interests: Interests, now: datetime) -> None:
    enrolment.topics, enrolment.languages = list(interests.topics), list(interests.languages)
    record(db, enrolment, now)


def unfit(db: Session, person: Person, slack_ids: list[str]) -> str | None:
    """Why these people cannot be picked as manager or exclusion: "yourself", "bot", "guest" …; None: they can.

    Only by what we have been told of them: nobody is asked about people who have never been here.
    """
    if person.slack_id in slack_ids:
        return "yourself"
    known = [roster.find(db, Visitor(person.workspace_id, slack_id)) for slack_id in slack_ids]
    others = (somebody.standing for somebody in known if somebody and somebody.standing != Standing.MEMBER)
    return next(others, None)


def set_work(db: Session, enrolment: Enrolment, work: Work, now: datetime) -> None:
    manager = roster.somebody(db, enrolment.workspace_id, work.manager) if work.manager else None
    enrolment.manager_id, enrolment.no_manager = manager.id if manager else None, work.no_manager
    enrolment.team, enrolment.capacity = work.team, work.capacity
    db.execute(delete(Exclusion).where(*belonging(Exclusion, enrolment)))
    for slack_id in work.exclusions:
        excluded = roster.somebody(db, enrolment.workspace_id, slack_id)
        db.add(Exclusion(workspace_id=enrolment.workspace_id, enrolment_id=enrolment.id, person_id=excluded.id))
    record(db, enrolment, now)


def join(db: Session, enrolment: Enrolment, now: datetime) -> None:
    """The draft becomes a part in the programme."""
    if enrolment.state == Joining.JOINED:
        raise Refused("joined_already")
    if steps.open_steps(enrolment):
        raise Refused("steps_open")
    enrolment.state, enrolment.joined_at = Joining.JOINED, now
    owe(db, Kind.JOINED, enrolment, now, to=enrolment.person, once=nth(db, enrolment, Kind.JOINED), any_hour=True)
    drop_reminder(db, enrolment, "joined")
    record(db, enrolment, now)


def stop(db: Session, enrolment: Enrolment, now: datetime) -> None:
    """Half-way out: what was written is deleted at once, nobody is told, no reason is asked."""
    if enrolment.state == Joining.LEFT:
        raise Refused("no_longer_joining")
    if enrolment.state == Joining.JOINED:
        raise Refused("leave_instead")
    forget_answers(db, enrolment)
    enrolment.state, enrolment.left_at = Joining.LEFT, now
    drop_reminder(db, enrolment, "stopped")
    record(db, enrolment, now)


def drop_reminder(db: Session, enrolment: Enrolment, because: str) -> None:
    withdraw(db, because, *belonging(Letter, enrolment), Letter.kind == Kind.ONBOARDING_REMINDER)


def belonging(
    rows: type[Goal | Exclusion | Letter], enrolment: Enrolment
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return rows.workspace_id == enrolment.workspace_id, rows.enrolment_id == enrolment.id


def record(db: Session, enrolment: Enrolment, now: datetime) -> None:
    """What was answered shows in the person's message."""
    db.flush()
    db.expire(enrolment, ["goals", "exclusions", "manager"])
    letter = latest(db, Kind.ONBOARDING, enrolment, enrolment.person)
    if letter is not None:
        redraw(letter, now)
