"""What stands on a screen, as the templates ask for it: texts, answers, choices, errors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup

from sandbox.answers import SLOTS, Key, first_value
from sandbox.errors import Json
from sandbox.limits.selections import offered
from sandbox.page.faces import local
from sandbox.page.mrkdwn import followed, text_html
from sandbox.people import Person
from sandbox.reader import Reader
from sandbox.rendering import text_object

GROUPS = ("radio_buttons", "checkboxes", "multi_static_select", "multi_users_select", "multi_channels_select")


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    label: Markup | str = ""
    note: Markup | str = ""


@dataclass(frozen=True)
class Surface:
    """A message, a modal or App Home before one person; `place` tells the server which."""

    person: Person
    place: str
    heading: int
    values: Mapping[Key, Json]
    errors: Mapping[str, str] = field(default_factory=dict)  # by block id

    def text(self, text: Json | None) -> Markup:
        return text_html(text, self.person.workspace.name_of)

    def words(self, text: Json | None) -> str:
        return text_object(text, self.person.workspace.name_of)

    def lines(self, block: Json) -> str:
        """What is not drawn is read out."""
        return Reader(self.person.workspace.name_of, self.values).read([block])

    def file_names(self, block: Json, element: Json) -> list[str]:
        return [file["name"] for file in self.answer(block, element) or []]

    def id(self, block: Json, element: Json) -> str:
        return "-".join((self.place.replace(":", "-").replace(".", "-"), block["block_id"], element["action_id"]))

    def address(self, url: str) -> str:
        return followed(url)

    def is_group(self, element: Json) -> bool:
        return element["type"] in GROUPS

    def answer(self, block: Json, element: Json) -> Any:
        value = self.values.get((block["block_id"], element["action_id"])) or first_value(element)
        return value[SLOTS[element["type"]]]

    def moment(self, block: Json, element: Json) -> str:
        """A date and time as the person's own clock shows it."""
        seconds = self.answer(block, element)
        if seconds is None:
            return ""
        return f"{local(self.person, datetime.fromtimestamp(seconds, UTC)):%Y-%m-%dT%H:%M}"

    def chosen(self, block: Json, element: Json) -> list[str]:
        answer = self.answer(block, element)
        items = answer if isinstance(answer, list) else [answer]
        return [item["value"] if isinstance(item, dict) else item for item in items if item is not None]

    def choices(self, element: Json) -> list[Choice]:
        if "users" in element["type"]:
            people = [one for one in self.person.workspace.people if not one.deactivated]
            return [Choice(one.id, one.name, one.name, one.title) for one in people]
        if "channels" in element["type"] or "conversations" in element["type"]:
            found = [one for one in self.person.conversations if one.label]
            return [Choice(one.id, one.name, one.name) for one in found]
        return [self._option(option) for option in offered(element)]

    def _option(self, option: Json) -> Choice:
        text, note = option["text"], option.get("description")
        return Choice(option["value"], self.words(text), self.text(text), self.text(note))
