"""Owing somebody a message: a row, written in the transaction that makes it due."""

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from secrets import token_hex
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, select, update
from sqlalchemy.orm import Session, object_session

from bot.bulk import Plain, insert_all_once, plain
from bot.clock import real_time
from bot.hours import next_opening
from bot.lateness import helps_until
from bot.models import Circle, Enrolment, Letter, Meeting, Pair, Person, Post, Programme

ABOUT = ("programme_id", "enrolment_id", "pair_id", "meeting_id", "circle_id")
COLUMNS = (
    *("workspace_id", "id", "kind", "key", "person_id", "due_at", "try_at", "useful_until", "any_hour"),
    *("facts", "owed_at"),
    *ABOUT,
)
BY_KEY = select(Letter).where(Letter.workspace_id == bindparam("workspace"), Letter.key == bindparam("its_key"))

Subject = Person | Programme | Enrolment | Pair | Meeting | Circle


class Owed(NamedTuple):
    """A letter to be owed, as `owe` takes it."""

    kind: str
    subject: Subject
    due_at: datetime
    to: Person | None
    once: str = ""
    useful_until: datetime | None = None
    any_hour: bool = False
    facts: Mapping[str, Any] = {}


def owe(
    db: Session,
    kind: str,
    subject: Subject,
    due_at: datetime,
    *,
    to: Person | None,
    once: str = "",
    useful_until: datetime | None = None,
    any_hour: bool = False,
    facts: dict[str, Any] | None = None,
) -> Letter:
    """The one letter of this kind about this subject to this person (None: to the pair's or circle's group DM).

    Planning it again changes nothing. `once` tells apart what may come again (a meeting's new date).
    Outside the recipient's working hours `due_at` moves to their next opening, unless `any_hour`. `useful_until` is
    what `bot.lateness` says of the kind, where it is not given.
    """
    owe_all(db, [Owed(kind, subject, due_at, to, once, useful_until, any_hour, facts or {})])
    key = letter_key(kind, subject, to, once)
    return db.scalars(BY_KEY, {"workspace": subject.workspace_id, "its_key": key}).one()


def owe_all(db: Session, letters: Iterable[Owed]) -> None:
    """Many letters in one statement, each as `owe` would: planning them again changes nothing.

    They go out in the order in which they are listed, where they fall due at the same moment.
    """
    insert_all_once(db, Letter, COLUMNS, list(rows_of(list(letters), real_time())))


def rows_of(letters: Sequence[Owed], began: datetime) -> Iterator[tuple[Plain, ...]]:
    """What many letters share is looked up once: their people, what they are about, when it is nine o'clock there."""
    opening, text, about, reader = cache(next_opening), cache(plain), cache(subject_columns), cache(reader_of)
    listed = zip(letters, ids_of(began, len(letters)), one_after_another(began), strict=False)
    for (kind, subject, due_at, to, once, useful_until, any_hour, facts), own_id, owed_at in listed:
        reader_id, zone = reader(to)
        subject_id, workspace_id, *what = about(subject)
        if zone and not any_hour:
            due_at = opening(due_at, zone)
        until = useful_until or helps_until(kind, due_at)
        due, latest_at = text(due_at), text(until) if until else None
        key = f"{kind}:{subject_id}:{reader_id or 'pair'}:{once}"
        own = (workspace_id, own_id, str(kind), key, reader_id, due, due, latest_at, any_hour)
        yield (*own, json.dumps(facts) if facts else "{}", owed_at, *what)


def ids_of(began: datetime, number: int) -> Iterator[str]:
    """UUIDs of version 7 (RFC 9562): random but for the millisecond in front, so that an index grows at its end."""
    front, random = f"{int(began.timestamp() * 1000):012x}7", token_hex(9 * number)
    return (f"{front}{random[at : at + 3]}8{random[at + 3 : at + 18]}" for at in range(0, 18 * number, 18))


def one_after_another(began: datetime) -> Iterator[str]:
    """Moments a microsecond apart."""
    while True:
        second = plain(began)[:-6]
        yield from (f"{second}{microsecond:06}" for microsecond in range(began.microsecond, 1_000_000))
        began = began.replace(microsecond=0) + timedelta(seconds=1)


def letter_key(kind: str, subject: Subject, to: Person | None, once: str) -> str:
    return f"{kind}:{subject.id.hex}:{to.id.hex if to else 'pair'}:{once}"


def reader_of(person: Person | None) -> tuple[str | None, str | None]:
    """The id and the zone; neither for what goes to a group DM."""
    return (person.id.hex, person.zone) if person else (None, None)


def subject_columns(subject: Subject) -> tuple[str | None, ...]:
    """Its id and its workspace's, then the ids of what it is about and of what that belongs to, as in ABOUT."""
    ids = subject_fields(subject)
    return subject.id.hex, subject.workspace_id, *(ids[name].hex if name in ids else None for name in ABOUT)


def subject_fields(subject: Subject) -> dict[str, uuid.UUID]:
    """The ids a letter carries of what it is about, and of what that belongs to."""
    match subject:
        case Meeting():
            return {"meeting_id": subject.id, **subject_fields(subject.pair)}
        case Pair():
            return {"pair_id": subject.id, "programme_id": subject.programme_id}
        case Circle():
            return {"circle_id": subject.id, "programme_id": subject.programme_id}
        case Enrolment():
            return {"enrolment_id": subject.id, "programme_id": subject.programme_id}
        case Programme():
            return {"programme_id": subject.id}
        case _:
            return {}


def withdraw(db: Session, reason: str, *conditions: ColumnElement[bool]) -> None:
    """Drops what still waits to be sent. `reason` is a key.

    One already claimed is stopped by its writer; one that was sent and is to be written again still is.
    """
    unsent = (Letter.state == Post.WAITING, Letter.ts.is_(None))
    db.execute(update(Letter).where(*unsent, *conditions).values(state=Post.DROPPED, reason=reason))


def reschedule(letter: Letter, due_at: datetime) -> None:
    """Another moment for what still waits to be sent; what was sent, or dropped, stays as it is."""
    if letter.state == Post.WAITING and letter.ts is None:
        letter.due_at = letter.try_at = next_opening(due_at, letter.person.zone) if letter.person else due_at


def redraw(letter: Letter, now: datetime) -> None:
    """A message that was sent is written again in its place; one still to come is written as things are then.

    Read again under a lock: it may be on its way at this very moment. A file stays as it was sent. Whoever has just
    pressed something looks at it now: by the moment at which the message was due it goes before what is due today.
    """
    db = object_session(letter)
    if db is not None:
        db.refresh(letter, ["state", "ts"], with_for_update=True)
    write_again(letter, now)


def redraw_those(db: Session, now: datetime, *conditions: ColumnElement[bool]) -> None:
    """Each letter that meets them, as `redraw` would; they are read and locked in one statement."""
    for letter in locked(db, *conditions):
        write_again(letter, now)


def locked(db: Session, *conditions: ColumnElement[bool]) -> list[Letter]:
    """As they are at this moment; no sender takes one before the commit."""
    alive = Letter.state.not_in((Post.DROPPED, Post.FAILED))  # the others are never written again
    found = select(Letter).where(*conditions, alive).with_for_update()
    return list(db.scalars(found.execution_options(populate_existing=True)))


def write_again(letter: Letter, now: datetime) -> None:
    """For letters that are locked; see `redraw`."""
    if letter.state == Post.SENDING:
        letter.stale = True
    if letter.state == Post.SENT and letter.ts:
        letter.state, letter.try_at, letter.tries = Post.WAITING, min(letter.due_at, now), 0


def latest(db: Session, kind: str, subject: Subject, to: Person) -> Letter | None:
    """The newest letter of this kind about this subject to this person."""
    about = subject_fields(subject)
    values = {"workspace": subject.workspace_id, "its_kind": kind, "reader": to.id, **about}
    return db.scalars(newest_about(*about), values).first()


@cache
def newest_about(*fields: str) -> Select[Letter]:
    """Put together once for each kind of subject: that takes longer than the database needs for its answer."""
    mine = (Letter.workspace_id == bindparam("workspace"), Letter.person_id == bindparam("reader"))
    about = [getattr(Letter, field) == bindparam(field) for field in fields]
    found = select(Letter).where(*mine, Letter.kind == bindparam("its_kind"), *about)
    return found.order_by(Letter.due_at.desc(), Letter.key.desc()).limit(1)
