"""A note to the people who help: who gets it when, who may read it, and what its author hears."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import contacts
from bot.contacts import Helpers
from bot.database import HELD
from bot.errors import Refused
from bot.hours import DAY, at, local_day, next_opening, working_day_from, zone_of
from bot.letters import letter_key, owe, redraw
from bot.models import Kind, Letter, Note, Occasion, Person, Post

SHOWN = 3  # of one's own notes
REMEMBERED = 30 * DAY
LATER = "later"  # a fact of the letter to whoever gets the note only if nobody answers


def addressed(found: Sequence[Helpers], key: str | None) -> Helpers:
    """Whoever a form was about, if they still help; refuses everything else."""
    for helpers in found:
        if helpers.key == key and helpers.people:
            return helpers
    raise Refused("old_form" if any(helpers.people for helpers in found) else "nobody_to_write_to")


def write_note(db: Session, author: Person, to: Helpers, text: str, now: datetime) -> Note:
    """The first of those who help has it at once, the second after a working day without an answer. Nobody else."""
    note = Note(
        workspace_id=author.workspace_id,
        occasion=Occasion.HELP,
        programme_id=to.programme.id if to.programme else None,
        author_id=author.id,
        text=text,
        written_at=now,
    )
    db.add(note)
    db.flush()
    first, *others = to.people
    bring(db, note, first, now)
    if others:
        bring(db, note, others[0], a_working_day_after(now, first.zone, others[0].zone), later=True)
    return note


def bring(db: Session, note: Note, to: Person, due_at: datetime, *, later: bool = False) -> Letter:
    """About its author alone, and at any hour: no programme that closes, no break and no pair's end holds it up."""
    facts = {"note": str(note.id), LATER: later}
    return owe(db, Kind.HELP_NOTE, note.author, due_at, to=to, once=note.id.hex, any_hour=True, facts=facts)


def a_working_day_after(moment: datetime, zone: str, readers: str) -> datetime:
    """When whoever lives in `zone` has had a working day's time; in the working hours of the next reader's zone."""
    opening = next_opening(moment, zone)
    day = working_day_from(local_day(opening, zone) + DAY, zone)
    return next_opening(at(day, opening.astimezone(zone_of(zone)).time(), zone), readers)


def follow_up(db: Session, letter: Letter, now: datetime) -> None:
    """What follows once it is clear what became of a letter to somebody who helps. The same again changes nothing."""
    note = note_of(db, letter)
    if note is None or note.answered_at is not None:
        return
    if letter.ts is not None:
        if letter.facts[LATER]:
            tell(db, note, News("passed_on", letter), now)
    else:
        hand_on(db, note, letter, now)


def hand_on(db: Session, note: Note, lost: Letter, now: datetime) -> None:
    """The next who can help gets it at once in place of somebody who cannot have it; its author is told who."""
    taker = standing_by(db, note, now) or somebody_else(db, note, now)
    if taker is not None:
        taker.facts = taker.facts | {LATER: lost.facts[LATER]}
    if taker is None or not lost.facts[LATER]:
        tell(db, note, News("not_delivered", lost, taker), now)


def standing_by(db: Session, note: Note, now: datetime) -> Letter | None:
    """The letter that was to come later; it comes now."""
    waiting = [letter for letter in letters_of(db, note) if letter.state == Post.WAITING and letter.ts is None]
    for letter in waiting:
        letter.due_at = letter.try_at = now
    return waiting[0] if waiting else None


def somebody_else(db: Session, note: Note, now: datetime) -> Letter | None:
    asked = {letter.person_id for letter in letters_of(db, note)}
    left = [person for person in contacts.free_for(db, note) if person.id not in asked]
    return bring(db, note, left[0], now) if left else None


@dataclass(frozen=True)
class News:
    """What became of a note: whose letter it is about, and who gets it in their place."""

    what: str  # "answered", "passed_on" or "not_delivered"
    about: Letter
    instead: Letter | None = None


def tell(db: Session, note: Note, news: News, now: datetime) -> None:
    """Its author hears it, at any hour."""
    facts = {
        "note": str(note.id),
        "what": news.what,
        "about": str(news.about.person_id),
        "instead": str(news.instead.person_id) if news.instead else "",
    }
    once = f"{note.id.hex}:{news.what}:{news.about.id.hex[-12:]}"
    owe(db, Kind.HELP_PROGRESS, note.author, now, to=note.author, once=once, any_hour=True, facts=facts)


def letters_of(db: Session, note: Note) -> Sequence[Letter]:
    """Those that tell somebody who helps of a note, the first first."""
    about = (Letter.workspace_id == note.workspace_id, Letter.kind == Kind.HELP_NOTE)
    mine = Letter.key.endswith(f":{note.id.hex}")
    return db.scalars(select(Letter).where(*about, mine).order_by(Letter.owed_at, Letter.id)).all()


def note_of(db: Session, letter: Letter) -> Note | None:
    return db.get(Note, (letter.workspace_id, UUID(letter.facts["note"])))


def given(db: Session, note_id: UUID, person: Person) -> Note:
    """The note behind a button, held until the commit; refuses everybody who did not get it.

    Refused too once it may be about them, and once somebody else looks after it.
    """
    note = db.get(Note, (person.workspace_id, note_id), with_for_update=HELD)
    if note is None or not has_got(db, note, person) or contacts.concerns(db, note, person):
        raise Refused("not_your_note")
    if note.answered_by_id not in (None, person.id):
        raise Refused("note_looked_after")
    return note


def has_got(db: Session, note: Note, person: Person) -> bool:
    key = letter_key(Kind.HELP_NOTE, note.author, person, note.id.hex)
    letter = db.scalar(select(Letter).where(Letter.workspace_id == note.workspace_id, Letter.key == key))
    return letter is not None and (letter.ts is not None or letter.state == Post.SENDING)


def look_after(db: Session, note: Note, person: Person, now: datetime) -> None:
    """The author hears who does; so do the others who have the note. Saying it again changes nothing."""
    if note.answered_at is not None:
        return
    note.answered_at, note.answered_by_id = now, person.id
    db.flush()
    for letter in letters_of(db, note):
        redraw(letter, now)
        if letter.person_id == person.id:
            tell(db, note, News("answered", letter), now)


def looked_after_by(db: Session, note: Note) -> Person | None:
    return db.get(Person, (note.workspace_id, note.answered_by_id)) if note.answered_by_id else None


@dataclass(frozen=True)
class Written:
    """A note as its author may see it: who has it, and who looks after it."""

    at: datetime
    with_: tuple[Person, ...]
    by: Person | None


def written_by(db: Session, person: Person, now: datetime) -> list[Written]:
    """The newest of somebody's own notes, of the last weeks."""
    mine = (Note.workspace_id == person.workspace_id, Note.author_id == person.id, Note.occasion == Occasion.HELP)
    recent = select(Note).where(*mine, Note.written_at > now - REMEMBERED)
    found = db.scalars(recent.order_by(Note.written_at.desc(), Note.id).limit(SHOWN))
    return [Written(note.written_at, tuple(holders(letters_of(db, note))), looked_after_by(db, note)) for note in found]


def holders(letters: Iterable[Letter]) -> Iterable[Person]:
    """Who has it already, or within a moment."""
    for letter in letters:
        on_its_way = letter.state == Post.SENDING or (letter.state == Post.WAITING and not letter.facts[LATER])
        if letter.person and (letter.ts is not None or on_its_way):
            yield letter.person
