"""The second step: who teaches, who learns."""

from typing import Any

from slack_sdk.models.blocks import Option, RadioButtonsElement
from slack_sdk.models.views import View

from bot import filled
from bot.enrolment.forms.frame import ANSWER, ask, choice, chosen, step_view
from bot.enrolment.steps import Step
from bot.enrolment.titles import role_name, spoken
from bot.errors import Invalid
from bot.models import Enrolment, Role
from bot.said import paragraph
from bot.wording import translation

ROLE = "role"


def draw_role(enrolment: Enrolment) -> View:
    language = spoken(enrolment)
    _ = translation(language)
    options = role_options(language)
    radio = RadioButtonsElement(action_id=ANSWER, options=options, initial_option=chosen(options, enrolment.role))
    told = _(
        "Here the usual order is turned round: whoever is junior teaches, whoever is senior learns. "
        "An organiser confirms your role before anybody is paired."
    )
    return step_view(Step.ROLE, enrolment.id, language, [paragraph(told), ask(ROLE, _("How do you take part?"), radio)])


def role_options(language: str) -> list[Option]:
    _ = translation(language)
    junior = _("I am the junior one. I plan and lead the sessions.")
    senior = _("I am the senior one. I bring questions and book the dates.")
    return [
        choice(Role.MENTOR, role_name(Role.MENTOR, language), junior),
        choice(Role.LEADER, role_name(Role.LEADER, language), senior),
    ]


def read_role(view: dict[str, Any], language: str) -> Role:
    _ = translation(language)
    role = filled.option(view, ROLE)
    if role not in tuple(Role):
        raise Invalid({ROLE: _("Please choose one of the two.")})
    return Role(role)
