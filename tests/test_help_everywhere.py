""" "I need help" stands in everything that is written to people: read from the source, so that no kind is left out."""

import ast
import inspect
from pathlib import Path

import pytest

from bot.models import Kind
from bot.schedule import WRITERS

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text()) for path in SOURCES}
# Slack shows a file with words, and takes no buttons with it.
FILES = {Kind.CALENDAR_FILE, Kind.CERTIFICATE, Kind.PLAYBOOK_FILE}
# What a command answers, for its author's eyes and in any channel: it is no DM.
ANSWERS = {"bot/coordination/listeners.py", "bot/insights/listeners.py"}


def said(tree: ast.AST) -> list[ast.Call]:
    """Wherever a message is put together."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and named(node.func) == "Said"]


def named(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def helps(message: ast.Call) -> bool:
    first = message.args[0] if message.args else None
    return isinstance(first, ast.Call) and named(first.func) == "with_help"


def test_each_message_has_the_button_or_is_a_file() -> None:
    found = [(path, message) for path, tree in TREES.items() for message in said(tree)]
    assert {path for path, message in found if not helps(message) and len(message.args) < 2} == ANSWERS


@pytest.mark.parametrize("kind", Kind)
def test_a_letter_is_a_file_or_has_the_button(kind: Kind) -> None:
    """A writer puts its message together itself, or in a file of its own feature."""
    writer = ast.parse(inspect.getsource(WRITERS[kind]))
    whole = [message for message in said(writer) if len(message.args) == 2]
    assert bool(whole) == (kind in FILES)


def test_the_check_finds_a_message_without_help() -> None:
    bare, helping, file = (ast.parse(source) for source in ("Said([a])", "Said(with_help([a], b))", "Said([a], b)"))
    assert [helps(message) for tree in (bare, helping, file) for message in said(tree)] == [False, True, False]
