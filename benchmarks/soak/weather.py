"""Slack on a bad day: answers that get lost, come late or say 5xx, by chance and by seed."""

import random
from collections import Counter
from threading import Lock
from typing import Any

from benchmarks.soak.plan import Plan
from sandbox.faults import Fault, Faults

POST, HISTORY, OPEN = "chat.postMessage", "conversations.history", "conversations.open"
DROPPED, DELAYED, LATE = "dropped after it was taken", "answered too late", "taken after the bot gave up"
BEFORE, AFTER, LIMITED, LOST = "5xx, not taken", "5xx, but taken", "429", "dropped before it was taken"

# Of a hundred calls. What opens a conversation fails seldom, since it is then tried again only after two minutes.
CHANCES: dict[str, dict[str, float]] = {
    POST: {DROPPED: 10, DELAYED: 3, LATE: 2, BEFORE: 2.5, AFTER: 2.5, LIMITED: 1},
    HISTORY: {LIMITED: 3, BEFORE: 3, LOST: 3, DELAYED: 1},
    OPEN: {BEFORE: 0.2, DROPPED: 0.2},
}


class Weather(Faults):
    """Decides each call's fate; counts what it did."""

    def __init__(self, plan: Plan, chance: random.Random) -> None:
        super().__init__()
        self._plan = plan
        self._chance = chance
        self._guard = Lock()
        self.calls: Counter[str] = Counter()
        self.fates: Counter[str] = Counter()

    def take(self, method: str) -> Fault | None:
        with self._guard:
            self.calls[method] += 1
            fate = self._fate(CHANCES.get(method, {}))
            if fate is None:
                return None
            if method == POST:
                self.fates[fate] += 1
            return Fault(method=method, **self._how(fate))

    def _fate(self, chances: dict[str, float]) -> str | None:
        roll = self._chance.uniform(0, 100)
        for fate, chance in chances.items():
            roll -= chance
            if roll < 0:
                return fate
        return None

    def _how(self, fate: str) -> dict[str, Any]:
        delay = self._plan.timeout + self._chance.uniform(0.1, self._plan.late)
        how: dict[str, dict[str, Any]] = {
            DROPPED: {"drop_after": True},
            LOST: {"drop_before": True},
            DELAYED: {"delay": delay, "took_it": True},
            LATE: {"delay": delay},
            BEFORE: {"http": self._chance.choice((500, 502, 503)), "error": "internal_error"},
            AFTER: {"http": 500, "error": "internal_error", "took_it": True},
            LIMITED: {"retry_after": 1},
        }
        return how[fate]

    def __str__(self) -> str:
        told = ", ".join(f"{count:,} {fate}" for fate, count in self.fates.most_common())
        return f"{self.calls[POST]:,} posts ({told}), {self.calls[HISTORY]:,} looks into a history"
