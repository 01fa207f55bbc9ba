"""How many messages somebody gets: in a week about one pair, and in a day over all of them."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.hours import DAY, OPENS, at, local_day, next_opening
from bot.models import Kind, Letter, Person, Post

AROUND_A_SESSION = frozenset({Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN})
# What nobody's own action has called for: a week without a session has room for one.
UNASKED = frozenset(
    {
        Kind.AGREEMENT_REMINDER,
        Kind.BOOKING,
        Kind.SILENCE,
        Kind.MIDPOINT,
        Kind.CLOSING_SOON,
        Kind.CLOSING,
        Kind.COMMITMENT_DUE,
        Kind.THEME_OFFERED,
    }
)
LONGEST_WAIT = timedelta(days=14)  # with sessions every fortnight there may be no quiet week
MOST_A_DAY = 2
# Who is written to about what first, where a day has no room for everything: the lower the sooner.
URGENCY: dict[str, int] = {
    Kind.ROLE_CARD: 0,  # of no use tomorrow
    Kind.PREPARATION: 1,  # it tells the date as well: after a break, news of the date need not come beside it
    Kind.BOOKED: 2,
    Kind.CANCELLED: 2,
    Kind.CHECK_IN: 3,
    **dict.fromkeys(UNASKED, 5),
}
USUAL_URGENCY = 4

Span = tuple[datetime, datetime]


def room_this_week(db: Session, letter: Letter, now: datetime) -> datetime | None:
    """When the week with room for this letter begins; None: this one has.

    Each kind around a session comes once a week about a pair. Anything else that nobody asked for needs a week without
    them, and comes alone; after two weeks without such a week it comes all the same, but still one a week.
    """
    if letter.person is None or letter.any_hour or answers_a_signature(letter):
        return None
    question = rival_in_week(letter.kind, has_waited(letter, now))
    if question is None:
        return None
    today = local_day(now, letter.person.zone)
    monday = today - today.weekday() * DAY
    week = whole_days(letter.person, monday, 7)
    if db.scalars(question, {**about(letter, week), "pair": letter.pair_id}).first() is None:
        return None
    return next_opening(at(monday + 7 * DAY, OPENS, letter.person.zone), letter.person.zone)


def answers_a_signature(letter: Letter) -> bool:
    """The first date is asked for because both have just signed."""
    return letter.kind == Kind.BOOKING and letter.meeting is not None and letter.meeting.number == 1


def has_waited(letter: Letter, now: datetime) -> bool:
    """Long enough for one that nobody asked for."""
    return letter.kind in UNASKED and now - letter.due_at >= LONGEST_WAIT


def about(letter: Letter, span: Span) -> dict[str, Any]:
    """The values that both questions need. They are put together once a kind: that takes longer than the answer."""
    return {
        "workspace": letter.workspace_id,
        "person": letter.person_id,
        "letter": letter.id,
        "begins": span[0],
        "ends": span[1],
    }


@cache
def rival_in_week(kind: str, waited: bool) -> Select[UUID] | None:
    """What leaves no room for it in that week, if this person has got it about the pair, or will."""
    if kind in AROUND_A_SESSION:
        rivals: ColumnElement[bool] = and_(Letter.kind == kind, came())
    elif kind not in UNASKED:
        return None
    else:
        rivals = and_(Letter.kind.in_(UNASKED), came())
        if not waited:
            rivals = or_(rivals, and_(Letter.kind.in_(AROUND_A_SESSION), or_(came(), comes())))
    same_pair = Letter.pair_id.is_not_distinct_from(bindparam("pair"))  # or, for both, none
    return select(Letter.id).where(*to_the_same(), same_pair, rivals).limit(1)


def to_the_same() -> tuple[ColumnElement[bool], ...]:
    mine = (Letter.workspace_id == bindparam("workspace"), Letter.person_id == bindparam("person"))
    return (*mine, Letter.id != bindparam("letter"))


def came() -> ColumnElement[bool]:
    """Sent in that time, or on its way."""
    on_its_way = and_(Letter.state == Post.SENDING, Letter.ts.is_(None))
    return or_(and_(Letter.sent_at >= bindparam("begins"), Letter.sent_at < bindparam("ends")), on_its_way)


def comes() -> ColumnElement[bool]:
    unsent = and_(Letter.state == Post.WAITING, Letter.ts.is_(None))
    return and_(unsent, Letter.due_at >= bindparam("begins"), Letter.due_at < bindparam("ends"))


def room_today(db: Session, letter: Letter, now: datetime) -> datetime | None:
    """The opening of the next working day, where today has had its two, or they are kept for what is more urgent.

    Answers to somebody's own action, and help (`any_hour`), neither wait nor count; nor does what a group gets.
    """
    person = letter.person
    if person is None or letter.any_hour or answers_a_signature(letter):
        return None
    today = local_day(now, person.zone)
    question = number_on_day(letter.kind, has_waited(letter, now))
    if (db.scalar(question, about(letter, whole_days(person, today, 1))) or 0) < MOST_A_DAY:
        return None
    return next_opening(at(today + DAY, OPENS, person.zone), person.zone)


@cache
def number_on_day(kind: str, waited: bool) -> Select[int]:
    """How many to the same person count on that day: those that came, and more urgent ones that come by its end."""
    coming = and_(Letter.state == Post.WAITING, Letter.ts.is_(None), Letter.try_at < bindparam("ends"))
    counted = or_(came(), and_(Letter.kind.in_(more_urgent(kind, waited)), coming))
    return select(func.count()).select_from(Letter).where(*to_the_same(), Letter.any_hour.is_(False), counted)


def more_urgent(kind: str, waited: bool) -> list[Kind]:
    """For one that nobody asked for, and that has waited for two weeks, only what a session needs before it."""
    own = URGENCY[Kind.CHECK_IN] if waited else URGENCY.get(kind, USUAL_URGENCY)
    return [other for other in Kind if URGENCY.get(other, USUAL_URGENCY) < own]


def whole_days(person: Person, first: date, number_of_days: int) -> Span:
    """From midnight to midnight where they live."""
    return at(first, time(0), person.zone), at(first + number_of_days * DAY, time(0), person.zone)
