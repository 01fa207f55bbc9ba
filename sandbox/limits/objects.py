"""Text objects, options, confirmations: the small parts that elements and blocks are made of."""

from dataclasses import dataclass
from typing import Any

from sandbox.limits import numbers
from sandbox.limits.rules import Chars, Flag, Items, Json, OneOf, Problems, Shape, length_problems, problem

PLAIN = ("plain_text",)
ANY_TEXT = ("plain_text", "mrkdwn")


@dataclass(frozen=True)
class Text:
    """A text object with at most `most` characters, of the kinds that Slack takes at that place."""

    most: int
    kinds: tuple[str, ...] = ANY_TEXT

    def check(self, value: Any, at: str) -> Problems:
        if not isinstance(value, dict):
            yield problem("must be an object", at)
            return
        if value.get("type") not in self.kinds:
            yield problem(f"must be one of {', '.join(self.kinds)}", f"{at}/type")
        yield from self._text(value.get("text"), f"{at}/text")
        yield from self._switches(value, at)

    def _text(self, text: Any, at: str) -> Problems:
        if isinstance(text, str):
            yield from length_problems(text, 1, self.most, at)
        else:
            yield problem("must be a string", at)

    def _switches(self, value: Json, at: str) -> Problems:
        switch = "emoji" if value.get("type") == "plain_text" else "verbatim"
        for name in value.keys() - {"type", "text"}:
            if name != switch:
                yield problem(f"invalid additional property: {name}", at)
            elif not isinstance(value[name], bool):
                yield problem("must be a boolean", f"{at}/{name}")


def plain(most: int) -> Text:
    return Text(most, PLAIN)


IDENTIFIER = Chars(numbers.IDENTIFIER)
LINK = Chars(numbers.URL, shape=r"https?://\S+")
DATE = Chars(10, shape=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = Chars(5, shape=r"([01]\d|2[0-3]):[0-5]\d")

OPTION = Shape(
    needs={"text": plain(numbers.OPTION_TEXT), "value": Chars(numbers.OPTION_VALUE)},
    may={"description": plain(numbers.OPTION_DESCRIPTION)},
)
MARKED_OPTION = Shape(
    needs={"text": Text(numbers.OPTION_TEXT), "value": Chars(numbers.OPTION_VALUE)},
    may={"description": Text(numbers.OPTION_DESCRIPTION)},
)
OVERFLOW_OPTION = Shape(
    needs={"text": plain(numbers.OPTION_TEXT), "value": Chars(numbers.OPTION_VALUE)},
    may={"description": plain(numbers.OPTION_DESCRIPTION), "url": LINK},
)
OPTION_GROUP = Shape(needs={"label": plain(numbers.OPTION_TEXT), "options": Items(OPTION, numbers.SELECT_OPTIONS)})
CONFIRM = Shape(
    needs={
        "title": plain(numbers.CONFIRM_TITLE),
        "text": Text(numbers.CONFIRM_TEXT),
        "confirm": plain(numbers.CONFIRM_BUTTON),
        "deny": plain(numbers.CONFIRM_BUTTON),
    },
    may={"style": OneOf(("primary", "danger"))},
)
DISPATCH_CONFIG = Shape(needs={"trigger_actions_on": Items(OneOf(("on_enter_pressed", "on_character_entered")), 2)})
CONVERSATION_FILTER = Shape(
    may={
        "include": Items(OneOf(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    }
)
SLACK_FILE = Shape(may={"id": Chars(numbers.IDENTIFIER), "url": LINK})
