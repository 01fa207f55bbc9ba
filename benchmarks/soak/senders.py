"""Senders: processes that run the bot as `python -m bot` does, and what is done to them."""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from benchmarks.soak.plan import Blow
from bot.__main__ import main

# Forked from a process that has imported the bot: two hundred starts would take longer than all the rest.
FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([__name__])
PATIENCE = 30.0
LAST_WORDS = 20  # lines


class Died(Exception):
    """A sender ended by itself, or did not come to an end."""


def serve(env: dict[str, str], log: str) -> None:
    """What the process does."""
    os.environ.clear()
    os.environ.update(env)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for standard in (1, 2):
        os.dup2(file, standard)
    sys.exit(main([]))


@dataclass
class Sender:
    """One place in the crew; its process changes when it is killed."""

    env: dict[str, str]
    log: Path
    process: ForkServerProcess = field(init=False)
    began: float = field(init=False)
    frozen_until: float | None = None

    def __post_init__(self) -> None:
        self.start()

    @property
    def age(self) -> float:
        """Seconds since its process was started."""
        return time.monotonic() - self.began

    def start(self) -> None:
        self.process = FORKING.Process(target=serve, args=(self.env, str(self.log)), daemon=True)
        self.process.start()
        self.began = time.monotonic()

    def kill(self) -> None:
        self.process.kill()
        self.process.join(PATIENCE)
        self.start()

    def freeze(self, seconds: float) -> None:
        self.signal(signal.SIGSTOP)
        self.frozen_until = time.monotonic() + seconds

    def wake(self) -> None:
        self.signal(signal.SIGCONT)
        self.frozen_until = None

    def signal(self, number: int) -> None:
        os.kill(int(self.process.pid or 0), number)

    def end(self) -> None:
        self.signal(signal.SIGCONT)
        self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.exitcode is None:
            self.process.kill()


class Crew:
    """All senders: somebody has to go on."""

    def __init__(self, envs: Sequence[dict[str, str]], log: Path) -> None:
        self.log = log
        self.senders = [Sender(env, log) for env in envs]
        self.done: Counter[Blow] = Counter()

    def look_after(self) -> None:
        for sender in self.senders:
            if sender.frozen_until is not None and time.monotonic() >= sender.frozen_until:
                sender.wake()
            if not sender.process.is_alive():
                raise Died(f"a sender ended by itself with {sender.process.exitcode}:\n{self.last_words()}")

    def victim(self, chance: random.Random, blow: Blow, age: float) -> Sender | None:
        """Somebody who runs so many seconds at least; None for now. One is frozen at a time."""
        awake = [sender for sender in self.senders if sender.frozen_until is None]
        if blow == Blow.FREEZE and len(awake) < len(self.senders):
            return None
        old = [sender for sender in awake if sender.age >= age]
        return chance.choice(old) if old else None

    def end(self) -> None:
        for sender in self.senders:
            if sender.process.is_alive():
                sender.end()

    def last_words(self) -> str:
        return "\n".join(self.log.read_text().splitlines()[-LAST_WORDS:]) if self.log.exists() else ""
