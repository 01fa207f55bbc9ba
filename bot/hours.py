"""Working hours: when a message may reach somebody, in their own zone."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.workdays import working_day

OPENS = time(9)
CLOSES = time(17)
LAST_CALL = time(16)  # where a letter goes that would come too late next morning
DAY = timedelta(days=1)
SEARCHED = timedelta(days=28)  # four weeks hold every combination of weekends, and the longest holidays besides
SECOND = timedelta(seconds=1)


@lru_cache(maxsize=1024)  # a name that nobody knows would be looked for in every folder each time
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone; UTC where Slack's name is unknown here."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def open_at(moment: datetime, zone: str) -> bool:
    local = moment.astimezone(zone_of(zone))
    return working_day(local.date(), zone) and OPENS <= local.time() < CLOSES


def next_opening(moment: datetime, zone: str) -> datetime:
    """The moment itself inside working hours, else the next 09:00 of a working day."""
    if open_at(moment, zone):
        return moment
    local = moment.astimezone(zone_of(zone))
    day = local.date() if local.time() < OPENS else local.date() + DAY
    return at(working_day_from(day, zone), OPENS, zone)


def shared_opening(moment: datetime, zones: Sequence[str]) -> datetime:
    """The next moment at which everybody works; where their days never meet, the first one's next opening."""
    found = moment
    while found - moment < SEARCHED:
        opening = max(next_opening(found, zone) for zone in zones)
        if opening == found:
            return found
        found = opening
    return next_opening(moment, zones[0])


def last_call(moment: datetime, zone: str) -> datetime:
    """The moment itself inside working hours, else 16:00 of the working day before: for what must precede something."""
    if open_at(moment, zone):
        return moment
    local = moment.astimezone(zone_of(zone))
    day = local.date()
    if local.time() < CLOSES or not working_day(day, zone):
        day = previous_working_day(day, zone)
    return at(day, LAST_CALL, zone)


def working_day_from(day: date, zone: str) -> date:
    """The day itself if people work there on it, else the next on which they do."""
    while not working_day(day, zone):
        day += DAY
    return day


def previous_working_day(day: date, zone: str) -> date:
    day -= DAY
    while not working_day(day, zone):
        day -= DAY
    return day


def at(day: date, clock: time, zone: str) -> datetime:
    """That local time as a moment in UTC; in a gap the first instant after it, in an overlap the first."""
    wall = datetime.combine(day, clock, zone_of(zone))
    moment, other = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return moment if moment <= other else end_of_gap(other, moment, zone)  # 02:30 does not exist that night


def end_of_gap(before: datetime, after: datetime, zone: str) -> datetime:
    """The moment between the two at which the clocks go forward."""
    offset = after.astimezone(zone_of(zone)).utcoffset()
    seconds = range((after - before) // SECOND)
    return before + SECOND * bisect_left(
        seconds, offset, key=lambda n: (before + SECOND * n).astimezone(zone_of(zone)).utcoffset()
    )


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(zone_of(zone)).date()
