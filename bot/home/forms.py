"""App Home."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    HeaderBlock,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.actions import Act
from bot.characters import INVISIBLE
from bot.home import messages
from bot.home.pair_rows import keepsakes, pair_rows
from bot.home.rules import Standing
from bot.models import Person, Programme
from bot.said import button, buttons, paragraph
from bot.wording import escape, language_of, translation

MOST_PARTS = 6  # a view has room for 100 blocks; a part with three partners takes up to sixteen


@dataclass(frozen=True)
class Front:
    """What one person's App Home shows."""

    person: Person
    parts: Sequence[Standing]
    organised: Sequence[Programme]  # empty for everybody but organisers


def draw_home(front: Front, now: datetime) -> View:
    language = language_of(front.person, front.parts[0].programme if front.parts else None)
    blocks = [block for part in front.parts[:MOST_PARTS] for block in part_blocks(part, now)]
    foot = organisers_row(front, language)
    return View(type="home", blocks=[*(blocks or newcomer(language)), *foot, buttons(*always(front, language))])


def draw_closed_door(text: str) -> View:
    """App Home of somebody who cannot take part."""
    return View(type="home", blocks=[paragraph(text)])


def newcomer(language: str) -> list[Block]:
    _ = translation(language)
    return [
        HeaderBlock(text=PlainTextObject(text=_("Reverse mentoring"))),
        paragraph(messages.introduction(language)),
        buttons(button(_("Join"), Act.JOIN, style="primary")),
    ]


def part_blocks(part: Standing, now: datetime) -> Iterator[Block]:
    language = messages.reader_language(part)
    yield HeaderBlock(text=PlainTextObject(text=part.programme.name.translate(INVISIBLE) or "–"))
    yield paragraph(messages.state(part, language))
    for one in () if part.closed else part.pairs:
        yield from map(paragraph, messages.pair_texts(one, now))
        for elements in pair_rows(one, now, language):
            yield from row(elements)
    for one in part.remembered:
        yield paragraph(messages.remembered(one, language))
        yield from row(keepsakes(one, language))
    if not part.closed:
        yield from row(part_buttons(part, language))
    yield DividerBlock()


def row(elements: Sequence[ButtonElement]) -> list[ActionsBlock]:
    return [buttons(*elements)] if elements else []


def part_buttons(part: Standing, language: str) -> list[ButtonElement]:
    _ = translation(language)
    enrolment_id = str(part.enrolment.id)
    review = button(_("Review my answers"), Act.REVIEW_ANSWERS, enrolment_id)
    leave = button(_("Leave"), Act.LEAVE, enrolment_id)
    if part.draft:
        return [button(_("Go on"), Act.GO_ON, enrolment_id, style="primary"), review, leave]
    pause = button(_("Take a break"), Act.PAUSE, enrolment_id)
    resume = button(_("Come back"), Act.RESUME, enrolment_id, style="primary")
    return [review, resume if part.paused else pause, leave]


def organisers_row(front: Front, language: str) -> list[Block]:
    _ = translation(language)
    names = ", ".join(f"*{escape(programme.name)}*" for programme in front.organised[:MOST_PARTS])
    if not names:
        return []
    text = _("You organise {programmes}. `/rm-status` in a channel shows how it stands, for your eyes only.")
    return [paragraph(text.format(programmes=names))]


def always(front: Front, language: str) -> list[ButtonElement]:
    _ = translation(language)
    data = [button(_("What we hold about me"), Act.SHOW_DATA)] if front.parts else []
    return [button(_("I need help"), Act.HELP), *data]
