"""People of the workspace: who they are, and what they can do as they sit before the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sandbox import commands, forms, pressing, speaking
from sandbox.conversations import Conversation, Message
from sandbox.delivery import Answer
from sandbox.errors import Json, NotOnScreen
from sandbox.screen import Screen

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

ELSEWHERE = "T0ELSEWHERE"


@dataclass(eq=False, kw_only=True)
class Person:
    workspace: "Workspace"
    id: str
    handle: str
    name: str
    title: str = ""
    tz: str = "UTC"
    locale: str = "en-US"
    admin: bool = False
    guest: bool = False
    bot: bool = False
    deactivated: bool = False
    stranger: bool = False
    app_id: str = ""  # of the app whose bot this is

    def __repr__(self) -> str:
        return f"<{self.handle}>"

    @property
    def team_id(self) -> str:
        return ELSEWHERE if self.stranger else self.workspace.team_id

    @property
    def bot_id(self) -> str:
        return f"B{self.id[1:]}" if self.bot else ""

    # What the person sees

    @property
    def modals(self) -> list[Screen]:
        return [Screen(view) for view in self.workspace.views.stack(self)]

    @property
    def modal(self) -> Screen | None:
        return self.modals[-1] if self.modals else None

    @property
    def home(self) -> Screen | None:
        view = self.workspace.views.homes.get(self.id)
        return Screen(view) if view else None

    @property
    def conversations(self) -> list[Conversation]:
        return [found for found in list(self.workspace.conversations.values()) if self in found.members]

    @property
    def dm(self) -> list[Message]:
        """The direct messages with the bot, oldest first."""
        found = self.workspace.direct_conversation([self])
        return found.messages if found else []

    @property
    def group_dms(self) -> list[Conversation]:
        return [found for found in self.conversations if found.kind == "mpim"]

    def conversation(self, name: str) -> list[Message]:
        found = self.workspace.channel(name)
        if self not in found.members:
            raise NotOnScreen(f"{self.name} is not in #{name}.")
        return found.messages

    @property
    def ephemerals(self) -> list[Message]:
        """What only this person saw, oldest first."""
        everything = [m for found in list(self.workspace.conversations.values()) for m in found.everything]
        return sorted((m for m in everything if m.reader is self and not m.deleted), key=lambda m: m.ts)

    # What the person does

    def runs(self, line: str, channel: str | None = None) -> Answer:
        """Type a slash command, in a channel or else in the DM with the bot; waits for the ack."""
        return commands.run(self, line, channel)

    def fills(self, label: str, text: Any) -> None:
        forms.fill(self, label, text)

    def chooses(self, label: str, *choices: "str | Person") -> None:
        """Options by their text, people by handle; none clears the field."""
        forms.choose(self, label, choices)

    def attaches(self, label: str, name: str, content: bytes) -> None:
        """Put a file into a form."""
        forms.attach(self, label, name, content)

    def submits(self) -> Screen | None:
        """Submit the open modal; the modal that is open afterwards."""
        return forms.submit(self)

    def closes(self) -> None:
        forms.close(self)

    def presses(self, text: str, inside: Message | None = None) -> Answer:
        """Press a button by its words: in the open modal, else the newest message, else App Home."""
        return pressing.press(self, text, inside)

    def picks(self, label: str, *choices: "str | Person", inside: Message | None = None) -> Answer:
        """Choose in a select, radio, checkbox or overflow menu that acts at once."""
        return pressing.pick(self, label, choices, inside)

    def opens_home(self) -> Screen | None:
        return speaking.open_home(self)

    def says(self, text: str) -> Message:
        """Type into the DM with the bot."""
        return speaking.say(self, text)

    def changes(self, **fields: Any) -> None:
        """A profile change; the app gets a user_change event."""
        speaking.change(self, fields)

    # What Slack tells about the person

    def as_json(self, with_locale: bool = False) -> Json:
        found: Json = {"id": self.id, "team_id": self.team_id, "name": self.handle, "deleted": self.deactivated}
        found |= {"profile": self.profile(), "is_bot": self.bot, "is_app_user": False, "updated": 1}
        if self.deactivated:
            return found
        found |= {"real_name": self.name, "is_admin": self.admin, "is_owner": False, "is_primary_owner": False}
        found |= {"is_restricted": self.guest, "is_ultra_restricted": False, **self._zone()}
        if self.stranger:
            found["is_stranger"] = True
        if with_locale:
            found["locale"] = self.locale
        return found

    def profile(self) -> Json:
        return {
            "title": self.title,
            "real_name": self.name,
            "real_name_normalized": self.name,
            "display_name": self.handle,
            "display_name_normalized": self.handle,
            "status_text": "",
            "status_emoji": "",
            "team": self.team_id,
        }

    def _zone(self) -> Json:
        now = datetime.now(ZoneInfo(self.tz))
        offset = now.utcoffset()
        seconds = int(offset.total_seconds()) if offset else 0
        return {"tz": self.tz, "tz_label": now.tzname() or self.tz, "tz_offset": seconds}


def handles(people: Sequence[Person]) -> tuple[str, ...]:
    return tuple(person.handle for person in people)
