"""Times that suit two people: zones and what is booked in, proposals out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.hours import CLOSES, DAY, OPENS, at, local_day, zone_of
from bot.workdays import working_day

Interval = tuple[datetime, datetime]

NOTICE = timedelta(hours=48)  # nobody is asked to meet sooner
BEFORE_TARGET = timedelta(days=2)
HALF_HOUR = timedelta(minutes=30)
HORIZON_DAYS = 28
# Working hours first; where two working days never meet, a little more of the morning and the evening each time.
WINDOWS = (
    (OPENS, CLOSES),
    (time(8), time(18)),
    (time(8), time(19)),
    (time(7), time(19)),
    (time(7), time(20)),
    (time(7), time(21)),
)
# Where each proposal would best start in the first person's day: a choice, not the same hour three times.
FAVOURITES = (time(10), time(14), time(11, 30))


@dataclass(frozen=True)
class Wish:
    """What is looked for. `zones`: the leader's, who books, then the mentor's; `busy`: what either has booked."""

    zones: tuple[str, str]
    earliest: datetime
    minutes: int
    busy: tuple[Interval, ...] = ()

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Slot:
    """A time that both can make. `outside_hours`: for one of them before 09:00 or after 17:00."""

    starts_at: datetime
    outside_hours: bool


def earliest(target_at: datetime, now: datetime) -> datetime:
    """Two days before the target, but never within 48 hours from now; on the half hour."""
    return round_up(max(now + NOTICE, target_at - BEFORE_TARGET))


def propose(wish: Wish) -> list[Slot]:
    """Up to three times on different days, soonest first; the same wish gives the same answer.

    Hours are widened only where no working day within four weeks has a time that suits both.
    """
    for number, window in enumerate(WINDOWS):
        if starts := spread(wish, window):
            return [Slot(start, outside_hours=number > 0) for start in starts]
    return []


def spread(wish: Wish, window: tuple[time, time]) -> list[datetime]:
    """The first three days that have a time, and on each the time that is nearest to its favourite."""
    found: list[datetime] = []
    for day in days_from(local_day(wish.earliest, wish.zones[0]), wish.zones[0]):
        favourite = at(day, FAVOURITES[len(found)], wish.zones[0])
        if fitting := [start for start in starts_on(day, wish, window) if fits(start, wish, window)]:
            found.append(min(fitting, key=lambda start: abs(start - favourite)))
        if len(found) == len(FAVOURITES):
            break
    return found


def days_from(first: date, zone: str) -> Iterator[date]:
    for offset in range(HORIZON_DAYS):
        day = first + offset * DAY
        if working_day(day, zone):
            yield day


def starts_on(day: date, wish: Wish, window: tuple[time, time]) -> Iterator[datetime]:
    """Each half hour of the leader's window that day."""
    start, closes = (at(day, clock, wish.zones[0]) for clock in window)
    while start < closes:
        yield start
        start += HALF_HOUR


def fits(start: datetime, wish: Wish, window: tuple[time, time]) -> bool:
    meeting = (start, start + wish.length)
    return (
        start >= wish.earliest
        and all(within(meeting, zone, window) for zone in wish.zones)
        and not any(overlap(meeting, taken) for taken in wish.busy)
    )


def within(meeting: Interval, zone: str, window: tuple[time, time]) -> bool:
    """Inside the window of one working day there."""
    start, end = (moment.astimezone(zone_of(zone)) for moment in meeting)
    return (
        start.date() == end.date()
        and working_day(start.date(), zone)
        and window[0] <= start.time()
        and end.time() <= window[1]
    )


def overlap(one: Interval, other: Interval) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def round_up(moment: datetime) -> datetime:
    """To the next full or half hour."""
    past = timedelta(minutes=moment.minute % 30, seconds=moment.second, microseconds=moment.microsecond)
    return moment + (HALF_HOUR - past if past else past)
