"""What is promised of each message, checked as it arrives; and of all of them, at the end."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.caps import AROUND_A_SESSION, LONGEST_WAIT, UNASKED
from bot.models import Kind
from bot.workdays import working_day
from tests.year.delivered import Delivered, Reader, ends_at

# From when a letter is claimed to when Slack shows it: a lease, a time-out, and how long Slack takes after one.
GRACE = timedelta(minutes=3)
AFTER_THE_END = {
    Kind.OFFER_CLOSED,
    Kind.THANKS,
    Kind.CERTIFICATE,
    Kind.GO_ON_TOGETHER,
    Kind.FOLLOW_UP,
    Kind.PARTNER_LEFT,
}
TO_WHO_LEFT = {Kind.LEFT, Kind.CERTIFICATE, Kind.HELP_PROGRESS, Kind.HELP_NOTE}
SESSION = {Kind.BOOKING, Kind.BOOKED, *AROUND_A_SESSION}
BEFORE = {Kind.PREPARATION, Kind.ROLE_CARD}


@dataclass
class Promises:
    """`broken`: what was not kept, in words."""

    broken: list[str] = field(default_factory=list)
    shown: Counter[str] = field(default_factory=Counter)
    checked: int = 0
    per_day: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    per_pair: dict[tuple[str, str], list[tuple[datetime, str, bool]]] = field(default_factory=lambda: defaultdict(list))
    reached: dict[tuple[str, str], int] = field(default_factory=dict)

    def check(self, one: Delivered, at: datetime) -> None:
        self.checked += 1
        for fault in self.faults(one, at):
            self.broken.append(f"{at:%a %Y-%m-%d %H:%M} UTC, {one.kind} {one.id}: {fault}")

    def faults(self, one: Delivered, at: datetime) -> Iterator[str]:
        self.shown[one.id] += 1
        if self.shown[one.id] > 1:
            yield "it came twice"
            return
        if one.useful_until and at - GRACE > one.useful_until:
            yield f"it was of use until {one.useful_until}"
        if not one.any_hour and not convenient(one, at):
            yield f"outside of working hours in {[reader.zone for reader in one.readers]}"
        for reader in one.readers:
            yield from self.to_somebody(one, reader, at)
        if one.personal:
            yield from self.too_much(one, one.readers[0], at)
        yield from self.of_the_story(one, at)

    def to_somebody(self, one: Delivered, reader: Reader, at: datetime) -> Iterator[str]:
        if reader.standing != "member":
            yield f"{reader.slack_id} is {reader.standing}"
        if reader.part == "left" and one.kind not in TO_WHO_LEFT and earlier(reader.left_at, at):
            yield f"{reader.slack_id} has left"
        resting = reader.paused_until and local(at - GRACE, reader.zone).date() < reader.paused_until
        if resting and not one.any_hour and one.circle_id is None:
            yield f"{reader.slack_id} is on a break until {reader.paused_until}"

    def too_much(self, one: Delivered, reader: Reader, at: datetime) -> Iterator[str]:
        """Two a day, one of a kind around a session in a week, one besides; and that comes alone."""
        if one.any_hour:
            return
        today, first_date = local(at, reader.zone).date(), one.kind == Kind.BOOKING and one.number == 1
        same_day = [kind for then, kind in self.per_day[reader.id] if local(then, reader.zone).date() == today]
        self.per_day[reader.id].append((at, one.kind))
        if len(same_day) >= 2 and not first_date:
            yield f"came to {reader.slack_id} on that day after {', '.join(same_day)}"
        if one.pair_id and one.kind in {*AROUND_A_SESSION, *UNASKED}:
            yield from self.too_often(one, reader, at, exempt=first_date)

    def too_often(self, one: Delivered, reader: Reader, at: datetime, *, exempt: bool) -> Iterator[str]:
        history = self.per_pair[reader.id, one.pair_id or ""]
        week = [(kind, free) for then, kind, free in history if week_of(then, reader.zone) == week_of(at, reader.zone)]
        history.append((at, one.kind, exempt))
        kinds = [kind for kind, _ in week]
        if one.kind in AROUND_A_SESSION and one.kind in kinds:
            yield f"a second one in that week to {reader.slack_id}"
        if one.kind not in UNASKED or exempt:
            return
        if others := [kind for kind, free in week if kind in UNASKED and not free]:
            yield f"{others} came in that week"
        if at - one.due_at < LONGEST_WAIT and (others := [kind for kind in kinds if kind in AROUND_A_SESSION]):
            yield f"{others} came in that week, and it had not waited"

    def of_the_story(self, one: Delivered, at: datetime) -> Iterator[str]:
        """Signed first, sessions in order, questions after them, and silence after the end."""
        if earlier(one.ended_at, at) and one.kind not in AFTER_THE_END and one.pair_id:
            yield "the pair has ended"
        if one.kind in SESSION and one.number is not None:
            yield from self.of_a_session(one, at)

    def of_a_session(self, one: Delivered, at: datetime) -> Iterator[str]:
        if one.signed_at is None or one.signed_at > at:
            yield "before both had signed"
        if one.kind in BEFORE and (one.starts_at is None or at - GRACE > one.starts_at):
            yield "the session has begun, or is not in the diary"
        if one.kind == Kind.CHECK_IN and not earlier(ends_at(one), at + GRACE):
            yield "no session has been"
        if one.personal:
            yield from self.in_order(one)

    def in_order(self, one: Delivered) -> Iterator[str]:
        """A session is prepared once the one before it was asked about, or prepared, or is behind them."""
        key, number = (one.readers[0].id, one.pair_id or ""), one.number or 0
        if one.kind in BEFORE and number < self.reached.get(key, 1):
            yield f"session {self.reached[key]} came before it"
        if one.kind in BEFORE:
            self.reached[key] = max(number, self.reached.get(key, 1))


def earlier(moment: datetime | None, at: datetime) -> bool:
    """Surely before: not within the time that a letter is under way."""
    return moment is not None and moment < at - GRACE


def convenient(one: Delivered, at: datetime) -> bool:
    """In everybody's working hours, or they were when it was claimed; in the first one's where theirs never meet."""
    zones = [reader.zone for reader in one.readers]
    if any(all(open_there(moment, zone) for zone in zones) for moment in (at, at - GRACE)):
        return True
    return any(open_there(moment, zones[0]) for moment in (at, at - GRACE)) and not ever_meet(tuple(zones), at.date())


@cache
def ever_meet(zones: tuple[str, ...], day: date) -> bool:
    """Within four weeks from that day on, looked at every quarter of an hour."""
    begins = datetime.combine(day, time(0), UTC)
    quarters = (begins + timedelta(minutes=15 * number) for number in range(28 * 96))
    return any(all(open_there(moment, zone) for zone in zones) for moment in quarters)


def open_there(moment: datetime, zone: str) -> bool:
    there = local(moment, zone)
    return time(9) <= there.time() < time(17) and working_day(there.date(), zone)


def week_of(moment: datetime, zone: str) -> tuple[int, int]:
    return local(moment, zone).isocalendar()[:2]


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(clocks_of(zone))


@cache
def clocks_of(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return ZoneInfo("UTC")
