"""May this letter go out now? What is late, out of hours, or to somebody who is away is dropped or waits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.caps import room_this_week, room_today
from bot.hours import OPENS, at, shared_opening
from bot.lateness import NEWEST_ONLY
from bot.models import Enrolment, Letter, Person, Post, Standing

THE_SAME = (
    Letter.workspace_id,
    Letter.person_id,
    Letter.programme_id,
    Letter.enrolment_id,
    Letter.pair_id,
    Letter.meeting_id,
    Letter.circle_id,
)


@dataclass(frozen=True)
class Drop:
    """It will not be sent any more; `reason` is a key."""

    reason: str


@dataclass(frozen=True)
class Later:
    """It waits until then; `reason` is a key."""

    until: datetime
    reason: str


def examine(db: Session, letter: Letter, now: datetime) -> Drop | Later | None:
    """None: it may be written and posted now."""
    if letter.ts:
        return None  # an update of what they have already disturbs nobody
    if letter.useful_until and now > letter.useful_until:
        return Drop("too_late")
    if letter.kind in NEWEST_ONLY and followed(db, letter, now):
        return Drop("newer_one")
    readers = readers_of(letter)
    if any(person.standing != Standing.MEMBER for person in readers):
        return Drop("not_a_member_any_more")
    if letter.any_hour or not readers:
        return None
    return convenient(db, letter, readers, now)


def readers_of(letter: Letter) -> list[Person]:
    """The recipient, the two of a pair, the mentor first, or those who are still in a circle."""
    if letter.person:
        return [letter.person]
    if letter.circle_id and letter.circle:  # asked for a circle without an id, the database would be asked for it
        return letter.circle.present
    return [letter.pair.mentor.person, letter.pair.leader.person] if letter.pair else []


def followed(db: Session, letter: Letter, now: datetime) -> bool:
    """Whether another of its kind, about the same and to the same, has fallen due since."""
    same = (Letter.kind == letter.kind, *(field == getattr(letter, field.key) for field in THE_SAME))
    later = or_(Letter.due_at > letter.due_at, and_(Letter.due_at == letter.due_at, Letter.owed_at > letter.owed_at))
    unsent = (Letter.state == Post.WAITING, Letter.ts.is_(None), Letter.due_at <= now)
    return db.scalars(select(Letter.id).where(*same, *unsent, later).limit(1)).first() is not None


def convenient(db: Session, letter: Letter, readers: list[Person], now: datetime) -> Drop | Later | None:
    """Not while one of them pauses, and only in their working hours. A break of one does not hold up a circle."""
    pausing = [] if letter.circle_id else readers
    breaks = [back for person in pausing if (back := pause_ends(db, letter, person, now))]
    if breaks:
        return wait(letter, max(breaks), "paused")
    opening = shared_opening(now, [person.zone for person in readers])
    if opening != now:
        return wait(letter, opening, "out_of_hours")
    if quiet := room_this_week(db, letter, now):
        return wait(letter, quiet, "enough_this_week")
    tomorrow = room_today(db, letter, now)
    return wait(letter, tomorrow, "enough_today") if tomorrow else None


def wait(letter: Letter, until: datetime, reason: str) -> Drop | Later:
    """It waits, unless it would be of no use by then."""
    useful = letter.useful_until is None or until <= letter.useful_until
    return Later(until, reason) if useful else Drop(reason)


def pause_ends(db: Session, letter: Letter, person: Person, now: datetime) -> datetime | None:
    """When the recipient is back, if they pause in the programme that the letter belongs to."""
    until = paused_until(db, letter, person)
    if until is None:
        return None
    back = at(until, OPENS, person.zone)
    return back if back > now else None


def paused_until(db: Session, letter: Letter, person: Person) -> date | None:
    """What is about a pair has been read together with the parts of the two; else the database is asked."""
    if letter.pair is not None:
        for part in (letter.pair.mentor, letter.pair.leader):
            if part.person_id == person.id:
                return part.paused_until
    mine = (Enrolment.workspace_id == letter.workspace_id, Enrolment.person_id == person.id)
    return db.scalar(select(Enrolment.paused_until).where(*mine, Enrolment.programme_id == letter.programme_id))
