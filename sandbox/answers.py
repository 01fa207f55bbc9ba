"""What stands in each field of a form, in the shape of Slack's `view.state.values`."""

import re
from copy import deepcopy
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.errors import Json, NotOnScreen
from sandbox.rendering import Names, text_object

Key = tuple[str, str]
TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input")
SLOTS: dict[str, str] = {
    **dict.fromkeys(("plain_text_input", "number_input", "email_text_input", "url_text_input"), "value"),
    "rich_text_input": "rich_text_value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
    **dict.fromkeys(("static_select", "external_select", "radio_buttons"), "selected_option"),
    **dict.fromkeys(("multi_static_select", "multi_external_select", "checkboxes"), "selected_options"),
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
REQUIRED = "Please complete this required field."


def slot(element: Json) -> str | None:
    """The name under which Slack reports this element's answer; None for what has no state."""
    return SLOTS.get(element["type"])


def holds_many(element: Json) -> bool:
    return SLOTS[element["type"]].endswith("s")


def first_value(element: Json) -> Json:
    """What stands in a field before anybody touches it."""
    name = SLOTS[element["type"]]
    initial = element.get("initial_value" if "value" in name else name.replace("selected", "initial"))
    if initial is None:
        initial = [] if holds_many(element) else None
    return {"type": element["type"], name: deepcopy(initial)}


def of(element: Json, answer: Any) -> Json:
    return {"type": element["type"], SLOTS[element["type"]]: answer}


def typed(element: Json, text: Any) -> Json:
    """The state after somebody typed `text`; a moment may be a date, time or aware datetime."""
    if text is None or text == "":
        return of(element, None)
    writer = WRITERS.get(element["type"])
    if writer is None:
        raise NotOnScreen(f"Nobody can type into a {element['type']}.")
    return of(element, writer(element, text))


def _line(element: Json, text: Any) -> str:
    return str(text) if element.get("multiline") else str(text).replace("\n", " ")


def _date(_element: Json, day: Any) -> str:
    return date.fromisoformat(str(day)).isoformat()


def _time(_element: Json, clock: Any) -> str:
    parsed = clock if isinstance(clock, time) else time.fromisoformat(str(clock))
    return parsed.strftime("%H:%M")


def _moment(_element: Json, moment: Any) -> int:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise NotOnScreen(f"A date and time must be an aware datetime, not {moment!r}.")
    return int(moment.timestamp())


def _rich(_element: Json, text: Any) -> Json:
    leaf = {"type": "text", "text": str(text)}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [leaf]}]}


WRITERS = {
    "plain_text_input": _line,
    "number_input": _line,
    "email_text_input": _line,
    "url_text_input": _line,
    "rich_text_input": _rich,
    "datepicker": _date,
    "timepicker": _time,
    "datetimepicker": _moment,
}


def spoken(element: Json, value: Json, names: Names) -> Any:
    """An answer as a person would say it: option texts, names, a moment in UTC."""
    answer = value.get(SLOTS.get(element["type"], ""))
    if isinstance(answer, list):
        return [_spoken_one(element, item, names) for item in answer]
    return None if answer is None else _spoken_one(element, answer, names)


def _spoken_one(element: Json, answer: Any, names: Names) -> Any:
    if element["type"] == "datetimepicker":
        return datetime.fromtimestamp(answer, UTC)
    if isinstance(answer, dict) and "text" in answer:
        return text_object(answer["text"], names)
    if element["type"] == "file_input":
        return answer["name"]
    if isinstance(answer, dict):
        return "".join(leaf.get("text", "") for part in answer["elements"] for leaf in part["elements"])
    return names(answer) if re.search("users|conversations|channels", element["type"]) else answer


def complaint(block: Json, element: Json, value: Json) -> str | None:
    """What Slack's own client says under a field, before anything is sent."""
    answer = value[SLOTS[element["type"]]]
    if answer is None or answer == [] or (isinstance(answer, str) and not answer.strip()):
        return None if block.get("optional") else REQUIRED
    if element["type"] == "number_input":
        return _number_complaint(element, answer)
    if element["type"] in ("email_text_input", "url_text_input"):
        return _address_complaint(element, answer)
    if isinstance(answer, list):
        return _count_complaint(element, answer)
    return _length_complaint(element, answer) if isinstance(answer, str) else None


def _length_complaint(element: Json, answer: str) -> str | None:
    if element["type"] != "plain_text_input":
        return None
    if len(answer) < element.get("min_length", 0):
        return f"This entry needs at least {element['min_length']} characters."
    if len(answer) > element.get("max_length", 3000):
        return f"This entry may have at most {element.get('max_length', 3000)} characters."
    return None


def _count_complaint(element: Json, answer: list[Any]) -> str | None:
    most = element.get("max_selected_items") or element.get("max_files") or len(answer)
    return f"Please choose at most {most}." if len(answer) > most else None


def _number_complaint(element: Json, answer: str) -> str | None:
    try:
        number = Decimal(answer)
    except InvalidOperation:
        return "Please enter a number."
    if number % 1 and not element["is_decimal_allowed"]:
        return "Please enter a whole number."
    low, high = element.get("min_value"), element.get("max_value")
    if low is not None and number < Decimal(low):
        return f"Please enter a number of at least {low}."
    if high is not None and number > Decimal(high):
        return f"Please enter a number of at most {high}."
    return None


def _address_complaint(element: Json, answer: str) -> str | None:
    if element["type"] == "url_text_input":
        return None if re.fullmatch(r"https?://\S+", answer) else "Please enter a valid URL."
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", answer) else "Please enter a valid email address."
