"""Reading what stands behind a slash command."""

from collections.abc import Callable
from typing import Any


def words_of(command: dict[str, Any]) -> list[str]:
    return str(command.get("text") or "").split()


def subcommand(name: str) -> Callable[[dict[str, Any]], bool]:
    """A Bolt matcher: the first word is `name`."""

    def matches(command: dict[str, Any]) -> bool:
        return [word.lower() for word in words_of(command)[:1]] == [name]

    return matches


def rest_of(command: dict[str, Any]) -> str:
    """What follows the first word, such as a programme's name."""
    return " ".join(words_of(command)[1:])
