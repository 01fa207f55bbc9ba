"""The stricter of the two, never looser than the programme's floor: docs/agreement.md has the same table."""

from itertools import product

import pytest

from bot.agreement.levels import moves, offered, together
from bot.playbooks.agreement import Level

OPEN, ASK, OFF = Level
RANK = {OPEN: 0, ASK: 1, OFF: 2}


@pytest.mark.parametrize(
    ("mentor", "leader", "shown"),
    [
        (OPEN, OPEN, OPEN),
        (OPEN, ASK, ASK),
        (OPEN, OFF, OFF),
        (ASK, OPEN, ASK),
        (ASK, ASK, ASK),
        (ASK, OFF, OFF),
        (OFF, OPEN, OFF),
        (OFF, ASK, OFF),
        (OFF, OFF, OFF),
    ],
)
def test_a_pair_sees_the_stricter_of_the_two(mentor: Level, leader: Level, shown: Level) -> None:
    assert together({"health": OPEN}, {"health": mentor}, {"health": leader}) == {"health": shown}


@pytest.mark.parametrize(("floor", "mentor", "leader"), list(product(Level, repeat=3)))
def test_nothing_is_looser_than_anybody_chose_nor_stricter_than_the_strictest(
    floor: Level, mentor: Level, leader: Level
) -> None:
    shown = together({"health": floor}, {"health": mentor}, {"health": leader})["health"]
    assert RANK[shown] == max(RANK[floor], RANK[mentor], RANK[leader])
    assert shown == together({"health": floor}, {"health": leader}, {"health": mentor})["health"]


def test_who_is_silent_on_a_topic_has_its_floor() -> None:
    assert together({"health": ASK, "team": OPEN}, {}, {"team": OFF}) == {"health": ASK, "team": OFF}


def test_a_topic_that_is_no_more_is_not_shown() -> None:
    assert together({"team": OPEN}, {"weather": OFF}, {"weather": ASK}) == {"team": OPEN}


@pytest.mark.parametrize(("floor", "choices"), [(OPEN, [OPEN, ASK, OFF]), (ASK, [ASK, OFF]), (OFF, [OFF])])
def test_only_the_floor_and_what_is_stricter_is_offered(floor: Level, choices: list[Level]) -> None:
    assert offered(floor) == choices


def test_what_moved_is_told_by_direction_and_a_new_topic_was_open_before() -> None:
    before = {"health": ASK, "family": OFF, "team": OPEN}
    after = {"health": OFF, "family": ASK, "team": OPEN, "own:1": ASK, "own:2": OPEN}
    assert moves(before, after) == (["health", "own:1"], ["family"])
