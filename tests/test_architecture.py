"""What the parts promise each other: listeners, the manifest, scopes, writers, and the limits that the code keeps."""

import ast
import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt.kwargs_injection import Args
from slack_sdk import WebClient

from bot.actions import Act
from bot.app import FEATURES
from bot.models import Kind
from bot.outbox.pacing import TIERS
from bot.schedule import WRITERS
from sandbox import scopes

ROOT = Path(__file__).parents[1]
MANIFEST = yaml.safe_load((ROOT / "app_manifest.yaml").read_text())
SOURCES = {path.relative_to(ROOT).as_posix(): path.read_text() for path in sorted((ROOT / "bot").rglob("*.py"))}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}

Listener = Callable[..., Any]
LENT = {"now", "visitor", "sessions", "reading", "door", "known"}  # by bot.app's own middleware
# What is filled in for each kind of request; of the others' Bolt makes None without a word.
ASKED_BY = {"command": {"command", "known"}, "action": {"action", "view", "known"}, "view": {"view", "known"}} | {
    "event": {"event", "message"}
}
PAYLOADS = {"command", "action", "view", "event", "message", "options", "shortcut", "step", "known"}
# Methods that a bot token may call without a scope; apps.connections.open is the app-level token's.
FREE = {"auth.test", "views.open", "views.push", "views.update", "views.publish", "apps.connections.open"}
# A letter goes to one person's DM or a pair's group DM; only DMs are searched for one that may have got lost.
IN_CONVERSATIONS = {"conversations.open": ("im", "mpim"), "conversations.history": ("im",)}


@dataclass(frozen=True)
class Registered:
    kind: str
    name: str | re.Pattern[str]
    matchers: int
    listener: Listener

    def hears(self, name: str) -> bool:
        return bool(self.name.match(name)) if isinstance(self.name, re.Pattern) else self.name == name


@dataclass
class Register:
    """Takes down what the features register, in their order."""

    entries: list[Registered] = field(default_factory=list)

    def command(self, name: str, matchers: tuple[Listener, ...] = ()) -> Callable[[Listener], None]:
        return self._taking("command", name, matchers)

    def action(self, name: str, matchers: tuple[Listener, ...] = ()) -> Callable[[Listener], None]:
        return self._taking("action", name, matchers)

    def view(self, name: str, matchers: tuple[Listener, ...] = ()) -> Callable[[Listener], None]:
        return self._taking("view", name, matchers)

    def event(self, name: str, matchers: tuple[Listener, ...] = ()) -> Callable[[Listener], None]:
        return self._taking("event", name, matchers)

    def _taking(self, kind: str, name: str, matchers: tuple[Listener, ...]) -> Callable[[Listener], None]:
        return lambda listener: self.entries.append(Registered(kind, name, len(matchers), listener))


def registered() -> list[Registered]:
    register: Any = Register()
    for feature in FEATURES:
        feature.register(register)
    return list(register.entries)


ENTRIES = registered()
PREFIXES = {Act.BOOK_SLOT: "0", Act.ADVISING: "mentor", Act.ASKING: "leader", Act.LOAD: "heavy"} | {
    Act.NEXT: "stop",
    Act.LASTING: "partly",
}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.kind} {entry.name} {entry.listener.__name__}")
def test_a_listener_asks_only_for_what_it_is_given(entry: Registered) -> None:
    asked = set(inspect.signature(entry.listener).parameters)
    known = set(inspect.signature(Args.__init__).parameters) | LENT
    assert asked <= known - PAYLOADS | ASKED_BY[entry.kind]


def test_the_middleware_lends_what_listeners_ask_for() -> None:
    assert set(re.findall(r'context\["(\w+)"\]', SOURCES["bot/app.py"])) == LENT


def test_the_commands_heard_are_those_of_the_manifest() -> None:
    declared = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert {entry.name for entry in of("command")} == declared


def test_every_command_has_an_answer_to_whatever_stands_behind_it() -> None:
    last = {str(entry.name): entry for entry in of("command")}
    assert [name for name, entry in last.items() if entry.matchers] == []


def test_nothing_is_registered_behind_what_would_hear_it_first() -> None:
    plain = Counter((entry.kind, entry.name) for entry in ENTRIES if not entry.matchers)
    assert [heard for heard, times in plain.items() if times > 1] == []
    unreachable = [
        entry
        for number, entry in enumerate(ENTRIES)
        if any(
            before.kind == entry.kind and not before.matchers and before.hears(text(entry))
            for before in ENTRIES[:number]
        )
    ]
    assert unreachable == []


def test_the_events_heard_are_those_of_the_manifest() -> None:
    declared = {event.partition(".")[0] for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]}
    assert {entry.name for entry in of("event")} == declared


@pytest.mark.parametrize("act", Act)
def test_every_button_is_heard_by_a_listener_of_its_own(act: Act) -> None:
    name = f"{act}_{PREFIXES[act]}" if act in PREFIXES else str(act)
    heard = [entry.listener.__name__ for entry in of("action") if entry.hears(name)]
    assert heard[-1] == "refuse_old"
    assert len(heard) == 2


def test_the_scopes_used_are_those_asked_for() -> None:
    methods = set(web_api_methods())
    needed = {"commands"} | {scopes.METHODS[method] for method in methods & scopes.METHODS.keys()}
    for method in methods & scopes.BY_KIND.keys():
        needed |= {scopes.for_kind(method, kind) for kind in IN_CONVERSATIONS[method]}
    needed |= {"files:read" for source in SOURCES.values() if "FileInputElement" in source}
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    needed |= {scopes.EVENTS[event] for event in events if event in scopes.EVENTS}
    assert needed == set(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_every_web_api_method_used_is_known_with_its_scope() -> None:
    assert set(web_api_methods()) - FREE - scopes.METHODS.keys() - scopes.BY_KIND.keys() == set()


def test_every_web_api_method_used_has_a_pace() -> None:
    assert set(web_api_methods()) == TIERS.keys()


def test_every_kind_of_letter_has_a_writer_of_its_own() -> None:
    assert set(WRITERS) == set(Kind)
    assert {kind: writer.__name__ for kind, writer in WRITERS.items()} == {kind: str(kind) for kind in Kind}


def test_only_the_sender_catches_whatever_goes_wrong() -> None:
    """The other place is `app.error`, which Bolt itself calls."""
    assert [name for name, tree in TREES.items() for _ in broad_handlers(tree)] == ["bot/outbox/sending.py"]
    assert SOURCES["bot/app.py"].count("app.error(") == 1


def test_nothing_but_a_shared_status_is_said_into_a_channel() -> None:
    assert [name for name, source in SOURCES.items() if "in_channel" in source] == ["bot/coordination/listeners.py"]


def test_only_the_command_line_reads_the_environment() -> None:
    assert [name for name, source in SOURCES.items() if re.search(r"\bos\.environ|\bgetenv", source)] == [
        "bot/__main__.py"
    ]


def test_only_the_clock_and_what_measures_real_time_ask_what_time_it_is() -> None:
    asking = {name for name, source in SOURCES.items() if re.search(r"\.(utc)?now\(|\btime\.time\(", source)}
    assert asking <= {"bot/clock.py", "bot/web.py"}


def test_files_and_functions_stay_short() -> None:
    long = [f"{name}: {len(source.splitlines())} lines" for name, source in SOURCES.items() if source.count("\n") > 250]
    long += [
        f"{name}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 40
    ]
    assert long == []


def of(kind: str) -> list[Registered]:
    return [entry for entry in ENTRIES if entry.kind == kind]


def text(entry: Registered) -> str:
    return entry.name.pattern.lstrip("^") if isinstance(entry.name, re.Pattern) else entry.name


def web_api_methods() -> Iterator[str]:
    """chat.postMessage for each `….chat_postMessage` in the bot's code."""
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and "_" in node.attr.strip("_") and callable_of_client(node.attr):
                yield node.attr.replace("_", ".")


def callable_of_client(name: str) -> bool:
    return name != "api_call" and inspect.isfunction(getattr(WebClient, name, None)) and not name.startswith("_")


def broad_handlers(tree: ast.AST) -> Iterator[ast.ExceptHandler]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "BaseException"
            if re.search(r"\b(Base)?Exception\b", caught):
                yield node
