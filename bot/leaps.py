"""Notices that the clock was set, so that nothing is sent by a time that may be wrong."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

LOG = logging.getLogger(__name__)
BACK = timedelta(minutes=5)
FORWARD = timedelta(hours=1)


class Watch:
    """Compares the clock with one that nobody can set. A machine that slept looks as if its clock was set, too."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: tuple[datetime, float] | None = None

    def leapt(self, now: datetime) -> bool:
        """Whether the clock has leapt since the last look: then nothing is sent until the next."""
        ticked = self._monotonic()
        leap = timedelta(0)
        if self._last is not None:
            leap = now - self._last[0] - timedelta(seconds=ticked - self._last[1])
        self._last = (now, ticked)
        if -BACK <= leap <= FORWARD:
            return False
        LOG.warning("the clock was set by %d seconds: nothing is sent until the next tick", leap.total_seconds())
        return True
