"""Conversations and the messages in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.answers import Key
from sandbox.errors import Json
from sandbox.fields import Button, buttons_in
from sandbox.reader import Reader
from sandbox.rendering import Names, broadcasts, shown

if TYPE_CHECKING:
    from sandbox.people import Person


@dataclass(frozen=True)
class File:
    id: str
    name: str
    title: str
    bytes: bytes


@dataclass(eq=False)
class Message:
    """A message; it changes in place when it is edited."""

    ts: str
    author: "Person"
    conversation: "Conversation"
    body: Json
    at: datetime
    names: Names
    reader: "Person | None" = None  # an ephemeral message has one reader
    files: tuple[File, ...] = ()
    deleted: bool = False
    typed: dict[str, dict[Key, Json]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return shown(self.body.get("text") or "", self.names)

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or ())

    @property
    def readable(self) -> str:
        """What a person reads: the blocks if there are any, else the text; then the files."""
        words = Reader(self.names).read(self.blocks) if self.blocks else self.text
        return "\n".join([words, *(f"[file: {file.name}]" for file in self.files)]).strip()

    @property
    def buttons(self) -> list[str]:
        return [button.text for button in buttons_in(self.blocks, self.names)]

    @property
    def button_parts(self) -> list[Button]:
        return buttons_in(self.blocks, self.names)

    @property
    def metadata(self) -> Json | None:
        return self.body.get("metadata")

    @property
    def thread_ts(self) -> str | None:
        return self.body.get("thread_ts")

    @property
    def ephemeral(self) -> bool:
        return self.reader is not None

    @property
    def pings(self) -> list[str]:
        """Broadcast mentions that are alive in it, such as @channel."""
        return [*broadcasts(self.body.get("text") or ""), *broadcasts(self.blocks)]

    def as_json(self, payloads: bool = True) -> Json:
        """As Slack's API gives it; without `payloads` the metadata shows its type only."""
        found: Json = {"type": "message", "ts": self.ts, "user": self.author.id, "team": self.author.team_id}
        found |= {name: self.body[name] for name in ("text", "blocks", "thread_ts", "edited") if name in self.body}
        if self.author.bot:
            found |= {"bot_id": self.author.bot_id, "app_id": self.author.app_id}
        if self.metadata:
            found["metadata"] = self.metadata if payloads else {"event_type": self.metadata["event_type"]}
        if self.files:
            found["files"] = [{"id": file.id, "name": file.name, "title": file.title} for file in self.files]
        return found


@dataclass(eq=False)
class Conversation:
    id: str
    kind: str  # im, mpim, channel, private
    members: "list[Person]"
    label: str = ""
    everything: list[Message] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        """What everybody in it sees, oldest first."""
        return [message for message in self.everything if not message.ephemeral and not message.deleted]

    @property
    def name(self) -> str:
        if self.kind in ("channel", "private"):
            return f"#{self.label}"
        people = ", ".join(member.name for member in self.members if not member.app_id)
        return f"{'DM' if self.kind == 'im' else 'group DM'} {people}"

    @property
    def api_name(self) -> str:
        """The name that Slack puts into payloads."""
        return {"im": "directmessage", "mpim": f"mpdm-{self._handles()}-1"}.get(self.kind, self.label)

    def _handles(self) -> str:
        return "--".join(member.handle for member in self.members)

    def __iter__(self) -> Iterator[Message]:
        return iter(self.messages)

    def as_json(self) -> Json:
        found: dict[str, Any] = {"id": self.id, "is_im": self.kind == "im", "is_mpim": self.kind == "mpim"}
        found |= {"is_channel": self.kind == "channel", "is_private": self.kind != "channel"}
        if self.kind == "im":
            found["user"] = next(member.id for member in self.members if not member.app_id)
        return found | {"name": self.api_name, "is_archived": False, "is_member": True}
