"""How a programme stands in numbers, dates and names of pairs: never in anybody's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.completeness import missing
from bot.coordination.concerns import Concern, aim_of, concerns
from bot.coordination.rounds import published
from bot.coordination.rules import enrolments_in, pairs_in
from bot.models import (
    PRIVATE_KINDS,
    Commitment,
    Enrolment,
    Figure,
    Joining,
    Letter,
    Meeting,
    Outcome,
    Pair,
    Pairing,
    Person,
    Post,
    Programme,
    Role,
    Sitting,
    Stage,
)
from bot.pairs import LIVE

ROLE_CONFIRMED = "role_confirmed"  # the one thing that an organiser has to do
FEWEST_PAIRS = 5  # with commitments, before these are counted


@dataclass(frozen=True)
class Sessions:
    """`due`: its day has come and nobody has said yet whether it took place, or it has no date."""

    held: int = 0
    due: int = 0
    missed: int = 0
    unconfirmed: int = 0
    booked: int = 0
    planned: int = 0

    @property
    def total(self) -> int:
        return self.held + self.due + self.missed + self.unconfirmed + self.booked + self.planned


@dataclass(frozen=True)
class Commitments:
    """Over all pairs of a programme, never of one."""

    open: int
    done: int
    dropped: int


@dataclass(frozen=True)
class Census:
    """One programme at one moment."""

    programme: Programme
    mentors: int
    leaders: int
    drafts: int
    left: int
    matched: int
    asked: int
    pairs: int
    ended: int
    signed: int
    unmatched: tuple[Person, ...]
    unconfirmed: tuple[Person, ...]
    incomplete: tuple[Person, ...]
    sessions: Sessions
    commitments: Commitments | None  # None: too few pairs have any
    published: Mapping[str, Figure]
    concerns: tuple[Concern, ...]
    failures: Mapping[str, int]  # letters that Slack will never take, by its word for it
    letters_unsure: int
    following: Meeting | None

    @property
    def enrolled(self) -> int:
        return self.mentors + self.leaders

    @property
    def letters_failed(self) -> int:
        return sum(self.failures.values())


def take(db: Session, programme: Programme, now: datetime) -> Census:
    """Counts a programme as it stands at `now`."""
    everybody = enrolments_in(db, programme, *Joining)
    joined = [enrolment for enrolment in everybody if enrolment.state == Joining.JOINED]
    pairs = pairs_in(db, programme, *Pairing)
    active = [pair for pair in pairs if pair.state == Pairing.ACTIVE]
    with_partner = {enrolment for pair in pairs if pair.state in LIVE for enrolment in (pair.mentor_id, pair.leader_id)}
    alone = [enrolment for enrolment in joined if enrolment.id not in with_partner]
    meetings = [meeting for pair in active for meeting in pair.meetings]
    return Census(
        programme=programme,
        mentors=sum(enrolment.role == Role.MENTOR for enrolment in joined),
        leaders=sum(enrolment.role == Role.LEADER for enrolment in joined),
        drafts=sum(enrolment.state == Joining.DRAFT for enrolment in everybody),
        left=sum(enrolment.state == Joining.LEFT for enrolment in everybody),
        matched=sum(enrolment.id in with_partner for enrolment in joined),
        asked=sum(pair.state == Pairing.OFFERED for pair in pairs),
        pairs=sum(pair.state in (Pairing.CONFIRMED, Pairing.ACTIVE) for pair in pairs),
        ended=sum(pair.state == Pairing.ENDED and pair.started_at is not None for pair in pairs),
        signed=sum(bool(pair.agreement and pair.agreement.signed) for pair in active),
        unmatched=people(enrolment for enrolment in alone if not missing(enrolment)),
        unconfirmed=people(enrolment for enrolment in alone if missing(enrolment) == [ROLE_CONFIRMED]),
        incomplete=people(enrolment for enrolment in alone if missing(enrolment) not in ([], [ROLE_CONFIRMED])),
        sessions=sessions_of([meeting for pair in pairs for meeting in pair.meetings], active, now),
        commitments=commitments(db, programme),
        published=published(db, programme),
        concerns=tuple(concerns(pairs, now)) if programme.stage != Stage.CLOSED else (),
        failures=letters(db, programme, Post.FAILED),
        letters_unsure=sum(letters(db, programme, Post.SENDING).values()),
        following=next_meeting(meetings, now),
    )


def people(enrolments: Iterable[Enrolment]) -> tuple[Person, ...]:
    return tuple(enrolment.person for enrolment in enrolments)


def sessions_of(meetings: list[Meeting], active: list[Pair], now: datetime) -> Sessions:
    """Sessions that took place count for good; those still to come only while their pair goes on."""
    going_on = {pair.id for pair in active}
    kinds = [kind_of(meeting, now) for meeting in meetings if meeting.settled_at or meeting.pair_id in going_on]
    return Sessions(**{kind: kinds.count(kind) for kind in set(kinds)})


def kind_of(meeting: Meeting, now: datetime) -> str:
    """held, missed and unconfirmed are settled; booked turns due when it begins, planned when its target passes."""
    to_come = meeting.state in (Sitting.PLANNED, Sitting.BOOKED)
    return "due" if to_come and aim_of(meeting) <= now else str(meeting.state)


def next_meeting(meetings: list[Meeting], now: datetime) -> Meeting | None:
    coming = [meeting for meeting in meetings if meeting.state == Sitting.BOOKED and (meeting.starts_at or now) > now]
    return min(coming, key=lambda meeting: meeting.starts_at or now, default=None)


def commitments(db: Session, programme: Programme) -> Commitments | None:
    mine = (Pair.workspace_id == programme.workspace_id, Pair.programme_id == programme.id)
    found = db.execute(select(Commitment.pair_id, Commitment.outcome).join(Commitment.pair).where(*mine)).all()
    if len({pair_id for pair_id, _ in found}) < FEWEST_PAIRS:
        return None
    outcomes = [outcome for _, outcome in found]
    return Commitments(*(outcomes.count(outcome) for outcome in (Outcome.OPEN, Outcome.DONE, Outcome.DROPPED)))


def letters(db: Session, programme: Programme, state: Post) -> dict[str, int]:
    """How many, by reason, without those that there are only because somebody answered in private."""
    mine = (Letter.workspace_id == programme.workspace_id, Letter.programme_id == programme.id)
    counted = (Letter.state == state, Letter.kind.not_in(PRIVATE_KINDS))
    found = select(func.coalesce(Letter.reason, ""), func.count()).where(*mine, *counted).group_by(Letter.reason)
    return {reason: number for reason, number in db.execute(found.order_by(Letter.reason))}
