"""The letters that somebody is owed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import Letter, Person, Post


def letters(db: Session, person: Person, kind: str) -> list[Letter]:
    """Those that were not dropped, in the order in which they are due."""
    db.flush()
    mine = (Letter.person_id == person.id, Letter.kind == kind, Letter.state != Post.DROPPED)
    return list(db.scalars(select(Letter).where(*mine).order_by(Letter.due_at)))
