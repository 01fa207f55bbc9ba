"""When the letters around a session are due: its date and a zone in, moments out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.hours import DAY, OPENS, at, last_call, local_day, next_opening
from bot.workdays import working_day

CHECK_IN_AFTER = timedelta(hours=2)  # after the end
CHECK_IN_DAYS = 5  # working days in which the question still helps


@dataclass(frozen=True)
class Lead:
    """How long before a session a letter is wanted, by when it must be there, and when it is of no use any more."""

    wanted: timedelta
    at_latest: timedelta
    useless: timedelta


ROLE_CARD = Lead(timedelta(hours=1), timedelta(hours=1), timedelta(0))


def preparation(hours: int) -> Lead:
    """With less than a day to go nobody can prepare: a letter for Monday comes on Friday."""
    wanted = timedelta(hours=hours)
    return Lead(wanted, min(wanted, DAY), min(wanted / 2, timedelta(hours=2)))


def due_before(starts_at: datetime, lead: Lead, zone: str, now: datetime) -> datetime | None:
    """In working hours there; None where no working hour is left in which it would help.

    What would come too late at the next opening moves back to the last working day before, at 16:00.
    """
    wanted = starts_at - lead.wanted
    due = next_opening(wanted, zone)
    if due > starts_at - lead.at_latest:
        due = last_call(wanted, zone)
    due = next_opening(max(due, now), zone)
    return due if due < starts_at - lead.useless else None


def useful_until(starts_at: datetime, lead: Lead, due: datetime, zone: str) -> datetime:
    """Until the session starts; a letter close to it, which says "today" or "tomorrow", no longer than that day."""
    if lead.wanted > DAY:
        return starts_at
    return min(starts_at, at(local_day(due, zone) + DAY, time(0), zone))


def check_in_due(ends_at: datetime, zone: str) -> datetime:
    return next_opening(ends_at + CHECK_IN_AFTER, zone)


def working_days_later(moment: datetime, days: int, zone: str) -> datetime:
    """That many working days there; the hour is kept as hours pass, not as a clock shows it."""
    while days:
        moment += DAY
        days -= working_day(local_day(moment, zone), zone)
    return moment


def week_of(moment: datetime, zone: str) -> tuple[int, int]:
    """The ISO year and week there."""
    year, week, _ = local_day(moment, zone).isocalendar()
    return year, week


def week_after(moment: datetime, zone: str) -> datetime:
    """The first opening of the next ISO week there."""
    day = local_day(moment, zone)
    return at(day + (7 - day.weekday()) * DAY, OPENS, zone)
