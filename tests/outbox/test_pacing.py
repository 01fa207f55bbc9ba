"""How soon Slack may be called again: never beyond its limits, never later than need be."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.outbox.pacing import CONVERSATION, FEW, LEEWAY, TIERS, Pace, rate_of

POST = ("chat.postMessage",)
UPDATE = ("chat.update",)
FIRST = ("conversations.open", "chat.postMessage")

limits = st.integers(1, 600)
unhurried = settings(max_examples=50, deadline=None)
pauses = st.lists(st.integers(0, 5_000).map(lambda thousandths: thousandths / 1000), max_size=120)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def paced(clock: Clock, **a_minute: int) -> Pace:
    """The published tiers; posts and updates as told."""
    changes = {f"chat.{method}": limit for method, limit in a_minute.items()}
    return Pace({**TIERS, **changes}, clock)


def calls(pace: Pace, clock: Clock, pauses: Sequence[float], methods: Sequence[str] = POST) -> list[float]:
    """When somebody calls who takes a pause after each call and then waits as long as told."""
    made = []
    for pause in pauses:
        clock.now += pause
        clock.now += pace.wait("T1", methods, None)
        pace.spend("T1", methods, None)
        made.append(clock.now)
    return made


def most_within(seconds: float, made: Sequence[float]) -> int:
    return max((bisect_right(made, start + seconds) - number for number, start in enumerate(made)), default=0)


@unhurried
@given(limits, pauses)
@example(1, [0.0] * 3)
@example(300, [0.0] * 700)
@example(300, [0.0] * 3 + [30.0] + [0.0] * 700)
def test_no_minute_has_more_calls_than_the_limit(limit: int, pauses: list[float]) -> None:
    """Nor if the first of them are delayed on the way and the last are not: Slack counts when they arrive."""
    clock = Clock()
    assert most_within(60 + LEEWAY - 1e-6, calls(paced(clock, postMessage=limit), clock, pauses)) <= limit


@pytest.mark.parametrize(("a_minute", "burst"), [(1, 1), (50, 1), (199, 1), (200, 2), (300, 3)])
def test_a_hundredth_comes_at_once_after_a_rest_and_always_one(a_minute: int, burst: int) -> None:
    assert rate_of(a_minute).burst == burst


@unhurried
@given(st.integers(50, 600))
def test_whoever_never_rests_gets_97_in_a_hundred_of_the_limit(limit: int) -> None:
    clock = Clock()
    made = calls(paced(clock, postMessage=limit), clock, [0.0] * 3 * limit)
    assert len(made) / made[-1] * 60 >= 0.97 * limit


@unhurried
@given(limits, pauses)
def test_nobody_waits_longer_than_the_bucket_takes_to_drip(limit: int, pauses: list[float]) -> None:
    """Beside a bucket with tokens in it, counted in fractions."""
    clock, rate = Clock(), rate_of(limit)
    pace = paced(clock, postMessage=limit)
    tokens, last, every = Fraction(rate.burst), Fraction(0), Fraction(rate.every)
    for pause in pauses:
        clock.now += pause
        now = Fraction(clock.now)
        tokens, last = min(Fraction(rate.burst), tokens + (now - last) / every), now
        needed = float(max(Fraction(0), 1 - tokens) * every)
        assert pace.wait("T1", POST, None) == pytest.approx(needed, abs=1e-5)
        if needed <= 1e-6:
            pace.spend("T1", POST, None)
            tokens -= 1


@unhurried
@given(limits, st.floats(0.001, 10_000), st.floats(0, 1e9))
def test_after_the_wait_no_more_waiting_is_left(limit: int, pause: float, since: float) -> None:
    clock = Clock(since)
    pace = paced(clock, postMessage=limit)
    calls(pace, clock, [0.0, pause, 0.0])
    clock.now += pace.wait("T1", POST, None)
    assert pace.wait("T1", POST, None) == 0.0


@unhurried
@given(limits)
def test_a_clock_that_stands_still_lets_the_burst_through_and_no_more(limit: int) -> None:
    pace, through = paced(Clock(7.0), postMessage=limit), 0
    while pace.wait("T1", POST, None) == 0.0:
        pace.spend("T1", POST, None)
        through += 1
    assert through == rate_of(limit).burst
    assert pace.wait("T1", POST, None) == pytest.approx(rate_of(limit).every)


@unhurried
@given(limits, st.floats(0.1, 3600), pauses)
def test_what_is_closed_stays_closed_and_then_opens_for_one(limit: int, seconds: float, pauses: list[float]) -> None:
    clock = Clock()
    pace = paced(clock, postMessage=limit)
    calls(pace, clock, pauses)
    before = pace.wait("T1", POST, None)
    pace.close("T1", POST, seconds)
    assert pace.wait("T1", POST, None) == pytest.approx(max(before, seconds))
    clock.now += pace.wait("T1", POST, None)
    pace.spend("T1", POST, None)
    assert pace.wait("T1", POST, None) == pytest.approx(rate_of(limit).every)


def test_closing_for_less_does_not_open_what_is_closed_for_longer() -> None:
    pace = paced(Clock())
    pace.close("T1", POST, 30)
    pace.close("T1", POST, 1)
    assert pace.wait("T1", POST, None) == pytest.approx(30)


def test_closing_concerns_that_method_of_that_workspace_alone() -> None:
    pace = paced(Clock())
    pace.close("T1", POST, 30)
    assert pace.wait("T2", POST, "D1") == 0.0
    assert pace.wait("T1", UPDATE, "D1") == 0.0
    assert pace.wait("T1", FIRST, None) == pytest.approx(30)


def test_calls_that_belong_together_wait_for_the_slowest() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.spend("T1", FIRST, None)
    assert pace.wait("T1", POST, None) == 0.0
    assert pace.wait("T1", FIRST, None) == pytest.approx(60.5 / 50)


def test_a_conversation_gets_two_messages_at_once_and_then_one_a_second() -> None:
    clock = Clock()
    pace = paced(clock)
    pace.spend("T1", POST, "D1")
    assert pace.wait("T1", UPDATE, "D1") == 0.0
    pace.spend("T1", UPDATE, "D1")
    assert pace.wait("T1", POST, "D1") == pytest.approx(CONVERSATION.every)
    assert pace.wait("T1", POST, "D2") == 0.0
    assert pace.wait("T2", POST, "D1") == 0.0
    clock.now += CONVERSATION.every
    assert pace.wait("T1", POST, "D1") == 0.0


def test_reading_in_a_conversation_does_not_count_as_a_message_there() -> None:
    pace = paced(Clock())
    pace.close("T1", ("conversations.history",), 5)
    for _ in range(2):
        pace.spend("T1", POST, "D1")
    assert pace.wait("T1", ("conversations.history",), "D1") == pytest.approx(5)
    assert pace.wait("T1", ("conversations.open",), "D1") == 0.0


def test_nothing_to_call_needs_no_wait() -> None:
    assert paced(Clock(3.0)).wait("T1", (), None) == 0.0


def test_buckets_that_are_full_again_are_forgotten() -> None:
    clock = Clock()
    pace, most = paced(clock), 0
    for number in range(50_000):
        clock.now += 0.01
        pace.spend(f"T{number % 1000}", POST, f"D{number}")
        most = max(most, len(pace))
    assert most <= 2 * FEW + 2
    assert pace.wait("T999", POST, "D49999") == 0.0


def test_buckets_that_are_not_full_are_kept_however_many() -> None:
    pace = paced(Clock())
    for number in range(3 * FEW):
        pace.close(f"T{number}", POST, 60)
        pace.spend(f"T{number}", UPDATE, None)
    assert len(pace) == 6 * FEW
    assert min(pace.wait(f"T{number}", POST, None) for number in range(3 * FEW)) == pytest.approx(60)


def test_looking_for_full_buckets_is_put_off_until_there_are_twice_as_many() -> None:
    clock = Clock()
    pace = paced(clock)
    for number in range(FEW):
        pace.close(f"T{number}", POST, 3600)
    pace.spend("T", UPDATE, None)
    for number in range(FEW // 2):
        pace.spend(f"T{number}", UPDATE, None)
    clock.now += 60
    pace.spend("T", UPDATE, None)
    assert len(pace) == FEW + FEW // 2 + 1
    for number in range(2 * FEW):
        pace.spend(f"T{number}", UPDATE, None)
        clock.now += 1
    assert len(pace) <= 2 * (FEW + 2)
