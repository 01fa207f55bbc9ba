"""The soak sees what it is there to see: a letter that nobody got, one that came twice, a row that is not true."""

import random
import uuid
from collections.abc import Iterator

import pytest

from benchmarks.soak.plan import Blow, Plan
from benchmarks.soak.verdict import judge
from benchmarks.soak.weather import POST, Weather
from bot.models import Letter, Post
from sandbox import Workspace
from sandbox.posting import post

PLAN = Plan(seed=7, letters=400, kills=30, database="postgresql", replicas=3, freezes=10)


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.add_person("ada")
        yield workspace


def test_letters_that_came_once_and_are_recorded_so_hold(ws: Workspace) -> None:
    verdict = judge([sent(ws), sent(ws)], ws)
    assert verdict.holds
    assert str(verdict) == "2 letters: 0 lost, 0 twice, 0 recorded wrongly, 0 stray"


def test_a_letter_that_nobody_got_is_lost_whatever_its_row_says(ws: Workspace) -> None:
    letter = Letter(id=uuid.uuid4(), state=Post.SENT, ts="1.1", tries=1)
    verdict = judge([sent(ws), letter], ws)
    assert not verdict.holds
    assert [line.startswith(letter.id.hex) for line in verdict.lost] == [True]
    assert letter.id.hex in str(verdict)


def test_a_letter_that_came_twice_is_named(ws: Workspace) -> None:
    letter = sent(ws)
    arrives(ws, letter.id)
    verdict = judge([letter, sent(ws)], ws)
    assert not verdict.holds
    assert [line.startswith(letter.id.hex) and line.endswith("× 2") for line in verdict.twice] == [True]


def test_a_letter_that_came_though_its_row_says_otherwise_is_named(ws: Workspace) -> None:
    letter = sent(ws)
    letter.state = Post.FAILED
    verdict = judge([letter], ws)
    assert (len(verdict.lost), len(verdict.twice), len(verdict.untrue)) == (0, 0, 1)
    assert not verdict.holds


def test_a_message_that_no_letter_stands_for_is_named(ws: Workspace) -> None:
    letter = sent(ws)
    stray = post(ws, ws.dm_with(ws.person("ada")), {"text": "Hello"})
    verdict = judge([letter], ws)
    assert verdict.stray == [stray.ts]
    assert not verdict.holds


def test_blows_are_the_same_for_a_seed_and_fall_among_the_letters() -> None:
    blows = PLAN.blows(chance(7))
    assert blows == PLAN.blows(chance(7)) != PLAN.blows(chance(8))
    assert [kind for _, kind in blows].count(Blow.KILL) == PLAN.kills
    assert blows == sorted(blows, key=lambda blow: blow[0])
    assert blows[-1][0] < PLAN.letters


def test_no_freeze_is_longer_than_what_is_promised_but_each_is_longer_than_the_lease() -> None:
    arrives_by = PLAN.longest_freeze + PLAN.timeout + PLAN.late + PLAN.lag
    assert PLAN.lease < PLAN.shortest_freeze < PLAN.longest_freeze
    assert arrives_by <= PLAN.lease + PLAN.settle


def test_the_weather_is_as_bad_as_the_plan_says_and_the_same_for_a_seed() -> None:
    fates = [Weather(PLAN, chance(3)) for _ in range(2)]
    drawn = [[weather.take(POST) for _ in range(2000)] for weather in fates]
    assert [repr(fault) for fault in drawn[0]] == [repr(fault) for fault in drawn[1]]
    taken = [fault for fault in drawn[0] if fault]
    assert 0.08 < sum(fault.drop_after for fault in taken) / 2000 < 0.12
    assert 0.035 < sum(fault.delay > PLAN.timeout for fault in taken) / 2000 < 0.065
    assert 0.035 < sum(fault.http is not None for fault in taken) / 2000 < 0.065
    assert any(fault.retry_after for fault in taken)


def chance(seed: int) -> random.Random:
    return random.Random(seed)


def sent(ws: Workspace) -> Letter:
    letter = Letter(id=uuid.uuid4(), state=Post.SENT, tries=1)
    letter.ts = arrives(ws, letter.id)
    return letter


def arrives(ws: Workspace, letter_id: uuid.UUID) -> str:
    metadata = {"event_type": "rm_letter", "event_payload": {"id": letter_id.hex}}
    return post(ws, ws.dm_with(ws.person("ada")), {"text": "Hello", "metadata": metadata}).ts
