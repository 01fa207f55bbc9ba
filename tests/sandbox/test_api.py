"""The Web API through the real client: what it answers, and each refusal by Slack's name."""

from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox import Person, Workspace
from tests.sandbox.app import buttons, modal, section
from tests.sandbox.kit import button
from tests.sandbox.manifest import SCOPES, manifest
from tests.sandbox.refusals import refusal


def test_the_token_says_who_calls(ws: Workspace, client: WebClient) -> None:
    answer = client.auth_test()
    assert (answer["user_id"], answer["team_id"]) == (ws.bot_user_id, "T0RM")
    assert answer.headers["x-oauth-scopes"] == ",".join(SCOPES)
    assert client.api_test(foo="bar")["args"] == {"foo": "bar"}


def test_a_token_that_is_missing_wrong_or_of_the_wrong_kind_is_refused(ws: Workspace) -> None:
    assert refusal(WebClient(base_url=ws.api_url).auth_test)["error"] == "not_authed"
    assert refusal(WebClient(token="xoxb-other", base_url=ws.api_url).auth_test)["error"] == "invalid_auth"
    bot, app = (WebClient(token=token, base_url=ws.api_url) for token in (ws.bot_token, ws.app_token))
    assert refusal(app.auth_test)["error"] == "not_allowed_token_type"
    assert refusal(bot.apps_connections_open, app_token=ws.bot_token)["error"] == "not_allowed_token_type"


def test_an_unknown_method_is_refused(client: WebClient) -> None:
    assert refusal(client.emoji_list)["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("missing", "call"),
    [
        ("chat:write", lambda client: client.chat_postMessage(channel="U0AYU", text="Hi")),
        ("users:read", lambda client: client.users_info(user="U0AYU")),
        ("users:read", lambda client: client.users_list()),
        ("im:write", lambda client: client.conversations_open(users="U0AYU")),
        ("mpim:write", lambda client: client.conversations_open(users=["U0AYU", "U0BUDI"])),
        ("im:history", lambda client: client.conversations_history(channel="D0AYU")),
        ("files:write", lambda client: client.files_getUploadURLExternal(filename="x", length=1)),
        ("channels:history", lambda client: client.conversations_history(channel="C0GENERAL")),
        ("mpim:history", lambda client: client.conversations_history(channel="G0AYUBUDI")),
        ("channels:read", lambda client: client.conversations_info(channel="C0GENERAL")),
        ("im:read", lambda client: client.conversations_members(channel="D0AYU")),
    ],
)
def test_a_scope_that_the_manifest_lacks_is_missing(missing: str, call: Any) -> None:
    scopes = [scope for scope in SCOPES if scope != missing]
    with Workspace.start(manifest=manifest(scopes=scopes)) as ws:
        people = [ws.add_person("ayu"), ws.add_person("budi")]
        ws.dm_with(people[0])
        ws.open_direct(people)
        ws.add_channel("general", members=[*people, ws.bot])
        answer = refusal(lambda: call(WebClient(token=ws.bot_token, base_url=ws.api_url)))
        assert (answer["error"], answer["needed"]) == ("missing_scope", missing)
        assert answer["provided"] == ",".join(scopes)


def test_a_dm_is_opened_once_and_a_group_of_two_is_a_group(ws: Workspace, client: WebClient) -> None:
    ayu, budi = ws.add_person("ayu"), ws.add_person("budi")
    first = client.conversations_open(users=ayu.id)
    assert first["channel"] == {"id": "D0AYU"}
    again = client.conversations_open(users=ayu.id, return_im=True)
    assert (again["already_open"], again["channel"]["user"]) == (True, ayu.id)
    group = client.conversations_open(users=[ayu.id, budi.id])["channel"]["id"]
    assert client.conversations_open(users=[budi.id, ayu.id])["channel"]["id"] == group
    client.chat_postMessage(channel=group, text="Hello, both")
    assert [m.text for found in budi.group_dms for m in found] == ["Hello, both"]
    assert [found.name for found in ayu.group_dms] == ["group DM ayu, budi"]


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "not_enough_users"),
        ("U0NOBODY", "user_not_found"),
        ("U0GONE", "user_disabled"),
        ("U0ROBOT", "cannot_dm_bot"),
        ("U0GUEST,U0ROBOT", "invalid_user_combination"),
        ("U0OTHER", "user_not_visible"),
        ("U0OTHER,U0GUEST", "invalid_user_combination"),
        (",".join(f"U{number}" for number in range(9)), "too_many_users"),
    ],
)
def test_some_people_cannot_be_reached(ws: Workspace, client: WebClient, users: str, error: str) -> None:
    ws.add_person("guest", guest=True)
    ws.add_person("gone", deactivated=True)
    ws.add_person("robot", bot=True)
    ws.add_person("other", stranger=True)
    assert refusal(client.conversations_open, users=users)["error"] == error


def test_the_bot_posts_only_where_it_is_and_to_whom_it_may(ws: Workspace, client: WebClient) -> None:
    ws.add_channel("general", members=[])
    ws.add_channel("secret", members=[], private=True)
    ws.add_person("gone", deactivated=True)
    ws.add_person("robot", bot=True)
    ws.add_person("other", stranger=True)
    errors = {
        channel: refusal(client.chat_postMessage, channel=channel, text="Hi")["error"]
        for channel in ("C0GENERAL", "C0SECRET", "C0NOWHERE", "U0NOBODY", "U0GONE", "U0ROBOT", "U0OTHER")
    }
    assert errors == {
        "C0GENERAL": "not_in_channel",
        "C0SECRET": "channel_not_found",
        "C0NOWHERE": "channel_not_found",
        "U0NOBODY": "channel_not_found",
        "U0GONE": "account_inactive",
        "U0ROBOT": "cannot_dm_bot",
        "U0OTHER": "channel_not_found",
    }


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"text": "  "}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("")]}, "invalid_blocks"),
        ({"text": "x", "blocks": [section("y" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": "[not json"}, "invalid_blocks_format"),
        ({"text": "x", "attachments": [{"text": "old"}]}, "invalid_attachments"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "x", "event_payload": {"y": "z" * 16_000}}}, "metadata_too_large"),
    ],
)
def test_a_message_must_hold_something_and_not_too_much(ayu: Person, client: WebClient, body: Any, error: str) -> None:
    assert refusal(client.api_call, api_method="chat.postMessage", json={"channel": ayu.id, **body})["error"] == error
    assert ayu.dm == []


def test_a_refused_block_is_pointed_at(ayu: Person, client: WebClient) -> None:
    blocks = [section("fine"), {"type": "actions", "elements": [button("x" * 76)]}]
    answer = refusal(client.chat_postMessage, channel=ayu.id, text="x", blocks=blocks)
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    ]


def test_a_closed_messages_tab_takes_no_message() -> None:
    with Workspace.start(manifest=manifest(app_home={"messages_tab_enabled": False})) as ws:
        ayu = ws.add_person("ayu")
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        assert refusal(client.chat_postMessage, channel=ayu.id, text="Hi")["error"] == "messages_tab_disabled"


def test_text_without_blocks_removes_the_blocks_and_metadata_stays(ayu: Person, client: WebClient) -> None:
    metadata = {"event_type": "letter", "event_payload": {"id": "7"}}
    posted = client.chat_postMessage(
        channel=ayu.id, text="Well?", blocks=[section("Well?"), buttons("Yes")], metadata=metadata
    )
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Done")
    [message] = ayu.dm
    assert (message.text, message.blocks, message.metadata) == ("Done", [], metadata)
    client.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert ayu.dm == []
    gone = refusal(client.chat_update, channel=posted["channel"], ts=posted["ts"], text="Again")
    assert gone["error"] == "message_not_found"


def test_nobody_elses_message_is_changed(ayu: Person, client: WebClient) -> None:
    said = ayu.says("Hello")
    at = {"channel": said.conversation.id, "ts": said.ts}
    assert refusal(client.chat_update, **at, text="Bye")["error"] == "cant_update_message"
    assert refusal(client.chat_delete, **at)["error"] == "cant_delete_message"


def test_an_ephemeral_message_needs_its_reader_in_the_channel(ws: Workspace, client: WebClient) -> None:
    ayu, budi = ws.add_person("ayu"), ws.add_person("budi")
    ws.add_channel("general", members=[ayu, ws.bot])
    client.chat_postEphemeral(channel="C0GENERAL", user=ayu.id, text="Only you")
    assert [message.text for message in ayu.ephemerals] == ["Only you"]
    assert ayu.conversation("general") == []
    away = refusal(client.chat_postEphemeral, channel="C0GENERAL", user=budi.id, text="You")
    assert away["error"] == "user_not_in_channel"


def test_history_is_read_page_by_page_newest_first(ayu: Person, client: WebClient) -> None:
    metadata = {"event_type": "letter", "event_payload": {"id": "1"}}
    stamps = [client.chat_postMessage(channel=ayu.id, text=str(n), metadata=metadata)["ts"] for n in range(5)]
    first = client.conversations_history(channel="D0AYU", limit=2, include_all_metadata=True)
    assert [message["text"] for message in first["messages"]] == ["4", "3"]
    assert (first["has_more"], first["messages"][0]["metadata"]) == (True, metadata)
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_history(channel="D0AYU", limit=3, cursor=cursor)
    assert [message["text"] for message in second["messages"]] == ["2", "1", "0"]
    assert (second["has_more"], second["messages"][0]["metadata"]) == (False, {"event_type": "letter"})
    between = {"channel": "D0AYU", "oldest": stamps[1], "latest": stamps[3]}
    assert [m["text"] for m in client.conversations_history(**between)["messages"]] == ["2"]
    inclusive = client.conversations_history(**between, inclusive=True)
    assert [message["text"] for message in inclusive["messages"]] == ["3", "2", "1"]
    assert refusal(client.conversations_history, channel="D0AYU", cursor="here")["error"] == "invalid_cursor"
    assert refusal(client.conversations_history, channel="D0AYU", oldest="now")["error"] == "invalid_ts_oldest"


def test_a_history_may_be_late(ayu: Person, client: WebClient) -> None:
    client.chat_postMessage(channel=ayu.id, text="There, but not yet in the history")
    ayu.workspace.history_lag = 60.0
    assert client.conversations_history(channel="D0AYU")["messages"] == []
    assert len(ayu.dm) == 1
    ayu.workspace.history_lag = 0.0
    assert len(client.conversations_history(channel="D0AYU")["messages"]) == 1


def test_a_broken_view_is_an_invalid_argument(ayu: Person, client: WebClient) -> None:
    answer = refusal(client.views_publish, user_id=ayu.id, view=modal())
    assert answer["response_metadata"]["messages"] == ["[ERROR] must be a home [json-pointer:/view/type]"]
    assert refusal(client.views_publish, user_id="U0NOBODY", view=modal())["error"] == "user_not_found"
    assert refusal(client.views_update, view_id="V0NONE", view=modal())["error"] == "not_found"
    assert refusal(client.views_open, trigger_id="1.2.3", view=modal())["error"] == "invalid_trigger_id"


def test_every_call_is_kept_without_its_token(ws: Workspace, client: WebClient, ayu: Person) -> None:
    client.chat_postMessage(channel=ayu.id, text="Hi")
    [call] = ws.calls
    assert (call.method, call.arguments) == ("chat.postMessage", {"channel": ayu.id, "text": "Hi"})
    assert call.answer["ok"] is True
    assert 0 < call.milliseconds < 1000
