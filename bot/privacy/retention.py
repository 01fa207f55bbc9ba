"""What people wrote goes once its days are over: the tick sees to it every day, and nobody needs to think of it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, or_, select
from sqlalchemy.orm import Session, sessionmaker

from bot.erasure import COMMITMENTS_KEPT, KEPT, forget_words
from bot.models import (
    PRIVATE_KINDS,
    Agreement,
    Commitment,
    Enrolment,
    Exclusion,
    Farewell,
    Goal,
    Insight,
    Kind,
    Letter,
    Meeting,
    Note,
    Pair,
    Programme,
    Pulse,
    Reflection,
    Stage,
)

Due = Callable[[datetime], Select[Any]]
Forget = Callable[[Session, Sequence[Any]], None]

RETENTION = "retention"  # the job, among the pulses
EVERY = timedelta(days=1)
CHUNK = 500  # rows in one transaction, so that nobody waits long for one
ARRIVES_WITHIN = timedelta(days=7)  # words written after the close still reach whom they are for
ABOUT_NOTES = (Kind.HELP_NOTE, Kind.HELP_PROGRESS, Kind.SPONSOR_WORD)
# What a row hangs on, up to its programme.
ABOVE: dict[type[Any], tuple[Any, type[Any]]] = {
    Enrolment: (Enrolment.programme_id, Programme),
    Goal: (Goal.enrolment_id, Enrolment),
    Exclusion: (Exclusion.enrolment_id, Enrolment),
    Pair: (Pair.programme_id, Programme),
    Agreement: (Agreement.pair_id, Pair),
    Meeting: (Meeting.pair_id, Pair),
    Reflection: (Reflection.meeting_id, Meeting),
    Commitment: (Commitment.pair_id, Pair),
    Farewell: (Farewell.pair_id, Pair),
    Insight: (Insight.programme_id, Programme),
    Note: (Note.programme_id, Programme),
    Letter: (Letter.programme_id, Programme),
}


def forget_what_is_over(sessions: sessionmaker[Session], now: datetime) -> int:
    """Once a day, of every workspace and programme; returns how many rows it changed.

    A chunk of each kind at a time: while one is full, the next tick goes on. The same again changes nothing, so what a
    crash leaves is done later, and so is what somebody still writes after the days are over.
    """
    with sessions.begin() as db:
        if not to_be_done(db, now):
            return 0
    counts = [chunk(sessions, due(now), forget) for due, forget in LEFTOVERS]
    if max(counts) < CHUNK:
        with sessions.begin() as db:
            db.merge(Pulse(job=RETENTION, last_at=now, next_at=now + EVERY))
    return sum(counts)


def to_be_done(db: Session, now: datetime) -> bool:
    pulse = db.get(Pulse, RETENTION)
    return pulse is None or pulse.next_at is None or not pulse.last_at <= now < pulse.next_at


def chunk(sessions: sessionmaker[Session], due: Select[Any], forget: Forget) -> int:
    """What somebody else holds at this moment is left for tomorrow."""
    with sessions.begin() as db:
        rows = db.scalars(due.limit(CHUNK)).all()
        forget(db, rows)
    return len(rows)


def closed_for(kept: timedelta, model: type[Any], *still: ColumnElement[bool]) -> Due:
    """The rows of programmes that closed so long ago; `still`: what tells those that have something to forget."""
    found, here = select(model), model
    while here is not Programme:
        key, above = ABOVE[here]
        found = found.join(above, and_(above.workspace_id == here.workspace_id, above.id == key))
        here = above
    found = found.where(Programme.stage == Stage.CLOSED, *still).with_for_update(of=model, skip_locked=True)
    return lambda now: found.where(Programme.closed_at <= now - kept)


def notes_of_programmes(now: datetime) -> Select[Any]:
    return closed_for(KEPT, Note)(now).where(Note.written_at <= now - ARRIVES_WITHIN)


def notes_of_none(now: datetime) -> Select[Any]:
    """Help was asked for by somebody who takes part in nothing."""
    alone = (Note.programme_id.is_(None), Note.written_at <= now - KEPT)
    return select(Note).where(*alone).with_for_update(skip_locked=True)


def delete(db: Session, rows: Iterable[Any]) -> None:
    for row in rows:
        db.delete(row)


def delete_notes(db: Session, notes: Sequence[Note]) -> None:
    """And the letters that tell that there was one."""
    ids = {(note.workspace_id, str(note.id)) for note in notes}
    about = Letter.workspace_id.in_({workspace_id for workspace_id, _ in ids})
    letters = db.scalars(select(Letter).where(about, Letter.kind.in_(ABOUT_NOTES))) if ids else ()
    delete(db, [letter for letter in letters if (letter.workspace_id, letter.facts.get("note")) in ids])
    delete(db, notes)


def empty_enrolments(_db: Session, enrolments: Sequence[Enrolment]) -> None:
    for enrolment in enrolments:
        forget_words(enrolment)


def empty_pairs(_db: Session, pairs: Sequence[Pair]) -> None:
    """Why the two fitted, and that a mentor wished for somebody to talk to: that there was a pair stays."""
    for pair in pairs:
        pair.reasons, pair.needs_person_at = {}, None


def empty_meetings(_db: Session, meetings: Sequence[Meeting]) -> None:
    for meeting in meetings:
        meeting.questions = None


def empty_farewells(_db: Session, farewells: Sequence[Farewell]) -> None:
    """Whether something has lasted is asked and counted later."""
    for farewell in farewells:
        farewell.next = None


# How much of what somebody answered when they joined is there.
ANSWERED = or_(
    Enrolment.why_sealed.is_not(None),
    Enrolment.why_now_sealed.is_not(None),
    Enrolment.insight_sealed.is_not(None),
    cast(Enrolment.topics, String) != "[]",
    cast(Enrolment.languages, String) != "[]",
    Enrolment.manager_id.is_not(None),
    Enrolment.no_manager,
    Enrolment.team != "",
    Enrolment.capacity.is_not(None),
    Enrolment.left_out.is_not(None),
)
EXPLAINED = or_(cast(Pair.reasons, String) != "{}", Pair.needs_person_at.is_not(None))
LEFTOVERS: tuple[tuple[Due, Forget], ...] = (
    (closed_for(KEPT, Enrolment, ANSWERED), empty_enrolments),
    (closed_for(KEPT, Goal), delete),
    (closed_for(KEPT, Exclusion), delete),
    (closed_for(KEPT, Agreement), delete),  # with its versions, what each side chose, and the topics that they added
    (closed_for(KEPT, Meeting, Meeting.questions_sealed.is_not(None)), empty_meetings),
    (closed_for(KEPT, Reflection), delete),
    (closed_for(KEPT, Insight, Insight.pair_id.is_not(None)), delete),  # what is on the board names nobody, and stays
    (closed_for(KEPT, Letter, Letter.kind.in_(PRIVATE_KINDS)), delete),
    (closed_for(KEPT, Pair, EXPLAINED), empty_pairs),
    (closed_for(KEPT, Farewell, Farewell.next_sealed.is_not(None)), empty_farewells),
    (notes_of_programmes, delete_notes),
    (notes_of_none, delete_notes),
    (closed_for(COMMITMENTS_KEPT, Commitment), delete),
    (closed_for(COMMITMENTS_KEPT, Farewell), delete),
)
