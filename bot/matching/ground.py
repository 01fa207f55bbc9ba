"""What a matching starts from: who is ready, what is known of them, and which pairs there are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.completeness import gaps
from bot.matching.fitness import Candidate, Known, Matrix, Obstacle, obstacles
from bot.models import Enrolment, Exclusion, Joining, Pair, Pairing, Programme, Role
from bot.pairs import LIVE


@dataclass(frozen=True)
class Ground:
    """One programme as a matching sees it. Proposals take no place until they are offered."""

    mentors: Sequence[Candidate]  # ready, with a place free
    leaders: Sequence[Candidate]
    proposed: Sequence[Pair]  # all that were proposed, also what no longer holds
    known: Known
    enrolments: dict[UUID, Enrolment]  # all who are in the programme or on their way
    kept_out: dict[UUID, list[str]]  # enrolments, with what is missing as keys
    engaged: frozenset[UUID]  # enrolments in a live pair

    @cached_property
    def rows(self) -> dict[UUID, int]:
        return {mentor.id: row for row, mentor in enumerate(self.mentors)}

    @cached_property
    def columns(self) -> dict[UUID, int]:
        return {leader.id: column for column, leader in enumerate(self.leaders)}

    @cached_property
    def obstacles(self) -> Matrix:
        return obstacles(self.mentors, self.leaders, self.known)

    def obstacle(self, mentor_id: UUID, leader_id: UUID) -> Obstacle | None:
        """None: one of them is not ready any more, or has no place free."""
        if mentor_id not in self.rows or leader_id not in self.columns:
            return None
        return Obstacle(self.obstacles[self.rows[mentor_id], self.columns[leader_id]])

    def mentor(self, mentor_id: UUID) -> Candidate:
        return self.mentors[self.rows[mentor_id]]

    def leader(self, leader_id: UUID) -> Candidate:
        return self.leaders[self.columns[leader_id]]

    @cached_property
    def proposals(self) -> list[Pair]:
        """Those that still hold: both ready, no obstacle, within both capacities; by the leader's name."""
        used: Counter[UUID] = Counter()
        return [pair for pair in sorted(self.proposed, key=self._by_leader) if self._holds(pair, used)]

    def _holds(self, pair: Pair, used: Counter[UUID]) -> bool:
        if self.obstacle(pair.mentor_id, pair.leader_id) != Obstacle.NONE:
            return False
        used.update((pair.mentor_id, pair.leader_id))
        mentor, leader = self.mentor(pair.mentor_id), self.leader(pair.leader_id)
        return used[mentor.id] <= mentor.capacity and used[leader.id] <= leader.capacity

    def _by_leader(self, pair: Pair) -> tuple[str, UUID]:
        leader = self.enrolments.get(pair.leader_id)
        return (leader.person.name.casefold() if leader else "", pair.id)


def gather(db: Session, programme: Programme, now: datetime) -> Ground:
    enrolments = {enrolment.id: enrolment for enrolment in taking_part(db, programme)}
    pairs = pairs_of(db, programme)
    excluded = exclusions_of(db, programme)
    engaged = Counter(side for pair in pairs if pair.state in LIVE for side in (pair.mentor_id, pair.leader_id))
    lacking = {key: gaps(enrolment, now) for key, enrolment in enrolments.items()}
    ready = [
        candidate(enrolment, excluded.get(key, frozenset()), engaged[key])
        for key, enrolment in enrolments.items()
        if not lacking[key]
    ]
    free = [person for person in ready if person.capacity > 0]
    return Ground(
        mentors=[one for one in free if enrolments[one.id].role == Role.MENTOR],
        leaders=[one for one in free if enrolments[one.id].role == Role.LEADER],
        proposed=[pair for pair in pairs if pair.state == Pairing.PROPOSED],
        known=Known(managers_of(db, programme), apart(pairs), now),
        enrolments=enrolments,
        kept_out={key: gap for key, gap in lacking.items() if gap},
        engaged=frozenset(engaged),
    )


def taking_part(db: Session, programme: Programme) -> Sequence[Enrolment]:
    """By name."""
    mine = select(Enrolment).options(joinedload(Enrolment.person), joinedload(Enrolment.goals))
    in_it = (Enrolment.workspace_id == programme.workspace_id, Enrolment.programme_id == programme.id)
    found = db.scalars(mine.where(*in_it, Enrolment.state != Joining.LEFT)).unique()
    return sorted(found, key=lambda enrolment: (enrolment.person.name.casefold(), enrolment.id))


def pairs_of(db: Session, programme: Programme) -> Sequence[Pair]:
    mine = (Pair.workspace_id == programme.workspace_id, Pair.programme_id == programme.id)
    return db.scalars(select(Pair).where(*mine).order_by(Pair.id)).all()


def exclusions_of(db: Session, programme: Programme) -> dict[UUID, frozenset[UUID]]:
    """Whom each enrolment asked not to be paired with, as people."""
    asked: dict[UUID, set[UUID]] = {}
    rows = db.execute(
        select(Exclusion.enrolment_id, Exclusion.person_id)
        .join(
            Enrolment,
            (Enrolment.workspace_id == Exclusion.workspace_id) & (Enrolment.id == Exclusion.enrolment_id),
        )
        .where(Enrolment.workspace_id == programme.workspace_id, Enrolment.programme_id == programme.id)
    )
    for enrolment_id, person_id in rows:
        asked.setdefault(enrolment_id, set()).add(person_id)
    return {enrolment_id: frozenset(people) for enrolment_id, people in asked.items()}


def managers_of(db: Session, programme: Programme) -> dict[UUID, UUID]:
    """Who manages whom, as far as anybody in this programme has said, even if they left."""
    rows = db.execute(
        select(Enrolment.person_id, Enrolment.manager_id).where(
            Enrolment.workspace_id == programme.workspace_id, Enrolment.programme_id == programme.id
        )
    )
    return {person: manager for person, manager in rows if manager is not None}


def apart(pairs: Iterable[Pair]) -> frozenset[tuple[UUID, UUID]]:
    """Those who had each other already: paired now or once, offered and declined, or rejected by an organiser."""
    return frozenset((pair.mentor_id, pair.leader_id) for pair in pairs if pair.state != Pairing.PROPOSED)


def candidate(enrolment: Enrolment, excluded: frozenset[UUID], engaged: int) -> Candidate:
    return Candidate(
        id=enrolment.id,
        person=enrolment.person_id,
        team=enrolment.team,
        topics=frozenset(enrolment.topics),
        languages=frozenset(enrolment.languages),
        excluded=excluded,
        capacity=max(0, (enrolment.capacity or 0) - engaged),
        zone=enrolment.person.zone,
    )
