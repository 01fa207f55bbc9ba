"""What each person does: with the messages that they get, and without any."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.endings.rules import Lasting, Next
from bot.models import Kind, Met, Role
from bot.reflection.roles import Load, Question
from tests.worlds.script import FLOORS, LEVELS, WHO
from tests.year.delivered import Delivered
from tests.year.people import Soul, Twosome, drawn_zone

Plan = Callable[[datetime, "Wish"], None]

BOOK = (Kind.BOOKING, Kind.SILENCE, Kind.REBOOKING, Kind.CANCELLED, Kind.CANCELLED_TWICE, Kind.MISSED)


@dataclass(frozen=True)
class Wish:
    """Who of which pair wants to do what."""

    deed: str
    two: Twosome
    role: Role
    value: Any = None
    secret: Any = None


@dataclass
class Reading:
    """Somebody has got a message about their pair; `plan` notes what they will do, and when."""

    two: Twosome
    role: Role
    one: Delivered
    now: datetime
    plan: Plan

    @property
    def soul(self) -> Soul:
        return self.two.side(self.role)

    def reacts(self) -> None:
        reaction = REACTIONS.get(self.one.kind)
        if reaction and self.soul.will(self.soul.diligence):
            reaction(self, self.soul.acts_at(self.now))

    def wishes(self, when: datetime, deed: str, value: Any = None, secret: Any = None) -> datetime:
        """Returns a moment shortly after."""
        self.plan(when, Wish(deed, self.two, self.role, value, secret))
        return when + timedelta(seconds=self.soul.rng.uniform(3, 20))

    def maybe(self, probability: float, when: datetime, deed: str, *what: Any) -> datetime:
        return self.wishes(when, deed, *what) if self.soul.will(probability) else when


def answers_offer(one: Reading, when: datetime) -> None:
    one.wishes(when, "says_yes" if one.soul.will(0.96) else "says_no")


def signs(one: Reading, when: datetime) -> None:
    when = one.wishes(when, "chooses", None, levels(one.soul))
    one.wishes(when, "signs", int(one.soul.will(0.1)))


def books(one: Reading, when: datetime) -> None:
    if one.role == Role.LEADER:
        one.wishes(when, "books", one.soul.rng.randrange(3))


def has_a_date(one: Reading, when: datetime) -> None:
    starts_at = one.one.starts_at
    one.maybe(0.1, when, "wants_the_file")
    if starts_at is None:
        return
    before = starts_at - (starts_at - one.now) * one.soul.rng.random()
    one.maybe(0.07, before, "moves_the_date", one.soul.rng.randrange(3))
    one.maybe(0.06, before, "cancels")
    one.maybe(0.02, starts_at + timedelta(minutes=20), "says_the_word")


def prepares(one: Reading, when: datetime) -> None:
    if one.role == Role.MENTOR:
        one.maybe(0.2, when, "plans", one.soul.rng.randint(2, 5))
    else:
        one.maybe(0.2, when, "asks_questions")


def looks_back(one: Reading, when: datetime) -> None:
    soul = one.soul
    met = soul.rng.choices(list(Met), (88, 5, 7))[0]
    when = one.wishes(when, "answers", met)
    for question in Question:
        when = one.maybe(0.6, when, "taps", question, soul.rng.choice(list(Load) if question == Question.LOAD else WHO))
    when = one.maybe(0.2, when, "notes", None, "what I noticed")
    if one.role == Role.LEADER:
        when = one.maybe(0.3, when, "commits", soul.rng.randint(2, 40))
    if met == Met.MOVED:
        one.maybe(0.7, when, "moves_the_date", 0)


def closes_commitment(one: Reading, when: datetime) -> None:
    if one.soul.will(0.3):
        one.wishes(when, "moves_a_commitment", one.soul.rng.randint(1, 30))
    else:
        one.wishes(when, "closes_commitment", one.soul.will(0.8))


def rates(one: Reading, when: datetime) -> None:
    one.wishes(when, "rates", None, one.soul.rng.randint(1, 5))


def says_goodbye(one: Reading, when: datetime) -> None:
    rates(one, when)
    when = one.wishes(when, "says_what_next", None, one.soul.rng.choice(list(Next)))
    when = one.maybe(0.15, when, "wants_a_certificate")
    if one.role == Role.LEADER:
        one.maybe(0.5, when, "thanks")


def says_what_lasts(one: Reading, when: datetime) -> None:
    one.wishes(when, "says_what_lasts", None, one.soul.rng.choice(list(Lasting)))


REACTIONS: dict[str, Callable[[Reading, datetime], None]] = {
    Kind.OFFER: answers_offer,
    Kind.OFFER_REMINDER: answers_offer,
    Kind.AGREEMENT: signs,
    Kind.AGREEMENT_REMINDER: signs,
    **dict.fromkeys(BOOK, books),
    Kind.BOOKED: has_a_date,
    Kind.PREPARATION: prepares,
    Kind.CHECK_IN: looks_back,
    Kind.COMMITMENT_DUE: closes_commitment,
    Kind.MIDPOINT: rates,
    Kind.CLOSING_SOON: rates,
    Kind.CLOSING: says_goodbye,
    Kind.FOLLOW_UP: says_what_lasts,
}


def levels(soul: Soul) -> dict[str, Any]:
    return {key: soul.rng.choice(LEVELS[LEVELS.index(floor) :]) for key, floor in FLOORS.items()}


def fate(two: Twosome, role: Role, began: datetime, plan: Plan) -> None:
    """What happens to somebody without any message, within half a year."""
    soul = two.side(role)

    def some_day(probability: float, deed: str, value: Any = None, secret: Any = None, days: int = 180) -> datetime:
        when = soul.some_day(began, days)
        if soul.will(probability):
            plan(when, Wish(deed, two, role, value, secret))
        return when

    away = some_day(0.25, "pauses", soul.rng.randint(2, 40))
    if soul.will(0.2):
        plan(away + timedelta(days=soul.rng.uniform(0, 20)), Wish("comes_back", two, role))
    some_day(0.08, "moves_house", drawn_zone(soul.rng))
    some_day(0.04, "leaves")
    some_day(0.02, "ends_kindly")
    some_day(0.015, "loses_the_account")
    some_day(0.15, "chooses", None, levels(soul))
    some_day(0.05, "signs", 1)
    some_day(0.05, "asks_for_help", None, "Could we talk?")
    some_day(0.3, "tells_why", None, "Because of our last talk")
