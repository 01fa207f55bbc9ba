"""Each step of joining, drawn and read side by side; block and action ids live here and only here."""

from collections.abc import Callable

from slack_sdk.models.views import View

from bot.enrolment.forms.consent import draw_consent, read_consent
from bot.enrolment.forms.frame import about, callback_of
from bot.enrolment.forms.goals import draw_goals, read_goals
from bot.enrolment.forms.interests import draw_interests, read_interests
from bot.enrolment.forms.motivation import draw_motivation, read_motivation
from bot.enrolment.forms.programme import CHOICE, draw_choice, read_choice
from bot.enrolment.forms.review import CHANGE, REVIEW, draw_review, read_change
from bot.enrolment.forms.role import draw_role, read_role
from bot.enrolment.forms.welcome import draw_welcome
from bot.enrolment.forms.work import EXCLUSIONS, MANAGER, draw_work, read_work, refuse_picks
from bot.enrolment.steps import Step, next_step
from bot.enrolment.titles import spoken
from bot.models import Enrolment

__all__ = [
    "CHANGE",
    "CHOICE",
    "EXCLUSIONS",
    "MANAGER",
    "REVIEW",
    "about",
    "callback_of",
    "draw_choice",
    "draw_consent",
    "draw_next",
    "draw_review",
    "draw_step",
    "draw_welcome",
    "read_change",
    "read_choice",
    "read_consent",
    "read_goals",
    "read_interests",
    "read_motivation",
    "read_role",
    "read_work",
    "refuse_picks",
]

DRAW: dict[Step, Callable[[Enrolment], View]] = {
    Step.CONSENT: lambda enrolment: draw_consent(enrolment.programme, spoken(enrolment)),
    Step.ROLE: draw_role,
    Step.MOTIVATION: draw_motivation,
    Step.GOALS: draw_goals,
    Step.TOPICS: draw_interests,
    Step.WORK: draw_work,
}


def draw_step(step: Step, enrolment: Enrolment) -> View:
    return DRAW[step](enrolment)


def draw_next(enrolment: Enrolment) -> View:
    """The first step that is still open; the review once there is none."""
    step = next_step(enrolment)
    return draw_step(step, enrolment) if step else draw_review(enrolment)
