"""docs/time.md names a test for each of its rules, and every kind of letter that is not always of use."""

import re
from pathlib import Path

import pytest

from bot.lateness import AS_PLANNED, HELPS_FOR

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "time.md").read_text(encoding="utf-8")
ROWS = [
    line for line in PAGE.splitlines() if line.startswith("|") and not line.startswith(("| rule", "| kind", "|---"))
]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_a_test_that_the_page_names_exists(file: str, test: str) -> None:
    assert f"def {test}" in (ROOT / file).read_text(encoding="utf-8")


def test_every_row_names_a_test() -> None:
    assert len(ROWS) > 40
    assert [row for row in ROWS if "`tests/" not in row] == []


def test_every_kind_that_can_be_too_late_has_a_row() -> None:
    listed = set(re.findall(r"`(\w+)`", "\n".join(row.split("|")[1] for row in ROWS)))
    assert {str(kind) for kind in {*HELPS_FOR, *AS_PLANNED}} <= listed
