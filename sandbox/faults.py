"""Failures on demand: the next calls of a method go wrong in a chosen way."""

import threading
from dataclasses import dataclass


@dataclass(eq=False, kw_only=True)
class Fault:
    """`took_it`: Slack carried the call out, only its answer is wrong, late or lost."""

    method: str
    error: str | None = None
    http: int | None = None
    retry_after: int | None = None
    drop_before: bool = False
    drop_after: bool = False
    delay: float = 0.0
    took_it: bool = False
    times: int = 1

    @property
    def drops(self) -> bool:
        return self.drop_before or self.drop_after

    @property
    def answers_itself(self) -> bool:
        return bool(self.error or self.http or self.retry_after is not None)

    @property
    def word(self) -> str:
        """Slack's name for it."""
        return self.error or ("internal_error" if self.retry_after is None else "ratelimited")

    @property
    def carries_out(self) -> bool:
        return self.took_it or self.drop_after or not (self.answers_itself or self.drops)


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The oldest fault for this method, one use less."""
        with self._lock:
            for fault in self._waiting:
                if fault.method in (method, "*"):
                    fault.times -= 1
                    self._waiting = [left for left in self._waiting if left.times > 0]
                    return fault
        return None
