"""What a letter says: blocks for the eye, and the same words as text for a screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.wording import escape, translation

HELP = "help"  # the action id of "I need help", which stands under every DM


@dataclass(frozen=True)
class Attachment:
    """A file that comes with, or instead of, a message."""

    name: str
    content: bytes
    title: str


@dataclass(frozen=True)
class Said:
    """One message. `text` is all of it in words, since a screen reader reads only that."""

    blocks: Sequence[Block] = field(default_factory=tuple)
    file: Attachment | None = None

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (readable(block) for block in self.blocks)))


def readable(block: Block) -> str:
    match block:
        case HeaderBlock():
            return escape(block.text.text) if block.text else ""  # plain there, but a message's text is mrkdwn
        case SectionBlock():
            return block.text.text if block.text else ""
        case ContextBlock():
            return " ".join(e.text for e in block.elements if isinstance(e, MarkdownTextObject | PlainTextObject))
        case ActionsBlock():
            return " ".join(
                f"[{escape(e.text.text)}]" for e in block.elements if isinstance(e, ButtonElement) and e.text
            )
        case _:
            return ""


def paragraph(text: str) -> SectionBlock:
    """A paragraph of mrkdwn; whatever somebody typed in it must be escaped already."""
    return SectionBlock(text=MarkdownTextObject(text=text))


def aside(text: str) -> ContextBlock:
    """Small print."""
    return ContextBlock(elements=[MarkdownTextObject(text=text)])


def button(
    text: str,
    action_id: str,
    value: str = "",
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    return ButtonElement(
        text=PlainTextObject(text=text),
        action_id=action_id,
        value=value or None,
        style=style,
        confirm=confirm,
    )


def buttons(*elements: ButtonElement) -> ActionsBlock:
    return ActionsBlock(elements=list(elements))


def sure(title: str, text: str, yes: str, no: str) -> ConfirmObject:
    """A question before a button does what cannot be taken back."""
    return ConfirmObject(title=title, text=PlainTextObject(text=text), confirm=yes, deny=no)


def notice(title: str, text: str, close: str) -> View:
    """A window that only says something."""
    return View(type="modal", title=title[:24], close=close, blocks=[paragraph(text)])


def with_help(blocks: Sequence[Block], language: str) -> list[Block]:
    """ "I need help" stands in every DM: last in its last row of buttons, or in a row of its own."""
    _ = translation(language)
    plea = button(_("I need help"), HELP)
    last = blocks[-1] if blocks else None
    if isinstance(last, ActionsBlock) and len(last.elements) < 5:
        row = [element for element in last.elements if isinstance(element, InteractiveElement)]
        return [*blocks[:-1], ActionsBlock(elements=[*row, plea])]
    return [*blocks, buttons(plea)]
