"""Slash commands as a person types them."""

import re
from typing import TYPE_CHECKING

from sandbox import payloads, posting
from sandbox.delivery import Answer, Reply
from sandbox.errors import Json, NotOnScreen, SlackError

if TYPE_CHECKING:
    from sandbox.conversations import Conversation
    from sandbox.people import Person

FAILURES = {"http_timeout": "operation_timeout", "connection_failed": "dispatch_failed"}


def run(person: "Person", line: str, channel: str | None) -> Answer:
    workspace = person.workspace
    name, _, text = line.strip().partition(" ")
    with workspace.lock:
        conversation = _place(person, channel)
        workspace.did(person, conversation.name, "command", line)
        if name not in workspace.manifest.commands or "commands" not in workspace.manifest.scopes:
            return Answer(f"{name} is not a valid command.", 0, 0.0)
        entry = workspace.manifest.commands[name]
        words = escaped(person, text.strip()) if entry.get("should_escape") else text.strip()
        fields = payloads.command(person, conversation, name, words)
    return _answered(person, conversation, name, workspace.delivery.command(fields))


def _place(person: "Person", channel: str | None) -> "Conversation":
    conversation = person.workspace.channel(channel) if channel else person.workspace.dm_with(person)
    if person not in conversation.members:
        raise NotOnScreen(f"{person.name} is not in {conversation.name}.")
    return conversation


def escaped(person: "Person", text: str) -> str:
    """As a command with should_escape gets it: @handle and #channel by their ids."""
    found = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"(?<!\S)[@#][\w.-]+", lambda match: _mention(person, match.group()), found)


def _mention(person: "Person", word: str) -> str:
    try:
        if word.startswith("@"):
            return f"<@{person.workspace.person(word[1:]).id}|{word[1:]}>"
        channel = person.workspace.channel(word)
    except NotOnScreen:
        return word
    return f"<#{channel.id}|{'' if channel.kind == 'private' else channel.label}>"


def _answered(person: "Person", conversation: "Conversation", name: str, reply: Reply) -> Answer:
    if not reply.acked:
        word = FAILURES.get(reply.failure) or f"http_{'client' if reply.status < 500 else 'service'}_error"
        person.workspace.trouble(f"{name} by {person.handle}: {word} (HTTP {reply.status})")
        return Answer(f'{name} failed with the error "{word}"', reply.status, reply.seconds)
    body = _body(reply)
    if not body:
        return Answer("", reply.status, reply.seconds)
    with person.workspace.lock:
        return _shown(person, conversation, body, reply)


def _body(reply: Reply) -> Json:
    if not reply.body.strip():
        return {}
    found = reply.json()
    return found if isinstance(found, dict) else {"text": reply.body}


def _shown(person: "Person", conversation: "Conversation", body: Json, reply: Reply) -> Answer:
    workspace = person.workspace
    try:
        if body.get("response_type") == "in_channel":
            message = posting.post(workspace, conversation, body)
        else:
            message = posting.whisper(person, conversation, body)
    except SlackError as error:
        workspace.trouble(f"The answer to {person.handle}'s command could not be shown: {error.answer}")
        return Answer("", reply.status, reply.seconds)
    return Answer(message.readable, reply.status, reply.seconds, message.blocks)
