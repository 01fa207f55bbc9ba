"""The manifest is one that Slack takes, asks for the fewest scopes, and says why."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / "app_manifest.yaml").read_text(encoding="utf-8"))
# Published by Slack for manifests without `_metadata`: github.com/slackapi/manifest-schema (v0.5.0, MIT),
# schemas/manifest.schema.1.0.0.json.
SCHEMA = json.loads(Path(__file__).with_name("slack-manifest.schema.json").read_text(encoding="utf-8"))

# The schema does not know the names of scopes and events, so those that a bot can ask for are listed here.
# fmt: off
KNOWN_SCOPES = {
    "app_mentions:read", "assistant:write", "bookmarks:read", "bookmarks:write", "calls:read",
    "calls:write", "canvases:read", "canvases:write", "channels:history", "channels:join",
    "channels:manage", "channels:read", "channels:write.invites", "channels:write.topic", "chat:write",
    "chat:write.customize", "chat:write.public", "commands", "dnd:read", "emoji:read", "files:read",
    "files:write", "groups:history", "groups:read", "groups:write", "groups:write.invites",
    "groups:write.topic", "im:history", "im:read", "im:write", "im:write.topic", "incoming-webhook",
    "links.embed:write", "links:read", "links:write", "lists:read", "lists:write", "metadata.message:read",
    "mpim:history", "mpim:read", "mpim:write", "mpim:write.topic", "pins:read", "pins:write",
    "reactions:read", "reactions:write", "reminders:read", "reminders:write", "remote_files:read",
    "remote_files:share", "remote_files:write", "team.billing:read", "team.preferences:read", "team:read",
    "triggers:read", "triggers:write", "usergroups:read", "usergroups:write", "users.profile:read",
    "users:read", "users:read.email", "users:write",
}
# fmt: on
# Each known event with the scope that Slack wants before it sends it; None where it wants none.
KNOWN_EVENTS = {
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "channel_archive": "channels:read",
    "channel_rename": "channels:read",
    "file_shared": "files:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "team_join": "users:read",
    "tokens_revoked": None,
    "user_change": "users:read",
    "user_profile_changed": "users:read",
}
BROKEN = {
    "a name over 35 characters": (("display_information", "name"), "R" * 36),
    "a description over 140 characters": (("display_information", "description"), "d" * 141),
    "a display name over 80 characters": (("features", "bot_user", "display_name"), "R" * 81),
    "a command without its slash": (("features", "slash_commands", 0, "command"), "rm-join"),
    "a command over 32 characters": (("features", "slash_commands", 0, "command"), "/" + "r" * 32),
    "a command without words": (("features", "slash_commands", 0, "description"), ""),
    "an answer that is neither yes nor no": (("features", "slash_commands", 0, "should_escape"), "yes"),
    "a misspelt key": (("settings", "socket_mode_enabeld"), True),
    "an event listed twice": (("settings", "event_subscriptions", "bot_events", 0), "tokens_revoked"),
}


def test_slack_takes_the_manifest() -> None:
    assert complaints(MANIFEST) == []


@pytest.mark.parametrize("fault", BROKEN)
def test_the_schema_notices(fault: str) -> None:
    broken = changed(MANIFEST, *BROKEN[fault])
    assert len(complaints(broken)) == 1


def test_slack_takes_the_manifest_with_request_urls_instead_of_socket_mode() -> None:
    url = "https://bot.example.com/slack/events"
    over_http = changed(MANIFEST, ("settings", "socket_mode_enabled"), False)
    over_http["settings"]["event_subscriptions"]["request_url"] = url
    over_http["settings"]["interactivity"]["request_url"] = url
    over_http["oauth_config"]["redirect_urls"] = ["https://bot.example.com/slack/oauth_redirect"]
    for command in over_http["features"]["slash_commands"]:
        command["url"] = url
    assert complaints(over_http) == []


def test_the_colour_is_one() -> None:
    assert re.fullmatch(r"#[0-9a-f]{6}", MANIFEST["display_information"]["background_color"])


def test_every_scope_has_a_name_that_slack_knows() -> None:
    assert set(scopes()) <= KNOWN_SCOPES


def test_every_event_has_a_name_that_slack_knows() -> None:
    assert set(events()) <= KNOWN_EVENTS.keys()


def test_no_scope_is_asked_for_twice() -> None:
    assert len(scopes()) == len(set(scopes()))


def test_every_event_has_the_scope_it_needs() -> None:
    needed = {KNOWN_EVENTS[event] for event in events()} - {None}
    assert needed <= set(scopes())


def test_the_bot_reads_no_history_but_that_of_its_own_direct_messages() -> None:
    assert [scope for scope in scopes() if scope.endswith(":history")] == ["im:history"]


def test_the_bot_never_acts_in_a_persons_name() -> None:
    assert list(MANIFEST["oauth_config"]["scopes"]) == ["bot"]


def test_every_command_is_ours_and_tells_how_to_use_it() -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        assert command["command"].startswith("/rm-")
        assert "help" in command["usage_hint"]
        assert command["should_escape"] is True


def test_people_can_write_to_the_bot_and_open_its_home() -> None:
    assert MANIFEST["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_every_scope_and_no_other_has_its_reason_in_the_docs() -> None:
    assert documented("Scopes") == scopes()


def test_every_event_and_no_other_has_its_reason_in_the_docs() -> None:
    assert documented("Events") == events()


def scopes() -> list[str]:
    return list(MANIFEST["oauth_config"]["scopes"]["bot"])


def events() -> list[str]:
    return list(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def documented(heading: str) -> list[str]:
    """The names in the first column of the table under a heading of docs/scopes.md."""
    page = (ROOT / "docs/scopes.md").read_text(encoding="utf-8")
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, flags=re.MULTILINE)


def complaints(manifest: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMA).iter_errors(manifest)]


def changed(manifest: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """A copy of the manifest with one thing in it set anew."""
    whole = copy.deepcopy(manifest)
    inner: Any = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return whole
