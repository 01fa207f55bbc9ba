"""Working hours: weekends, and the nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hours import at, last_call, local_day, next_opening, open_at, shared_opening, zone_of

ZONES = ("UTC", "Europe/Berlin", "Asia/Jakarta", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda naive: naive.replace(tzinfo=UTC))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("moment", "zone", "opening"),
    [
        (utc(2026, 3, 2, 8, 59), "UTC", utc(2026, 3, 2, 9)),
        (utc(2026, 3, 2, 9), "UTC", utc(2026, 3, 2, 9)),
        (utc(2026, 3, 2, 16, 59), "UTC", utc(2026, 3, 2, 16, 59)),
        (utc(2026, 3, 2, 17), "UTC", utc(2026, 3, 3, 9)),
        (utc(2026, 3, 6, 17), "UTC", utc(2026, 3, 9, 9)),  # Friday evening
        (utc(2026, 3, 7, 12), "UTC", utc(2026, 3, 9, 9)),  # Saturday
        (utc(2026, 3, 2, 10), "Asia/Jakarta", utc(2026, 3, 3, 2)),  # 17:00 there
        (utc(2026, 3, 8, 23), "Asia/Tokyo", utc(2026, 3, 9, 0)),  # Monday already
        (utc(2026, 3, 27, 18), "Europe/Berlin", utc(2026, 3, 30, 7)),  # the clocks go forward in between
        (utc(2026, 10, 23, 18), "Europe/Berlin", utc(2026, 10, 26, 8)),  # and back
    ],
)
def test_the_next_opening(moment: datetime, zone: str, opening: datetime) -> None:
    assert next_opening(moment, zone) == opening


@pytest.mark.parametrize(
    ("moment", "call"),
    [
        (utc(2026, 3, 3, 10), utc(2026, 3, 3, 10)),
        (utc(2026, 3, 3, 8), utc(2026, 3, 2, 16)),
        (utc(2026, 3, 3, 17), utc(2026, 3, 3, 16)),  # closed since this moment
        (utc(2026, 3, 3, 20), utc(2026, 3, 3, 16)),
        (utc(2026, 3, 2, 8), utc(2026, 2, 27, 16)),  # Monday morning: on Friday
        (utc(2026, 3, 8, 20), utc(2026, 3, 6, 16)),  # Sunday evening: on Friday
    ],
)
def test_the_last_call_before_a_moment(moment: datetime, call: datetime) -> None:
    assert last_call(moment, "UTC") == call


def test_the_last_call_is_counted_by_the_readers_clock() -> None:
    """At noon it is 19:00 in Jakarta, and 16:00 there was three hours ago."""
    assert last_call(utc(2026, 3, 3, 12), "Asia/Jakarta") == utc(2026, 3, 3, 9)


@settings(deadline=None)  # the first question about a year takes a while
@given(moments, st.sampled_from(ZONES))
def test_an_opening_is_never_early_and_always_open(moment: datetime, zone: str) -> None:
    opening = next_opening(moment, zone)
    assert open_at(opening, zone)
    assert timedelta(0) <= opening - moment < timedelta(days=12)  # a weekend and a few holidays


@settings(deadline=None)  # the first question about a year takes a while
@given(moments, st.sampled_from(ZONES))
def test_a_last_call_is_open_and_never_late(moment: datetime, zone: str) -> None:
    call = last_call(moment, zone)
    assert open_at(call, zone)
    assert timedelta(0) <= moment - call < timedelta(days=12)  # a weekend and a few holidays


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.times(), st.sampled_from(ZONES))
def test_a_local_time_is_the_moment_at_which_the_clock_shows_it_or_has_passed_it(
    day: date, clock: time, zone: str
) -> None:
    local = at(day, clock.replace(microsecond=0), zone).astimezone(zone_of(zone))
    late = local.replace(tzinfo=None) - datetime.combine(day, clock.replace(microsecond=0))
    assert timedelta(0) <= late <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "moment"),
    [
        (date(2026, 3, 29), time(1, 59, 59), "Europe/Berlin", utc(2026, 3, 29, 0, 59, 59)),
        (date(2026, 3, 29), time(2, 0), "Europe/Berlin", utc(2026, 3, 29, 1)),  # does not exist: 03:00
        (date(2026, 3, 29), time(2, 30), "Europe/Berlin", utc(2026, 3, 29, 1)),
        (date(2026, 3, 29), time(2, 59, 59), "Europe/Berlin", utc(2026, 3, 29, 1)),
        (date(2026, 3, 29), time(3, 0), "Europe/Berlin", utc(2026, 3, 29, 1)),
        (date(2026, 10, 25), time(2, 30), "Europe/Berlin", utc(2026, 10, 25, 0, 30)),  # twice: the first
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", utc(2026, 10, 3, 15, 30)),  # half an hour
        (date(2011, 12, 30), time(9), "Pacific/Apia", utc(2011, 12, 30, 10)),  # a day that was left out
    ],
)
def test_a_local_time_on_the_night_of_a_change(day: date, clock: time, zone: str, moment: datetime) -> None:
    assert at(day, clock, zone) == moment


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "\0", "Europe"])
def test_a_zone_that_nobody_knows_counts_as_utc(name: str) -> None:
    assert zone_of(name).key == "UTC"
    assert next_opening(utc(2026, 3, 2, 10), name) == utc(2026, 3, 2, 10)


def test_the_same_moment_is_another_day_elsewhere() -> None:
    moment = utc(2026, 3, 2, 20)
    assert (local_day(moment, "UTC"), local_day(moment, "Asia/Tokyo")) == (date(2026, 3, 2), date(2026, 3, 3))


@pytest.mark.parametrize(
    ("moment", "zones", "opening"),
    [
        (
            datetime(2026, 3, 2, 10, tzinfo=UTC),
            ["Europe/London", "Europe/Berlin"],
            datetime(2026, 3, 2, 10, tzinfo=UTC),
        ),
        (datetime(2026, 3, 2, 2, tzinfo=UTC), ["Asia/Jakarta", "Europe/Berlin"], datetime(2026, 3, 2, 8, tzinfo=UTC)),
        (datetime(2026, 3, 6, 12, tzinfo=UTC), ["Asia/Jakarta", "Europe/Berlin"], datetime(2026, 3, 9, 8, tzinfo=UTC)),
        (
            datetime(2026, 3, 7, 12, tzinfo=UTC),
            ["Asia/Jakarta", "America/New_York"],
            datetime(2026, 3, 9, 2, tzinfo=UTC),
        ),
    ],
    ids=["both at work", "the other still sleeps", "after the last of both", "days that never meet: the first one's"],
)
def test_an_opening_for_everybody(moment: datetime, zones: list[str], opening: datetime) -> None:
    assert shared_opening(moment, zones) == opening
