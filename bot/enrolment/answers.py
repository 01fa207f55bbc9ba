"""What somebody answered in a step, as the rules take it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Motivation:
    """In the person's own words; `insight` answers the question of their role."""

    why: str
    why_now: str
    insight: str


@dataclass(frozen=True)
class GoalAnswer:
    """`rating`: where they stand today, from 1 to 5."""

    text: str
    sign: str
    rating: int


@dataclass(frozen=True)
class Interests:
    """Keys of the playbook's topics, and ISO 639-1 codes."""

    topics: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """Where somebody stands in the house; people by their Slack ids."""

    manager: str | None
    no_manager: bool
    team: str
    capacity: int
    exclusions: tuple[str, ...]
