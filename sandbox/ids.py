"""Ids and time stamps in Slack's shapes, each given out once."""

import itertools
import re
import secrets
import time


class Ids:
    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._last = 0

    def ts(self) -> str:
        """A message's time stamp: real time in microseconds, never the same twice, always later."""
        self._last = max(time.time_ns() // 1000, self._last + 1)
        return f"{self._last // 10**6}.{self._last % 10**6:06d}"

    def new(self, letter: str) -> str:
        return f"{letter}0{next(self._numbers):08d}"

    def short(self) -> str:
        return f"x{next(self._numbers):04x}"

    def highest(self) -> int:
        """A number above all that were given out; it is given to nobody."""
        return next(self._numbers)

    def go_on(self, number: int) -> None:
        """From above this number."""
        self._numbers = itertools.count(number + 1)

    def trigger(self) -> str:
        return f"{next(self._numbers)}.{time.time_ns() // 10**6}.{secrets.token_hex(16)}"


def from_handle(letter: str, handle: str) -> str:
    """U0AYU for ayu: the same in every run."""
    return f"{letter}0{re.sub(r'[^A-Z0-9]', '', handle.upper())}"
