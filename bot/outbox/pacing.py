"""How soon Slack may be called again: a token bucket for each method of a workspace and for each conversation."""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

# Calls a minute of each method, by app and workspace: docs.slack.dev/apis/web-api/rate-limits (tier 1: 1, 2: 20, 3: 50,
# 4: 100), with the tiers from the table in Slack's own Java client (MethodsRateLimits). Of chat.postMessage Slack says
# "several hundred", of auth.test "hundreds".
TIERS: Mapping[str, int] = {
    "apps.connections.open": 1,
    "auth.test": 300,
    "chat.postMessage": 300,
    "chat.update": 50,
    "conversations.history": 50,
    "conversations.open": 50,
    "files.completeUploadExternal": 100,
    "files.getUploadURLExternal": 100,
    "users.info": 100,
    "views.open": 100,
    "views.publish": 100,
    "views.push": 100,
    "views.update": 100,
}
IN_A_CONVERSATION = frozenset({"chat.postMessage", "chat.update", "files.completeUploadExternal"})
GRAIN = 1e-6  # a shorter wait is none: a clock's seconds are rounded
LEEWAY = 0.5  # seconds by which calls may arrive closer together than they were made
FEW = 1024  # so many buckets are kept without looking which are full again


@dataclass(frozen=True)
class Rate:
    """`every` so many seconds one call, and `burst` at once after a rest."""

    every: float
    burst: int


CONVERSATION = Rate(every=1.0, burst=2)


def rate_of(a_minute: int) -> Rate:
    """Never more than `a_minute` in any sixty seconds, the burst included.

    A hundredth comes at once after a rest. One call more than the limit takes a minute and the leeway.
    """
    burst = max(1, a_minute // 100)
    return Rate((60 + LEEWAY) / (a_minute + 1 - burst), burst)


Bucket = tuple[str, str]  # a workspace, and a method or a conversation in it


class Pace:
    """May be shared by threads; whoever asks and then spends must be alone in doing so."""

    def __init__(self, tiers: Mapping[str, int], monotonic: Callable[[], float]) -> None:
        self._rates = {method: rate_of(a_minute) for method, a_minute in tiers.items()}
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._full_at: dict[Bucket, float] = {}  # a bucket that is not in here is full
        self._many = FEW

    def __len__(self) -> int:
        """How many buckets it remembers."""
        return len(self._full_at)

    def wait(self, workspace_id: str, methods: Collection[str], channel: str | None) -> float:
        """Seconds until each of these methods may be called once; 0.0: now. No channel: it is not opened yet."""
        with self._lock:
            now = free_at = self._monotonic()
            for bucket, rate in self._drawn(workspace_id, methods, channel):
                free_at = max(free_at, self._full_at.get(bucket, now) - (rate.burst - 1) * rate.every)
        return free_at - now if free_at - now > GRAIN else 0.0

    def spend(self, workspace_id: str, methods: Collection[str], channel: str | None) -> None:
        """They are being called, whether it was time or not."""
        with self._lock:
            now = self._monotonic()
            for bucket, rate in self._drawn(workspace_id, methods, channel):
                self._full_at[bucket] = max(self._full_at.get(bucket, now), now) + rate.every
            self._forget_full(now)

    def close(self, workspace_id: str, methods: Collection[str], seconds: float) -> None:
        """Slack answered 429: nothing before Retry-After, and then no burst, since Slack has counted otherwise."""
        with self._lock:
            for bucket, rate in self._drawn(workspace_id, methods, None):
                empty = self._monotonic() + seconds + (rate.burst - 1) * rate.every
                self._full_at[bucket] = max(self._full_at.get(bucket, empty), empty)

    def _drawn(self, workspace_id: str, methods: Collection[str], channel: str | None) -> Iterator[tuple[Bucket, Rate]]:
        for method in methods:
            yield (workspace_id, method), self._rates[method]
        if channel is not None and not IN_A_CONVERSATION.isdisjoint(methods):
            yield (workspace_id, channel), CONVERSATION

    def _forget_full(self, now: float) -> None:
        """Looks through all of them when they have become twice as many, so that it costs each call next to nothing."""
        if len(self._full_at) > self._many:
            self._full_at = {bucket: full_at for bucket, full_at in self._full_at.items() if full_at > now}
            self._many = max(FEW, 2 * len(self._full_at))
