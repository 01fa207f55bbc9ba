"""What somebody in the story sees of a message or a form, in any language: actions, and fields in their order."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.conversations import Message
from sandbox.errors import NotOnScreen
from sandbox.people import Person
from sandbox.screen import Screen
from sandbox.story.cast import CAST, Character

NUMBER = re.compile(r"(\d+) (?:of|dari) \d+")


def buttons_of(message: Message) -> Iterator[dict[str, Any]]:
    for block in message.blocks:
        for element in block.get("elements", []):
            if element.get("type") == "button":
                yield element


def offers(message: Message, action: str) -> bool:
    return any(button["action_id"].startswith(action) for button in buttons_of(message))


def press(person: Person, message: Message, action: str) -> None:
    """Presses the first button whose action id begins so."""
    button = next(button for button in buttons_of(message) if button["action_id"].startswith(action))
    person.presses(button["text"]["text"], inside=message)


def newest_with(person: Person, action: str) -> Message:
    """The newest direct message that offers this action."""
    found = next((message for message in reversed(person.dm) if offers(message, action)), None)
    if found is None:
        raise NotOnScreen(f"{person.name} has no message that offers {action}")
    return found


def session_of(message: Message) -> int:
    """The number of the session that a message is about; 0 where it is about none."""
    found = NUMBER.search(message.readable)
    return int(found.group(1)) if found else 0


def form_of(person: Person) -> Screen:
    """What stands open before them."""
    if person.modal is None:
        raise NotOnScreen(f"{person.name} sees no form")
    return person.modal


def labels(person: Person) -> list[str]:
    return list(form_of(person).labels)


def options(person: Person, label: str) -> list[str]:
    return list(form_of(person).options(label))


def press_in_window(person: Person, action: str) -> None:
    rows = [block.get("elements", []) for block in form_of(person).view["blocks"]]
    person.presses(next(e["text"]["text"] for row in rows for e in row if e.get("action_id") == action))


def puts_away(person: Person) -> None:
    """Every window that stands open before them."""
    while person.modal is not None:
        person.closes()


def language_of(person: Person) -> str:
    return str(person.locale)[:2]


def character(person: Person) -> Character:
    return next(one for one in CAST if one.handle == person.handle)
