"""Fills in a drawn form as Slack's client does, and submits it."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.errors import Invalid
from sandbox.limits import view_problems

Json = dict[str, Any]


def submitted(view: View, **answers: Any) -> Json:
    """What Slack would send: what the form began with, and `answers` by block id (None clears a field)."""
    drawn: Json = checked(view)
    values = {}
    for block in drawn["blocks"]:
        if block["type"] == "input":
            element, name = block["element"], block["block_id"]
            field = given(element["type"], answers[name]) if name in answers else begun(element)
            values[name] = {element["action_id"]: {"type": element["type"], **field}}
    return drawn | {"state": {"values": values}}


def checked(view: View) -> Json:
    """The form as it is sent, once it has passed all of Slack's limits."""
    drawn: Json = view.to_dict()
    assert view_problems(drawn) == []
    return drawn


def begun(element: Json) -> Json:
    pairs = {
        "initial_value": "value",
        "initial_option": "selected_option",
        "initial_options": "selected_options",
        "initial_user": "selected_user",
        "initial_users": "selected_users",
    }
    return {sent: element[drawn] for drawn, sent in pairs.items() if drawn in element}


def given(kind: str, answer: Any) -> Json:
    match kind:
        case "plain_text_input":
            return {"value": answer}
        case "users_select":
            return {"selected_user": answer}
        case "multi_users_select":
            return {"selected_users": answer}
        case "checkboxes" | "multi_static_select":
            return {"selected_options": [{"value": value} for value in answer or []]}
        case _:
            return {"selected_option": {"value": answer} if answer else None}


def shown(view: View) -> str:
    """Everything in the form that a person can read."""
    return "\n".join(texts(checked(view)))


def texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return own + [text for value in part.values() for text in texts(value)]
    if isinstance(part, list):
        return [text for item in part for text in texts(item)]
    return []


def element_of(view: View, block_id: str) -> Json:
    blocks: list[Json] = view.to_dict()["blocks"]
    element: Json = next(block["element"] for block in blocks if block.get("block_id") == block_id)
    return element


def errors_of(read: Callable[..., Any], *arguments: Any) -> dict[str, str]:
    """What a form says under its fields."""
    with pytest.raises(Invalid) as invalid:
        read(*arguments)
    return invalid.value.errors
