"""The best pairs, and why somebody has none."""

import random
import time
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.fitness import Candidate, Known, Obstacle, obstacles, quality
from bot.matching.pairing import Match, left_out, pair_up
from tests.matching.crowd import known, somebody

Pairs = list[tuple[int, int]]
TOPICS = ("data", "hiring", "ai_tools")


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Candidate], list[Candidate], Known]:
    def one() -> Candidate:
        return somebody(
            team=draw(st.sampled_from(["Sales", "Lab", "Shop"])),
            topics=frozenset(draw(st.sets(st.sampled_from(TOPICS)))),
            languages=frozenset(draw(st.sets(st.sampled_from(["en", "id"]), min_size=1))),
            capacity=draw(st.integers(1, 2)),
            zone=draw(st.sampled_from(["UTC", "Asia/Jakarta", "America/New_York"])),
        )

    mentors = [one() for _ in range(draw(st.integers(0, 3)))]
    leaders = [one() for _ in range(draw(st.integers(0, 3)))]
    everybody = [*mentors, *leaders]
    picked = [draw(st.sampled_from(everybody)) for _ in everybody]
    managers = {person: boss for person, boss in zip(everybody, picked, strict=True) if draw(st.booleans())}
    return [*mentors], leaders, known(managers)


def admissible(mentors: list[Candidate], leaders: list[Candidate], what: Known) -> Pairs:
    found = obstacles(mentors, leaders, what)
    cells = [(i, j) for i in range(len(mentors)) for j in range(len(leaders))]
    return [cell for cell in cells if found[cell] == Obstacle.NONE]


def within(pairs: Pairs, mentors: list[Candidate], leaders: list[Candidate]) -> bool:
    mine = all(sum(i == place for i, _ in pairs) <= one.capacity for place, one in enumerate(mentors))
    return mine and all(sum(j == place for _, j in pairs) <= one.capacity for place, one in enumerate(leaders))


@settings(max_examples=150, deadline=None)
@given(crowds())
def test_no_other_set_of_pairs_is_larger_or_fits_better(crowd: tuple[list[Candidate], list[Candidate], Known]) -> None:
    mentors, leaders, what = crowd
    fit = quality(mentors, leaders, what)
    cells = admissible(mentors, leaders, what)
    every = ([*chosen] for size in range(len(cells) + 1) for chosen in combinations(cells, size))
    best = max((len(c), sum(int(fit[cell]) for cell in c)) for c in every if within(c, mentors, leaders))

    rows, columns = [m.id for m in mentors], [c.id for c in leaders]
    found = [(rows.index(match.mentor), columns.index(match.leader)) for match in pair_up(mentors, leaders, what)]
    assert within(found, mentors, leaders)
    assert set(found) <= set(cells)
    assert len(set(found)) == len(found)
    assert (len(found), sum(int(fit[cell]) for cell in found)) == best


def test_one_more_pair_matters_more_than_how_well_they_fit() -> None:
    both = frozenset(TOPICS)
    keen, plain = somebody(topics=both), somebody(topics=frozenset(), languages=frozenset({"en"}))
    wanted, other = somebody(topics=both), somebody(topics=both, languages=frozenset({"id"}))
    keen = replace(keen, languages=frozenset({"en", "id"}))
    assert two_of(pair_up([keen, plain], [wanted, other], known())) == {(keen.id, other.id), (plain.id, wanted.id)}


def two_of(matches: list[Match]) -> set[tuple[object, object]]:
    return {(match.mentor, match.leader) for match in matches}


def test_the_order_of_the_people_does_not_matter() -> None:
    mentors, leaders = [somebody() for _ in range(6)], [somebody() for _ in range(5)]
    expected = pair_up(mentors, leaders, known())
    assert len(expected) == 5
    assert pair_up(mentors[::-1], leaders[::-1], known()) == expected


def test_the_reasons_are_what_the_two_have_in_common() -> None:
    mentor = somebody(topics=frozenset({"data", "hiring"}), languages=frozenset({"id", "en"}), zone="Asia/Jakarta")
    leader = somebody(topics=frozenset({"hiring", "data"}), languages=frozenset({"en"}), zone="Europe/Berlin")
    (match,) = pair_up([mentor], [leader], known())
    assert match.reasons == {"topics": ["data", "hiring"], "languages": ["en"], "overlap_minutes": 120}


def test_nobody_on_either_side_gives_no_pairs() -> None:
    assert pair_up([], [], known()) == []
    assert pair_up([somebody()], [], known()) == []
    assert pair_up([], [somebody()], known()) == []


@pytest.mark.parametrize(("leaders", "reason"), [(0, "too_few_leaders"), (1, "too_few_leaders")])
def test_too_few_leaders(leaders: int, reason: str) -> None:
    mentor = somebody()
    others = [somebody() for _ in range(leaders)]
    placed = {one.id for one in others}
    assert left_out([mentor, somebody()], others, known(), placed)[mentor.id] == reason


def test_too_few_mentors() -> None:
    mentor, leader, other = somebody(), somebody(), somebody()
    assert left_out([mentor], [leader, other], known(), {mentor.id, other.id}) == {leader.id: "too_few_mentors"}


def test_everybody_in_the_same_line_or_team() -> None:
    leader = somebody(team="Sales")
    mentor, colleague = somebody(), somebody(team="Sales")
    told = left_out([mentor, colleague], [leader], known({mentor: leader}), set())
    assert set(told.values()) == {"only_line_or_team"}


def test_no_language_in_common() -> None:
    mentor, leader = somebody(languages=frozenset({"id"})), somebody()
    assert left_out([mentor], [leader], known(), {leader.id}) == {mentor.id: "no_shared_language"}


def test_an_exclusion_cannot_be_read_from_the_reason() -> None:
    leader = somebody()
    asker, other = somebody(excluded=frozenset({leader.person})), somebody()
    taken = left_out([other], [leader, somebody()], known(), set())[other.id]
    assert left_out([asker], [leader], known(), set())[asker.id] == taken == "no_partner_left"


def test_a_thousand_mentors_and_a_thousand_leaders_take_less_than_three_seconds() -> None:
    dice = random.Random(7)
    mentors, leaders = ([drawn(dice) for _ in range(1000)] for _ in range(2))
    everybody = [*mentors, *leaders]
    managers = {one: everybody[dice.randrange(place // 8 + 1)] for place, one in enumerate(everybody) if place}
    began = time.process_time()
    assert len(pair_up(mentors, leaders, known(managers))) > 990
    assert time.process_time() - began < 3


def drawn(dice: random.Random) -> Candidate:
    return somebody(
        team=f"team {dice.randrange(60)}",
        topics=frozenset(dice.sample([f"topic {n}" for n in range(16)], dice.randint(1, 6))),
        languages=frozenset(dice.sample(["en", "id", "de"], dice.randint(1, 2))),
        zone=dice.choice(["Asia/Jakarta", "Europe/London", "America/New_York", "UTC"]),
    )
