"""A workspace takes a playbook of its own onto its shelf, and hands one out as a file."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import roster
from bot.books import editions, on_the_shelf
from bot.database import insert_once
from bot.errors import Refused
from bot.letters import owe
from bot.models import Edition, Kind, Person
from bot.playbooks import Playbook, names, source_of

MOST = 60  # names of one's own: a menu of Slack's holds a hundred options


def take_in(db: Session, organiser: Person, book: Playbook, source: str, now: datetime) -> bool:
    """True where it is new. Programmes that have begun keep what they began with, so a version never changes."""
    if book.id in names():
        raise Refused("playbook_is_ours", name=book.id)
    versions = {edition.version: edition for edition in editions(db, organiser.workspace_id) if edition.name == book.id}
    if not versions and len(on_the_shelf(db, organiser.workspace_id)) - len(names()) >= MOST:
        raise Refused("shelf_full")
    if book.version not in versions and versions and book.version < max(versions):
        raise Refused("playbook_is_older", version=str(max(versions)))
    return stored(db, organiser, book, source, now)


def stored(db: Session, organiser: Person, book: Playbook, source: str, now: datetime) -> bool:
    """Two who load the same version at once: the first one's stays."""
    key = {"workspace_id": organiser.workspace_id, "name": book.id, "version": book.version}
    new = insert_once(db, Edition, **key, source=source, loaded_at=now, loaded_by_id=organiser.id)
    edition = db.scalars(select(Edition).filter_by(**key)).one()
    if edition.source != source:
        raise Refused("playbook_version_taken", version=str(book.version))
    if new:
        roster.note(db, organiser, "playbook_loaded", about=edition.id, now=now)
    return new


def source(db: Session, workspace_id: str, name: str, version: int) -> str | None:
    """As it was loaded; one of ours as it is now."""
    if name in names():
        return source_of(name)
    mine = (Edition.workspace_id == workspace_id, Edition.name == name, Edition.version == version)
    return db.scalar(select(Edition.source).where(*mine))


def hand_out(db: Session, organiser: Person, name: str, now: datetime) -> Playbook:
    """As a file, by direct message: something to start from."""
    book = on_the_shelf(db, organiser.workspace_id).get(name)
    if book is None:
        raise Refused("old_button")
    facts = {"name": book.id, "version": book.version}
    owe(db, Kind.PLAYBOOK_FILE, organiser, now, to=organiser, once=now.isoformat(), any_hour=True, facts=facts)
    return book
