"""What stands where Slack's client stands: it writes down every message, for those who would see it."""

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import count
from typing import Any

from slack_sdk.models.blocks import Block

ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


class Recorder:
    """`seen`: what was said in each conversation, in order: posts and changes of posts, as JSON."""

    timeout = 1

    def __init__(self) -> None:
        self.seen: dict[str, list[str]] = defaultdict(list)
        self._numbers: dict[str, count[int]] = defaultdict(lambda: count(1))

    def conversations_open(self, *, users: Sequence[str]) -> dict[str, Any]:
        return {"channel": {"id": "-".join(sorted(users))}}

    def chat_postMessage(self, *, channel: str, text: str, blocks: Sequence[Block], **_: Any) -> dict[str, Any]:
        ts = f"{next(self._numbers[channel])}.0"
        self._write(channel, ts, "posted", text, blocks)
        return {"channel": channel, "ts": ts}

    def chat_update(self, *, channel: str, ts: str, text: str, blocks: Sequence[Block], **_: Any) -> dict[str, Any]:
        self._write(channel, ts, "changed", text, blocks)
        return {"channel": channel, "ts": ts}

    def _write(self, channel: str, ts: str, how: str, text: str, blocks: Sequence[Block]) -> None:
        self.seen[channel].append(json.dumps([how, ts, text, [block.to_dict() for block in blocks]]))


def renamed(stream: Sequence[str]) -> list[str]:
    """Ids are random in every world: each is replaced by the order in which the reader first came upon it."""
    names: dict[str, str] = {}

    def rename(found: re.Match[str]) -> str:
        return names.setdefault(found[0].replace("-", ""), f"id-{len(names)}")

    return [ID.sub(rename, said) for said in stream]
