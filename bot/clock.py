"""Time, lent to whoever needs it: the programme's, which a rehearsal can move, and the real one of leases and waits."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def real_time() -> datetime:
    return datetime.now(UTC)


class MachineTime:
    """The machine's own time."""

    def wall(self) -> datetime:
        return real_time()

    def monotonic(self) -> float:
        """Seconds on a stopwatch that no change of the clock touches."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


REAL = MachineTime()
