"""Who may be paired with whom, and how well two would fit."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from bot.matching.fitness import (
    FARTHEST,
    Candidate,
    Known,
    Obstacle,
    distance,
    obstacles,
    overlap_minutes,
    quality,
)
from tests.matching.crowd import AT, known, somebody


def between(mentor: Candidate, leader: Candidate, what: Known) -> Obstacle:
    return Obstacle(obstacles([mentor], [leader], what)[0, 0])


def fit(mentor: Candidate, leader: Candidate) -> int:
    return int(quality([mentor], [leader], known())[0, 0])


def test_strangers_with_a_language_in_common_can_be_paired() -> None:
    assert between(somebody(), somebody(), known()) == Obstacle.NONE


def test_nobody_is_paired_with_their_manager_whichever_way_round() -> None:
    junior, senior = somebody(), somebody()
    assert between(junior, senior, known({junior: senior})) == Obstacle.LINE
    assert between(senior, junior, known({junior: senior})) == Obstacle.LINE


def test_a_line_of_management_runs_through_people_who_are_not_candidates() -> None:
    junior, middle, upper, senior = (somebody() for _ in range(4))
    line = known({junior: middle, middle: upper, upper: senior})
    assert between(junior, senior, line) == Obstacle.LINE
    assert between(senior, junior, line) == Obstacle.LINE


def test_two_who_only_have_a_boss_in_common_can_be_paired() -> None:
    one, other, boss = somebody(), somebody(), somebody()
    assert between(one, other, known({one: boss, other: boss})) == Obstacle.NONE


def test_managers_who_name_each_other_do_not_stop_the_matching() -> None:
    one, other, third = somebody(), somebody(), somebody()
    circle = known({one: other, other: one})
    assert between(one, third, circle) == Obstacle.NONE
    assert between(one, other, circle) == Obstacle.LINE


@pytest.mark.parametrize("other", ["Sales", " sales ", "SALES", "ｓａｌｅｓ", "Sa les"])
def test_one_team_however_it_is_written(other: str) -> None:
    assert between(somebody(team="Sales"), somebody(team=other), known()) == Obstacle.TEAM


def test_two_without_a_team_are_not_in_one() -> None:
    assert between(somebody(team=""), somebody(team=" "), known()) == Obstacle.NONE


def test_a_language_in_common_is_needed() -> None:
    mentor, leader = somebody(languages=frozenset({"id", "en"})), somebody(languages=frozenset({"de"}))
    assert between(mentor, leader, known()) == Obstacle.LANGUAGE


def test_an_exclusion_holds_in_both_directions() -> None:
    other = somebody()
    asker = somebody(excluded=frozenset({other.person, UUID(int=77)}))
    assert between(asker, other, known()) == Obstacle.APART
    assert between(other, asker, known()) == Obstacle.APART


def test_two_who_had_each_other_are_not_paired_again() -> None:
    mentor, leader, stranger = somebody(), somebody(), somebody()
    earlier = known(apart=((mentor, leader), (stranger, leader)))
    assert between(mentor, leader, earlier) == Obstacle.APART
    assert between(leader, mentor, earlier) == Obstacle.NONE


def test_what_is_known_to_all_is_told_before_what_is_private() -> None:
    leader = somebody(team="Sales", languages=frozenset({"de"}))
    mentor = somebody(team="Sales", excluded=frozenset({leader.person}))
    assert between(mentor, leader, known()) == Obstacle.TEAM
    assert between(mentor, leader, known({mentor: leader})) == Obstacle.LINE


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        ("UTC", "UTC", 480),
        ("Asia/Jakarta", "Europe/Berlin", 120),
        ("Asia/Kolkata", "UTC", 150),
        ("Asia/Jakarta", "America/New_York", 0),
        ("Pacific/Auckland", "Pacific/Honolulu", 420),
        ("Nowhere/Atlantis", "UTC", 480),
    ],
)
def test_working_hours_in_common(one: str, other: str, minutes: int) -> None:
    assert overlap_minutes([one], [other], AT)[0, 0] == minutes
    assert overlap_minutes([other], [one], AT)[0, 0] == minutes


def test_working_hours_are_those_of_the_season() -> None:
    summer = datetime(2026, 7, 1, 10, tzinfo=UTC)
    assert overlap_minutes(["Asia/Jakarta"], ["Europe/Berlin"], summer)[0, 0] == 180


def test_a_topic_in_common_outweighs_any_hours_and_hours_outweigh_distance() -> None:
    far, near = "America/New_York", "Europe/Berlin"
    two = frozenset({"data", "hiring"})
    assert fit(somebody(topics=two, zone=far), somebody(topics=two, zone="Asia/Jakarta")) > fit(
        somebody(zone=near), somebody(zone=near)
    )
    assert fit(somebody(zone=near), somebody(zone=near)) > fit(somebody(zone=near), somebody(zone="UTC"))


def test_distance_is_counted_through_the_nearest_common_boss() -> None:
    one, other, boss, above, stranger = (somebody() for _ in range(5))
    managers = known({one: boss, other: boss, boss: above}).managers
    assert distance([one], [other, above, stranger], managers).tolist() == [[2, 2, FARTHEST]]
