"""The letters that a session's date brings with it, and takes with it when it goes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot import moments
from bot.letters import locked, owe, redraw_those, withdraw, write_again
from bot.models import Kind, Letter, Meeting, Person, Post, Role
from bot.pairs import ask_for_following
from bot.replanning import BEFORE, lead_of

NEAR = timedelta(hours=24)  # news of a session that is nearer than this comes at any hour
UNANSWERED = timedelta(days=7)  # after a session that nobody said anything about, the next is asked for all the same

# What somebody has got of a kind about a pair, or will in a moment. (Put together once: that takes longer than asking.)
HAD = (
    select(Letter)
    .where(Letter.workspace_id == bindparam("workspace"), Letter.person_id == bindparam("person"))
    .where(Letter.pair_id == bindparam("pair"), Letter.kind == bindparam("its_kind"))
    .where(or_(Letter.ts.is_not(None), Letter.state.in_((Post.SENT, Post.SENDING))))
)


@dataclass(frozen=True)
class Booking:
    """A session and the date that stands. `version` goes with every letter: one about an older date is not sent."""

    meeting: Meeting
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.meeting.minutes)

    @property
    def once(self) -> str:
        return str(self.meeting.version)

    @property
    def facts(self) -> dict[str, Any]:
        return {"version": self.meeting.version}


@dataclass(frozen=True)
class CalledOff:
    """In which words who is told that which date was called off, and by whom."""

    kind: Kind
    to: Person
    by: Person
    starts_at: datetime


def fill(db: Session, booking: Booking, by: Person, now: datetime) -> None:
    """Everything about the date, to both; `by` hears at once that it stands, whatever the hour."""
    for role in Role:
        person = booking.meeting.pair.enrolment(role).person
        announce(db, booking, person, now, at_once=person.id == by.id)
        for kind in BEFORE:
            prepare(db, kind, booking, person, now=now)
        check_in(db, booking, person)
    ask_for_following(db, booking.meeting, booking.ends_at + UNANSWERED)


def announce(db: Session, booking: Booking, to: Person, now: datetime, *, at_once: bool) -> None:
    owe(
        db,
        Kind.BOOKED,
        booking.meeting,
        now,
        to=to,
        once=booking.once,
        useful_until=booking.starts_at,
        any_hour=at_once or booking.starts_at - now < NEAR,
        facts=booking.facts,
    )


def prepare(db: Session, kind: Kind, booking: Booking, to: Person, *, now: datetime) -> None:
    """One of these a week for a pair: a date that moves within the week rewrites the one that they have."""
    lead = lead_of(kind, booking.meeting)
    due = moments.due_before(booking.starts_at, lead, to.zone, now)
    if due is None:
        return
    if earlier := sent_that_week(db, kind, booking.meeting, to, week_of=due):
        if earlier.meeting_id == booking.meeting.id:
            earlier.facts = booking.facts | {"rewritten": True}
        return
    useful_until = moments.useful_until(booking.starts_at, lead, due, to.zone)
    owe(
        db,
        kind,
        booking.meeting,
        due,
        to=to,
        once=booking.once,
        useful_until=useful_until,
        facts=booking.facts,
    )


def check_in(db: Session, booking: Booking, to: Person) -> None:
    """One question a week for a pair: a second one waits for Monday, since an edit would go unseen."""
    due = moments.check_in_due(booking.ends_at, to.zone)
    if sent_that_week(db, Kind.CHECK_IN, booking.meeting, to, week_of=due):
        due = moments.week_after(due, to.zone)
    useful_until = moments.working_days_later(due, moments.CHECK_IN_DAYS, to.zone)
    owe(
        db,
        Kind.CHECK_IN,
        booking.meeting,
        due,
        to=to,
        once=booking.once,
        useful_until=useful_until,
        facts=booking.facts,
    )


def sent_that_week(db: Session, kind: Kind, meeting: Meeting, to: Person, *, week_of: datetime) -> Letter | None:
    """What this person has got of this kind about this pair in that ISO week, as they count weeks."""
    theirs = {"workspace": meeting.workspace_id, "person": to.id, "pair": meeting.pair_id, "its_kind": kind}
    for letter in db.scalars(HAD, theirs):
        if moments.week_of(letter.sent_at or letter.due_at, to.zone) == moments.week_of(week_of, to.zone):
            return letter
    return None


def clear(db: Session, meeting: Meeting, now: datetime) -> None:
    """Nothing more is sent about the date that has gone; the messages that they have say so in their place."""
    mine = (Letter.workspace_id == meeting.workspace_id, Letter.meeting_id == meeting.id)
    withdraw(db, "date_changed", *mine, Letter.kind != Kind.BOOKING)
    redraw_those(db, now, *mine)


def look_back(db: Session, asked: Letter, now: datetime) -> None:
    """Once we have asked whether they met, the message about that date has nothing to move or to call off any more."""
    theirs = (Letter.workspace_id == asked.workspace_id, Letter.person_id == asked.person_id)
    about = (Letter.meeting_id == asked.meeting_id, Letter.kind == Kind.BOOKED)
    for letter in locked(db, *theirs, *about):
        if letter.facts["version"] == asked.facts["version"] and not letter.facts.get("been"):
            letter.facts = {**letter.facts, "been": True}
            write_again(letter, now)


def show_anew(db: Session, meeting: Meeting, kinds: Collection[Kind], now: datetime) -> None:
    mine = (Letter.workspace_id == meeting.workspace_id, Letter.meeting_id == meeting.id)
    redraw_those(db, now, *mine, Letter.kind.in_(kinds))


def call_off(db: Session, meeting: Meeting, news: CalledOff, now: datetime) -> None:
    """Whoever did it is answered at once; the other in working hours, unless they would set off in vain."""
    owe(
        db,
        news.kind,
        meeting,
        now,
        to=news.to,
        once=str(meeting.version),
        any_hour=news.to.id == news.by.id or news.starts_at - now < NEAR,
        facts={"version": meeting.version, "starts_at": news.starts_at.isoformat()},
    )
