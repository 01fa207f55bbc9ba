"""Waiting in a queue."""

import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from bot.turns import Turns

SOON, AT_ONCE = 5.0, 0.01  # seconds


def queue_up(turns: Turns, names: str, served: list[str]) -> list[threading.Thread]:
    """One after the other, each once the one before is in the queue."""
    threads = []
    for place, name in enumerate(names):
        threads.append(threading.Thread(target=be_served, args=(turns, name, served)))
        threads[-1].start()
        until = monotonic() + SOON
        while len(turns._waiting) <= place and monotonic() < until:
            pass
    return threads


def be_served(turns: Turns, name: str, served: list[str]) -> None:
    if turns.take(SOON):
        served.append(name)
        turns.hand_on()


def test_who_comes_first_is_served_first() -> None:
    turns, served = Turns(), list[str]()
    assert turns.take(AT_ONCE)
    threads = queue_up(turns, "abc", served)
    turns.hand_on()
    assert turns.take(SOON)
    for thread in threads:
        thread.join()
    assert served == ["a", "b", "c"]


def test_who_waits_too_long_goes_without_and_holds_up_nobody() -> None:
    turns = Turns()
    assert turns.take(AT_ONCE)
    assert not turns.take(AT_ONCE)
    turns.hand_on()
    assert turns.take(AT_ONCE)


def test_no_turn_is_lost_where_many_give_up_as_it_comes() -> None:
    turns = Turns()

    def try_briefly(_: int) -> None:
        if turns.take(0.0005):
            turns.hand_on()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(try_briefly, range(2000)))
    assert turns.take(AT_ONCE)


def test_a_turn_that_comes_as_somebody_gives_up_is_theirs() -> None:
    assert not Turns()._gave_up(threading.Event())
