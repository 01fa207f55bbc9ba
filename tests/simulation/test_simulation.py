"""The bot's own sender, in simulated time, between crashes, freezes and lost answers: never lost, never twice.

What fails is named by its seed: `python -m tests.simulation --seed N` tells the story. `make soak` plays 100,000.
"""

import pytest

from tests.simulation.designs import HARMFUL, OURS
from tests.simulation.world import Outcome, World

AT_ONCE = 250
SEEDS = 3_000
ENOUGH = 1_500  # seeds within which every harmful design must be found out


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_no_letter_is_lost_and_none_comes_twice(first: int) -> None:
    outcomes = {seed: World(seed, OURS).run() for seed in range(first, first + AT_ONCE)}
    assert {seed: outcome for seed, outcome in outcomes.items() if not outcome.well} == {}
    assert sum(outcome.crashes for outcome in outcomes.values()) > AT_ONCE  # or nothing has been tried


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_design_is_found_out(name: str) -> None:
    assert any(not World(seed, HARMFUL[name]).run().well for seed in range(ENOUGH)), f"{name} seems to do no harm"


def test_the_same_seed_tells_the_same_story() -> None:
    one, other = (World(7, OURS) for _ in range(2))
    assert one.run() == other.run() != Outcome()
    assert one.slack.shown == other.slack.shown
