"""Which modals and homes Slack takes and which it refuses, case by case."""

import pytest

from sandbox.limits import view_problems
from tests.sandbox.kit import Json, chart, form, marked, modal, number, plain, section, table, text_input, without

VIEWS_TAKEN: dict[str, Json] = {
    "a hundred blocks": modal(*[section()] * 100),
    "a modal that only shows": without(modal(section()), "submit"),
    "a home": {"type": "home", "blocks": [section(), form(text_input(), dispatch_action=True)]},
    "everything at its longest": modal(
        section(),
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        private_metadata="x" * 3000,
        callback_id="x" * 255,
        external_id="x" * 255,
        notify_on_close=True,
        clear_on_close=True,
    ),
    "a text input with bounds": modal(form(text_input(min_length=1, max_length=10, initial_value="x" * 10))),
    "a number with bounds": modal(form(number(min_value="1", max_value="5", initial_value="3"))),
    "a file input": modal(form({"type": "file_input", "filetypes": ["csv"], "max_files": 1})),
    "people": modal(form({"type": "multi_users_select", "initial_users": ["U1"], "max_selected_items": 1})),
}

VIEWS_REFUSED: dict[str, tuple[Json, str]] = {
    "101 blocks": (modal(*[section()] * 101), "no more than 100"),
    "no title": (without(modal(), "title"), "missing required field: title"),
    "a title of 25": (modal(title=plain("x" * 25)), "/view/title/text"),
    "a title with mrkdwn": (modal(title=marked("x")), "plain_text"),
    "a submit of 25": (modal(submit=plain("x" * 25)), "/view/submit/text"),
    "a close of 25": (modal(close=plain("x" * 25)), "/view/close/text"),
    "an input without submit": (without(modal(form(text_input())), "submit"), "missing required field: submit"),
    "private metadata of 3001": (modal(private_metadata="x" * 3001), "must be less than 3001"),
    "a callback id of 256": (modal(callback_id="x" * 256), "must be less than 256"),
    "an external id of 256": (modal(external_id="x" * 256), "must be less than 256"),
    "another type": ({"type": "workflow_step", "blocks": []}, "unsupported type"),
    "an unknown key": (modal(colour="red"), "invalid additional property: colour"),
    "a home with a title": ({"type": "home", "title": plain("x"), "blocks": []}, "additional property: title"),
    "markdown in a modal": (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    "a table in a modal": (modal(table(1, 1)), "unsupported type: table"),
    "a chart in a modal": (modal(chart(["May", "June"])), "unsupported type: data_visualization"),
    "a table in a home": ({"type": "home", "blocks": [table(1, 1)]}, "unsupported type: table"),
    "a file input in a home": (
        {"type": "home", "blocks": [form({"type": "file_input"})]},
        "unsupported type: file_input",
    ),
    "two fields in focus": (
        modal(form(text_input(focus_on_load=True)), form(text_input(focus_on_load=True))),
        "only one element may have focus_on_load",
    ),
    "a first text that is too long": (
        modal(form(text_input(max_length=3, initial_value="four"))),
        "must be less than 4 characters",
    ),
    "an empty first text": (modal(form(text_input(initial_value=""))), "must be more than 0"),
    "a text input of 3001": (modal(form(text_input(max_length=3001))), "must be between 1 and 3000"),
    "bounds the wrong way round": (modal(form(text_input(min_length=5, max_length=4))), "min_length must not"),
    "a number without its kind": (
        modal(form({"type": "number_input"})),
        "missing required field: is_decimal_allowed",
    ),
    "a first number out of range": (modal(form(number(min_value="3", initial_value="2"))), "must lie between"),
    "a number that is none": (modal(form(number(initial_value="two"))), "must be a number"),
    "a decimal where none is allowed": (modal(form(number(initial_value="1.5"))), "decimals are not allowed"),
    "more people than allowed": (
        modal(form({"type": "multi_users_select", "initial_users": ["U1", "U2"], "max_selected_items": 1})),
        "more items than max_selected_items",
    ),
    "a person twice": (
        modal(form({"type": "multi_users_select", "initial_users": ["U1", "U1"]})),
        "items must be unique",
    ),
    "a hint of 2001": (modal(form(text_input(), hint=plain("x" * 2001))), "must be less than 2001"),
}


@pytest.mark.parametrize("name", VIEWS_TAKEN)
def test_slack_takes_this_view(name: str) -> None:
    assert view_problems(VIEWS_TAKEN[name]) == []


@pytest.mark.parametrize("name", VIEWS_REFUSED)
def test_slack_refuses_this_view(name: str) -> None:
    view, reason = VIEWS_REFUSED[name]
    problems = view_problems(view)
    assert any(reason in found for found in problems), problems
