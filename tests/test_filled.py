"""What somebody filled in, whatever Slack leaves out or sends as null."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot import filled

READERS = (filled.text, filled.option, filled.options, filled.person, filled.people, filled.day, filled.moment)
NOTHING: list[dict[str, Any]] = [
    {},
    {"state": None},
    {"state": {"values": None}},
    {"state": {"values": {}}},
    {"state": {"values": {"b": None}}},
    {"state": {"values": {"b": {}}}},
    {"state": {"values": {"b": {"a": None}}}},
    {"state": {"values": {"b": {"a": {"type": "plain_text_input", "value": None}}}}},
    {"state": {"values": {"b": {"a": {"selected_option": None, "selected_options": None, "selected_users": None}}}}},
]


def field(**content: Any) -> dict[str, Any]:
    return {"state": {"values": {"b": {"a": content}}}}


@pytest.mark.parametrize("view", NOTHING)
def test_nothing_reads_as_nothing(view: dict[str, Any]) -> None:
    assert [read(view, "b") for read in READERS] == ["", None, [], None, [], None, None]


def test_what_was_filled_in_is_read() -> None:
    assert filled.text(field(value="  so far \n"), "b") == "so far"
    assert filled.option(field(selected_option={"value": "2"}), "b") == "2"
    assert filled.options(field(selected_options=[{"value": "a"}, {"value": "b"}]), "b") == ["a", "b"]
    assert filled.person(field(selected_user="U1"), "b") == "U1"
    assert filled.people(field(selected_users=["U1", "U2"]), "b") == ["U1", "U2"]
    assert filled.day(field(selected_date="2026-12-01"), "b") == date(2026, 12, 1)
    assert filled.moment(field(selected_date_time=1_764_576_000), "b") == datetime(2025, 12, 1, 8, tzinfo=UTC)
