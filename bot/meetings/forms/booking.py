"""Picking a date: three times that suit both, or another one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DateTimePickerElement,
    InputBlock,
    Option,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.errors import Invalid
from bot.meetings.forms.frame import ANSWER, read_meeting
from bot.meetings.picked import Picked
from bot.meetings.slots import Slot
from bot.models import Sitting
from bot.said import aside, paragraph
from bot.scene import Scene
from bot.wording import city, mention, translation, when

BOOKING = "book_session"
TIME, OTHER_TIME = "time", "other_time"


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


def draw_booked(scene: Scene, starts_at: datetime) -> View:
    """What the form turns into once the date stands."""
    _ = translation(scene.language)
    told = _("It is in the diary: {when}.\nYour messages have the calendar entry, and {partner} hears of it too.")
    text = told.format(when=scene.when(starts_at), partner=mention(scene.partner))
    return View(type="modal", title=_("Booked"), close=_("Good"), blocks=[paragraph(text)])
