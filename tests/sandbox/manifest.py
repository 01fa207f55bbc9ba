"""A small manifest for an app that only these tests know."""

from typing import Any

SCOPES = ["commands", "chat:write", "im:write", "im:history", "mpim:write", "users:read", "files:write"]


def manifest(**changes: Any) -> dict[str, Any]:
    """`changes`: scopes, events, app_home, interactive."""
    home = {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    return {
        "display_information": {"name": "Echo"},
        "features": {
            "app_home": {**home, **changes.get("app_home", {})},
            "bot_user": {"display_name": "echo", "always_online": True},
            "slash_commands": [
                {"command": "/echo", "description": "Says it again", "should_escape": False},
                {"command": "/form", "description": "Opens a form", "should_escape": False},
            ],
        },
        "oauth_config": {"scopes": {"bot": changes.get("scopes", SCOPES)}},
        "settings": {
            "event_subscriptions": {
                "bot_events": changes.get("events", ["app_home_opened", "message.im", "user_change"])
            },
            "interactivity": {"is_enabled": changes.get("interactive", True)},
            "socket_mode_enabled": False,
        },
    }
