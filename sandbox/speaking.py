"""Typing to the bot, opening its home, changing one's profile: what reaches the app as events."""

import time
import uuid
from typing import TYPE_CHECKING, Any

from sandbox.conversations import Conversation, Message
from sandbox.errors import Json, NotOnScreen
from sandbox.screen import Screen

if TYPE_CHECKING:
    from sandbox.people import Person

HOME_SECONDS = 2.0


def say(person: "Person", text: str) -> Message:
    workspace = person.workspace
    tab = workspace.manifest.app_home
    if not tab.get("messages_tab_enabled") or tab.get("messages_tab_read_only_enabled"):
        raise NotOnScreen("The manifest lets nobody write to the app: there is no Messages tab to type in.")
    with workspace.lock:
        conversation = workspace.dm_with(person)
        message = post(person, conversation, text)
        inner = {
            **message.as_json(),
            "client_msg_id": str(uuid.uuid4()),
            "channel": conversation.id,
            "channel_type": "im",
            "event_ts": message.ts,
        }
    workspace.events.happen("message.im", inner)
    return message


def post(person: "Person", conversation: Conversation, text: str) -> Message:
    """For the others who are there to read; the app is told nothing of it."""
    workspace = person.workspace
    with workspace.lock:
        body = {"text": text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")}
        message = Message(workspace.ids.ts(), person, conversation, body, workspace.now(), workspace.name_of)
        conversation.everything.append(message)
        workspace.saw(conversation.members, conversation.name, person, ("message", text))
    return message


def open_home(person: "Person") -> Screen | None:
    """Waits until the app has published anew, at most two seconds."""
    workspace = person.workspace
    if not workspace.manifest.app_home.get("home_tab_enabled"):
        raise NotOnScreen("The manifest gives the app no Home tab.")
    with workspace.lock:
        before = workspace.views.publications.get(person.id, 0)
        inner: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": workspace.dm_with(person).id,
            "event_ts": workspace.ids.ts(),
            "tab": "home",
        }
        if person.id in workspace.views.homes:
            inner["view"] = workspace.views.homes[person.id].as_json()
    if workspace.events.happen("app_home_opened", inner):
        _wait(person, before)
    return person.home


def _wait(person: "Person", before: int) -> None:
    workspace = person.workspace
    deadline = time.monotonic() + HOME_SECONDS
    while workspace.views.publications.get(person.id, 0) == before and time.monotonic() < deadline:
        workspace.journal.wait(0.02)


def change(person: "Person", fields: dict[str, Any]) -> None:
    workspace = person.workspace
    with workspace.lock:
        for name, value in fields.items():
            if not hasattr(person, name):
                raise TypeError(f"A person has no {name}.")
            setattr(person, name, value)
        inner = {
            "type": "user_change",
            "user": person.as_json(with_locale=True),
            "cache_ts": int(time.time()),
            "event_ts": workspace.ids.ts(),
        }
    workspace.events.happen("user_change", inner)
