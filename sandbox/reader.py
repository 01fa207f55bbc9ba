"""Blocks as the lines that a person reads on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.answers import Key, spoken
from sandbox.errors import Json
from sandbox.limits import elements_of
from sandbox.limits.selections import offered
from sandbox.rendering import Names, shown, text_object


@dataclass(frozen=True)
class Reader:
    names: Names
    values: Mapping[Key, Json] = field(default_factory=dict)

    def read(self, blocks: list[Json]) -> str:
        return "\n".join(line for block in blocks for line in self._block(block) if line)

    def _block(self, block: Json) -> list[str]:
        read = getattr(self, f"_{block['type']}", None)
        return read(block) if read else []

    def text(self, text: Json | None) -> str:
        return text_object(text, self.names)

    def _header(self, block: Json) -> list[str]:
        return [self.text(block["text"])]

    def _section(self, block: Json) -> list[str]:
        fields = [self.text(item) for item in block.get("fields", ())]
        return [self.text(block.get("text")), *fields, *self._elements(block)]

    def _divider(self, _block: Json) -> list[str]:
        return ["───"]

    def _context(self, block: Json) -> list[str]:
        return [" ".join(self._small(item) for item in block["elements"])]

    def _small(self, item: Json) -> str:
        return f"[{item['alt_text']}]" if item["type"] == "image" else self.text(item)

    def _image(self, block: Json) -> list[str]:
        return [self.text(block.get("title")), f"[{block['alt_text']}]"]

    def _actions(self, block: Json) -> list[str]:
        return [" ".join(self._elements(block))]

    _context_actions = _actions

    def _markdown(self, block: Json) -> list[str]:
        return [block["text"]]

    def _input(self, block: Json) -> list[str]:
        label = f"{self.text(block['label'])}{' (optional)' if block.get('optional') else ''}:"
        return [" ".join([label, *self._elements(block)]), self.text(block.get("hint"))]

    def _data_visualization(self, block: Json) -> list[str]:
        chart = block["chart"]
        series = chart.get("series") or [{"name": "", "data": chart["segments"]}]
        return [f"[chart: {block['title']}]", *(self._series(one) for one in series)]

    def _series(self, series: Json) -> str:
        points = ", ".join(f"{point['label']} {point['value']}" for point in series["data"])
        return f"{series['name']}: {points}" if series["name"] else points

    def _table(self, block: Json) -> list[str]:
        return [" | ".join(self._cell(cell) for cell in row) for row in block["rows"]]

    def _cell(self, cell: Json) -> str:
        return cell["text"] if cell["type"] == "raw_text" else " ".join(self._rich_text(cell))

    def _rich_text(self, block: Json) -> list[str]:
        return [self._part(part) for part in block["elements"]]

    def _part(self, part: Json) -> str:
        if part["type"] == "rich_text_list":
            return "\n".join(f"• {self._part(item)}" for item in part["elements"])
        return "".join(self._leaf(leaf) for leaf in part["elements"])

    def _leaf(self, leaf: Json) -> str:
        if leaf["type"] in ("text", "link"):
            return str(leaf.get("text") or leaf["url"])
        if leaf["type"] == "emoji":
            return f":{leaf['name']}:"
        if leaf["type"] == "date":
            return str(leaf.get("fallback", leaf["timestamp"]))
        return f"@{self.names(str(leaf.get('user_id') or leaf.get('channel_id') or leaf.get('range') or ''))}"

    def _elements(self, block: Json) -> list[str]:
        return [self._element(block, element) for element in elements_of(block)]

    def _element(self, block: Json, element: Json) -> str:
        read = getattr(self, f"_{element['type']}_element", None)
        return read(element) if read else self._entry(block, element)

    def _button_element(self, element: Json) -> str:
        return f"[{self.text(element['text'])}]"

    _icon_button_element = _button_element

    def _feedback_buttons_element(self, element: Json) -> str:
        return " ".join(f"[{element[name]['text']['text']}]" for name in ("positive_button", "negative_button"))

    def _image_element(self, element: Json) -> str:
        return self._small(element)

    def _overflow_element(self, element: Json) -> str:
        return f"[… {' / '.join(self.text(option['text']) for option in element['options'])}]"

    def _entry(self, block: Json, element: Json) -> str:
        """What stands in a field: the answer, else its placeholder; choices are all laid open."""
        chosen = self._spoken(block, element)
        if element["type"] in ("radio_buttons", "checkboxes"):
            return self._choices(element, chosen)
        return shown_value(chosen) or f"‹{self.text(element.get('placeholder'))}›"

    def _spoken(self, block: Json, element: Json) -> Any:
        value = self.values.get((block.get("block_id", ""), element.get("action_id", "")))
        return spoken(element, value or {}, self.names)

    def _choices(self, element: Json, chosen: Any) -> str:
        texts = [shown(option["text"]["text"], self.names) for option in offered(element)]
        notes = [self.text(option.get("description")) for option in offered(element)]
        picked = chosen if isinstance(chosen, list) else [chosen]
        marked = [f"{'●' if text in picked else '○'} {text}" for text in texts]
        return "\n".join(["", *(f"{line} {note}".strip() for line, note in zip(marked, notes, strict=True))])


def shown_value(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")
