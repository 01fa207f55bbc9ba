"""Which scope each Web API method and each event needs."""

METHODS: dict[str, str] = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "users.info": "users:read",
    "users.list": "users:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}
# These depend on the kind of conversation: method -> the scope's second half.
BY_KIND: dict[str, str] = {
    "conversations.open": "write",
    "conversations.history": "history",
    "conversations.info": "read",
    "conversations.members": "read",
}
KINDS: dict[str, str] = {"im": "im", "mpim": "mpim", "channel": "channels", "private": "groups"}
EVENTS: dict[str, str] = {
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "message.channels": "channels:history",
    "user_change": "users:read",
    "team_join": "users:read",
}


def for_kind(method: str, kind: str) -> str:
    return f"{KINDS[kind]}:{BY_KIND[method]}"
