"""How a person's steps and roles are called, in the language that they read."""

from bot.enrolment.steps import Step
from bot.models import Enrolment, Role
from bot.wording import language_of, translation


def spoken(enrolment: Enrolment) -> str:
    return language_of(enrolment.person, enrolment.programme)


def step_name(step: Step, language: str) -> str:
    _ = translation(language)
    return {
        Step.CONSENT: _("What to know first"),
        Step.ROLE: _("Your role"),
        Step.MOTIVATION: _("Why you, and why now"),
        Step.GOALS: _("Your goals"),
        Step.TOPICS: _("Topics and languages"),
        Step.WORK: _("Where you work"),
    }[step]


def role_name(role: str, language: str) -> str:
    _ = translation(language)
    return _("I learn, as a leader") if role == Role.LEADER else _("I teach, as a mentor")
