"""Which messages Slack takes and which it refuses, case by case."""

import pytest

from sandbox.limits import message_problems
from tests.sandbox.kit import (
    CONTEXT,
    Json,
    actions,
    button,
    chart,
    confirm,
    form,
    marked,
    option,
    options,
    plain,
    rich,
    section,
    select,
    table,
    text_input,
)

TAKEN: dict[str, list[Json]] = {
    "nothing": [],
    "fifty blocks": [section()] * 50,
    "a section of 3000 characters": [section(text=marked("x" * 3000))],
    "a section of fields alone": [{"type": "section", "fields": [marked("x" * 2000)] * 10}],
    "a header of 150": [{"type": "header", "text": plain("x" * 150)}],
    "a context of text and image": [CONTEXT],
    "a button of 75 with a value of 2000": [actions(button("x" * 75, value="v" * 2000))],
    "25 buttons": [actions(*(button(str(n)) for n in range(25)))],
    "the same action id in two blocks": [actions(button()), actions(button())],
    "a button with style, link and confirmation": [
        section(accessory=button(style="danger", url="https://example.com", confirm=confirm()))
    ],
    "a select of 100": [actions(select(options=options(100)))],
    "a select with its first choice": [actions(select(initial_option=option("Option 1")))],
    "options in groups": [
        actions({"type": "static_select", "option_groups": [{"label": plain("A"), "options": options(2)}]})
    ],
    "ten radio buttons with marked text": [
        actions({"type": "radio_buttons", "options": [{"text": marked("*x*"), "value": "x"}] * 10})
    ],
    "five entries in an overflow menu": [section(accessory={"type": "overflow", "options": options(5)})],
    "an input in a message": [form(text_input())],
    "rich text": [rich({"type": "text", "text": "Hi", "style": {"bold": True}}, {"type": "user", "user_id": "U1"})],
    "markdown of 12,000": [{"type": "markdown", "text": "x" * 12_000}],
    "a table of 100 by 20": [table(100, 20)],
    "a chart": [chart(["May", "June"])],
    "feedback buttons": [
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Good"), "value": "good"},
                    "negative_button": {"text": plain("Bad"), "value": "bad"},
                }
            ],
        }
    ],
    "moments": [actions({"type": "datepicker", "initial_date": "2026-12-31"}, {"type": "timepicker"})],
}

REFUSED: dict[str, tuple[list[Json], str]] = {
    "51 blocks": ([section()] * 51, "no more than 50 items"),
    "an unknown block": ([{"type": "paragraph"}], "unsupported type: paragraph"),
    "a block without a type": ([{"text": plain("x")}], "unsupported type: None"),
    "an unknown key": ([section(colour="red")], "invalid additional property: colour"),
    "a section without anything": ([{"type": "section"}], "must have one of text, fields"),
    "an empty text": ([section(text=marked(""))], "must be more than 0 characters"),
    "a section of 3001": ([section(text=marked("x" * 3001))], "must be less than 3001"),
    "a text of an unknown kind": ([section(text={"type": "html", "text": "x"})], "must be one of"),
    "a text that is a string": ([section(text="x")], "must be an object"),
    "mrkdwn with emoji": ([section(text={**marked("x"), "emoji": True})], "property: emoji"),
    "eleven fields": ([section(fields=[marked("x")] * 11)], "no more than 10 items"),
    "no fields": ([section(fields=[])], "no less than 1 items"),
    "a field of 2001": ([section(fields=[marked("x" * 2001)])], "must be less than 2001"),
    "a text input beside a section": ([section(accessory=text_input())], "unsupported type"),
    "a header of 151": ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151"),
    "a header with mrkdwn": ([{"type": "header", "text": marked("x")}], "must be one of plain_text"),
    "a block id twice": ([section(block_id="b"), section(block_id="b")], "block_id already exists: b"),
    "a block id of 256": ([section(block_id="b" * 256)], "must be less than 256"),
    "an action id twice in a block": ([actions(button(), button())], "action_id already exists: Yes"),
    "an action id of 256": ([actions(button(action_id="a" * 256))], "must be less than 256"),
    "actions without elements": ([actions()], "no less than 1 items"),
    "26 buttons": ([actions(*(button(str(n)) for n in range(26)))], "no more than 25"),
    "a text input among actions": ([actions(text_input())], "unsupported type"),
    "a multi select among actions": (
        [actions({"type": "multi_users_select", "action_id": "m"})],
        "unsupported type: multi_users_select",
    ),
    "a button of 76": ([actions(button("x" * 76))], "must be less than 76"),
    "a button without text": ([actions({"type": "button", "action_id": "b"})], "missing required field: text"),
    "a button with an empty text": ([actions(button(""))], "must be more than 0"),
    "a button with mrkdwn": ([actions(button() | {"text": marked("x")})], "must be one of plain_text"),
    "a button value of 2001": ([actions(button(value="v" * 2001))], "must be less than 2001"),
    "a button value that is a number": ([actions(button(value=7))], "must be a string"),
    "a button of another style": ([actions(button(style="warning"))], "must be one of primary, danger"),
    "a button link of 3001": ([actions(button(url="https://x.y/" + "x" * 3000))], "must be less than 3001"),
    "a button link that is none": ([actions(button(url="javascript:x"))], "must match"),
    "a confirmation title of 101": ([actions(button(confirm=confirm(title=plain("x" * 101))))], "less than 101"),
    "a confirmation text of 301": ([actions(button(confirm=confirm(text=plain("x" * 301))))], "less than 301"),
    "a confirmation button of 31": ([actions(button(confirm=confirm(deny=plain("x" * 31))))], "less than 31"),
    "a confirmation without a no": (
        [actions(button(confirm={"title": plain("x"), "text": plain("x"), "confirm": plain("x")}))],
        "missing required field: deny",
    ),
    "a select without options": ([actions(select(options=[]))], "no less than 1 items"),
    "a select of nothing": ([actions({"type": "static_select"})], "exactly one of options, option_groups"),
    "a select of 101": ([actions(select(options=options(101)))], "no more than 100"),
    "an option of 76": ([actions(select(options=[option("x" * 76)]))], "must be less than 76"),
    "an option value of 151": ([actions(select(options=[option(value="v" * 151)]))], "must be less than 151"),
    "an option without a value": ([actions(select(options=[{"text": plain("x")}]))], "missing required field: value"),
    "an option description of 76": (
        [actions(select(options=[option(description=plain("x" * 76))]))],
        "must be less than 76",
    ),
    "a first choice that is not offered": ([actions(select(initial_option=option("Green")))], "not found"),
    "a first choice with another text": (
        [actions(select(initial_option={"text": plain("Other"), "value": "option 1"}))],
        "not found",
    ),
    "a placeholder of 151": ([actions(select(placeholder=plain("x" * 151)))], "must be less than 151"),
    "an option in a select with mrkdwn": (
        [actions(select(options=[{"text": marked("x"), "value": "x"}]))],
        "plain_text",
    ),
    "eleven radio buttons": ([actions({"type": "radio_buttons", "options": options(11)})], "no more than 10"),
    "eleven checkboxes": ([actions({"type": "checkboxes", "options": options(11)})], "no more than 10"),
    "no box ticked, as a list": (
        [actions({"type": "checkboxes", "options": options(2), "initial_options": []})],
        "no less than 1",
    ),
    "six entries in an overflow menu": (
        [section(accessory={"type": "overflow", "options": options(6)})],
        "no more than 5",
    ),
    "a date that is none": ([actions({"type": "datepicker", "initial_date": "31.12.2026"})], "must match"),
    "a time that is none": ([actions({"type": "timepicker", "initial_time": "25:00"})], "must match"),
    "a zone that is none": ([actions({"type": "timepicker", "timezone": "Mars/Base"})], "unknown timezone"),
    "a moment in milliseconds": (
        [actions({"type": "datetimepicker", "initial_date_time": 1_796_137_200_000})],
        "must be between",
    ),
    "eleven things in a context": ([{"type": "context", "elements": [marked("x")] * 11}], "no more than 10"),
    "a button in a context": ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
    "an image without alt text": (
        [{"type": "image", "image_url": "https://example.com/x.png"}],
        "missing required field: alt_text",
    ),
    "an image from nowhere": ([{"type": "image", "alt_text": "x"}], "exactly one of"),
    "an input label of 2001": ([form(text_input()) | {"label": plain("x" * 2001)}], "must be less than 2001"),
    "an input label with mrkdwn": ([form(text_input()) | {"label": marked("x")}], "plain_text"),
    "an input with a button": ([form(button())], "unsupported type: button"),
    "a file input in a message": ([form({"type": "file_input"})], "unsupported type: file_input"),
    "markdown of 12,001 in two": (
        [{"type": "markdown", "text": "x" * 6001}, {"type": "markdown", "text": "x" * 6000}],
        "must be less than 12001",
    ),
    "two tables": ([table(1, 1), table(1, 1)], "only_one_table_allowed"),
    "a table of 101 rows": ([table(101, 1)], "no more than 100"),
    "a table of 21 columns": ([table(1, 21)], "no more than 20"),
    "a chart with other labels": ([chart(["May"])], "must match the categories"),
    "a chart title of 51": ([chart(["May", "June"], title="x" * 51)], "must be less than 51"),
    "three charts": ([chart(["May", "June"])] * 3, "too many data_visualization"),
    "rich text with an unknown leaf": ([rich({"type": "table"})], "unsupported type: table"),
    "blocks that are no list": ({"type": "section"}, "must be an array"),  # type: ignore[dict-item]
    "a block that is no object": (["section"], "must be an object"),  # type: ignore[list-item]
}


@pytest.mark.parametrize("name", TAKEN)
def test_slack_takes_this_message(name: str) -> None:
    assert message_problems(TAKEN[name]) == []


@pytest.mark.parametrize("name", REFUSED)
def test_slack_refuses_this_message(name: str) -> None:
    blocks, reason = REFUSED[name]
    problems = message_problems(blocks)
    assert any(reason in found for found in problems), problems
