"""Owing somebody a message: a row, written in the transaction that makes it due."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, object_session

from bot.bulk import insert_all_once
from bot.database import insert_once
from bot.hours import next_opening
from bot.lateness import helps_until
from bot.models import Circle, Enrolment, Letter, Meeting, Pair, Person, Post, Programme
from bot.models.letter import owed_now

ABOUT_NOTHING = dict.fromkeys(("programme_id", "enrolment_id", "pair_id", "meeting_id", "circle_id"))
MICROSECOND = timedelta(microseconds=1)

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
    owed = Owed(kind, subject, due_at, to, once, useful_until, any_hour, facts or {})
    insert_once(db, Letter, **row_of(owed, next_opening))
    key = letter_key(kind, subject, to, once)
    return db.scalars(select(Letter).where(Letter.workspace_id == subject.workspace_id, Letter.key == key)).one()


def owe_all(db: Session, letters: Iterable[Owed]) -> None:
    """Many letters in one statement, each as `owe` would: planning them again changes nothing.

    They go out in the order in which they are listed, where they fall due at the same moment.
    """
    opening, began = cache(next_opening), owed_now()
    places = enumerate(letters)
    insert_all_once(db, Letter, [row_of(owed, opening) | {"owed_at": began + MICROSECOND * n} for n, owed in places])


def row_of(owed: Owed, opening: Callable[[datetime, str], datetime]) -> dict[str, Any]:
    kind, subject, due_at, to, once, useful_until, any_hour, facts = owed
    if to is not None and not any_hour:
        due_at = opening(due_at, to.zone)
    return {
        "workspace_id": subject.workspace_id,
        "id": uuid.uuid4(),
        "kind": str(kind),  # an enumeration's would be converted by the driver, letter by letter
        "key": letter_key(kind, subject, to, once),
        "person_id": to.id if to else None,
        "due_at": due_at,
        "try_at": due_at,
        "useful_until": useful_until or helps_until(kind, due_at),
        "any_hour": any_hour,
        "facts": facts,
        **ABOUT_NOTHING,
        **subject_fields(subject),
    }


def letter_key(kind: str, subject: Subject, to: Person | None, once: str) -> str:
    return ":".join([kind, subject.id.hex, to.id.hex if to else "pair", once])


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

    Read again under a lock: it may be on its way at this very moment. A file stays as it was sent.
    """
    db = object_session(letter)
    if db is not None:
        db.refresh(letter, ["state", "ts"], with_for_update=True)
    if letter.state == Post.SENDING:
        letter.stale = True
    if letter.state == Post.SENT and letter.ts:
        letter.state, letter.try_at, letter.tries = Post.WAITING, now, 0


def latest(db: Session, kind: str, subject: Subject, to: Person) -> Letter | None:
    """The newest letter of this kind about this subject to this person."""
    mine = (Letter.workspace_id == subject.workspace_id, Letter.kind == kind, Letter.person_id == to.id)
    about = [getattr(Letter, field) == value for field, value in subject_fields(subject).items()]
    return db.scalars(
        select(Letter).where(*mine, *about).order_by(Letter.due_at.desc(), Letter.key.desc()).limit(1)
    ).first()
