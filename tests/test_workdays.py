"""Weekends and public holidays, by the country in which a zone lies."""

from datetime import UTC, date, datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.hours import last_call, next_opening, open_at, shared_opening
from bot.workdays import COUNTRIES, country_of, days_off, working_day

MONDAY = date(2026, 3, 2)
WEEK = tuple(MONDAY + timedelta(days=n) for n in range(7))
ZONES = ("UTC", "Europe/Berlin", "Asia/Jakarta", "Africa/Cairo", "Asia/Shanghai", "Asia/Tokyo", "America/New_York")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2031, 12, 31)).map(lambda naive: naive.replace(tzinfo=UTC))


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    """As in a process that has just begun."""
    country_of.cache_clear()
    days_off.cache_clear()


@pytest.mark.parametrize(
    ("zone", "worked"),
    [
        ("Europe/Berlin", "Mon Tue Wed Thu Fri"),
        ("Asia/Jakarta", "Mon Tue Wed Thu Fri"),
        ("Africa/Cairo", "Mon Tue Wed Thu Sun"),
        ("Asia/Jerusalem", "Mon Tue Wed Thu Sun"),
        ("Asia/Dhaka", "Mon Tue Wed Thu Sun"),  # where CLDR still has Saturday and Sunday
        ("Asia/Dubai", "Mon Tue Wed Thu Fri"),  # since 2022
        ("Asia/Hong_Kong", "Mon Tue Wed Thu Fri"),  # by law only Sunday is free: CLDR's weekend counts
        ("UTC", "Mon Tue Wed Thu Fri"),
        ("Mars/Olympus", "Mon Tue Wed Thu Fri"),
    ],
)
def test_the_week_of_a_country(zone: str, worked: str) -> None:
    assert " ".join(day.strftime("%a") for day in WEEK if working_day(day, zone)) == worked


@pytest.mark.parametrize(
    ("day", "zone"),
    [
        (date(2026, 12, 25), "Europe/Berlin"),
        (date(2026, 8, 17), "Asia/Jakarta"),  # independence
        (date(2026, 3, 20), "Africa/Cairo"),  # the end of Ramadan
        (date(2026, 10, 1), "Asia/Shanghai"),  # the first day of a long week
        (date(2026, 10, 7), "Asia/Shanghai"),
        (date(2026, 7, 3), "America/New_York"),  # the Fourth is a Saturday: it is taken on Friday
        (date(2026, 7, 3), "US/Eastern"),  # an old name of the same zone
        (date(2026, 1, 26), "Asia/Calcutta"),
        (date(2026, 4, 6), "Europe/London"),  # Easter Monday, in all but Scotland
        (date(2026, 5, 18), "America/Toronto"),  # Victoria Day, in most provinces
    ],
)
def test_a_public_holiday_is_no_working_day(day: date, zone: str) -> None:
    assert not working_day(day, zone)


@pytest.mark.parametrize(
    ("day", "zone"),
    [
        (date(2026, 12, 25), "UTC"),  # no country, no holidays
        (date(2026, 12, 25), "Asia/Tokyo"),
        (date(2026, 8, 17), "Europe/Berlin"),
        (date(2026, 1, 6), "Europe/Berlin"),  # Epiphany is free in three of the sixteen Länder
        (date(2026, 2, 2), "Asia/Kuala_Lumpur"),  # free in eight of sixteen states
        (date(2026, 3, 31), "America/Los_Angeles"),  # so is Cesar Chavez's day in California alone
    ],
)
def test_what_is_free_elsewhere_or_in_a_part_of_the_country_is_a_working_day(day: date, zone: str) -> None:
    assert working_day(day, zone)


def test_a_saturday_that_a_government_declares_worked_stays_free() -> None:
    assert not working_day(date(2026, 10, 10), "Asia/Shanghai")


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("US/Eastern", "US"),
        ("Asia/Kolkata", "IN"),
        ("UTC", None),
        ("Etc/UTC", None),
        ("", None),
    ],
)
def test_the_country_follows_from_the_zone(zone: str, country: str | None) -> None:
    assert country_of(zone) == country


@settings(deadline=None, max_examples=40)
@given(st.sampled_from(sorted(COUNTRIES)), st.integers(2026, 2035))
def test_every_country_has_its_week_and_works_most_of_the_year(country: str, year: int) -> None:
    assert 52 <= len(days_off(country, year)) < 180


@settings(deadline=None)  # the first question about a year takes a while
@given(moments, st.sampled_from(ZONES))
def test_an_opening_is_on_a_working_day_and_no_working_day_is_passed_over(moment: datetime, zone: str) -> None:
    opening = next_opening(moment, zone)
    assert open_at(opening, zone)
    assert not any(open_at(moment + timedelta(hours=n), zone) for n in range((opening - moment) // timedelta(hours=1)))


@settings(deadline=None)  # the first question about a year takes a while
@given(moments, st.sampled_from(ZONES))
def test_a_last_call_is_on_a_working_day_before(moment: datetime, zone: str) -> None:
    assert open_at(last_call(moment, zone), zone)
    assert last_call(moment, zone) <= moment


def test_what_would_come_on_a_holiday_comes_on_the_day_after_or_before_it() -> None:
    christmas_eve_evening = datetime(2026, 12, 24, 18, tzinfo=UTC)
    assert next_opening(christmas_eve_evening, "Europe/Berlin") == datetime(2026, 12, 28, 8, tzinfo=UTC)
    assert last_call(datetime(2026, 12, 28, 7, tzinfo=UTC), "Europe/Berlin") == datetime(2026, 12, 24, 15, tzinfo=UTC)


def test_two_weekends_have_four_days_in_common() -> None:
    thursday_evening = datetime(2026, 3, 5, 17, tzinfo=UTC)
    assert shared_opening(thursday_evening, ["Africa/Cairo", "Europe/Berlin"]) == datetime(2026, 3, 9, 8, tzinfo=UTC)


def test_a_decision_costs_next_to_nothing_once_the_year_is_known() -> None:
    working_day(MONDAY, "Asia/Jakarta")
    begun = perf_counter()
    for _ in range(10_000):
        working_day(MONDAY, "Asia/Jakarta")
    assert perf_counter() - begun < 1  # a guard against computing the year each time, which takes ten seconds
