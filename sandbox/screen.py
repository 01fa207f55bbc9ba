"""A modal or App Home as a person reads it."""

from typing import TYPE_CHECKING, Any

from sandbox.answers import spoken
from sandbox.errors import Json
from sandbox.fields import buttons_in, fields_in, find_field
from sandbox.limits.selections import offered
from sandbox.reader import Reader
from sandbox.rendering import text_object

if TYPE_CHECKING:
    from sandbox.views import OpenView


class Screen:
    """It stays the same view: what is read from it is always what stands there now."""

    def __init__(self, view: "OpenView") -> None:
        self._view = view
        self._workspace = view.owner.workspace

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Screen) and other._view is self._view

    def __hash__(self) -> int:
        return hash(self._view)

    def __repr__(self) -> str:
        return f"<Screen {self.title!r}>"

    @property
    def id(self) -> str:
        return self._view.id

    @property
    def view(self) -> Json:
        """The view as Slack would send it, with the state."""
        return self._view.as_json()

    @property
    def title(self) -> str:
        return self._text("title")

    @property
    def submit_text(self) -> str:
        return self._text("submit")

    @property
    def close_text(self) -> str:
        return self._text("close")

    @property
    def callback_id(self) -> str:
        return str(self._view.content.get("callback_id", ""))

    @property
    def text(self) -> str:
        """All that can be read, answers and errors included."""
        body = Reader(self._workspace.name_of, self._view.typed).read(self._view.blocks)
        foot = " ".join(f"[{text}]" for text in (self.close_text, self.submit_text) if text)
        wrong = [f"! {label}: {message}" if label else f"! {message}" for label, message in self.errors.items()]
        return "\n".join(line for line in (self.title, body, *wrong, foot) if line)

    @property
    def labels(self) -> list[str]:
        fields = fields_in(self._view.blocks, self._workspace.name_of)
        return [field.label for field in fields if field.is_input]

    @property
    def buttons(self) -> list[str]:
        return [button.text for button in buttons_in(self._view.blocks, self._workspace.name_of)]

    @property
    def errors(self) -> dict[str, str]:
        """Label to message; a trouble of the whole view stands under the empty label."""
        names = {
            field.block["block_id"]: field.label for field in fields_in(self._view.blocks, self._workspace.name_of)
        }
        return {names.get(block_id, block_id): text for block_id, text in self._view.errors.items()}

    def value(self, label: str) -> Any:
        """The answer as it is read: text, option text or a list of them, handles, a moment in UTC."""
        field = find_field(self._view.blocks, label, self._workspace.name_of)
        return spoken(field.element, self._view.typed[field.key], self._workspace.handle_of)

    def options(self, label: str) -> list[str]:
        """Texts of the options; for a people picker the handles of everybody active."""
        element = find_field(self._view.blocks, label, self._workspace.name_of).element
        if "users" in element["type"]:
            return [person.handle for person in self._workspace.people if not person.deactivated]
        return [text_object(option["text"], self._workspace.name_of) for option in offered(element)]

    def _text(self, name: str) -> str:
        return text_object(self._view.content.get(name), self._workspace.name_of)
