"""What we say about the dates of sessions."""

from collections.abc import Callable
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.buttons import call_off
from bot.meetings import calendar
from bot.meetings.offers import current, date_of, dm, end, move, passed, pause, times
from bot.meetings.preparing import preparation
from bot.meetings.prompts import questions_button, role_card
from bot.models import Letter, Role, Sitting
from bot.playbooks import Moment
from bot.said import Attachment, Said, aside, button, buttons, paragraph
from bot.scene import Scene, tidy
from bot.wording import escape, mention, translation

__all__ = [
    "booked",
    "booking",
    "calendar_file",
    "cancelled",
    "cancelled_twice",
    "missed",
    "preparation",
    "rebooking",
    "role_card",
    "silence",
]

WITHOUT_DATE = (Sitting.PLANNED, Sitting.MISSED)
ONCE = Moment.LEADER_CANCELLED_ONCE
IN_A_ROW = 2  # missed sessions after which both are asked how to go on


def booking(db: Session, letter: Letter) -> Said | None:
    return asked(db, letter, invitation)


def rebooking(db: Session, letter: Letter) -> Said | None:
    return asked(db, letter, moved if letter.facts.get("moved") else lambda scene: scene.says(ONCE))


def silence(db: Session, letter: Letter) -> Said | None:
    return asked(db, letter, lambda scene: scene.says(Moment.SILENCE_14D))


def cancelled(db: Session, letter: Letter) -> Said | None:
    return asked(db, letter, lambda scene: called_off(scene, letter))


def missed(db: Session, letter: Letter) -> Said | None:
    """Nobody is blamed; after two in a row both are asked how to go on."""
    if letter.facts.get("streak", 1) < IN_A_ROW:
        return asked(db, letter, lambda scene: scene.says(Moment.MISSED_ONCE))
    return asked(db, letter, lambda scene: scene.says(Moment.MISSED_TWICE), ways_on)


def cancelled_twice(db: Session, letter: Letter) -> Said | None:
    scene = Scene.of(letter)
    if scene is None:
        return None
    if not without_date(letter, scene):
        return passed(db, letter, scene)
    return dm(scene, [paragraph(scene.says(Moment.LEADER_CANCELLED_TWICE)), buttons(*choices(scene))])


def asked(
    db: Session, letter: Letter, words: Callable[[Scene], str], further: Callable[[Scene], list[Block]] | None = None
) -> Said | None:
    """Worth saying while there is no date: to the leader with times to pick from, to the mentor without."""
    scene = Scene.of(letter)
    if scene is None:
        return None
    if not without_date(letter, scene):
        return passed(db, letter, scene)
    picking = times(db, scene, letter.due_at) if scene.role == Role.LEADER else []
    return dm(scene, [paragraph(words(scene)), *picking, *(further(scene) if further else [])])


def without_date(letter: Letter, scene: Scene) -> bool:
    """Nothing is in the diary, or what is there has moved, as one of them said after it."""
    states = (*WITHOUT_DATE, Sitting.BOOKED) if letter.facts.get("moved") else WITHOUT_DATE
    return current(letter, scene) and scene.meeting.state in states


def invitation(scene: Scene) -> str:
    _ = translation(scene.language)
    told = _("Time to pick a date for *{session}* with {partner}: {theme}. It takes one press.")
    return tidy(told.format(session=scene.name, partner=mention(scene.partner), theme=scene.theme))


def moved(scene: Scene) -> str:
    _ = translation(scene.language)
    told = _("{partner} says that *{session}* was moved. Which date is it now?")
    return told.format(partner=mention(scene.partner), session=scene.name)


def called_off(scene: Scene, letter: Letter) -> str:
    """To whoever did not do it: which date it was, and that nobody has to chase."""
    _ = translation(scene.language)
    date = _("It was to be {when}.").format(when=scene.when(datetime.fromisoformat(letter.facts["starts_at"])))
    if scene.role == Role.MENTOR:
        return f"{scene.says(ONCE)}\n{date}"
    told = _("{partner} had to call off your session. It happens; please pick a new time, so that nobody has to chase.")
    return f"{told.format(partner=mention(scene.partner))}\n{date}"


def choices(scene: Scene) -> list[ButtonElement]:
    """The leader keeps, pauses or ends; the mentor, whose turn it is not, pauses or ends."""
    _ = translation(scene.language)
    keep = button(_("Keep going"), Act.KEEP_GOING, str(scene.pair.id), style="primary")
    return [*([keep] if scene.role == Role.LEADER else []), pause(scene), end(scene)]


def ways_on(scene: Scene) -> list[Block]:
    return [buttons(pause(scene), end(scene))]


def booked(db: Session, letter: Letter) -> Said | None:
    """The date that stands, for the eye and for the calendar; once it has been, only for the eye."""
    scene = Scene.of(letter)
    if scene is None:
        return None
    if letter.facts.get("been") and current(letter, scene) and scene.meeting.starts_at:
        return dm(scene, [paragraph(was_in_the_diary(scene, scene.meeting.starts_at))])
    starts_at = date_of(letter, scene)
    if starts_at is None:
        return passed(db, letter, scene)
    _ = translation(scene.language)
    told = _("*{session}* with {partner} is in the diary: *{when}*.\n{theme}").format(
        session=scene.name, partner=mention(scene.partner), when=scene.when(starts_at), theme=scene.theme
    )
    return dm(scene, [paragraph(told), aside(google(scene, starts_at)), buttons(*diary_buttons(scene))])


def was_in_the_diary(scene: Scene, starts_at: datetime) -> str:
    """Whether the two met is said elsewhere."""
    _ = translation(scene.language)
    told = _("*{session}* with {partner} was in the diary for *{when}*.\n{theme}")
    return told.format(
        session=scene.name, partner=mention(scene.partner), when=scene.when(starts_at), theme=scene.theme
    )


def google(scene: Scene, starts_at: datetime) -> str:
    link = escape(calendar.as_google_link(entry(scene, starts_at)))
    _ = translation(scene.language)
    text = _("Add it to Google Calendar")
    return f"<{link}|{text}>"


def diary_buttons(scene: Scene) -> list[ButtonElement]:
    """Questions may be sent as soon as there is a date, so that the mentor's preparation already has them."""
    _ = translation(scene.language)
    meeting_id = str(scene.meeting.id)
    asking = [questions_button(scene)] if scene.role == Role.LEADER else []
    return [
        *asking,
        button(_("Calendar file"), Act.CALENDAR_FILE, meeting_id),
        move(scene),
        call_off(meeting_id, scene.language),
    ]


def calendar_file(_db: Session, letter: Letter) -> Said | None:
    """The file that was asked for. A file carries no buttons, so this is the one message without help."""
    scene = Scene.of(letter)
    if scene is None or not current(letter, scene) or scene.meeting.starts_at is None:
        return None
    file = Attachment(
        name=f"session-{scene.meeting.number}.ics",
        content=calendar.as_file(entry(scene, scene.meeting.starts_at)),
        title=scene.title,
    )
    _ = translation(scene.language)
    told = _("*{session}*: {when}. Open the file to add it to your calendar.")
    return Said([paragraph(told.format(session=scene.name, when=scene.when(scene.meeting.starts_at)))], file)


def entry(scene: Scene, starts_at: datetime) -> calendar.Entry:
    meeting = scene.meeting
    return calendar.Entry(
        meeting_id=meeting.id,
        version=meeting.version,
        starts_at=starts_at,
        minutes=meeting.minutes,
        booked_at=meeting.booked_at or starts_at,
        summary=scene.title,
    )
