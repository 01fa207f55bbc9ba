"""Each measure runs, however small; how long anything takes is asked by `make bench` alone."""

import numpy as np
import pytest

from benchmarks import growth, job_per_prompt, monday, mutants, request
from benchmarks.databases import KINDS
from bot.outbox.pacing import TIERS, rate_of


@pytest.mark.parametrize("kind", KINDS)
def test_a_tick_and_a_start_are_measured_beside_letters_that_wait(kind: str) -> None:
    figures = list(growth.growth(kind, 3, 30, times=4))
    assert [figure.name.split(" with")[0] for figure in figures] == ["a tick", "a start"]
    assert all(figure.value > 0 for figure in figures)


@pytest.mark.parametrize("kind", KINDS)
def test_jobs_and_letters_are_planned_and_taken_without_missing_any(kind: str) -> None:
    planned, taken = job_per_prompt.planning(kind, 4, 2), job_per_prompt.taking(kind, 4, 2)
    assert (planned.name, planned.value > 0) == (f"planning 16 prompts on {kind}", True)
    assert (taken.name, taken.value > 0) == (f"taking 16 due prompts one by one, none missed, on {kind}", True)


@pytest.mark.parametrize("kind", KINDS)
def test_requests_are_answered_by_the_bot_and_by_a_bare_app(kind: str) -> None:
    assert len(request.measured_on(kind, 2)) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_letter_costs_a_sender_is_measured(kind: str) -> None:
    assert monday.cost_on(kind, 1, 4) > 0


def test_a_monday_ends_as_late_as_the_slower_of_slack_and_the_senders_lets_it() -> None:
    fast, slow = (monday.monday(np.array([3000.0]), a_second, seed=0) for a_second in (float("inf"), 1.0))
    assert fast.last == pytest.approx(3000 * rate_of(TIERS["chat.postMessage"]).every / 60, abs=0.1)
    assert slow.last == pytest.approx(3000 / 60, abs=0.1)


def test_mutants_are_enough_when_nine_of_ten_are_found_out(capsys: pytest.CaptureFixture[str]) -> None:
    found = [f"    bot.hours.x_at__mutmut_{number}: killed" for number in range(8)]
    found.append("    bot.zones.x_carried__mutmut_1: timeout")
    assert mutants.main([*found, "    bot.zones.x_carried__mutmut_2: survived"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["all", "9", "of", "10", "90.0%"]
    assert mutants.main([*found, *("    bot.zones.x_carried__mutmut_2: no tests",) * 2]) == 1
    assert mutants.main([]) == 1
