"""Picking a date, and the leader's questions: each form drawn and read side by side."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DateTimePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot import filled
from bot.errors import Invalid
from bot.meetings.picked import Picked
from bot.meetings.slots import Slot
from bot.models import Sitting
from bot.said import aside, paragraph
from bot.scene import Scene
from bot.wording import city, mention, translation, when

BOOKING, ASKING = "book_session", "ask_questions"
ANSWER = "answer"  # the one element of each block
TIME, OTHER_TIME, QUESTIONS = "time", "other_time", "questions"
LONGEST_QUESTIONS = 3000


@dataclass(frozen=True)
class Choice:
    """The times that one of the two may pick from. `note`: what to say first, such as that a time has gone."""

    scene: Scene
    slots: Sequence[Slot]
    note: str = ""


def draw_booking(choice: Choice) -> View:
    scene = choice.scene
    _ = translation(scene.language)
    moving = scene.meeting.state == Sitting.BOOKED
    return View(
        type="modal",
        callback_id=BOOKING,
        private_metadata=json.dumps({"meeting": str(scene.meeting.id), "seen": scene.meeting.version}),
        title=_("Move the session") if moving else _("Pick a time"),
        submit=_("Move it") if moving else _("Book it"),
        close=_("Not now"),
        blocks=[*explained(choice), *proposed(choice), other_time(choice)],
    )


def explained(choice: Choice) -> list[Block]:
    scene = choice.scene
    _ = translation(scene.language)
    told = _("*{session}* with {partner}: {theme}").format(
        session=scene.name, partner=mention(scene.partner), theme=scene.theme
    )
    blocks: list[Block] = [paragraph(choice.note)] if choice.note else []
    blocks.append(paragraph(told))
    if scene.meeting.starts_at and scene.meeting.state == Sitting.BOOKED:
        blocks.append(paragraph(_("In the diary now: {when}").format(when=scene.when(scene.meeting.starts_at))))
    if any(slot.outside_hours for slot in choice.slots):
        blocks.append(aside(_("Your working days do not meet, so each of these is early or late for one of you.")))
    return blocks


def proposed(choice: Choice) -> list[Block]:
    """Nothing where no time suits both: a picker without options is refused by Slack."""
    if not choice.slots:
        return []
    _ = translation(choice.scene.language)
    options = [time_option(choice.scene, slot) for slot in choice.slots]
    radio = RadioButtonsElement(action_id=ANSWER, options=options)
    return [InputBlock(block_id=TIME, label=_("Times that suit you both"), element=radio, optional=True)]


def time_option(scene: Scene, slot: Slot) -> Option:
    mine, theirs = (when(slot.starts_at, person.zone, scene.language) for person in (scene.person, scene.partner))
    return Option(
        value=str(Picked.of(scene.meeting, slot.starts_at)),
        text=PlainTextObject(text=mine),
        description=PlainTextObject(text=theirs) if theirs != mine else None,
    )


def other_time(choice: Choice) -> InputBlock:
    scene = choice.scene
    _ = translation(scene.language)
    return InputBlock(
        block_id=OTHER_TIME,
        label=_("Another time"),
        hint=_("In your own time zone ({city}). Both of you will see both local times.").format(
            city=city(scene.person.zone, scene.language)
        ),
        element=DateTimePickerElement(action_id=ANSWER),
        optional=True,
    )


def read_meeting(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["meeting"]))


def read_seen(view: dict[str, Any]) -> int:
    """The version of the session that the form was drawn from."""
    return filled.carried(view, lambda kept: int(json.loads(kept)["seen"]))


def read_booking(view: dict[str, Any], language: str) -> Picked:
    """Raises Invalid unless exactly one time was given."""
    _ = translation(language)
    chosen, other = filled.option(view, TIME), filled.moment(view, OTHER_TIME)
    if chosen and other:
        raise Invalid({OTHER_TIME: _("That makes two times. Please clear this one, or pick none of those above.")})
    if chosen:
        return Picked.read(chosen)
    if other is None:
        raise Invalid({OTHER_TIME: _("Please pick one of the times above, or another one here.")})
    return Picked(read_meeting(view), read_seen(view), other)


def draw_asking(scene: Scene) -> View:
    """The leader's questions, to write or to change. To be drawn inside the session: they are sealed."""
    _ = translation(scene.language)
    intro = _(
        "{partner} sees them before the session, so that none comes as a surprise. "
        "Three are enough. Nobody else reads them."
    )
    return View(
        type="modal",
        callback_id=ASKING,
        private_metadata=json.dumps({"meeting": str(scene.meeting.id)}),
        title=_("My questions"),
        submit=_("Send"),
        close=_("Not now"),
        blocks=[
            paragraph(intro.format(partner=mention(scene.partner))),
            InputBlock(
                block_id=QUESTIONS,
                label=_("What would you like to ask?"),
                element=PlainTextInputElement(
                    action_id=ANSWER,
                    multiline=True,
                    max_length=LONGEST_QUESTIONS,
                    initial_value=scene.meeting.questions,
                ),
                optional=True,
            ),
        ],
    )


def read_questions(view: dict[str, Any]) -> str:
    return filled.text(view, QUESTIONS)


def draw_questions(scene: Scene) -> View:
    """The leader's words as plain text, in which nothing comes alive. To be drawn inside the session."""
    _ = translation(scene.language)
    leader = mention(scene.pair.leader.person)
    told = _("{leader} would like to ask:") if scene.meeting.questions else _("{leader} has not sent questions yet.")
    blocks: list[Block] = [paragraph(told.format(leader=leader))]
    if scene.meeting.questions:
        blocks.append(SectionBlock(text=PlainTextObject(text=scene.meeting.questions, emoji=False)))
        blocks.append(
            aside(_("The plan is still yours: take them in your own order, and leave out what does not fit."))
        )
    return View(type="modal", title=_("Questions"), close=_("Thank you"), blocks=blocks)


def draw_booked(scene: Scene, starts_at: datetime) -> View:
    """What the form turns into once the date stands."""
    _ = translation(scene.language)
    told = _("It is in the diary: {when}.\nYour messages have the calendar entry, and {partner} hears of it too.")
    text = told.format(when=scene.when(starts_at), partner=mention(scene.partner))
    return View(type="modal", title=_("Booked"), close=_("Good"), blocks=[paragraph(text)])


def draw_sent(scene: Scene) -> View:
    _ = translation(scene.language)
    told = _("{partner} can read them now.") if scene.meeting.questions else _("There are no questions any more.")
    return View(
        type="modal",
        title=_("My questions"),
        close=_("Good"),
        blocks=[paragraph(told.format(partner=mention(scene.partner)))],
    )
