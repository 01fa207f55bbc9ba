"""The blocks of Block Kit, and which surface takes which."""

from collections.abc import Mapping

from sandbox.limits import numbers
from sandbox.limits.charts import CHART
from sandbox.limits.elements import (
    CONTEXT_ACTIONS,
    FILE_INPUT,
    IN_A_CONTEXT,
    IN_A_SECTION,
    IN_ACTIONS,
    IN_AN_INPUT,
)
from sandbox.limits.objects import IDENTIFIER, LINK, SLACK_FILE, Text, plain
from sandbox.limits.rich_text import RICH_TEXT
from sandbox.limits.rules import (
    ByType,
    Chars,
    Flag,
    Items,
    OneOf,
    Rule,
    Shape,
    at_least_one_of,
    exactly_one_of,
)

ID = {"block_id": IDENTIFIER}
CELL = ByType({"raw_text": Shape(needs={"text": Chars(numbers.SECTION_TEXT)}), "rich_text": RICH_TEXT})
COLUMN = Shape(may={"is_wrapped": Flag(), "align": OneOf(("left", "center", "right"))})


def input_block(elements: Mapping[str, Rule]) -> Shape:
    return Shape(
        needs={"label": plain(numbers.LABEL), "element": ByType(elements)},
        may={**ID, "hint": plain(numbers.HINT), "optional": Flag(), "dispatch_action": Flag()},
    )


EVERYWHERE: dict[str, Rule] = {
    "section": Shape(
        may={
            **ID,
            "text": Text(numbers.SECTION_TEXT),
            "fields": Items(Text(numbers.FIELD_TEXT), numbers.SECTION_FIELDS),
            "accessory": ByType(IN_A_SECTION),
            "expand": Flag(),
        },
        also=(at_least_one_of("text", "fields"),),
    ),
    "divider": Shape(may=ID),
    "header": Shape(needs={"text": plain(numbers.HEADER_TEXT)}, may=ID),
    "image": Shape(
        needs={"alt_text": Chars(numbers.ALT_TEXT)},
        may={**ID, "title": plain(numbers.IMAGE_TITLE), "image_url": LINK, "slack_file": SLACK_FILE},
        also=(exactly_one_of("image_url", "slack_file"),),
    ),
    "context": Shape(needs={"elements": Items(ByType(IN_A_CONTEXT), numbers.CONTEXT_ELEMENTS)}, may=ID),
    "actions": Shape(needs={"elements": Items(ByType(IN_ACTIONS), numbers.ACTIONS_ELEMENTS)}, may=ID),
    "rich_text": RICH_TEXT,
    "input": input_block(IN_AN_INPUT),
}
IN_MESSAGES: dict[str, Rule] = {
    **EVERYWHERE,
    "markdown": Shape(needs={"text": Chars(numbers.MARKDOWN_TEXT)}, may=ID),
    "table": Shape(
        needs={"rows": Items(Items(CELL, numbers.TABLE_COLUMNS), numbers.TABLE_ROWS)},
        may={**ID, "column_settings": Items(COLUMN, numbers.TABLE_COLUMNS)},
    ),
    "context_actions": Shape(needs={"elements": Items(ByType(CONTEXT_ACTIONS), numbers.CONTEXT_ACTIONS)}, may=ID),
    "data_visualization": CHART,
}
IN_MODALS: dict[str, Rule] = {**EVERYWHERE, "input": input_block({**IN_AN_INPUT, **FILE_INPUT})}
ON_HOME: dict[str, Rule] = {**EVERYWHERE, "data_visualization": CHART}
