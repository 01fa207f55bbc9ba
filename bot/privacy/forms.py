"""Pausing until a date, leaving, and reading all that we hold."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.errors import Invalid
from bot.models import Enrolment, Joining
from bot.privacy.rules import LONGEST_PAUSE
from bot.said import aside, button, buttons, paragraph
from bot.wording import escape, translation

PAUSE, LEAVE = "pause", "leave"
MORE = "more_data"  # the action of the button that turns the page
PROGRAMME, UNTIL, ANSWER = "programme", "until", "answer"
SUGGESTED = timedelta(days=14)
MOST_OPTIONS = 100
A_PAGE = 12  # paragraphs: so many of 3,000 characters of any script stay under the 250 KB of a view


@dataclass(frozen=True)
class Pause:
    enrolment_id: uuid.UUID
    until: date


def draw_pause(parts: Sequence[Enrolment], language: str, today: date) -> View:
    _ = translation(language)
    text = _(
        "Nothing comes to you until that day, and you owe nobody a reason. Your partner hears that you are on a break "
        "and when you are back, nothing more. Sessions already in the diary stay there unless you move them."
    )
    date_input = InputBlock(
        block_id=UNTIL,
        label=_("The day you are back"),
        hint=_("From tomorrow to 90 days ahead. You can come back earlier at any time."),
        element=DatePickerElement(action_id=ANSWER, initial_date=(today + SUGGESTED).isoformat()),
    )
    return View(
        type="modal",
        callback_id=PAUSE,
        private_metadata=kept(parts),
        title=_("Take a break"),
        submit=_("Pause"),
        close=_("Not now"),
        blocks=[paragraph(text), *choice(parts, language), date_input],
    )


def read_pause(view: dict[str, Any], language: str, today: date) -> Pause:
    """Raises Invalid where there is no date, or one that is too near or too far."""
    _ = translation(language)
    until = filled.day(view, UNTIL)
    if not until:
        raise Invalid({UNTIL: _("Please pick the day on which you are back.")})
    if until <= today:
        raise Invalid({UNTIL: _("Please pick a day from tomorrow on.")})
    if until > today + LONGEST_PAUSE:
        raise Invalid({UNTIL: _("A break can last 90 days. If you need longer, leaving is fine too: `/rm-me leave`.")})
    return Pause(chosen(view), until)


def draw_leave(parts: Sequence[Enrolment], language: str) -> View:
    _ = translation(language)
    texts = [
        _("You can leave at any time. Nobody asks you why, and it is held against nobody."),
        _(
            "*If you have a partner,* they hear on their next working day, in neutral words, that the sessions end, "
            "and can be matched anew. If you would rather tell them yourself, you have until then."
        ),
        _(
            "*What you wrote when you joined* is deleted 90 days after the programme ends. "
            "Until then only you can read it."
        ),
    ]
    if all(part.state == Joining.DRAFT for part in parts):
        texts = [_("You have only begun, so nobody knows of it. What you wrote so far is deleted at once.")]
    return View(
        type="modal",
        callback_id=LEAVE,
        private_metadata=kept(parts),
        title=_("Leave the programme"),
        submit=_("Leave"),
        close=_("Stay"),
        blocks=[*map(paragraph, texts), *choice(parts, language)],
    )


def choice(parts: Sequence[Enrolment], language: str) -> list[Block]:
    """Which programme, where there are several; else its name is only shown."""
    _ = translation(language)
    if len(parts) == 1:
        return [aside(escape(parts[0].programme.name))]
    options = [Option(value=str(part.id), text=PlainTextObject(text=part.programme.name[:75])) for part in parts]
    element = StaticSelectElement(action_id=ANSWER, options=options[:MOST_OPTIONS], initial_option=None)
    return [InputBlock(block_id=PROGRAMME, label=_("Which programme?"), element=element)]


def kept(parts: Sequence[Enrolment]) -> str:
    return json.dumps(str(parts[0].id) if len(parts) == 1 else None)


def chosen(view: dict[str, Any]) -> uuid.UUID:
    """The part that the form is about: the only one, or the one that was picked."""
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept) or filled.option(view, PROGRAMME)))


def draw_record(paragraphs: Sequence[str], page: int, language: str) -> View:
    """One page of all that we hold about somebody; each paragraph fits a section."""
    _ = translation(language)
    shown = paragraphs[page * A_PAGE : (page + 1) * A_PAGE]
    more = len(paragraphs) > (page + 1) * A_PAGE
    turn = [buttons(button(_("Next page"), MORE, str(page + 1)))] if more else []
    return View(type="modal", title=_("What we hold"), close=_("Close"), blocks=[*map(paragraph, shown), *turn])
