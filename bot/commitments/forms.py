"""Writing a commitment, and giving it another date: each form drawn and read side by side."""

import json
import uuid
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import Block, DatePickerElement, InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot import filled
from bot.commitments import rules
from bot.commitments.rules import Promise
from bot.errors import Invalid
from bot.models import Commitment, Person
from bot.said import paragraph
from bot.scene import Scene
from bot.wording import day, mention, quote, translation

WRITING, MOVING = "write_commitment_form", "move_commitment"
WHAT, BY_WHEN, ANSWER = "what", "by_when", "answer"
LONGEST = 300


def draw_writing(scene: Scene, proposed: date) -> View:
    _ = translation(scene.language)
    explained = _("After *{session}*: one thing that you will do. {mentor} sees it, and nobody else.")
    words = PlainTextInputElement(
        action_id=ANSWER,
        max_length=LONGEST,
        placeholder=_("One sentence that somebody other than the two of you could notice"),
    )
    return View(
        type="modal",
        callback_id=WRITING,
        private_metadata=json.dumps({"meeting": str(scene.meeting.id)}),
        title=_("What I will do"),
        submit=_("Write it down"),
        close=_("Not now"),
        blocks=[
            paragraph(explained.format(session=scene.name, mentor=mention(scene.partner))),
            InputBlock(block_id=WHAT, label=_("What will you do?"), element=words),
            by_when(_("By when?"), proposed),
        ],
    )


def by_when(label: str, proposed: date) -> InputBlock:
    picker = DatePickerElement(action_id=ANSWER, initial_date=proposed.isoformat())
    return InputBlock(block_id=BY_WHEN, label=label, element=picker)


def read_meeting(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["meeting"]))


def read_promise(view: dict[str, Any], leader: Person, language: str, now: datetime) -> Promise:
    _ = translation(language)
    text = filled.line(view, WHAT)
    due_on, faults = read_date(view, leader, language, now)
    if not text:
        faults[WHAT] = _("Please write down what you will do. One sentence is enough.")
    if len(text) > LONGEST:
        faults[WHAT] = _("That is longer than we can keep. Please say it in one sentence.")
    if faults or due_on is None:
        raise Invalid(faults)
    return Promise(text, due_on)


def read_date(view: dict[str, Any], leader: Person, language: str, now: datetime) -> tuple[date | None, dict[str, str]]:
    """The date, and what is wrong with it, by block."""
    _ = translation(language)
    due_on = filled.day(view, BY_WHEN)
    if due_on is None:
        return None, {BY_WHEN: _("Please pick a date.")}
    sentences = {
        "early": _("Please pick a day from tomorrow on."),
        "late": _("That is more than half a year away. Please pick an earlier day; you can move it later."),
    }
    fault = rules.fault_of_date(due_on, leader, now)
    return due_on, {BY_WHEN: sentences[fault]} if fault else {}


def draw_moving(scene: Scene, commitment: Commitment, proposed: date) -> View:
    """To be drawn inside the session: what was written is sealed."""
    _ = translation(scene.language)
    told = _("It was for {date}. {mentor} sees the new date, and nobody asks why it moved.")
    blocks: list[Block] = [
        paragraph(quote(commitment.text or "")),
        paragraph(told.format(date=day(commitment.due_on, scene.language), mentor=mention(scene.partner))),
        by_when(_("New date"), proposed),
    ]
    return View(
        type="modal",
        callback_id=MOVING,
        private_metadata=json.dumps({"commitment": str(commitment.id)}),
        title=_("A new date"),
        submit=_("Move it"),
        close=_("Not now"),
        blocks=blocks,
    )


def read_commitment(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["commitment"]))


def read_moving(view: dict[str, Any], commitment: Commitment, language: str, now: datetime) -> date:
    _ = translation(language)
    due_on, faults = read_date(view, commitment.pair.leader.person, language, now)
    if due_on == commitment.due_on:
        faults = {BY_WHEN: _("That is the date which it has already. Please pick another one.")}
    if faults or due_on is None:
        raise Invalid(faults)
    return due_on
