"""Which other mentor a proposal could have, and what that does to the mentor's own proposal."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from bot.errors import Refused
from bot.matching.fitness import Obstacle, quality
from bot.matching.ground import Ground
from bot.models import Pair


@dataclass(frozen=True)
class Swap:
    """`exchange`: the proposal that gets this one's mentor in return; None: the new mentor has a place free."""

    mentor: UUID
    exchange: Pair | None


def possible(ground: Ground, pair: Pair) -> list[Swap]:
    """Every swap that breaks no rule; mentors with a place free first, then by how well they would fit."""
    leader = ground.leader(pair.leader_id)
    fits = quality(ground.mentors, [leader], ground.known)[:, 0].tolist()
    fit = dict(zip(ground.rows, fits, strict=True))
    return sorted(admissible(ground, pair), key=lambda swap: (swap.exchange is not None, -fit[swap.mentor]))


def admissible(ground: Ground, pair: Pair) -> Iterator[Swap]:
    for mentor in ground.mentors:
        try:
            yield plan(ground, pair, mentor.id)
        except Refused:
            continue


def plan(ground: Ground, pair: Pair, mentor_id: UUID) -> Swap:
    """Refused where a rule would be broken, by the name of the rule."""
    check(ground.obstacle(mentor_id, pair.leader_id))
    theirs = [other for other in ground.proposals if other.mentor_id == mentor_id]
    if pair.leader_id in {other.leader_id for other in theirs}:
        raise Refused("swap_twice")
    if len(theirs) < ground.mentor(mentor_id).capacity:
        return Swap(mentor_id, None)
    exchange = next((other for other in theirs if could_take(ground, other, pair.mentor_id)), None)
    if exchange is None:
        raise Refused("swap_full")
    return Swap(mentor_id, exchange)


def check(obstacle: Obstacle | None) -> None:
    if obstacle is None:
        raise Refused("person_gone")
    if obstacle != Obstacle.NONE:
        raise Refused(f"swap_{obstacle.name.lower()}")


def could_take(ground: Ground, other: Pair, mentor_id: UUID) -> bool:
    """Could this mentor, who gives up a place of their own, come into the other proposal?"""
    leaders = {pair.leader_id for pair in ground.proposals if pair.mentor_id == mentor_id}
    return other.leader_id not in leaders and ground.obstacle(mentor_id, other.leader_id) == Obstacle.NONE
