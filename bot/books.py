"""The playbook of a programme, and those that a workspace can choose from."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.database import insert_once
from bot.models import Edition, Programme
from bot.playbooks import BadPlaybook, Playbook, load, names, read, source_of


def book_of(programme: Programme) -> Playbook:
    """The edition kept for the programme; one of ours, by name, where none was kept."""
    edition = programme.edition
    return load(programme.playbook) if edition is None else parsed(edition.source, edition.name)


def midpoint_of(programme: Programme) -> int:
    """After which session half of the way is behind a pair: where the playbook has it, as far along in any length."""
    book, count = book_of(programme), programme.meeting_count
    return min(ceil(book.midpoint_after * count / book.meetings), count - 1)


@lru_cache(maxsize=64)
def parsed(source: str, name: str) -> Playbook:
    return read(source, name)


def on_the_shelf(db: Session, workspace_id: str) -> Mapping[str, Playbook]:
    """Each playbook in its newest version, by its id: ours first, then the workspace's own."""
    books = {name: load(name) for name in names()}
    for edition in editions(db, workspace_id):
        with suppress(BadPlaybook):  # loaded before an update of the bot that asks for more
            books[edition.name] = parsed(edition.source, edition.name)
    return books


def editions(db: Session, workspace_id: str) -> list[Edition]:
    """What was loaded, the newest version of a name last."""
    mine = select(Edition).where(Edition.workspace_id == workspace_id, Edition.loaded_by_id.is_not(None))
    return list(db.scalars(mine.order_by(Edition.name, Edition.version)))


def keep(db: Session, workspace_id: str, book: Playbook, now: datetime) -> None:
    """A programme begins with this book: one of ours is kept as well, so that an update of the bot changes nothing."""
    if book.id in names():
        values = {"name": book.id, "version": book.version, "source": source_of(book.id), "loaded_at": now}
        insert_once(db, Edition, workspace_id=workspace_id, **values)
