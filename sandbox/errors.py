"""What goes wrong: refusals by Slack's name, and a person looking for what is not on the screen."""

from typing import Any

Json = dict[str, Any]


class SlackError(Exception):
    """A refusal with Slack's own error name."""

    def __init__(self, name: str, **extra: Any) -> None:
        super().__init__(name)
        self.name = name
        self.answer: Json = {"ok": False, "error": name, **extra}


def invalid(name: str, problems: list[str]) -> SlackError:
    return SlackError(name, response_metadata={"messages": problems})


class NotOnScreen(AssertionError):
    """A label, option or button that the person cannot see; the message tells what they do see."""
