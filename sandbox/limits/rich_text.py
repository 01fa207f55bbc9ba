"""Rich text: sections, lists, quotes and what they are made of."""

from collections.abc import Iterator
from typing import Any

from sandbox.limits.objects import LINK
from sandbox.limits.rules import ByType, Chars, Flag, Items, Number, OneOf, Rule, Shape, Whole

STYLE = Shape(may={name: Flag() for name in ("bold", "italic", "strike", "code", "underline", "highlight")})
STYLED = {"style": STYLE}
WORD = Chars(3000)
BORDER = {"border": Whole(0, 1)}

LEAF = ByType(
    {
        "text": Shape(needs={"text": Chars(12_000)}, may=STYLED),
        "link": Shape(needs={"url": LINK}, may={**STYLED, "text": WORD, "unsafe": Flag()}),
        "emoji": Shape(needs={"name": WORD}, may={**STYLED, "unicode": WORD, "skin_tone": Number()}),
        "user": Shape(needs={"user_id": WORD}, may=STYLED),
        "channel": Shape(needs={"channel_id": WORD}, may=STYLED),
        "usergroup": Shape(needs={"usergroup_id": WORD}, may=STYLED),
        "broadcast": Shape(needs={"range": OneOf(("here", "channel", "everyone"))}, may=STYLED),
        "color": Shape(needs={"value": WORD}, may=STYLED),
        "date": Shape(
            needs={"timestamp": Whole(0, 10**11), "format": WORD},
            may={**STYLED, "url": LINK, "fallback": WORD},
        ),
    }
)
LEAVES = {"elements": Items(LEAF, 1000, least=0)}
SECTION = Shape(needs=LEAVES)
PART = ByType(
    {
        "rich_text_section": SECTION,
        "rich_text_preformatted": Shape(needs=LEAVES, may={**BORDER, "language": WORD}),
        "rich_text_quote": Shape(needs=LEAVES, may=BORDER),
        "rich_text_list": Shape(
            needs={
                "style": OneOf(("bullet", "ordered")),
                "elements": Items(ByType({"rich_text_section": SECTION}), 1000),
            },
            may={**BORDER, "indent": Whole(0, 8), "offset": Whole(0, 1000)},
        ),
    }
)
RICH_TEXT: Rule = ByType({"rich_text": Shape(needs={"elements": Items(PART, 1000)}, may={"block_id": Chars(255)})})


def every_text(value: Any) -> Iterator[str]:
    """Each `text` string anywhere inside a piece of Block Kit."""
    if isinstance(value, list):
        for item in value:
            yield from every_text(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name == "text" and isinstance(item, str):
                yield item
            else:
                yield from every_text(item)
