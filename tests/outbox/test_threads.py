"""The pool of threads: so many letters are worked on at once, and whoever waits for them is woken by the first."""

import uuid
from collections.abc import Iterator
from datetime import datetime
from threading import Semaphore

import pytest

from bot.outbox.claims import Claim, Due, Ending
from bot.outbox.delivery import Taken
from bot.outbox.dispatcher import Threads
from tests.factories import NOW

SOON = 10.0  # seconds: a guard against hanging, nothing is measured by it
TAKEN = Taken("D1", "1.1")


class Work:
    """Takes until it is let go, one at a time."""

    def __init__(self) -> None:
        self.begun = Semaphore(0)
        self.let_go = Semaphore(0)
        self.told: list[datetime] = []

    def __call__(self, _claim: Claim, now: datetime) -> Ending:
        self.told.append(now)
        self.begun.release()
        self.let_go.acquire(timeout=SOON)
        return TAKEN


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work()
    yield work
    work.let_go.release(100)


def claim() -> Claim:
    due = Due("T0RM", uuid.uuid4(), "note", 0, unsure=False, personal=True, conversation="D1")
    return Claim(due, 1, 0.0)


def test_so_many_are_worked_on_at_once_and_no_more(work: Work) -> None:
    threads = Threads(2)
    going = [threads.submit(work, claim(), NOW) for _ in range(3)]
    assert all(work.begun.acquire(timeout=SOON) for _ in range(2))
    assert not work.begun.acquire(timeout=0.1)
    work.let_go.release(3)
    assert [future.result(SOON) for future in going] == [TAKEN] * 3
    assert work.told == [NOW] * 3


def test_whoever_waits_goes_on_when_the_first_has_ended(work: Work) -> None:
    threads = Threads(2)
    going = [threads.submit(work, claim(), NOW) for _ in range(2)]
    work.let_go.release()
    threads.wait(going, None)
    assert sum(future.done() for future in going) == 1


def test_whoever_waits_goes_on_when_nothing_ends_for_so_long(work: Work) -> None:
    threads = Threads(1)
    going = threads.submit(work, claim(), NOW)
    threads.wait([going], 0.05)
    assert not going.done()
