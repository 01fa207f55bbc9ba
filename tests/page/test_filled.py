"""A form that a browser sends becomes what Slack would report."""

from io import BytesIO

import pytest
from starlette.datastructures import FormData, UploadFile

from sandbox import Person
from sandbox.page import filled
from tests.sandbox import kit


def reported(person: Person, element: kit.Json, *given: str) -> object:
    block = kit.form({"action_id": "a", **element}, block_id="b")
    block["element"]["action_id"] = "a"
    (value,) = filled.answers(person, [block], FormData([("b|a", one) for one in given])).values()
    return next(answer for name, answer in value.items() if name != "type")


@pytest.mark.parametrize(
    ("element", "given", "expected"),
    [
        (kit.text_input(), ["Hello"], "Hello"),
        (kit.text_input(), [""], None),
        (kit.text_input(), [], None),
        (kit.text_input(multiline=True), ["one\r\ntwo"], "one\ntwo"),
        (kit.number(), ["12"], "12"),
        ({"type": "datepicker"}, ["2026-03-02"], "2026-03-02"),
        ({"type": "datepicker"}, ["soon"], None),
        ({"type": "timepicker"}, ["09:30"], "09:30"),
        ({"type": "datetimepicker"}, ["2026-03-02T17:00"], 1772445600),
        ({"type": "datetimepicker"}, ["never"], None),
        (kit.select(), ["option 1"], kit.options(2)[1]),
        (kit.select(), ["somebody else's"], None),
        ({"type": "radio_buttons", "options": kit.options(2)}, ["option 0"], kit.options(1)[0]),
        ({"type": "checkboxes", "options": kit.options(2)}, [], []),
        ({"type": "multi_static_select", "options": kit.options(2)}, ["option 0", "option 1"], kit.options(2)),
        ({"type": "users_select"}, ["U0AYU"], "U0AYU"),
        ({"type": "users_select"}, ["U0NOBODY"], None),
        ({"type": "multi_users_select"}, ["U0AYU", "U0NOBODY"], ["U0AYU"]),
        ({"type": "channels_select"}, ["C0NOWHERE"], None),
    ],
)
def test_each_kind_of_field(ayu: Person, element: kit.Json, given: list[str], expected: object) -> None:
    assert reported(ayu, element, *given) == expected


def test_a_button_holds_no_answer(ayu: Person) -> None:
    assert filled.answers(ayu, [kit.actions(kit.button("Yes"), block_id="b")], FormData([("b|Yes", "x")])) == {}


FILE = kit.form({"type": "file_input", "action_id": "a", "filetypes": ["yaml"]}, block_id="b")


def test_a_file_that_was_chosen_is_put_into_the_form(ayu: Person) -> None:
    form = FormData([("b|a", UploadFile(BytesIO(b"id: a"), filename="a.yaml"))])
    [value] = filled.answers(ayu, [FILE], form).values()
    assert [(file["name"], file["size"]) for file in value["files"]] == [("a.yaml", 5)]
    assert ayu.workspace.uploads.held[value["files"][0]["id"]].bytes == b"id: a"


@pytest.mark.parametrize("given", ["", "a.yaml", UploadFile(BytesIO(), filename="")])
def test_a_file_stays_where_no_other_was_chosen(ayu: Person, given: UploadFile | str) -> None:
    assert filled.answers(ayu, [FILE], FormData([("b|a", given)])) == {}
