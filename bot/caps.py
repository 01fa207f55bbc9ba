"""How many messages somebody gets: in a week about one pair, and in a day over all of them."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
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
    today = local_day(now, letter.person.zone)
    monday = today - today.weekday() * DAY
    week = whole_days(letter.person, monday, 7)
    if not any(exists(db, letter, others) for others in rivals(letter, week, now)):
        return None
    return next_opening(at(monday + 7 * DAY, OPENS, letter.person.zone), letter.person.zone)


def answers_a_signature(letter: Letter) -> bool:
    """The first date is asked for because both have just signed."""
    return letter.kind == Kind.BOOKING and letter.meeting is not None and letter.meeting.number == 1


def rivals(letter: Letter, week: Span, now: datetime) -> list[ColumnElement[bool]]:
    """What leaves no room for it in that week, if this person has got it about the pair, or will."""
    if letter.kind in AROUND_A_SESSION:
        return [and_(Letter.kind == letter.kind, came(week))]
    if letter.kind not in UNASKED:
        return []
    alone = and_(Letter.kind.in_(UNASKED), came(week))
    if now - letter.due_at >= LONGEST_WAIT:
        return [alone]
    session = Letter.kind.in_(AROUND_A_SESSION)
    return [alone, and_(session, or_(came(week), comes(week)))]


def came(span: Span) -> ColumnElement[bool]:
    """Sent in that time, or on its way."""
    on_its_way = and_(Letter.state == Post.SENDING, Letter.ts.is_(None))
    return or_(and_(Letter.sent_at >= span[0], Letter.sent_at < span[1]), on_its_way)


def comes(span: Span) -> ColumnElement[bool]:
    unsent = and_(Letter.state == Post.WAITING, Letter.ts.is_(None))
    return and_(unsent, Letter.due_at >= span[0], Letter.due_at < span[1])


def exists(db: Session, letter: Letter, others: ColumnElement[bool]) -> bool:
    """Whether there is such a letter to the same person about the same pair."""
    mine = (Letter.workspace_id == letter.workspace_id, Letter.person_id == letter.person_id)
    about = (Letter.pair_id == letter.pair_id, Letter.id != letter.id)
    return db.scalars(select(Letter.id).where(*mine, *about, others).limit(1)).first() is not None


def room_today(db: Session, letter: Letter, now: datetime) -> datetime | None:
    """The opening of the next working day, where today has had its two, or they are kept for what is more urgent.

    Answers to somebody's own action, and help (`any_hour`), neither wait nor count; nor does what a group gets.
    """
    person = letter.person
    if person is None or letter.any_hour or answers_a_signature(letter):
        return None
    today = local_day(now, person.zone)
    day = whole_days(person, today, 1)
    if number(db, letter, or_(came(day), and_(more_urgent(letter, now), comes_by(day[1])))) < MOST_A_DAY:
        return None
    return next_opening(at(today + DAY, OPENS, person.zone), person.zone)


def more_urgent(letter: Letter, now: datetime) -> ColumnElement[bool]:
    """For one that nobody asked for, and that has waited for two weeks, only what a session needs before it."""
    own = URGENCY.get(letter.kind, USUAL_URGENCY)
    if letter.kind in UNASKED and now - letter.due_at >= LONGEST_WAIT:
        own = URGENCY[Kind.CHECK_IN]
    before = [kind for kind in Kind if URGENCY.get(kind, USUAL_URGENCY) < own]
    return Letter.kind.in_(before)


def comes_by(until: datetime) -> ColumnElement[bool]:
    return and_(Letter.state == Post.WAITING, Letter.ts.is_(None), Letter.try_at < until)


def number(db: Session, letter: Letter, others: ColumnElement[bool]) -> int:
    """How many such letters there are to the same person, of those that count."""
    mine = (Letter.workspace_id == letter.workspace_id, Letter.person_id == letter.person_id)
    counted = (Letter.any_hour.is_(False), Letter.id != letter.id)
    return db.scalars(select(func.count()).select_from(Letter).where(*mine, *counted, others)).one()


def whole_days(person: Person, first: date, number_of_days: int) -> Span:
    """From midnight to midnight where they live."""
    return at(first, time(0), person.zone), at(first + number_of_days * DAY, time(0), person.zone)
