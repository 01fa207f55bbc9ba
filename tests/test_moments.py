"""When the letters around a session are due."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.moments import (
    ROLE_CARD,
    Lead,
    check_in_due,
    due_before,
    preparation,
    useful_until,
    week_after,
    week_of,
    working_days_later,
)

PREPARATION = preparation(48)
LONG_AGO = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


def march(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """Of 2026: the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts_at", "due"),
    [
        (march(5), march(3)),  # Thursday at ten: Tuesday at ten
        (march(5, 19), march(4, 9)),  # in the evening: 19:00 two days before is after hours, so the next morning
        (march(9), march(6, 16)),  # Monday: on Monday it would be too late, so Friday at four
        (march(10), march(9, 9)),  # Tuesday at ten: Monday morning still leaves a day
        (march(10, 9), march(9, 9)),  # Tuesday at nine: to the minute
        (march(10, 8), march(6, 16)),  # Tuesday at eight: Monday morning does not
    ],
)
def test_preparation_comes_two_days_before_in_working_hours(starts_at: datetime, due: datetime) -> None:
    assert due_before(starts_at, PREPARATION, "UTC", LONG_AGO) == due


@pytest.mark.parametrize(("hours", "due"), [(1, march(12, 13)), (24, march(11, 14)), (72, march(9, 14))])
def test_preparation_comes_as_early_as_the_playbook_wants(hours: int, due: datetime) -> None:
    assert due_before(march(12, 14), preparation(hours), "UTC", LONG_AGO) == due


@pytest.mark.parametrize(
    ("starts_at", "due"),
    [
        (march(5, 14), march(5, 13)),
        (march(5, 10), march(5, 9)),
        (march(5, 9), march(4, 16)),  # an hour before is before hours: the afternoon before
        (march(9, 9, 30), march(6, 16)),  # Monday: Friday
        (march(5, 20), march(5, 16)),  # in the evening: the same day at four
    ],
)
def test_a_role_card_comes_an_hour_before_or_the_working_day_before(starts_at: datetime, due: datetime) -> None:
    assert due_before(starts_at, ROLE_CARD, "UTC", LONG_AGO) == due


@pytest.mark.parametrize("lead", [PREPARATION, ROLE_CARD])
def test_the_hour_is_counted_in_the_readers_zone(lead: Lead) -> None:
    """09:00 in Jakarta is 02:00 in London: to the reader in Jakarta it is a morning like any other."""
    due = due_before(march(5, 2), lead, "Asia/Jakarta", LONG_AGO)
    assert due is not None
    assert due.astimezone(UTC) == (march(3, 2) if lead is PREPARATION else march(4, 9))


def test_what_was_booked_late_is_prepared_at_once() -> None:
    assert due_before(march(5), PREPARATION, "UTC", march(4, 11)) == march(4, 11)


def test_what_was_booked_at_night_is_prepared_in_the_morning() -> None:
    assert due_before(march(5, 14), PREPARATION, "UTC", march(4, 22)) == march(5, 9)


def test_nothing_is_prepared_with_less_than_two_hours_to_go() -> None:
    assert due_before(march(5, 12), PREPARATION, "UTC", march(5, 10)) is None


def test_what_is_prepared_an_hour_before_is_of_no_use_half_an_hour_before() -> None:
    assert due_before(march(5, 12), preparation(1), "UTC", march(5, 11, 29)) == march(5, 11, 29)
    assert due_before(march(5, 12), preparation(1), "UTC", march(5, 11, 30)) is None
    assert due_before(march(5, 12), preparation(48), "UTC", march(5, 9, 59)) == march(5, 9, 59)


def test_no_role_card_comes_when_the_session_has_begun_by_the_next_opening() -> None:
    assert due_before(march(5, 9), ROLE_CARD, "UTC", march(4, 18)) is None


def test_a_role_card_that_says_tomorrow_is_not_sent_tomorrow() -> None:
    assert useful_until(march(5, 9), ROLE_CARD, march(4, 16), "UTC") == march(5, 0)


def test_what_comes_a_day_before_says_tomorrow_and_is_not_sent_tomorrow() -> None:
    assert useful_until(march(5, 14), preparation(24), march(4, 14), "UTC") == march(5, 0)
    assert useful_until(march(5, 14), preparation(25), march(4, 14), "UTC") == march(5, 14)


def test_other_letters_help_until_the_session_starts() -> None:
    assert useful_until(march(5, 14), ROLE_CARD, march(5, 13), "UTC") == march(5, 14)
    assert useful_until(march(9), PREPARATION, march(6, 16), "UTC") == march(9)


def test_the_question_comes_two_hours_after_the_end() -> None:
    assert check_in_due(march(5, 11), "UTC") == march(5, 13)


def test_the_question_after_a_late_session_waits_for_the_morning() -> None:
    assert check_in_due(march(6, 16), "UTC") == march(9, 9)


@pytest.mark.parametrize(("start", "days", "end"), [(2, 0, 2), (2, 4, 6), (2, 5, 9), (6, 1, 9), (4, 5, 11)])
def test_weekends_are_no_working_days(start: int, days: int, end: int) -> None:
    assert working_days_later(march(start), days, "UTC") == march(end)


@pytest.mark.parametrize(
    ("lead", "due"),
    [
        (ROLE_CARD, datetime(2026, 4, 2, 15, 0, tzinfo=UTC)),  # Thursday at four: Friday and Monday are free
        (PREPARATION, datetime(2026, 4, 2, 15, 0, tzinfo=UTC)),
    ],
)
def test_before_a_session_after_easter_a_letter_comes_on_the_last_working_day(lead: Lead, due: datetime) -> None:
    tuesday_at_nine = datetime(2026, 4, 7, 8, 0, tzinfo=UTC)
    assert due_before(tuesday_at_nine, lead, "Europe/London", LONG_AGO) == due


def test_a_holiday_is_no_working_day_in_which_an_answer_is_waited_for() -> None:
    thursday = datetime(2026, 4, 2, 13, 0, tzinfo=UTC)
    assert working_days_later(thursday, 1, "Europe/London") == datetime(2026, 4, 7, 13, 0, tzinfo=UTC)


def test_weeks_are_counted_where_the_reader_is() -> None:
    sunday_night = march(8, 23)
    assert week_of(sunday_night, "UTC") == (2026, 10)
    assert week_of(sunday_night, "Asia/Jakarta") == (2026, 11)


@pytest.mark.parametrize("day", range(2, 9))
def test_the_week_after_opens_on_its_monday(day: int) -> None:
    assert week_after(march(day), "UTC") == march(9, 9)


def test_the_last_week_of_a_year_is_followed_by_the_first() -> None:
    new_year = datetime(2026, 12, 31, 12, 0, tzinfo=UTC)
    assert week_after(new_year, "UTC") - new_year == timedelta(days=3, hours=21)
