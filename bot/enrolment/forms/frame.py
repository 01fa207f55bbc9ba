"""What the steps of joining have in common: their window, their fields, and whom they are about."""

import uuid
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import Block, HeaderBlock, InputBlock, Option, PlainTextInputElement, PlainTextObject
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from bot.enrolment.steps import Step
from bot.enrolment.titles import step_name
from bot.errors import Refused
from bot.wording import translation

ANSWER = "answer"  # the action id of each field; its block id tells which it is
LONGEST = 3000  # what Slack takes in one field


def step_view(step: Step, about: uuid.UUID, language: str, blocks: Sequence[Block]) -> View:
    """`about`: the enrolment; before there is one, in the first step, the programme."""
    _ = translation(language)
    return View(
        type="modal",
        callback_id=callback_of(step),
        title=_("Step {number} of {total}").format(number=step.number, total=len(Step)),
        submit=_("Save and go on"),
        close=_("Later"),
        private_metadata=about.hex,
        blocks=[HeaderBlock(text=step_name(step, language)), *blocks],
    )


def callback_of(step: Step) -> str:
    return f"join_{step}"


def about(view: dict[str, Any]) -> uuid.UUID:
    """The id that the form carries; whether it is the person's is asked of the rows."""
    try:
        return uuid.UUID(view.get("private_metadata") or "")
    except ValueError:
        raise Refused("not_your_answers") from None


def ask(
    block: str, label: str, element: InputInteractiveElement, *, hint: str | None = None, optional: bool = False
) -> InputBlock:
    return InputBlock(block_id=block, label=label, element=element, hint=hint, optional=optional)


def writing(initial: str | None, *, longest: int = LONGEST) -> PlainTextInputElement:
    """A field for words; one for a name is a single line."""
    return PlainTextInputElement(
        action_id=ANSWER, initial_value=initial or None, multiline=longest == LONGEST, max_length=longest
    )


def choice(value: str, text: str, description: str | None = None) -> Option:
    return Option(value=value, text=PlainTextObject(text=text), description=description)


def chosen(options: Sequence[Option], value: str | None) -> Option | None:
    """The option that is marked beforehand; None where there is none of that value any more."""
    return next((option for option in options if option.value == value), None)
