"""Choosing options by their text and people by their handle."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Union

from sandbox.answers import holds_many, of
from sandbox.errors import Json, NotOnScreen
from sandbox.fields import Field
from sandbox.limits.selections import offered
from sandbox.rendering import text_object

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.workspace import Workspace

Choice = Union[str, "Person"]


def chosen(person: "Person", place: Json, field: Field, choices: Sequence[Choice]) -> Json:
    """The field's state after these choices; none clears it. `place` is what an external select sends along."""
    element = field.element
    if not re.search("select|radio|checkboxes|overflow", element["type"]):
        raise NotOnScreen(f"Nobody can choose in {field.label!r}, a {element['type']}.")
    found = [_one(person, place, field, choice) for choice in choices]
    if element["type"] == "overflow":
        return {"type": "overflow", "selected_option": found[0]}
    if holds_many(element):
        return of(element, found)
    if len(found) > 1:
        raise NotOnScreen(f"{field.label!r} takes one choice, not {len(found)}.")
    if not found and element["type"] == "radio_buttons":
        raise NotOnScreen("A radio button cannot be cleared.")
    return of(element, found[0] if found else None)


def _one(person: "Person", place: Json, field: Field, choice: Choice) -> Any:
    workspace, kind = person.workspace, field.element["type"]
    if "users" in kind:
        return _person(workspace, choice)
    if "channels" in kind or "conversations" in kind:
        return workspace.channel(str(choice)).id
    options = offered(field.element)
    if kind.endswith("external_select"):
        options = workspace.suggested(person, place, field, str(choice))
    return _option(workspace, field, options, str(choice))


def _person(workspace: "Workspace", choice: Choice) -> str:
    person = workspace.person(choice) if isinstance(choice, str) else choice
    if person.deactivated:
        raise NotOnScreen(f"{person.name} is deactivated and stands in no list.")
    return person.id


def _option(workspace: "Workspace", field: Field, options: list[Json], text: str) -> Json:
    for option in options:
        if text_object(option["text"], workspace.name_of) == text:
            return option
    seen = [text_object(option["text"], workspace.name_of) for option in options]
    raise NotOnScreen(f"{field.label!r} offers no {text!r}, but: {seen}")
