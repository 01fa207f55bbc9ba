"""What somebody filled in, whatever Slack leaves out or sends as null."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from bot import filled
from bot.errors import Refused

READERS = (
    filled.text,
    filled.line,
    filled.option,
    filled.options,
    filled.person,
    filled.people,
    filled.day,
    filled.moment,
)
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
    assert [read(view, "b") for read in READERS] == ["", "", None, [], None, [], None, None]


def test_what_was_filled_in_is_read() -> None:
    assert filled.text(field(value="  so far \n"), "b") == "so far"
    assert filled.option(field(selected_option={"value": "2"}), "b") == "2"
    assert filled.options(field(selected_options=[{"value": "a"}, {"value": "b"}]), "b") == ["a", "b"]
    assert filled.person(field(selected_user="U1"), "b") == "U1"
    assert filled.people(field(selected_users=["U1", "U2"]), "b") == ["U1", "U2"]
    assert filled.day(field(selected_date="2026-12-01"), "b") == date(2026, 12, 1)
    assert filled.moment(field(selected_date_time=1_764_576_000), "b") == datetime(2025, 12, 1, 8, tzinfo=UTC)


def test_a_letter_typed_in_two_parts_is_the_same_letter() -> None:
    assert filled.text(field(value="Cafe\u0301"), "b") == filled.line(field(value="Caf\u00e9"), "b") == "Caf\u00e9"


@pytest.mark.parametrize("picked", ["x", "2026-02-30", 7, True])
def test_what_is_no_date_is_none(picked: Any) -> None:
    assert filled.day(field(selected_date=picked), "b") is None


@pytest.mark.parametrize("picked", ["x", 10**12, 10**30, 1e999])
def test_what_is_no_moment_is_none(picked: Any) -> None:
    assert filled.moment(field(selected_date_time=picked), "b") is None


def test_what_no_database_takes_is_left_out() -> None:
    assert filled.text(field(value="a\x00b\x07 \ud83d c\nd"), "b") == "ab  c\nd"


def test_a_line_is_what_can_be_seen_of_it() -> None:
    assert filled.line(field(value=" Spring\u200b \n\u00ad 2026\u202e "), "b") == "Spring 2026"
    assert filled.line(field(value="\u200b\u2060\x01"), "b") == ""


def test_an_option_that_was_never_offered_is_none_of_them() -> None:
    assert filled.one_of(field(selected_option={"value": "21"}), "b", (14, 21, 30)) == 21
    assert filled.one_of(field(selected_option={"value": "1e9"}), "b", (14, 21, 30)) is None
    assert filled.one_of({}, "b", ("en", "id")) is None


ODD = [None, "", "{", "null", "12", "[]", '{"other": 1}', '{"id": 12}', '{"id": "x"}', "[" * 3000]


@pytest.mark.parametrize("carried", ODD)
def test_a_form_that_carries_something_else_is_out_of_date(carried: str | None) -> None:
    with pytest.raises(Refused, match="old_form"):
        filled.carried({"private_metadata": carried}, lambda kept: UUID(json.loads(kept)["id"]))


def test_a_number_without_end_is_out_of_date() -> None:
    with pytest.raises(Refused, match="old_form"):
        filled.carried({"private_metadata": '{"at": 1e999}'}, lambda kept: int(json.loads(kept)["at"]))


def test_what_a_form_carries_is_read() -> None:
    assert filled.carried({"private_metadata": "[3]"}, json.loads) == [3]
