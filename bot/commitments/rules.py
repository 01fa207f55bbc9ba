"""A leader says what they will do, by when; later that it is done, moved or dropped."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_
from sqlalchemy.orm import Session

from bot import pledges
from bot.database import HELD
from bot.errors import Refused
from bot.hours import DAY, OPENS, at, local_day, previous_working_day
from bot.letters import locked, owe, withdraw, write_again
from bot.models import Commitment, Kind, Letter, Meeting, Outcome, Pair, Person, Role, Sitting
from bot.pairs import DONE, active_pair
from bot.workdays import working_day

MOST_OPEN = 3
ASKED_AHEAD = 3 * DAY
USUAL = 14 * DAY  # until the date that is proposed where no next session is in the diary
LONGEST = 180 * DAY
SHOWN_ANEW = (Kind.COMMITMENT_DUE, *pledges.ASKING)


@dataclass(frozen=True)
class Promise:
    """What a leader fills in."""

    text: str
    due_on: date


def readable_pair(db: Session, pair_id: uuid.UUID, person: Person) -> tuple[Pair, Role]:
    """A pair whose commitments this person may read: their own, running or over; refuses every other."""
    pair = db.get(Pair, (person.workspace_id, pair_id))
    role = pair.role_of(person.id) if pair else None
    if pair is None or role is None or pair.started_at is None:
        raise Refused("not_your_pair")
    return pair, role


def may_write(db: Session, meeting: Meeting, role: Role) -> None:
    if role != Role.LEADER:
        raise Refused("leader_commits")
    if meeting.state not in DONE:
        raise Refused("commits_afterwards")
    if len(pledges.open_ones(db, meeting.pair)) >= MOST_OPEN:
        raise Refused("three_open")


def commit(db: Session, meeting: Meeting, promise: Promise, now: datetime) -> Commitment:
    """Both see it from now on. Whether the leader may write it is asked once nobody else can write another."""
    db.refresh(meeting.pair, with_for_update=HELD)
    may_write(db, meeting, Role.LEADER)
    commitment = Commitment(
        workspace_id=meeting.workspace_id,
        pair_id=meeting.pair_id,
        meeting_id=meeting.id,
        text=promise.text,
        due_on=promise.due_on,
        outcome=Outcome.OPEN,
        moved=0,
        made_at=now,
    )
    db.add(commitment)
    db.flush()
    ask_later(db, commitment, now)
    show_anew(db, commitment, now)
    return commitment


def fault_of_date(due_on: date, leader: Person, now: datetime) -> str | None:
    """From tomorrow on, half a year ahead at most."""
    today = local_day(now, leader.zone)
    if due_on <= today:
        return "early"
    return "late" if due_on - today > LONGEST else None


def usual_date(meeting: Meeting, now: datetime) -> date:
    """What the form proposes: the day of the next session where it is in the diary, else two weeks from now."""
    zone = meeting.pair.leader.person.zone
    days = [
        local_day(one.starts_at, zone)
        for one in meeting.pair.meetings
        if one.state == Sitting.BOOKED and one.starts_at is not None
    ]
    today = local_day(now, zone)
    return min((day for day in days if timedelta(0) < day - today <= LONGEST), default=today + USUAL)


def later_date(commitment: Commitment, now: datetime) -> date:
    """What the form proposes for one that moves: two weeks on, half a year ahead at most."""
    today = local_day(now, commitment.pair.leader.person.zone)
    return min(max(commitment.due_on, today) + USUAL, today + LONGEST)


def own(db: Session, commitment_id: uuid.UUID, person: Person) -> Commitment:
    """The open commitment behind a leader's button, held until the commit; refuses everything else."""
    commitment = db.get(Commitment, (person.workspace_id, commitment_id), with_for_update=HELD)
    if commitment is None:
        raise Refused("not_your_pair")
    _, role = active_pair(db, commitment.pair_id, person)
    if role != Role.LEADER:
        raise Refused("leader_commits")
    if commitment.outcome != Outcome.OPEN:
        raise Refused("commitment_closed")
    return commitment


def close(db: Session, commitment: Commitment, outcome: Outcome, now: datetime) -> None:
    """Done or dropped; neither needs a reason."""
    commitment.outcome, commitment.closed_at = outcome, now
    ask_no_more(db, commitment, outcome)
    show_anew(db, commitment, now)


def move(db: Session, commitment: Commitment, due_on: date, now: datetime) -> None:
    """Asked about again before its new date. The date that it has already is no new one."""
    if due_on == commitment.due_on:
        return
    ask_no_more(db, commitment, "moved")
    commitment.due_on, commitment.moved = due_on, commitment.moved + 1
    ask_later(db, commitment, now)
    show_anew(db, commitment, now)


def ask_later(db: Session, commitment: Commitment, now: datetime) -> None:
    leader = commitment.pair.leader.person
    facts = {"commitment": str(commitment.id), "moved": commitment.moved}
    once = f"{commitment.id.hex}-{commitment.moved}"
    due_at = asked_at(commitment.due_on, leader.zone, now)
    owe(db, Kind.COMMITMENT_DUE, commitment.meeting, due_at, to=leader, once=once, facts=facts)


def asked_at(due_on: date, zone: str, now: datetime) -> datetime:
    """On the last working day that leaves three days; where that is behind us, on the day itself or just before it."""
    early, late = (at(working_day_by(day, zone), OPENS, zone) for day in (due_on - ASKED_AHEAD, due_on))
    return early if early > now else max(late, now)


def working_day_by(day: date, zone: str) -> date:
    return day if working_day(day, zone) else previous_working_day(day, zone)


def ask_no_more(db: Session, commitment: Commitment, reason: str) -> None:
    for question in own_questions(db, commitment):
        withdraw(db, reason, Letter.workspace_id == question.workspace_id, Letter.id == question.id)


def own_questions(db: Session, commitment: Commitment) -> list[Letter]:
    about = str(commitment.id)
    return [one for one in pledges.questions(db, commitment.pair) if pledges.key_of(one)[0] == about]


def show_anew(db: Session, commitment: Commitment, now: datetime) -> None:
    """In what both were sent since it was written: that it exists, and what became of it, are shared."""
    mine = (Letter.workspace_id == commitment.workspace_id, Letter.pair_id == commitment.pair_id)
    since = or_(Letter.meeting_id == commitment.meeting_id, Letter.due_at >= commitment.made_at - pledges.WEEK)
    for letter in locked(db, *mine, Letter.kind.in_(SHOWN_ANEW), since):
        if not behind(letter):
            write_again(letter, now)


def behind(letter: Letter) -> bool:
    """A preparation for a date that is over: drawn anew it would ask for another."""
    return letter.kind == Kind.PREPARATION and not (letter.meeting and letter.meeting.state == Sitting.BOOKED)


def asked_about(db: Session, letter: Letter) -> tuple[Commitment, int] | None:
    """The commitment that a question is about, and which of its dates."""
    about, moved = pledges.key_of(letter)
    commitment = db.get(Commitment, (letter.workspace_id, uuid.UUID(about)))
    return (commitment, moved) if commitment else None
