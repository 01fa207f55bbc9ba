"""Waiting in a queue: who comes first is served first."""

import threading
from collections import deque


class Turns:
    """One at a time, in the order of arrival; a turn is handed on, never snatched."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, seconds: float) -> bool:
        """Waits for one's turn; False when it has not come in that time."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        return called.wait(seconds) or not self._gave_up(called)

    def _gave_up(self, called: threading.Event) -> bool:
        """Out of the queue, unless the turn has come at this very moment."""
        with self._lock:
            if called in self._waiting:
                self._waiting.remove(called)
                return True
            return False

    def hand_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
