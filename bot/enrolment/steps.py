"""The six steps of joining, and which of them are done."""

from enum import StrEnum

from bot.completeness import missing
from bot.models import Enrolment


class Step(StrEnum):
    """In the order in which they come."""

    CONSENT = "consent"
    ROLE = "role"
    MOTIVATION = "motivation"
    GOALS = "goals"
    TOPICS = "topics"
    WORK = "work"

    @property
    def number(self) -> int:
        return list(Step).index(self) + 1


STEP_OF = {
    "consent": Step.CONSENT,
    "role": Step.ROLE,
    "motivation": Step.MOTIVATION,
    "goals": Step.GOALS,
    "topics": Step.TOPICS,
    "languages": Step.TOPICS,
    "manager": Step.WORK,
    "team": Step.WORK,
    "capacity": Step.WORK,
}


def open_steps(enrolment: Enrolment) -> list[Step]:
    """What the person still has to do, in order; a role that an organiser has to confirm is not theirs."""
    lacking = {STEP_OF[key] for key in missing(enrolment) if key in STEP_OF}
    return [step for step in Step if step in lacking]


def next_step(enrolment: Enrolment) -> Step | None:
    return next(iter(open_steps(enrolment)), None)
