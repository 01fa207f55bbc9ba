"""Did the roles hold, and when is somebody coached: each row of the tables in docs/roles.md."""

import re
from pathlib import Path

import pytest

from bot.drift import Account, calls_for_coaching, slipped_in_a_row

DOCS = (Path(__file__).parents[1] / "docs" / "roles.md").read_text()
WHO = {"the mentor": "mentor", "about even": "even", "the leader": "leader", "not answered": None}
HELD = {"held": True, "slipped": False, "passed over": None}
SESSION = {
    "h": Account("mentor", "leader"),
    "s": Account("leader", "mentor"),
    "–": Account(),
}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under that heading, without its two first lines."""
    section = DOCS.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize(("advising", "asking", "outcome"), [row[:3] for row in rows("Did the roles hold?")])
def test_whether_the_roles_held_is_as_the_table_says(advising: str, asking: str, outcome: str) -> None:
    assert Account(WHO[advising], WHO[asking]).held is HELD[outcome]


def test_the_table_has_every_combination_once() -> None:
    told = [(row[0], row[1]) for row in rows("Did the roles hold?")]
    assert sorted(told) == sorted((one, other) for one in WHO for other in WHO)


@pytest.mark.parametrize(("series", "in_a_row", "coached"), [row[:3] for row in rows("When somebody is coached")])
def test_when_somebody_is_coached_is_as_the_table_says(series: str, in_a_row: str, coached: str) -> None:
    accounts = [SESSION[letter] for letter in re.sub(r"[` ]", "", series)]
    assert slipped_in_a_row(accounts) == int(in_a_row)
    assert calls_for_coaching(accounts) is (coached == "yes")


def test_nobody_is_coached_before_the_first_session() -> None:
    assert not calls_for_coaching([])
    assert slipped_in_a_row([]) == 0
