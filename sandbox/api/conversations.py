"""conversations.*: opening DMs and reading back what was posted."""

import base64
import binascii
import time
from typing import TYPE_CHECKING

from sandbox import scopes
from sandbox.api.arguments import Arguments
from sandbox.conversations import Conversation, Message
from sandbox.errors import Json, SlackError

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.workspace import Workspace

MOST_IN_A_GROUP = 8
PAGE = 100
LARGEST_PAGE = 999


def open_conversation(workspace: "Workspace", arguments: Arguments) -> Json:
    if arguments.values.get("channel"):
        conversation, known = visible(workspace, arguments, "conversations.open"), True
    else:
        conversation, known = _opened(workspace, arguments)
    whole = conversation.as_json() if arguments.flag("return_im") else {"id": conversation.id}
    return {"ok": True, "channel": whole} | ({"no_op": True, "already_open": True} if known else {})


def _opened(workspace: "Workspace", arguments: Arguments) -> "tuple[Conversation, bool]":
    ids = list(dict.fromkeys(part.strip() for part in _user_ids(arguments) if part.strip()))
    if not ids:
        raise SlackError("not_enough_users")
    if len(ids) > MOST_IN_A_GROUP:
        raise SlackError("too_many_users")
    workspace.manifest.require(scopes.for_kind("conversations.open", "im" if len(ids) == 1 else "mpim"))
    people = [_reachable(workspace, user_id, alone=len(ids) == 1) for user_id in ids]
    known = workspace.direct_conversation(people)
    if known is None and arguments.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    return known or workspace.open_direct(people), known is not None


def _user_ids(arguments: Arguments) -> list[str]:
    users = arguments.values.get("users", "")
    return users if isinstance(users, list) else str(users).split(",")


def _reachable(workspace: "Workspace", user_id: str, *, alone: bool) -> "Person":
    person = workspace.people_by_id.get(user_id)
    if person is None:
        raise SlackError("user_not_found")
    if person.bot:
        raise SlackError("cannot_dm_bot" if alone else "invalid_user_combination")
    if person.deactivated:
        raise SlackError("user_disabled")
    if person.stranger:
        raise SlackError("user_not_visible" if alone else "invalid_user_combination")
    return person


def visible(workspace: "Workspace", arguments: Arguments, method: str) -> Conversation:
    """A conversation that the bot may look at with this method."""
    conversation = workspace.conversations.get(arguments.required("channel"))
    if conversation is None:
        raise SlackError("channel_not_found")
    workspace.manifest.require(scopes.for_kind(method, conversation.kind))
    if workspace.bot not in conversation.members and conversation.kind != "channel":
        raise SlackError("channel_not_found")
    return conversation


def history(workspace: "Workspace", arguments: Arguments) -> Json:
    """Newest first; `oldest` and `latest` are exclusive unless `inclusive`."""
    conversation = visible(workspace, arguments, "conversations.history")
    if workspace.bot not in conversation.members:
        raise SlackError("not_in_channel")
    shown = time.time() - workspace.history_lag
    messages = [m for m in reversed(conversation.messages) if not workspace.history_lag or float(m.ts) <= shown]
    found = [m for m in messages if _in_range(m, arguments) and not _is_reply(m)]
    start, size = _cursor(arguments), min(arguments.number("limit", PAGE), LARGEST_PAGE)
    page, more = found[start : start + size], len(found) > start + size
    payloads = arguments.flag("include_all_metadata")
    answer: Json = {"ok": True, "messages": [message.as_json(payloads) for message in page], "has_more": more}
    return answer | _next(start + size if more else None) | {"pin_count": 0}


def _in_range(message: Message, arguments: Arguments) -> bool:
    moment = float(message.ts)
    oldest, latest = _moment(arguments, "oldest"), _moment(arguments, "latest")
    if arguments.flag("inclusive") and moment in (oldest, latest):
        return True
    return (oldest is None or moment > oldest) and (latest is None or moment < latest)


def _moment(arguments: Arguments, name: str) -> float | None:
    try:
        return float(arguments.values[name]) if arguments.values.get(name) else None
    except ValueError as error:
        raise SlackError(f"invalid_ts_{name}") from error


def _is_reply(message: Message) -> bool:
    return message.thread_ts not in (None, message.ts)


def _cursor(arguments: Arguments) -> int:
    cursor = arguments.text("cursor")
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word != "next":
            raise SlackError("invalid_cursor")
        return int(number)
    except (binascii.Error, ValueError) as error:
        raise SlackError("invalid_cursor") from error


def _next(position: int | None) -> Json:
    cursor = "" if position is None else base64.b64encode(f"next:{position}".encode()).decode()
    return {"response_metadata": {"next_cursor": cursor}}


def page_of(items: list[Json], arguments: Arguments, name: str) -> Json:
    """A page of `items` under `name`; without a limit all of them."""
    start = _cursor(arguments)
    size = arguments.number("limit", 0) or len(items)
    more = len(items) > start + size
    return {"ok": True, name: items[start : start + size], **_next(start + size if more else None)}


def info(workspace: "Workspace", arguments: Arguments) -> Json:
    conversation = visible(workspace, arguments, "conversations.info")
    return {"ok": True, "channel": conversation.as_json()}


def members(workspace: "Workspace", arguments: Arguments) -> Json:
    conversation = visible(workspace, arguments, "conversations.members")
    ids = [member.id for member in conversation.members]
    return page_of(ids, arguments, "members")  # type: ignore[arg-type]
