"""How often the app may call: Slack's limits by method and by conversation, counted as strictly as they are written."""

import math
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sandbox.errors import SlackError

TIER_1, TIER_2, TIER_3, TIER_4, HUNDREDS = 1, 20, 50, 100, 300
A_MINUTE: Mapping[str, int] = {
    "api.test": TIER_4,
    "auth.test": HUNDREDS,
    "apps.connections.open": TIER_1,
    "chat.postMessage": HUNDREDS,
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "conversations.open": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.members": TIER_4,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
    "views.publish": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.completeUploadExternal": TIER_4,
}
SHOWN = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update", "files.completeUploadExternal"})
MINUTE = 60.0
CONVERSATION = 8, 5.0  # about one message a second; a few at once are let through


class RateLimited(SlackError):
    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


@dataclass
class Window:
    """At most so many calls in any so many seconds; one too many closes it for as long as is told then."""

    calls: int
    seconds: float
    counted: deque[float] = field(default_factory=deque)
    closed_until: float = float("-inf")

    def check(self, now: float) -> None:
        while self.counted and self.counted[0] <= now - self.seconds:
            self.counted.popleft()
        if now < self.closed_until:
            raise RateLimited(math.ceil(self.closed_until - now))
        if len(self.counted) >= self.calls:
            wait = max(1, math.ceil(self.counted[0] + self.seconds - now))
            self.closed_until = now + wait
            raise RateLimited(wait)


class Rates:
    """Of one workspace. A method that is not named may be called as often as one likes; so may all by default."""

    def __init__(
        self, a_minute: Mapping[str, int] | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.taken: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._methods = {method: Window(calls, MINUTE) for method, calls in (a_minute or {}).items()}
        self._conversations: defaultdict[str, Window] = defaultdict(lambda: Window(*CONVERSATION))

    @classmethod
    def published(cls, monotonic: Callable[[], float] = time.monotonic) -> "Rates":
        return cls(A_MINUTE, monotonic)

    def count(self, method: str, conversation: str) -> None:
        """Raises RateLimited; a call that is refused counts nowhere else."""
        with self._lock:
            now = self._monotonic()
            windows = list(self._windows(method, conversation))
            try:
                for window in windows:
                    window.check(now)
            except RateLimited:
                self.refused[method] += 1
                raise
            for window in windows:
                window.counted.append(now)
            self.taken[method] += 1

    def _windows(self, method: str, conversation: str) -> Iterator[Window]:
        if method in self._methods:
            yield self._methods[method]
            if method in SHOWN and conversation:
                yield self._conversations[conversation]
