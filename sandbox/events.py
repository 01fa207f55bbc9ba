"""The Events API: what happens is told to the app until it acknowledges."""

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox import payloads
from sandbox.delivery import Reply
from sandbox.errors import Json
from sandbox.scopes import EVENTS

if TYPE_CHECKING:
    from sandbox.conversations import Message
    from sandbox.workspace import Workspace

RETRIES = 3


@dataclass(eq=False)
class Undelivered:
    envelope: Json
    tries: int
    reason: str


class Events:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.undelivered: list[Undelivered] = []

    def happen(self, name: str, inner: Json) -> Reply | None:
        """Tell the app if it subscribed and has the scope; None when it is not told."""
        manifest = self.workspace.manifest
        if name not in manifest.events or EVENTS.get(name, "") not in ("", *manifest.scopes):
            return None
        return self.deliver(payloads.event(self.workspace, inner, self.workspace.ids.new("Ev")), {})

    def echo(self, message: "Message") -> None:
        """Later and from another thread, as Slack does; never while the lock is held."""
        inner = {
            **message.as_json(),
            "channel": message.conversation.id,
            "channel_type": "im",
            "event_ts": message.ts,
        }
        threading.Thread(target=self.happen, args=("message.im", inner), daemon=True).start()

    def deliver(self, envelope: Json, retry: Json) -> Reply:
        """Once, and if that fails at once again; later retries come by `retry`."""
        reply = self.workspace.delivery.event(envelope, retry)
        if reply.acked:
            return reply
        failed = Undelivered(envelope, int(retry.get("num", 0)), reply.failure)
        self.workspace.trouble(f"event {envelope['event'].get('type')}: {reply.failure} (HTTP {reply.status})")
        if reply.headers.get("x-slack-no-retry") == "1":
            return reply
        return self._again(failed) if failed.tries == 0 else self._keep(failed, reply)

    def retry(self) -> list[Reply]:
        """The next retry of everything that the app has not acknowledged (Slack: after 1 and 5 minutes)."""
        waiting, self.undelivered = self.undelivered, []
        return [self._again(failed) for failed in waiting]

    def _again(self, failed: Undelivered) -> Reply:
        return self.deliver(failed.envelope, {"num": failed.tries + 1, "reason": failed.reason})

    def _keep(self, failed: Undelivered, reply: Reply) -> Reply:
        if failed.tries < RETRIES:
            self.undelivered.append(failed)
        return reply
