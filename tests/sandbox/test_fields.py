"""Every kind of field, filled as a person fills it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt import App

from sandbox import Person, Workspace
from tests.sandbox.app import modal, text_input
from tests.sandbox.dialogues import answers, opens, state
from tests.sandbox.kit import option


@pytest.mark.parametrize(
    ("element", "typed", "complaint"),
    [
        ({"min_length": 5}, "four", "This entry needs at least 5 characters."),
        ({"max_length": 3}, "four", "This entry may have at most 3 characters."),
        ({"type": "number_input", "is_decimal_allowed": False}, "two", "Please enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "2.5", "Please enter a whole number."),
        (
            {"type": "number_input", "is_decimal_allowed": False, "min_value": "3"},
            2,
            "Please enter a number of at least 3.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "3"},
            "3.5",
            "Please enter a number of at most 3.",
        ),
        ({"type": "email_text_input"}, "ayu", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "ayu", "Please enter a valid URL."),
    ],
)
def test_slacks_client_finds_these_by_itself(
    app: App, ayu: Person, element: dict[str, Any], typed: Any, complaint: str
) -> None:
    opens(app, modal(text_input("Answer", "answer", **element)))
    seen = answers(app)
    ayu.runs("/form")
    ayu.fills("Answer", typed)
    screen = ayu.submits()
    assert screen is not None
    assert screen.errors == {"Answer": complaint}
    assert seen == []


def field(label: str, kind: str, **element: Any) -> dict[str, Any]:
    return text_input(label, label.lower(), type=kind, **element)


OPTIONS = [option("Red"), option("Blue")]
FIELDS = [
    field("Colour", "static_select", options=OPTIONS),
    field("Colours", "multi_static_select", options=OPTIONS),
    field("Radio", "radio_buttons", options=OPTIONS, initial_option=OPTIONS[1]),
    field("Boxes", "checkboxes", options=OPTIONS),
    field("Boss", "users_select"),
    field("Friends", "multi_users_select"),
    field("Place", "channels_select"),
    field("Day", "datepicker"),
    field("Hour", "timepicker"),
    field("Moment", "datetimepicker"),
    field("Words", "rich_text_input"),
]


def test_every_kind_of_field_is_filled_by_its_label(ws: Workspace, app: App, ayu: Person, budi: Person) -> None:
    ws.add_channel("general", members=["ayu"])
    opens(app, modal(*FIELDS))
    seen = answers(app)
    ayu.runs("/form")
    assert ayu.modal is not None
    assert ayu.modal.options("Colour") == ["Red", "Blue"]
    assert ayu.modal.options("Boss") == ["ayu", "budi"]
    ayu.chooses("Colour", "Red")
    ayu.chooses("Colours", "Red", "Blue")
    ayu.chooses("Boxes", "Blue")
    ayu.chooses("Boss", "budi")
    ayu.chooses("Friends", budi, ayu)
    ayu.chooses("Place", "general")
    ayu.fills("Day", "2026-12-01")
    ayu.fills("Hour", "15:00")
    ayu.fills("Moment", datetime(2026, 12, 1, 15, tzinfo=UTC))
    ayu.fills("Words", "Hello")
    assert ayu.modal.value("Moment") == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert (ayu.modal.value("Friends"), ayu.modal.value("Radio")) == (["budi", "ayu"], "Blue")
    assert ayu.submits() is None
    values = {name: block["value"] for name, block in state(seen[0]).items()}
    assert values["colour"]["selected_option"]["value"] == "red"
    assert [option["value"] for option in values["colours"]["selected_options"]] == ["red", "blue"]
    assert values["boxes"]["selected_options"] == [OPTIONS[1]]
    assert values["boss"] == {"type": "users_select", "selected_user": budi.id}
    assert values["friends"]["selected_users"] == [budi.id, ayu.id]
    assert values["place"]["selected_channel"] == "C0GENERAL"
    assert (values["day"]["selected_date"], values["hour"]["selected_time"]) == ("2026-12-01", "15:00")
    assert values["moment"]["selected_date_time"] == 1796137200
