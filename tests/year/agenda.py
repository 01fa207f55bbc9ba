"""What is still to happen, by its moment: simulated time jumps from one to the next."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from sqlalchemy.orm import Session

Deed = Callable[[Session, datetime], None]

HOURS = (2, 14)
DAYS = (24, 16 * 24)


class Agenda:
    """Deeds in the order of their moments; two at the same moment in the order in which they were planned."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Deed, int | None]] = []
        self._numbers = count()

    def plan(self, moment: datetime, deed: Deed, group: int | None = None) -> None:
        heappush(self._heap, (moment, next(self._numbers), deed, group))

    @property
    def next_at(self) -> datetime | None:
        return self._heap[0][0] if self._heap else None

    def due(self, now: datetime) -> Iterator[tuple[Deed, int | None]]:
        """Each with the group of people that it is about; None: it is about everybody."""
        while self._heap and self._heap[0][0] <= now:
            _, _, deed, group = heappop(self._heap)
            yield deed, group


class Outages:
    """When the bot does not run: nothing is sent, and whoever presses a button then presses it again later."""

    def __init__(self, rng: Random, begins: datetime, days: int) -> None:
        lengths = [rng.uniform(*HOURS) for _ in range(8)] + [rng.uniform(*DAYS) for _ in range(2)]
        starts = [begins + timedelta(days=rng.uniform(0, days)) for _ in lengths]
        self._spans = [(start, start + timedelta(hours=hours)) for start, hours in zip(starts, lengths, strict=True)]

    def over_at(self, moment: datetime) -> datetime:
        """The moment itself, or when the outage that it falls into is over."""
        for _ in self._spans:
            moment = max([moment, *(end for start, end in self._spans if start <= moment < end)])
        return moment
