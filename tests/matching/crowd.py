"""Candidates for the pure tests."""

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from bot.matching.fitness import Candidate, Known

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
numbers = count(1)


def somebody(**changes: Any) -> Candidate:
    """Fits with everybody else who was made so."""
    number = next(numbers)
    values: dict[str, Any] = {
        "id": UUID(int=number),
        "person": UUID(int=1_000_000 + number),
        "team": f"team {number}",
        "topics": frozenset({"data"}),
        "languages": frozenset({"en"}),
        "excluded": frozenset(),
        "capacity": 1,
        "zone": "UTC",
    }
    return Candidate(**values | changes)


def known(
    managers: dict[Candidate, Candidate] | None = None, apart: tuple[tuple[Candidate, Candidate], ...] = ()
) -> Known:
    return Known(
        {junior.person: senior.person for junior, senior in (managers or {}).items()},
        frozenset((mentor.id, leader.id) for mentor, leader in apart),
        AT,
    )
