"""The payloads that Slack sends, field by field."""

import time
from typing import TYPE_CHECKING

from sandbox.errors import Json
from sandbox.fields import state_of

if TYPE_CHECKING:
    from sandbox.conversations import Conversation, Message
    from sandbox.people import Person
    from sandbox.views import OpenView
    from sandbox.workspace import Workspace


def command(person: "Person", conversation: "Conversation", name: str, text: str) -> Json:
    workspace = person.workspace
    return {
        "token": workspace.verification_token,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": conversation.id,
        "channel_name": conversation.api_name,
        "user_id": person.id,
        "user_name": person.handle,
        "command": name,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": workspace.response_urls.issue(person, conversation),
        "trigger_id": workspace.triggers.issue(person),
    }


def block_actions_in_a_view(person: "Person", view: "OpenView", action: Json) -> Json:
    return {
        **_interaction(person, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": person.workspace.triggers.issue(person, view),
        "view": view.as_json(),
        "actions": [{**action, "action_ts": person.workspace.ids.ts()}],
    }


def block_actions_in_a_message(person: "Person", message: "Message", action: Json) -> Json:
    workspace, conversation = person.workspace, message.conversation
    found = {
        **_interaction(person, "block_actions"),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": conversation.id,
            "is_ephemeral": message.ephemeral,
        },
        "trigger_id": workspace.triggers.issue(person),
        "channel": {"id": conversation.id, "name": conversation.api_name},
        "state": state_of(message.typed.get(person.id, {})),
        "response_url": workspace.response_urls.issue(person, conversation, message),
        "actions": [{**action, "action_ts": workspace.ids.ts()}],
    }
    if not message.ephemeral:
        found["message"] = message.as_json()
    return found


def view_submission(view: "OpenView") -> Json:
    return {
        **_interaction(view.owner, "view_submission"),
        "trigger_id": view.owner.workspace.triggers.issue(view.owner, view),
        "view": view.as_json(),
        "response_urls": [],
    }


def view_closed(view: "OpenView", *, is_cleared: bool) -> Json:
    return {
        **_interaction(view.owner, "view_closed"),
        "view": view.as_json(),
        "is_cleared": is_cleared,
    }


def suggestion(person: "Person", container: Json, action: Json) -> Json:
    return {**_interaction(person, "block_suggestion"), **container, **action}


def event(workspace: "Workspace", inner: Json, event_id: str) -> Json:
    return {
        "token": workspace.verification_token,
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot.id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _interaction(person: "Person", kind: str) -> Json:
    workspace = person.workspace
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.handle,
            "name": person.handle,
            "team_id": person.team_id,
        },
        "api_app_id": workspace.app_id,
        "token": workspace.verification_token,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }
