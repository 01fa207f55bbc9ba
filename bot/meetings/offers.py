"""The part of a message that lets somebody pick a date, and what takes its place once there is one."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.letters import latest
from bot.meetings import rules
from bot.meetings.picked import Picked
from bot.meetings.slots import Slot
from bot.models import Kind, Letter, Role, Sitting
from bot.said import Said, aside, button, buttons, paragraph, sure, with_help
from bot.scene import Scene
from bot.wording import mention, translation, when

CALLED_OFF = (Kind.CANCELLED, Kind.REBOOKING, Kind.CANCELLED_TWICE)


def dm(scene: Scene, blocks: Sequence[Block]) -> Said:
    return Said(with_help(blocks, scene.language))


def times(db: Session, scene: Scene, now: datetime) -> list[Block]:
    """Three times in both zones, a button for each in the reader's own, and "another time"."""
    slots = rules.proposals(db, scene.meeting, now)
    return [*listed(scene, slots), buttons(*(slot_button(scene, *item) for item in enumerate(slots)), other(scene))]


def listed(scene: Scene, slots: Sequence[Slot]) -> list[Block]:
    if not slots:
        return []
    _ = translation(scene.language)
    lines = [_("These suit you both:"), *(f"• {scene.when(slot.starts_at)}" for slot in slots)]
    blocks: list[Block] = [paragraph("\n".join(lines))]
    if any(slot.outside_hours for slot in slots):
        blocks.append(aside(_("Your working days do not meet, so each of these is early or late for one of you.")))
    return blocks


def slot_button(scene: Scene, number: int, slot: Slot) -> ButtonElement:
    text = when(slot.starts_at, scene.person.zone, scene.language)
    return button(text, f"{Act.BOOK_SLOT}_{number}", str(Picked.of(scene.meeting, slot.starts_at)))


def other(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("Another time…"), Act.BOOK, str(scene.meeting.id))


def move(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("Move it"), Act.MOVE, str(scene.meeting.id))


def pause(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    return button(_("Pause until…"), Act.PAUSE_FROM_DM, str(scene.pair.id))


def end(scene: Scene) -> ButtonElement:
    _ = translation(scene.language)
    question = sure(
        _("End it kindly?"),
        _("Your partner hears it in neutral words, without a reason. Both of you can be matched anew."),
        _("End it"),
        _("Not now"),
    )
    return button(_("End it kindly"), Act.END_KINDLY, str(scene.pair.id), confirm=question)


def current(letter: Letter, scene: Scene) -> bool:
    """Is the session still where it was when this letter was owed?"""
    return bool(letter.facts.get("version", scene.meeting.version) == scene.meeting.version)


def date_of(letter: Letter, scene: Scene) -> datetime | None:
    """When the session is, while the date that this letter is about still stands."""
    return scene.meeting.starts_at if current(letter, scene) and scene.meeting.state == Sitting.BOOKED else None


def passed(db: Session, letter: Letter, scene: Scene) -> Said | None:
    """In place of a message whose moment has gone: where the session stands. Nothing is sent anew.

    Where a message of its own tells that the date was called off, and what comes next, this one does not repeat it.
    """
    if not letter.ts:
        return None
    return dm(scene, gone(scene) if told_apart(db, scene) else in_the_diary(scene))


def told_apart(db: Session, scene: Scene) -> bool:
    """Whether the last date was called off, and this person heard of it in a message of its own."""
    if scene.meeting.state == Sitting.BOOKED:
        return False
    newest = (latest(db, kind, scene.meeting, scene.person) for kind in CALLED_OFF)
    return any(letter is not None and current(letter, scene) for letter in newest)


def gone(scene: Scene) -> list[Block]:
    _ = translation(scene.language)
    told = _("*{session}* with {partner}: this date no longer stands.")
    return [paragraph(told.format(session=scene.name, partner=mention(scene.partner)))]


def in_the_diary(scene: Scene) -> list[Block]:
    _ = translation(scene.language)
    meeting, partner = scene.meeting, mention(scene.partner)
    if meeting.state == Sitting.BOOKED and meeting.starts_at:
        told = _("*{session}* with {partner} is in the diary: *{when}*.")
        return [paragraph(told.format(session=scene.name, partner=partner, when=scene.when(meeting.starts_at)))]
    told = _("*{session}* with {partner}: this date no longer stands. {partner} picks the next one.")
    if scene.role == Role.LEADER:
        told = _("*{session}* with {partner}: this date no longer stands. You pick the next one.")
    return [paragraph(told.format(session=scene.name, partner=partner))]


def anew(db: Session, scene: Scene, now: datetime) -> Said:
    """To a leader who keeps going: times for the next date, unless there is one."""
    if scene.meeting.state == Sitting.BOOKED:
        return dm(scene, in_the_diary(scene))
    _ = translation(scene.language)
    told = _("Good to hear. Pick the next date with {partner}, and the two of you are back on track.")
    return dm(scene, [paragraph(told.format(partner=mention(scene.partner))), *times(db, scene, now)])


def after_ending(scene: Scene) -> Said:
    _ = translation(scene.language)
    told = _(
        "It has ended, and nobody asks why. {partner} hears it in neutral words, and both of you can be matched anew. "
        "Thank you for the time you gave."
    )
    return dm(scene, [paragraph(told.format(partner=mention(scene.partner)))])


def file_comes(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("The calendar file comes into this conversation in a moment.")
