"""A personal word of the sponsor to a leader who called off two sessions in a row."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.letters import latest, owe, redraw
from bot.models import Kind, Letter, Note, Occasion, Pair, Pairing, Person, Stage
from bot.pairs import coming_apart


def may_write(db: Session, pair_id: UUID, person: Person) -> Pair:
    """The pair behind a button; refuses everybody but its programme's sponsor, and once no word is needed."""
    pair = db.get(Pair, (person.workspace_id, pair_id))
    if pair is None or pair.programme.sponsor_id != person.id or pair.role_of(person.id) is not None:
        raise Refused("not_your_pair")
    asked = latest(db, Kind.SPONSOR_ASKED, pair, person)
    if asked is None or not needed(pair):
        raise Refused("date_again")
    if has_written(db, asked):
        raise Refused("word_written")
    return pair


def needed(pair: Pair) -> bool:
    return pair.state == Pairing.ACTIVE and pair.programme.stage != Stage.CLOSED and coming_apart(pair)


def has_written(db: Session, asked: Letter) -> bool:
    """Since they were asked, this time."""
    theirs = (Note.workspace_id == asked.workspace_id, Note.author_id == asked.person_id)
    about = (Note.occasion == Occasion.SPONSOR, Note.pair_id == asked.pair_id, Note.written_at >= asked.due_at)
    return db.scalar(select(Note.id).where(*theirs, *about).limit(1)) is not None


def write_word(db: Session, pair: Pair, sponsor: Person, text: str, now: datetime) -> Note:
    """To the leader alone; the mentor never hears of it."""
    note = Note(
        workspace_id=pair.workspace_id,
        occasion=Occasion.SPONSOR,
        programme_id=pair.programme_id,
        pair_id=pair.id,
        author_id=sponsor.id,
        text=text,
        written_at=now,
    )
    db.add(note)
    db.flush()
    facts = {"note": str(note.id)}
    owe(db, Kind.SPONSOR_WORD, pair, now, to=pair.leader.person, once=note.id.hex, facts=facts)
    if asked := latest(db, Kind.SPONSOR_ASKED, pair, sponsor):
        redraw(asked, now)
    return note


def word_to(db: Session, note_id: UUID, person: Person) -> Note:
    """The word behind a button; refuses everybody but the leader to whom it was written."""
    note = db.get(Note, (person.workspace_id, note_id))
    pair = db.get(Pair, (person.workspace_id, note.pair_id)) if note and note.pair_id else None
    if note is None or pair is None or note.occasion != Occasion.SPONSOR or pair.leader.person_id != person.id:
        raise Refused("not_your_note")
    return note
