"""Finding fields and buttons by the words that a person reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sandbox.answers import SLOTS, Key, first_value, slot
from sandbox.errors import Json, NotOnScreen
from sandbox.limits import elements_of
from sandbox.limits.selections import offered
from sandbox.rendering import Names, text_object


@dataclass(frozen=True)
class Field:
    block: Json
    element: Json
    label: str
    placeholder: str

    @property
    def key(self) -> Key:
        return self.block["block_id"], self.element["action_id"]

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")


@dataclass(frozen=True)
class Button:
    block: Json
    element: Json
    text: str
    value: str | None


def fields_in(blocks: list[Json], names: Names) -> list[Field]:
    """Everything that holds an answer, and overflow menus."""
    return [
        Field(block, element, _label(block, names), text_object(element.get("placeholder"), names))
        for block in blocks
        for element in elements_of(block)
        if slot(element) or element["type"] == "overflow"
    ]


def _label(block: Json, names: Names) -> str:
    return text_object(block.get("label") or block.get("text"), names) if block["type"] != "actions" else ""


def find_field(blocks: list[Json], wanted: str, names: Names) -> Field:
    fields = fields_in(blocks, names)
    for field in fields:
        if wanted in (field.label, field.placeholder):
            return field
    seen = [field.label or field.placeholder for field in fields]
    raise NotOnScreen(f"There is no field {wanted!r}. On the screen: {seen}")


def buttons_in(blocks: list[Json], names: Names) -> list[Button]:
    return [button for block in blocks for e in elements_of(block) for button in _buttons(block, e, names)]


def _buttons(block: Json, element: Json, names: Names) -> Iterator[Button]:
    if element["type"] in ("button", "icon_button"):
        yield Button(block, element, text_object(element["text"], names), element.get("value"))
    if element["type"] == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            side = element[name]
            yield Button(block, element, text_object(side["text"], names), side["value"])


def first_values(blocks: list[Json], kept: Mapping[Key, Json] | None = None) -> dict[Key, Json]:
    """Each field's answer before it is touched; what was there under the same ids and type stays."""
    found: dict[Key, Json] = {}
    for block in blocks:
        for element in elements_of(block):
            if slot(element):
                key = (block["block_id"], element["action_id"])
                old = (kept or {}).get(key)
                found[key] = old if old and _fits(element, old) else first_value(element)
    return found


def _fits(element: Json, old: Json) -> bool:
    """An answer survives a change of its field unless the field is another, or no longer offers it."""
    if old["type"] != element["type"]:
        return False
    answer = old[SLOTS[element["type"]]]
    options = [option["value"] for option in offered(element)]
    chosen = answer if isinstance(answer, list) else [answer]
    return not options or all(option is None or option["value"] in options for option in chosen)


def state_of(values: Mapping[Key, Json]) -> Json:
    state: dict[str, Json] = {}
    for (block_id, action_id), value in values.items():
        state.setdefault(block_id, {})[action_id] = value
    return {"values": state}
