"""The notes that somebody wrote to others, and who can read each."""

from collections.abc import Iterator

from babel.lists import format_list
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Kind, Letter, Note, Occasion, Pair, Person
from bot.privacy.quoted import own_words
from bot.wording import day_of, language_of, mention, translation


def notes(db: Session, person: Person) -> Iterator[str]:
    """The oldest first."""
    mine = (Note.workspace_id == person.workspace_id, Note.author_id == person.id)
    for note in db.scalars(select(Note).where(*mine).order_by(Note.written_at, Note.id)):
        yield from own_words(heading(db, note, person), note.text)


def heading(db: Session, note: Note, author: Person) -> str:
    language = language_of(author)
    _ = translation(language)
    headings = {
        Occasion.HELP: _("Your note to those who help, {day} (whom we brought it to: {people})"),
        Occasion.SPONSOR: _("Your word to a leader, {day} (who can read it: {people})"),
        Occasion.THANKS: _("Your thank-you, {day} (it is theirs, to show to whom they like: {people})"),
    }
    people = [mention(reader) for reader in readers(db, note)]
    named = format_list(people, locale=language) if people else "–"
    day = day_of(note.written_at, author.zone, language)
    return headings[Occasion(note.occasion)].format(day=day, people=named)


def readers(db: Session, note: Note) -> list[Person]:
    """Whoever has a message that lets them open it: a note for help is not theirs before that."""
    if note.occasion != Occasion.HELP:
        pair = db.get(Pair, (note.workspace_id, note.pair_id)) if note.pair_id else None
        return [other_side(pair, note)] if pair else []
    about = (Letter.workspace_id == note.workspace_id, Letter.kind == Kind.HELP_NOTE, Letter.ts.is_not(None))
    letters = select(Letter).where(*about, Letter.key.endswith(f":{note.id.hex}")).order_by(Letter.owed_at)
    return [letter.person for letter in db.scalars(letters) if letter.person]


def other_side(pair: Pair, note: Note) -> Person:
    """A thank-you goes to the mentor, a sponsor's word to the leader."""
    return (pair.mentor if note.occasion == Occasion.THANKS else pair.leader).person
