"""Somebody who has a note to write, and those who help."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import contacts
from bot.help import rules
from bot.models import HelpContact, Kind, Letter, Note, Pair, Person, Post
from tests.factories import NOW

WORDS = "He told my manager what I said"


def helpers(pair: Pair) -> list[Person]:
    """Hana, then Hugo."""
    return [contact.person for contact in pair.programme.contacts]


def becomes(db: Session, pair: Pair, position: int, person: Person) -> None:
    """That contact of the programme is this person."""
    contact = db.get_one(HelpContact, (pair.workspace_id, pair.programme.contacts[position].id))
    contact.person_id = person.id
    db.flush()
    db.expire_all()


def writes(db: Session, author: Person, words: str = WORDS) -> Note:
    [to, *_others] = contacts.helpers(db, author)
    return rules.write_note(db, author, to, words, NOW)


def owed(db: Session, kind: Kind, to: Person) -> list[Letter]:
    """Every letter of that kind to somebody, whatever became of it."""
    mine = select(Letter).where(Letter.kind == kind, Letter.person_id == to.id).order_by(Letter.owed_at)
    return list(db.scalars(mine.execution_options(populate_existing=True)))


def came(db: Session, letter: Letter) -> Letter:
    """Slack has it."""
    letter.state, letter.ts, letter.sent_at = Post.SENT, "1.0", letter.due_at
    db.flush()
    return letter


def ends(db: Session, letter: Letter, state: Post) -> None:
    """It was dropped, or Slack will never take it; what follows, follows."""
    letter.state = state
    rules.follow_up(db, letter, NOW)
    db.flush()
