"""Simulated time, and processes that stand still in it while others go on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.simulation.chance import Chance, Crash

BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Time:
    """`claims.RealTime`: one clock on the wall and one stopwatch, both moved by what happens."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._wakes = float("inf")
        self.meanwhile: Callable[[float], None] = lambda _: None  # what the others do while somebody stands still

    def wall(self) -> datetime:
        return BEGINS + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def stand_still(self, seconds: float) -> None:
        """Whoever calls is frozen for so long; the others are not. One who freezes meanwhile wakes before it."""
        until, before = min(self.seconds + seconds, self._wakes), self._wakes
        self._wakes = until
        self.meanwhile(until)
        self._wakes, self.seconds = before, max(self.seconds, until)


def misfortune(time: Time, chance: Chance, frozen: float) -> None:
    """At every step the process may be killed, or stand still for up to so many seconds."""
    if chance.strikes(0.03):
        raise Crash
    if chance.strikes(0.02):
        time.stand_still(chance.between(0, frozen))
