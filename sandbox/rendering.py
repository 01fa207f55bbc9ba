"""Slack's mrkdwn as a person reads it."""

import re
from collections.abc import Callable, Iterator

from sandbox.errors import Json

Names = Callable[[str], str]
TOKEN = re.compile(r"<([^<>\n]+)>")
BROADCAST = re.compile(r"<!(channel|here|everyone|subteam\^[A-Z0-9]+)(?:\|[^>]*)?>")


def shown(text: str, names: Names) -> str:
    """Mentions by name, links by their label, &amp; &lt; &gt; as characters."""
    found = TOKEN.sub(lambda match: _token(match.group(1), names), text)
    return found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(token: str, names: Names) -> str:
    target, _, label = token.partition("|")
    if target.startswith("@"):
        return f"@{names(target[1:])}"
    if target.startswith("#"):
        return f"#{label or names(target[1:])}"
    if target.startswith("!"):
        return _special(target[1:], label)
    return label or target.removeprefix("mailto:")


def _special(target: str, label: str) -> str:
    if target.startswith("date^"):
        return label
    return label or f"@{target.partition('^')[0]}"


def text_object(text: Json | None, names: Names) -> str:
    """plain_text is shown letter by letter: what was escaped there stays escaped on the screen."""
    if not text:
        return ""
    return shown(text["text"], names) if text["type"] == "mrkdwn" else str(text["text"])


def broadcasts(value: object) -> Iterator[str]:
    """Each @channel, @here, @everyone or group mention that is alive in a text or in blocks."""
    if isinstance(value, list):
        for item in value:
            yield from broadcasts(item)
    elif isinstance(value, dict):
        yield from _broadcasts_in(value)
    elif isinstance(value, str):
        yield from (f"@{found.partition('^')[0]}" for found in BROADCAST.findall(value))


def _broadcasts_in(value: Json) -> Iterator[str]:
    if value.get("type") == "plain_text":
        return
    if value.get("type") == "broadcast":
        yield f"@{value['range']}"
    for item in value.values():
        yield from broadcasts(item)
