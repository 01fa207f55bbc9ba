"""chat.*: posting, changing and deleting messages."""

from typing import TYPE_CHECKING

from sandbox import posting
from sandbox.api.arguments import Arguments
from sandbox.conversations import Conversation, Message
from sandbox.errors import Json, SlackError

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


def post_message(workspace: "Workspace", arguments: Arguments) -> Json:
    conversation = writable(workspace, arguments.required("channel"))
    message = posting.post(workspace, conversation, _body(arguments))
    workspace.echo(message)
    return {"ok": True, "channel": conversation.id, "ts": message.ts, "message": message.as_json()}


def post_ephemeral(workspace: "Workspace", arguments: Arguments) -> Json:
    conversation = writable(workspace, arguments.required("channel"))
    person = workspace.people_by_id.get(arguments.required("user"))
    if person is None or person not in conversation.members:
        raise SlackError("user_not_in_channel")
    message = posting.whisper(person, conversation, _body(arguments))
    return {"ok": True, "message_ts": message.ts}


def update(workspace: "Workspace", arguments: Arguments) -> Json:
    message = _own_message(workspace, arguments, "cant_update_message")
    posting.edit(workspace, message, _body(arguments))
    found = {"ok": True, "channel": message.conversation.id, "ts": message.ts, "text": message.body.get("text", "")}
    return found | {"message": message.as_json()}


def delete(workspace: "Workspace", arguments: Arguments) -> Json:
    message = _own_message(workspace, arguments, "cant_delete_message")
    posting.delete(workspace, message)
    return {"ok": True, "channel": message.conversation.id, "ts": message.ts}


def writable(workspace: "Workspace", channel_id: str) -> Conversation:
    """The conversation, or the DM of a user id; raises the error for where the bot may not write."""
    person = workspace.people_by_id.get(channel_id)
    conversation = _dm(workspace, channel_id) if person else workspace.conversations.get(channel_id)
    if conversation is None:
        raise SlackError("channel_not_found")
    if workspace.bot not in conversation.members:
        raise SlackError("not_in_channel" if conversation.kind == "channel" else "channel_not_found")
    if conversation.kind == "im":
        _check_dm(workspace, conversation)
    return conversation


def _dm(workspace: "Workspace", user_id: str) -> Conversation:
    person = workspace.people_by_id[user_id]
    if person.bot:
        raise SlackError("cannot_dm_bot")
    if person.stranger:
        raise SlackError("channel_not_found")
    return workspace.dm_with(person)


def _check_dm(workspace: "Workspace", conversation: Conversation) -> None:
    if not workspace.manifest.app_home.get("messages_tab_enabled"):
        raise SlackError("messages_tab_disabled")
    if any(member.deactivated for member in conversation.members):
        raise SlackError("account_inactive")


def _body(arguments: Arguments) -> Json:
    values = arguments.values
    found: Json = {"text": values.get("text", ""), "attachments": values.get("attachments")}
    blocks = arguments.structure("blocks", "invalid_blocks_format")
    if blocks is not None and not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    metadata = arguments.structure("metadata", "invalid_metadata_format")
    return found | {"blocks": blocks, "metadata": metadata, "thread_ts": values.get("thread_ts")}


def _own_message(workspace: "Workspace", arguments: Arguments, refusal: str) -> Message:
    """A message by its channel and ts; ephemeral ones cannot be reached."""
    conversation = workspace.conversations.get(arguments.required("channel"))
    if conversation is None or workspace.bot not in conversation.members:
        raise SlackError("channel_not_found")
    for message in conversation.messages:
        if message.ts == arguments.required("ts"):
            if message.author is not workspace.bot:
                raise SlackError(refusal)
            return message
    raise SlackError("message_not_found")
