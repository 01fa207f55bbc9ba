"""A clock that is set holds up the sender for one tick."""

import logging
from datetime import timedelta

import pytest

from bot.leaps import Watch
from tests.factories import NOW


@pytest.mark.parametrize(
    ("seconds", "leapt"),
    [
        (2, False),
        (-300 + 2, False),
        (-301 + 2, True),
        (3600 + 2, False),
        (3601 + 2, True),
        (-3600, True),  # an hour back, as where summer time was set by hand
        (-86_400, True),
        (86_400, True),
    ],
)
def test_a_leap_is_more_than_five_minutes_back_or_an_hour_ahead(seconds: int, leapt: bool) -> None:
    ticks = iter((100.0, 102.0))
    watch = Watch(lambda: next(ticks))
    assert not watch.leapt(NOW)
    assert watch.leapt(NOW + timedelta(seconds=seconds)) is leapt


def test_after_one_tick_it_is_believed_and_the_log_tells_of_it(caplog: pytest.LogCaptureFixture) -> None:
    ticks = iter(range(0, 100, 2))
    watch = Watch(lambda: float(next(ticks)))
    moments = [NOW, NOW - timedelta(days=1), NOW - timedelta(days=1) + timedelta(seconds=2)]
    with caplog.at_level(logging.WARNING):
        assert [watch.leapt(moment) for moment in moments] == [False, True, False]
    assert [record.getMessage() for record in caplog.records] == [
        "the clock was set by -86402 seconds: nothing is sent until the next tick"
    ]


def test_a_long_pause_between_two_ticks_is_no_leap() -> None:
    ticks = [0.0, 86_400.0, 90_000.0]
    lent = iter(ticks)
    watch = Watch(lambda: next(lent))
    assert not any(watch.leapt(NOW + timedelta(seconds=tick)) for tick in ticks)
