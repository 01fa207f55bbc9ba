"""response_url: five answers within half an hour."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sandbox import posting
from sandbox.errors import Json, SlackError

if TYPE_CHECKING:
    from sandbox.conversations import Conversation, Message
    from sandbox.people import Person
    from sandbox.workspace import Workspace

USES = 5


@dataclass(eq=False)
class ResponseUrl:
    person: "Person"
    conversation: "Conversation"
    message: "Message | None"
    born: float
    uses: int = 0


class ResponseUrls:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, person: "Person", conversation: "Conversation", message: "Message | None" = None) -> str:
        token = self.workspace.ids.new("R")
        self._issued[token] = ResponseUrl(person, conversation, message, time.monotonic())
        return f"{self.workspace.base_url}/response/{self.workspace.team_id}/{token}"

    def use(self, token: str, body: Json) -> None:
        """Raises used_url, expired_url or the error of the message."""
        target = self._issued.get(token)
        if target is None:
            raise SlackError("invalid_url")
        if time.monotonic() - target.born > self.workspace.response_url_seconds:
            raise SlackError("expired_url")
        if target.uses >= USES:
            raise SlackError("used_url")
        target.uses += 1
        self._answer(target, body)

    def _answer(self, target: ResponseUrl, body: Json) -> None:
        if body.get("delete_original") and target.message:
            posting.delete(self.workspace, target.message)
        elif body.get("replace_original") and target.message:
            posting.edit(self.workspace, target.message, body)
        elif body.get("response_type") == "in_channel":
            posting.post(self.workspace, target.conversation, body)
        else:
            posting.whisper(target.person, target.conversation, body)
