"""Modals in their stacks, and App Homes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.answers import Key
from sandbox.attaching import check_scope
from sandbox.content import check_people, with_ids
from sandbox.errors import Json, SlackError, invalid
from sandbox.fields import first_values, state_of
from sandbox.limits import numbers, view_problems
from sandbox.screen import Screen

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.workspace import Workspace

DEFAULTS: Json = {
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "close": None,
    "submit": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass(eq=False)
class OpenView:
    """A view on somebody's screen: what the app sent, and what the person has typed so far."""

    id: str
    owner: "Person"
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: dict[Key, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)  # by block id; "" is the whole view

    @property
    def is_home(self) -> bool:
        return bool(self.content["type"] == "home")

    @property
    def blocks(self) -> list[Json]:
        return list(self.content["blocks"])

    def as_json(self) -> Json:
        workspace = self.owner.workspace
        return {
            **DEFAULTS,
            "title": {"type": "plain_text", "text": "View Title"},
            **self.content,
            "id": self.id,
            "team_id": workspace.team_id,
            "state": state_of(self.typed),
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "app_id": workspace.app_id,
            "app_installed_team_id": workspace.team_id,
            "bot_id": workspace.bot.bot_id,
        }


class Views:
    """All views; its methods are called under the workspace's lock."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.stacks: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}
        self.publications: dict[str, int] = {}

    def stack(self, person: "Person") -> list[OpenView]:
        return self.stacks.setdefault(person.id, [])

    def open(self, person: "Person", content: Json) -> OpenView:
        self._check(content, "modal")
        self.stack(person).clear()
        return self._on_top(person, content)

    def push(self, person: "Person", content: Json) -> OpenView:
        self._check(content, "modal")
        if len(self.stack(person)) >= numbers.VIEWS_IN_A_STACK:
            raise SlackError("push_limit_reached")
        return self._on_top(person, content)

    def update(self, view: OpenView, content: Json) -> OpenView:
        self._check(content, view.content["type"], updated=view)
        view.content = with_ids(content, self.workspace.ids)
        view.typed = first_values(view.blocks, view.typed)
        view.errors = {}
        view.hash = self._hash()
        self._tell(view, "changed")
        return view

    def publish(self, person: "Person", content: Json, expected_hash: str | None) -> OpenView:
        view = self.homes.get(person.id)
        if view and expected_hash and expected_hash != view.hash:
            raise SlackError("hash_conflict")
        self.publications[person.id] = self.publications.get(person.id, 0) + 1
        if view:
            return self.update(view, content)
        self._check(content, "home")
        self.homes[person.id] = self._made(person, content)
        self._tell(self.homes[person.id], "opened")
        return self.homes[person.id]

    def close(self, view: OpenView) -> None:
        stack = self.stack(view.owner)
        if view in stack:
            stack.remove(view)

    def find(self, matches: Callable[[OpenView], bool]) -> OpenView:
        for view in self._all():
            if matches(view):
                return view
        raise SlackError("not_found")

    def is_open(self, view: OpenView) -> bool:
        return view in self.stack(view.owner)

    def _all(self) -> list[OpenView]:
        return [view for stack in list(self.stacks.values()) for view in stack] + list(self.homes.values())

    def _on_top(self, person: "Person", content: Json) -> OpenView:
        stack = self.stack(person)
        view = self._made(person, content)
        if stack:
            view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._tell(view, "opened")
        return view

    def _made(self, person: "Person", content: Json) -> OpenView:
        view_id = self.workspace.ids.new("V")
        view = OpenView(view_id, person, with_ids(content, self.workspace.ids), self._hash(), view_id)
        view.typed = first_values(view.blocks)
        return view

    def _hash(self) -> str:
        return f"{self.workspace.ids.ts().split('.')[0]}.{self.workspace.ids.short()}"

    def _tell(self, view: OpenView, kind: str) -> None:
        where = "home" if view.is_home else "modal"
        self.workspace.saw([view.owner], where, self.workspace.bot, (f"{where} {kind}", Screen(view).text))

    def _check(self, content: Json, kind: str, updated: OpenView | None = None) -> None:
        problems = view_problems(content)
        if not problems and content["type"] != kind:
            problems = [f"[ERROR] must be a {kind} [json-pointer:/view/type]"]
        if problems:
            raise invalid("invalid_arguments", problems)
        if len(str(content).encode()) > numbers.VIEW_BYTES:
            raise SlackError("view_too_large")
        check_people(content["blocks"], self.workspace, "invalid_arguments")
        check_scope(self.workspace, content["blocks"], "invalid_arguments")
        self._check_external_id(content.get("external_id"), updated)

    def _check_external_id(self, external_id: str | None, updated: OpenView | None) -> None:
        taken = (view for view in self._all() if view is not updated)
        if external_id and any(v.content.get("external_id") == external_id for v in taken):
            raise SlackError("duplicate_external_id")
