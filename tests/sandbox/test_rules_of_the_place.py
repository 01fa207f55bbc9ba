"""Triggers, stacks, mentions, the clock: the rules of the place that a person never sees."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import NotOnScreen, Person, Workspace
from tests.sandbox.app import buttons, modal, text_input
from tests.sandbox.manifest import manifest


def test_a_trigger_dies_after_its_time_and_after_one_use(ws: Workspace, app: App, ayu: Person) -> None:
    errors: list[str] = []

    @app.command("/form")
    def form(ack: Any, client: WebClient, command: Any) -> None:
        for pause in (0.0, 0.0) if command["text"] == "twice" else (0.1,):
            time.sleep(pause)
            try:
                client.views_open(trigger_id=command["trigger_id"], view=modal(text_input("Name", "name")))
            except SlackApiError as error:
                errors.append(error.response["error"])
        ack()

    ayu.runs("/form twice")
    ayu.closes()
    ws.trigger_seconds = 0.05
    ayu.runs("/form late")
    assert errors == ["exchanged_trigger_id", "expired_trigger_id"]
    assert ayu.modal is None


def test_a_fourth_view_does_not_fit_and_a_push_needs_an_open_modal(app: App, ayu: Person) -> None:
    errors: list[str] = []

    @app.command("/form")
    def form(ack: Any, client: WebClient, command: Any) -> None:
        how = client.views_push if command["text"] else client.views_open
        more(ack, client, command, how=how)

    @app.action("press_more")
    def pressed(ack: Any, client: WebClient, body: Any) -> None:
        more(ack, client, body, how=client.views_push)

    def more(ack: Any, _client: WebClient, body: Any, *, how: Any) -> None:
        ack()
        try:
            how(trigger_id=body["trigger_id"], view=modal(buttons("More")))
        except SlackApiError as error:
            errors.append(error.response["error"])

    ayu.runs("/form push")
    ayu.runs("/form")
    for _ in range(3):
        ayu.presses("More")
    assert errors == ["invalid_trigger_id", "push_limit_reached"]
    assert len(ayu.modals) == 3


def test_mentions_in_a_command_come_as_ids_when_the_manifest_says_so(ws: Workspace, app: App, ayu: Person) -> None:
    texts: list[str] = []

    @app.command("/echo")
    def echo(ack: Any, command: Any) -> None:
        texts.append(command["text"])
        ack()

    ws.add_channel("general", members=["ayu"])
    ws.manifest.commands["/echo"]["should_escape"] = True
    ayu.runs("/echo @ayu and @nobody in #general & <here>")
    ws.manifest.commands["/echo"]["should_escape"] = False
    ayu.runs("/echo @ayu")
    assert texts == ["<@U0AYU|ayu> and @nobody in <#C0GENERAL|general> &amp; &lt;here&gt;", "@ayu"]


def test_nobody_types_a_command_where_they_are_not(ws: Workspace, ayu: Person) -> None:
    ws.add_channel("general")
    with pytest.raises(NotOnScreen, match="not in #general"):
        ayu.runs("/echo", channel="general")


def test_the_programmes_clock_stamps_what_is_seen(ws: Workspace, client: WebClient, ayu: Person) -> None:
    ws.clock = lambda: datetime(2027, 1, 4, 9, tzinfo=UTC)
    client.chat_postMessage(channel=ayu.id, text="Good morning")
    assert ayu.dm[0].at == datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert float(ayu.dm[0].ts) == pytest.approx(time.time(), abs=10)
    [entry] = ws.transcript
    assert (entry.people, entry.conversation, entry.author, entry.kind, entry.text) == (
        ("ayu",),
        "DM Ayu Lestari",
        "echo",
        "message",
        "Good morning",
    )


def test_without_interactivity_nothing_can_be_pressed() -> None:
    with Workspace.start(manifest=manifest(interactive=False)) as ws:
        ayu = ws.add_person("ayu")
        client = WebClient(token=ws.bot_token, base_url=ws.api_url)
        blocks = [{"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Go"}}]}]
        client.chat_postMessage(channel=ayu.id, text="Go", blocks=blocks)
        with pytest.raises(NotOnScreen, match="interactivity"):
            ayu.presses("Go")


def test_wait_for_gives_up_in_time(ws: Workspace) -> None:
    with pytest.raises(AssertionError, match="did not happen within"):
        ws.wait_for(lambda: False, seconds=0.05)
    assert ws.wait_for(lambda: "now") == "now"
