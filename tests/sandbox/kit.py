"""Pieces of Block Kit, as short as they can be written."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str = "Red", **fields: Any) -> Json:
    return {"text": plain(text), "value": text.lower()[:150] or "x", **fields}


def options(count: int) -> list[Json]:
    return [option(f"Option {number}") for number in range(count)]


def section(**fields: Any) -> Json:
    return {"type": "section", "text": marked("Hello"), **fields}


def button(text: str = "Yes", **fields: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": text, **fields}


def actions(*elements: Json, **fields: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **fields}


def select(**fields: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": options(2), **fields}


def form(element: Json, **fields: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **fields}


def text_input(**fields: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "t", **fields}


def number(**fields: Any) -> Json:
    return {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, **fields}


def confirm(**fields: Any) -> Json:
    return {"title": plain("Sure?"), "text": marked("Really"), "confirm": plain("Yes"), "deny": plain("No"), **fields}


def rich(*leaves: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(leaves)}]}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def chart(labels: list[str], **fields: Any) -> Json:
    series = [{"name": "Met", "data": [{"label": label, "value": 1} for label in labels]}]
    plot = {"type": "bar", "series": series, "axis_config": {"categories": ["May", "June"]}}
    return {"type": "data_visualization", "title": "Sessions", "chart": plot, **fields}


IMAGE = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "A picture"}
CONTEXT = {"type": "context", "elements": [marked("small"), plain("print"), IMAGE]}


def modal(*blocks: Json, **fields: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": list(blocks), **fields}


def without(view: Json, *names: str) -> Json:
    return {name: value for name, value in view.items() if name not in names}
