"""Which programme to join, where several are open."""

import uuid
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Option, RadioButtonsElement, StaticSelectElement
from slack_sdk.models.views import View

from bot import filled
from bot.enrolment.forms.frame import ANSWER, ask, choice
from bot.models import Programme
from bot.wording import day, shorten, translation

CHOICE = "join_choice"
PROGRAMME = "programme"
FEW = 10  # as many radio buttons as Slack takes
MANY = 100  # as many options as it takes in a menu


def draw_choice(programmes: Sequence[Programme], language: str) -> View:
    _ = translation(language)
    options = [programme_option(programme, language) for programme in programmes]
    return View(
        type="modal",
        callback_id=CHOICE,
        title=_("Choose a programme"),
        submit=_("Go on"),
        close=_("Later"),
        blocks=[ask(PROGRAMME, _("More than one programme is open. Which is yours?"), menu(options))],
    )


def programme_option(programme: Programme, language: str) -> Option:
    _ = translation(language)
    starts = _("Starts on {day}").format(day=day(programme.starts_on, language))
    return choice(programme.id.hex, shorten(programme.name, 75), shorten(starts, 75))


def menu(options: list[Option]) -> RadioButtonsElement | StaticSelectElement:
    if len(options) <= FEW:
        return RadioButtonsElement(action_id=ANSWER, options=options)
    return StaticSelectElement(action_id=ANSWER, options=options[:MANY])


def read_choice(view: dict[str, Any]) -> uuid.UUID:
    """Slack sends the form only once one of the options is chosen."""
    return uuid.UUID(filled.option(view, PROGRAMME))
