"""The machine's own time: a wall clock in UTC, and a stopwatch beside it."""

from datetime import UTC, datetime

from bot.clock import REAL, real_time


def test_the_time_on_the_wall_is_this_moment_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= real_time() <= REAL.wall() <= datetime.now(UTC)
    assert REAL.wall().tzinfo is UTC


def test_a_sleep_takes_as_long_as_it_was_asked_to() -> None:
    before = REAL.monotonic()
    REAL.sleep(0.02)
    assert REAL.monotonic() - before >= 0.02
