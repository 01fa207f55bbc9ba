"""Putting messages into conversations, for whoever does it: the API, an ack or a response_url."""

from typing import TYPE_CHECKING

from sandbox.content import check_message, with_ids
from sandbox.conversations import Conversation, File, Message
from sandbox.errors import Json

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.workspace import Workspace

PARTS = ("text", "blocks", "metadata", "thread_ts")


def post(workspace: "Workspace", conversation: Conversation, body: Json, files: tuple[File, ...] = ()) -> Message:
    """By the bot, for everybody in the conversation."""
    message = _made(workspace, conversation, body, files)
    workspace.saw(conversation.members, conversation.name, message.author, ("message", message.readable))
    return message


def whisper(person: "Person", conversation: Conversation, body: Json) -> Message:
    """By the bot, for one person's eyes."""
    message = _made(person.workspace, conversation, body, ())
    message.reader = person
    person.workspace.saw([person], conversation.name, message.author, ("ephemeral", message.readable))
    return message


def _made(workspace: "Workspace", conversation: Conversation, body: Json, files: tuple[File, ...]) -> Message:
    if body.get("text") or body.get("blocks") or not files:
        check_message(body, workspace)
    kept = {name: body[name] for name in PARTS if body.get(name)}
    message = Message(
        ts=workspace.ids.ts(),
        author=workspace.bot,
        conversation=conversation,
        body=with_ids(kept, workspace.ids),
        at=workspace.now(),
        names=workspace.name_of,
        files=files,
    )
    conversation.everything.append(message)
    return message


def edit(workspace: "Workspace", message: Message, body: Json) -> None:
    """Text without blocks removes the blocks; metadata stays unless new metadata is given."""
    check_message(body, workspace)
    kept = {name: body[name] for name in ("text", "blocks") if body.get(name)}
    for name in ("metadata", "thread_ts"):
        if name in message.body:
            kept[name] = message.body[name]
    if body.get("metadata") is not None:
        kept["metadata"] = body["metadata"]
    message.body = with_ids(kept, workspace.ids)
    message.body["edited"] = {"user": workspace.bot.id, "ts": workspace.ids.ts()}
    message.typed.clear()
    _told(workspace, message, "edited")


def delete(workspace: "Workspace", message: Message) -> None:
    message.deleted = True
    _told(workspace, message, "deleted")


def _told(workspace: "Workspace", message: Message, kind: str) -> None:
    people = [message.reader] if message.reader else message.conversation.members
    workspace.saw(people, message.conversation.name, message.author, (kind, message.readable))
