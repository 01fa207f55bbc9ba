"""All that happened, in order: what people saw, what the bot called, what went wrong out of sight."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sandbox.errors import Json


@dataclass(frozen=True)
class Entry:
    """One line of the transcript: `people` are the handles of those who see it."""

    at: datetime
    people: tuple[str, ...]
    conversation: str
    author: str
    kind: str
    text: str


@dataclass(frozen=True)
class Call:
    """One call of the Web API by the bot."""

    method: str
    arguments: Json
    answer: Json
    milliseconds: float
    at: datetime


@dataclass(frozen=True)
class Trouble:
    """What a person would at most see as a warning sign; here with its reason."""

    at: datetime
    what: str


Happening = Entry | Call | Trouble


class Journal:
    """Append-only. Subscribers are called under the workspace's lock and must be quick."""

    def __init__(self, lock: threading.RLock) -> None:
        self.happenings: list[Happening] = []
        self.changed = threading.Condition(lock)
        self._subscribers: list[Callable[[Happening], None]] = []

    def add(self, happening: Happening) -> None:
        with self.changed:
            self.happenings.append(happening)
            for tell in self._subscribers:
                tell(happening)
            self.changed.notify_all()

    def subscribe(self, tell: Callable[[Happening], None]) -> None:
        with self.changed:
            self._subscribers.append(tell)

    def wait(self, seconds: float) -> None:
        """Until something happens, at most `seconds`."""
        with self.changed:
            self.changed.wait(seconds)
