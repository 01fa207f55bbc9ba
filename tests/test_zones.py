"""Local times survive a move and a change of the rules; the edition of the rules is known."""

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.zones import at_wall, carried, edition_in, rules_edition, wall_clock


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("moment", "zone", "shown"),
    [
        (utc(2026, 3, 30, 8), "Europe/Berlin", "2026-03-30T10:00"),
        (utc(2026, 10, 26, 9), "Europe/Berlin", "2026-10-26T10:00"),
        (utc(2026, 4, 6, 0, 30), "Australia/Lord_Howe", "2026-04-06T11:00"),  # half past ten, and half an hour
        (utc(2026, 10, 25, 0, 30), "Europe/Berlin", "2026-10-25T02:30"),  # the first of the two
        (utc(2026, 3, 30, 8), "Mars/Olympus", "2026-03-30T08:00"),
    ],
)
def test_a_moment_is_kept_as_the_clocks_show_it(moment: datetime, zone: str, shown: str) -> None:
    assert wall_clock(moment, zone) == shown
    assert at_wall(shown, zone) == moment


def test_a_time_that_comes_twice_is_kept_as_a_moment() -> None:
    assert wall_clock(utc(2026, 10, 25, 1, 30), "Europe/Berlin") is None  # the second 02:30


def test_the_same_local_time_elsewhere() -> None:
    assert carried(utc(2026, 3, 3, 9), "UTC", "Asia/Jakarta") == utc(2026, 3, 3, 2)
    assert carried(utc(2026, 3, 3, 2), "Asia/Jakarta", "America/New_York") == utc(2026, 3, 3, 14)


def test_the_edition_names_the_systems_rules_and_the_packages() -> None:
    assert rules_edition().endswith(f"+{version('tzdata')}")
    assert len(rules_edition()) <= 26  # the name of a job has room for 32


def test_the_systems_edition_is_in_the_first_line_of_its_rules(tmp_path: Path) -> None:
    assert edition_in((str(tmp_path),)) == "none"
    (tmp_path / "tzdata.zi").write_text("# version 2026a\nR A 1916 o - Jun 14 23s 1 S\n", encoding="utf-8")
    assert edition_in(("/nowhere", str(tmp_path))) == "2026a"


def test_of_an_edition_with_a_long_name_no_more_is_kept_than_a_jobs_name_has_room_for(tmp_path: Path) -> None:
    (tmp_path / "tzdata.zi").write_text("# version 2026a-17-g1b4f5c9e\n", encoding="utf-8")
    assert edition_in((str(tmp_path),)) == "2026a-17-g1b"
