"""What has been read stays in memory from deed to deed: to read it anew each time is most of what a year costs.

Whatever a session changes is read again by the others that hold it, so all see what the database holds. Letters, which
a sender changes past any session, are never kept.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import (
    MANYTOONE,
    ONETOMANY,
    Mapper,
    Session,
    class_mapper,
    make_transient_to_detached,
    object_mapper,
    sessionmaker,
)
from sqlalchemy.orm.attributes import instance_dict

from bot.bulk import plain
from bot.database import Base
from bot.errors import Refused
from bot.models import Letter

ON_SQLITE = sqlite.dialect()
COLUMNS = class_mapper(Letter).columns
LETTER = f"SELECT {', '.join(column.name for column in COLUMNS)} FROM letters WHERE workspace_id = ? AND id = ?"  # noqa: S608 (our names)
READERS = [
    (
        class_mapper(Letter).get_property_by_column(one).key,
        one.type.dialect_impl(ON_SQLITE).result_processor(ON_SQLITE, None),
    )
    for one in COLUMNS
]
DUE = """SELECT EXISTS (SELECT 1 FROM letters WHERE state = 'waiting' AND any_hour = 0 AND try_at <= :now)
  OR EXISTS (SELECT 1 FROM letters WHERE state = 'waiting' AND any_hour = 1 AND try_at <= :now)
  OR EXISTS (SELECT 1 FROM letters WHERE state = 'sending' AND try_at <= :real)"""


class Remembering(Session):
    """A session that goes on: `kept` holds its rows, `letters` those of this transaction, `late` what ends with it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept: set[Base] = set()
        self.letters: list[Letter] = []
        self.late: list[tuple[Base, list[str] | None]] = []
        self.flushed = False

    def get_one(self, entity: Any, ident: Any, *, options: Any = (), **how: Any) -> Any:  # noqa: ARG002 (at hand already)
        if entity is Letter and not how:
            return self.letter(*ident)
        return super().get_one(entity, ident, **how)

    def letter(self, workspace_id: str, letter_id: uuid.UUID) -> Letter:
        """Its row as it is now, without all that SQLAlchemy does for questions that it has not seen before."""
        found = self.connection().connection.cursor().execute(LETTER, (workspace_id, letter_id.hex)).fetchone()
        letter: Letter = class_mapper(Letter).class_manager.new_instance()
        values = zip(READERS, found, strict=True)
        instance_dict(letter).update({name: read(value) if read else value for (name, read), value in values})
        make_transient_to_detached(letter)
        self.add(letter)
        self.letters.append(letter)
        return letter

    @property
    def untouched(self) -> bool:
        return not (self.flushed or self.new or self.dirty or self.deleted)


class Memory:
    """A session for each group of people who have to do with each other; for everything else new ones."""

    def __init__(self, sessions: sessionmaker[Session], reading: sessionmaker[Session], seal: Any) -> None:
        self._sessions, self._reading = sessions, reading
        self._binds = {sessions: sessions.kw["bind"], reading: reading.kw["bind"].connect()}
        self._make = sessionmaker(
            sessions.kw["bind"], class_=Remembering, expire_on_commit=False, info=sessions.kw["info"]
        )
        self._groups: dict[str, int] = {}
        self._going: dict[int, Remembering] = {}
        self._holders: dict[Any, list[Remembering]] = defaultdict(list)
        event.listen(self._make, "before_flush", seal)
        event.listen(self._make, "loaded_as_persistent", self._keep)
        event.listen(self._make, "pending_to_persistent", self._keep)
        for made in (self._make, sessions):
            event.listen(made, "after_flush", self._notice)

    def close(self) -> None:
        self._binds[self._reading].close()

    def due(self, now: datetime, real: datetime) -> bool:
        """Whether there is anything at all to look at."""
        cursor = self._binds[self._reading].connection.cursor()
        return bool(cursor.execute(DUE, {"now": plain(now), "real": plain(real)}).fetchone()[0])

    def belongs(self, conversation: str, group: int) -> None:
        self._groups[conversation] = group

    @contextmanager
    def writes(self, group: int | None) -> Iterator[Session]:
        """One transaction. A refusal that nothing was written before needs nothing read again."""
        if group is None:
            with self._sessions.begin() as db:
                yield db
            return
        with self._at_work(group, self._sessions) as going:
            try:
                yield going
            except Refused:
                if not going.untouched:
                    going.rollback()
                raise

    @contextmanager
    def reads(self, conversation: str) -> Iterator[Session]:
        group = self._groups.get(conversation)
        if group is None:
            with self._reading() as db:
                yield db
            return
        with self._at_work(group, self._reading) as going:
            yield going
            if not going.untouched:
                raise RuntimeError("a session that only reads has something to write")

    @contextmanager
    def _at_work(self, group: int, like: sessionmaker[Session]) -> Iterator[Remembering]:
        if group not in self._going:
            self._going[group] = self._make()
        going = self._going[group]
        going.bind, going.flushed = self._binds[like], False
        try:
            yield going
            going.commit()
        except Refused:
            going.commit()
            raise
        except BaseException:
            going.rollback()
            raise
        finally:
            self._tidy(going)

    def _tidy(self, going: Remembering) -> None:
        for letter in going.letters:
            if letter in going:
                going.expunge(letter)
        for row, fields in going.late:
            if row in going:
                going.expire(row, fields)
        going.letters.clear()
        going.late.clear()

    def _keep(self, going: Remembering, row: Base) -> None:
        if isinstance(row, Letter):
            going.letters.append(row)
        elif row not in going.kept:
            going.kept.add(row)
            self._holders[key_of(row)].append(going)

    def _notice(self, db: Session, _context: object) -> None:
        if isinstance(db, Remembering):
            db.flushed = True
        for row in [*db.new, *db.deleted, *db.dirty]:
            if isinstance(row, Letter):
                continue
            moved = row in db.dirty and points_elsewhere(row)
            for other in self._holders.get(key_of(row), ()):
                self._forget(db, other, key_of(row), None if other is not db or moved else [])
            if moved or row not in db.dirty:
                self._forget_lists(db, row)

    def _forget_lists(self, db: Session, row: Base) -> None:
        """Of those that this row was in, is in now, or is in no more."""
        for parent, field, names in lists_of(type(row)):
            for ident in idents(row, names):
                key = parent.identity_key_from_primary_key(ident)
                for other in self._holders.get(key, ()):
                    self._forget(db, other, key, [field])

    def _forget(self, db: Session, other: Remembering, key: Any, fields: list[str] | None) -> None:
        """At once; where it is about the session at work, when it is done, as a session of its own would."""
        held = other.identity_map.get(key)
        if held is None or fields == []:
            return
        if other is db:
            other.late.append((held, fields))
        else:
            other.expire(held, fields)


def key_of(row: Base) -> Any:
    return object_mapper(row).identity_key_from_instance(row)


def idents(row: Base, names: list[str]) -> set[tuple[Any, ...]]:
    now = tuple(getattr(row, name) for name in names)
    before = tuple((was(row, name) or getattr(row, name)) for name in names)
    return {now, before}


def was(row: Base, name: str) -> Any:
    history = object_mapper(row).attrs[name] and row._sa_instance_state.attrs[name].history
    return history.deleted[0] if history.deleted else None


def points_elsewhere(row: Base) -> bool:
    state = row._sa_instance_state
    return any(state.attrs[name].history.has_changes() for name in pointers(type(row)))


@cache
def pointers(kind: type[Base]) -> list[str]:
    mapper = class_mapper(kind)
    found = {
        mapper.get_property_by_column(local).key
        for relation in mapper.relationships
        if relation.direction is MANYTOONE
        for local, _ in relation.local_remote_pairs
    }
    found |= {name for _, _, names in lists_of(kind) for name in names}
    return sorted(found)


@cache
def lists_of(kind: type[Base]) -> list[tuple[Mapper[Any], str, list[str]]]:
    """The relationships that rows of this kind are listed in: whose, its name, and which fields point there."""
    child = class_mapper(kind)
    return [
        (parent, relation.key, [key_field(child, relation, column) for column in parent.primary_key])
        for parent in Base.registry.mappers
        for relation in parent.relationships
        if relation.direction is ONETOMANY and relation.mapper is child
    ]


def key_field(child: Mapper[Any], relation: Any, column: Any) -> str:
    return child.get_property_by_column(dict(relation.local_remote_pairs)[column]).key
