"""Where somebody stands in each of their programmes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from bot import pledges, roster
from bot.afterwards import ENDS_SOON, with_sessions
from bot.books import midpoint_of
from bot.coaching import last_held
from bot.commitments.rules import MOST_OPEN
from bot.completeness import missing
from bot.hours import local_day
from bot.models import (
    Agreement,
    Commitment,
    Enrolment,
    Joining,
    Meeting,
    Outcome,
    Pair,
    Pairing,
    Person,
    Programme,
    Role,
    Stage,
)
from bot.pairs import DONE, live_pairs, next_meeting
from bot.privacy.rules import paused
from bot.stop_word import agreed_word

REMEMBERED = timedelta(days=30)  # how long a programme that has closed is still shown
MOST_REMEMBERED = 3  # pairs of it
# What App Home tells of a pair, with a question for all pairs instead of seven for each.
WHOLE: tuple[ORMOption, ...] = (
    joinedload(Pair.mentor).options(joinedload(Enrolment.person), selectinload(Enrolment.goals)),
    joinedload(Pair.leader).options(joinedload(Enrolment.person), selectinload(Enrolment.goals)),
    joinedload(Pair.agreement),
    selectinload(Pair.meetings),
)


@dataclass(frozen=True)
class Together:
    """A pair as one of its two sees it: offered, confirmed or running.

    `meeting`: the next one to come about. `held`: whether the roles held last time, by this side's own answers.
    `pledged`: every commitment of the pair, which both see.
    """

    pair: Pair
    role: Role
    meeting: Meeting | None
    held: bool | None
    pledged: tuple[Commitment, ...]

    @property
    def partner(self) -> Person:
        return self.pair.enrolment(self.role.partner).person

    @property
    def agreement(self) -> Agreement | None:
        return self.pair.agreement

    @property
    def answered(self) -> bool:
        """Whether this side has said yes to the offer."""
        said = self.pair.mentor_said_yes_at if self.role == Role.MENTOR else self.pair.leader_said_yes_at
        return said is not None

    @property
    def signed(self) -> bool:
        return self.agreement is not None and self.agreement.signed_by(self.role)

    @property
    def partner_signed(self) -> bool:
        return self.agreement is not None and self.agreement.signed_by(self.role.partner)

    @property
    def signed_before(self) -> bool:
        """Whether this side has signed an earlier version, which no longer counts."""
        if self.agreement is None or self.signed:
            return False
        mine = self.agreement.mentor_signed_version, self.agreement.leader_signed_version
        return mine[self.role == Role.LEADER] > 0

    @property
    def both_signed(self) -> bool:
        return self.signed and self.partner_signed

    def said_why(self, role: Role) -> bool:
        """Whether that side has; what they said is theirs."""
        return "motivation" not in missing(self.pair.enrolment(role))

    def has_goals(self, role: Role) -> bool:
        return "goals" not in missing(self.pair.enrolment(role))

    @property
    def both_said_why(self) -> bool:
        return all(self.said_why(role) for role in Role)

    @property
    def both_have_goals(self) -> bool:
        return all(self.has_goals(role) for role in Role)

    @property
    def roles_confirmed(self) -> bool:
        return bool(self.pair.mentor.role_confirmed_at and self.pair.leader.role_confirmed_at)

    @property
    def stop_word(self) -> str:
        """What both have signed; nothing before."""
        return agreed_word(self.pair) or ""

    @property
    def roles_clear(self) -> bool:
        """An organiser has confirmed them, and both have agreed on the word that brings them back."""
        return self.roles_confirmed and bool(self.stop_word)

    @property
    def behind(self) -> list[Meeting]:
        """The sessions that are over, the last one last."""
        return [meeting for meeting in self.pair.meetings if meeting.state in DONE]

    @property
    def half_way(self) -> bool:
        return len(self.behind) >= midpoint_of(self.pair.programme)

    @property
    def still_open(self) -> int:
        """How many commitments are."""
        return sum(commitment.outcome == Outcome.OPEN for commitment in self.pledged)

    @property
    def asked_for_person(self) -> bool:
        """The mentor's own wish: the leader's App Home never depends on it."""
        return self.role == Role.MENTOR and self.pair.needs_person_at is not None

    @property
    def may_thank(self) -> bool:
        """Whether this side is the leader, and the mentor still takes part."""
        return self.role == Role.LEADER and self.pair.mentor.state != Joining.LEFT

    @property
    def may_commit(self) -> bool:
        """Whether this side is the leader, after a session, with room for another commitment."""
        return self.role == Role.LEADER and bool(self.behind) and self.still_open < MOST_OPEN

    def ends_soon(self, now: datetime) -> bool:
        programme = self.pair.programme
        return local_day(now, programme.zone) >= programme.ends_on - ENDS_SOON


@dataclass(frozen=True)
class Standing:
    """One person's part in one programme, at one moment."""

    enrolment: Enrolment
    missing: tuple[str, ...]  # what still keeps them out of the matching, as keys
    pairs: tuple[Together, ...]
    paused: bool
    remembered: tuple[Together, ...]  # of a programme that has closed: those with a session that took place

    @property
    def programme(self) -> Programme:
        return self.enrolment.programme

    @property
    def draft(self) -> bool:
        return self.enrolment.state == Joining.DRAFT

    @property
    def closed(self) -> bool:
        return self.programme.stage == Stage.CLOSED

    @property
    def running(self) -> bool:
        """Whether there is a partner to meet."""
        return any(together.pair.state == Pairing.ACTIVE for together in self.pairs)


def standing(db: Session, person: Person, now: datetime) -> list[Standing]:
    """Each part that has not been left, the earliest programme first; closed programmes for a month."""
    mine = (Enrolment.workspace_id == person.workspace_id, Enrolment.person_id == person.id)
    recent = or_(Programme.stage != Stage.CLOSED, Programme.closed_at > now - REMEMBERED)
    parts = select(Enrolment).join(Enrolment.programme).options(contains_eager(Enrolment.programme))
    shown = parts.where(*mine, Enrolment.state != Joining.LEFT, recent)
    return [stand(db, part, now) for part in db.scalars(shown.order_by(Programme.starts_on, Programme.name))]


def stand(db: Session, enrolment: Enrolment, now: datetime) -> Standing:
    live = live_pairs(db, enrolment, *WHOLE)
    closed = with_sessions(db, enrolment, *WHOLE) if enrolment.programme.stage == Stage.CLOSED else []
    seen = together(db, [*live, *closed[-MOST_REMEMBERED:]], enrolment)
    pairs, remembered = seen[: len(live)], seen[len(live) :]
    return Standing(enrolment, tuple(missing(enrolment)), pairs, paused(enrolment, now), remembered)


def together(db: Session, pairs: Sequence[Pair], enrolment: Enrolment) -> tuple[Together, ...]:
    """Each as this person sees it; three ask no more of the database than one."""
    if not pairs:
        return ()
    held, pledged = last_held(db, pairs, enrolment.person), pledges.of_each(db, pairs)
    return tuple(
        Together(
            pair,
            Role.MENTOR if pair.mentor_id == enrolment.id else Role.LEADER,
            next_meeting(pair),
            held.get(pair.id),
            tuple(pledged[pair.id]),
        )
        for pair in pairs
    )


def running(db: Session, person: Person) -> list[Programme]:
    """The programmes of this workspace that an organiser looks after; nothing for anybody else."""
    if not roster.is_organiser(db, person):
        return []
    live = (Programme.workspace_id == person.workspace_id, Programme.stage != Stage.CLOSED)
    return list(db.scalars(select(Programme).where(*live).order_by(Programme.starts_on, Programme.name)))
