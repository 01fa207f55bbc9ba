"""The programme's time: lent to whoever needs it, so that a rehearsal can move it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def real_time() -> datetime:
    return datetime.now(UTC)
