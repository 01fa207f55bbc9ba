"""Whether what the bot draws fits Slack's limits, and forms filled in as Slack sends them back."""

from collections.abc import Callable
from typing import Any

from slack_sdk.models.views import View

from bot.said import Said
from sandbox.limits import message_problems, view_problems

LONGEST_NAME = "<&>" * 85  # 255 characters
LONGEST_ANSWER = "<&>\n" * 750  # 3,000 characters


def fits(view: View) -> dict[str, Any]:
    """The view as Slack gets it; fails where Slack would refuse it."""
    drawn: dict[str, Any] = view.to_dict()
    assert view_problems(drawn) == []
    return drawn


def said(message: Said | None) -> str:
    """All that a message says; fails where there is none, or Slack would refuse it."""
    assert message is not None
    assert message_problems([block.to_dict() for block in message.blocks]) == []
    return message.text


def filled(view: View, **answers: Any) -> dict[str, Any]:
    """A submission: what was drawn beforehand, or what is given, by the part of the block id before a colon.

    A text or date is given as a string, a moment as a datetime, a choice as its value, ticks as a list of values,
    nothing as None.
    """
    drawn = fits(view)
    inputs = [block for block in drawn["blocks"] if block["type"] == "input"]
    values = {block["block_id"]: {block["element"]["action_id"]: state(block, answers)} for block in inputs}
    return {**drawn, "id": "V1", "hash": "h1", "state": {"values": values}}


def state(block: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    element = block["element"]
    name, kind = block["block_id"].partition(":")[0], element["type"]
    if name not in answers:
        return beforehand(element)
    return {"type": kind, **AS_SENT.get(kind, lambda given: {"value": given})(answers[name])}


def chosen(given: str | None) -> dict[str, Any]:
    return {"selected_option": {"value": given} if given else None}


def chosen_all(given: list[str] | None) -> dict[str, Any]:
    return {"selected_options": [{"value": value} for value in given or []]}


AS_SENT: dict[str, Callable[[Any], dict[str, Any]]] = {
    "checkboxes": chosen_all,
    "radio_buttons": chosen,
    "static_select": chosen,
    "datepicker": lambda given: {"selected_date": given},
    "datetimepicker": lambda given: {"selected_date_time": int(given.timestamp()) if given else None},
    "users_select": lambda given: {"selected_user": given},
    "multi_users_select": lambda given: {"selected_users": given or []},
}


def beforehand(element: dict[str, Any]) -> dict[str, Any]:
    """What a form holds that nobody has touched."""
    match element["type"]:
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": element.get("initial_options", [])}
        case "radio_buttons" | "static_select":
            return {"type": element["type"], "selected_option": element.get("initial_option")}
        case "datepicker":
            return {"type": "datepicker", "selected_date": element.get("initial_date")}
        case "datetimepicker":
            return {"type": "datetimepicker", "selected_date_time": element.get("initial_date_time")}
        case "users_select":
            return {"type": "users_select", "selected_user": element.get("initial_user")}
        case _:
            return {"type": element["type"], "value": element.get("initial_value")}
