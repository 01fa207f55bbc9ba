"""A year of a small programme, with people who pause, move, leave and forget, and a bot that crashes now and then.

`python -m tests.year --pairs 1000 --seed 0` lives through a large one; docs/testing.md says what that takes.
"""

import pytest

from tests.year.sender import Hasty, Thoughtless
from tests.year.year import Year

OFTEN = 0.3  # as many misfortunes as a small programme needs, so that each kind of them happens
FAULTS = ("is on a break", "on that day after", "came in that week", "outside of working hours")


@pytest.mark.parametrize("seed", [4])
def test_in_a_year_no_promise_is_broken(seed: int) -> None:
    with Year(seed, pairs=4, trouble=OFTEN) as year:
        assert year.lived().broken == []
    assert year.promises.checked > 100
    assert year.counts["crashes"] > 5
    assert year.counts["deeds"] > 50


def test_the_same_seed_tells_the_same_story() -> None:
    assert story(5) == story(5) != story(6)


def test_what_is_kept_in_memory_is_what_the_database_holds() -> None:
    assert story(3, pairs=2, days=90) == story(3, pairs=2, days=90, remembers=False)


def story(seed: int, pairs: int = 1, days: int = 40, **how: bool) -> list[tuple[str, str, str]]:
    with Year(seed, pairs=pairs, trouble=OFTEN, days=days, **how) as year:
        year.lived()
    return year.told


def test_a_sender_that_thinks_of_nobody_is_found_out() -> None:
    broken = ""
    for seed in (1, 3):
        with Year(seed, pairs=3, postbag=Thoughtless, trouble=0.0) as year:
            broken += "\n".join(year.lived().broken)
    assert [fault for fault in FAULTS if fault not in broken] == []


def test_a_sender_that_posts_again_what_has_no_answer_is_found_out() -> None:
    with Year(1, pairs=2, postbag=Hasty, trouble=OFTEN, days=60) as year:
        assert "it came twice" in "\n".join(year.lived().broken)
