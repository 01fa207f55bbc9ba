"""What a whole message, modal or App Home may hold, beyond each block on its own."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.limits import numbers
from sandbox.limits.blocks import IN_MESSAGES, IN_MODALS, ON_HOME
from sandbox.limits.objects import plain
from sandbox.limits.rich_text import every_text
from sandbox.limits.rules import ByType, Chars, Flag, Items, Json, Problems, Rule, Shape, problem


def message_problems(blocks: Any) -> list[str]:
    return list(_block_problems(blocks, IN_MESSAGES, numbers.BLOCKS_IN_A_MESSAGE, "/blocks"))


def text_in_blocks(blocks: list[Json]) -> int:
    return sum(len(text) for text in every_text(blocks))


def view_problems(view: Json) -> list[str]:
    """All that Slack would refuse in a modal or a home view."""
    rule = {"modal": MODAL, "home": HOME}.get(str(view.get("type")))
    if rule is None:
        return [problem(f"unsupported type: {view.get('type')}", "/view/type")]
    return list(rule.check(view, "/view"))


def _block_problems(blocks: Any, shapes: Mapping[str, Rule], most: int, at: str) -> Problems:
    found = list(Items(ByType(shapes), most, least=0).check(blocks, at))
    yield from found
    if not found:
        yield from _repeated_ids(blocks, at)
        yield from _counts(blocks, at)


def _repeated_ids(blocks: list[Json], at: str) -> Problems:
    for block_id in _twice(block["block_id"] for block in blocks if "block_id" in block):
        yield problem(f"block_id already exists: {block_id}", at)
    for number, block in enumerate(blocks):
        for action_id in _twice(e["action_id"] for e in elements_of(block) if "action_id" in e):
            yield problem(f"action_id already exists: {action_id}", f"{at}/{number}")


def _twice(names: Iterator[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def elements_of(block: Json) -> list[Json]:
    """The interactive (or shown) elements inside one block."""
    if block["type"] in ("actions", "context_actions", "context"):
        return [*block["elements"]]
    element = block.get("element") or block.get("accessory")
    return [element] if element else []


def _counts(blocks: list[Json], at: str) -> Problems:
    kinds = Counter(block["type"] for block in blocks)
    if kinds["table"] > numbers.TABLES_IN_A_MESSAGE:
        yield problem("only_one_table_allowed", at)
    if kinds["data_visualization"] > numbers.CHARTS_IN_A_MESSAGE:
        yield problem("too many data_visualization blocks", at)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > numbers.MARKDOWN_TEXT:
        yield problem(f"markdown blocks must be less than {numbers.MARKDOWN_TEXT + 1} characters", at)
    if sum(bool(e.get("focus_on_load")) for block in blocks for e in elements_of(block)) > 1:
        yield problem("only one element may have focus_on_load", at)


class _Blocks:
    def __init__(self, shapes: Mapping[str, Rule]) -> None:
        self.shapes = shapes

    def check(self, value: Any, at: str) -> Problems:
        yield from _block_problems(value, self.shapes, numbers.BLOCKS_IN_A_VIEW, at)


def _inputs_have_a_submit(view: Json, at: str) -> Problems:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        yield problem("missing required field: submit", at)


COMMON = {
    "callback_id": Chars(255, least=0),
    "private_metadata": Chars(numbers.PRIVATE_METADATA, least=0),
    "external_id": Chars(255, least=0),
}
MODAL = Shape(
    needs={"title": plain(numbers.VIEW_TITLE), "blocks": _Blocks(IN_MODALS)},
    may={
        **COMMON,
        "submit": plain(numbers.VIEW_BUTTON),
        "close": plain(numbers.VIEW_BUTTON),
        "clear_on_close": Flag(),
        "notify_on_close": Flag(),
        "submit_disabled": Flag(),
    },
    also=(_inputs_have_a_submit,),
)
HOME = Shape(needs={"blocks": _Blocks(ON_HOME)}, may=COMMON)
