"""How the app is told: signatures, time limits, retries, repeats, faults on the way back."""

import json
import time
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier

from sandbox import Person, Workspace
from tests.sandbox.app import modal, text_input
from tests.sandbox.dialogues import answers, opens
from tests.sandbox.manifest import SCOPES


def counts_events(app: App) -> list[dict[str, Any]]:
    """Each delivery of a message event: the body, and what the headers say of retries."""
    seen: list[dict[str, Any]] = []

    @app.middleware
    def look(body: Any, request: Any, next_: Any) -> Any:
        num = request.headers.get("x-slack-retry-num", [None])[0]
        reason = request.headers.get("x-slack-retry-reason", [None])[0]
        seen.append({"id": body.get("event_id"), "num": num, "reason": reason, "event": body.get("event")})
        return next_()

    return seen


def test_every_request_is_signed_over_its_raw_bytes(ws: Workspace, app: App, ayu: Person) -> None:
    assert app is not None
    ayu.runs("/echo hi")
    parcel = ws.delivery.last
    assert parcel is not None
    assert SignatureVerifier(ws.signing_secret).is_valid_request(parcel.body, dict(parcel.headers))
    assert not SignatureVerifier("other").is_valid_request(parcel.body, dict(parcel.headers))


def test_a_message_to_the_bot_is_an_event(app: App, ayu: Person) -> None:
    seen: list[Any] = []

    @app.event("message")
    def message(body: Any, say: Any) -> None:
        seen.append(body)
        say("Hello yourself")

    ayu.says("Hello <!channel> & you")
    event = seen[0]["event"]
    assert (event["channel_type"], event["channel"], event["user"]) == ("im", "D0AYU", ayu.id)
    assert event["text"] == "Hello &lt;!channel&gt; &amp; you"
    assert seen[0]["authorizations"][0]["is_bot"] is True
    assert [message.text for message in ayu.dm] == ["Hello <!channel> & you", "Hello yourself"]
    assert ayu.dm[0].pings == []


def test_an_event_that_fails_comes_again_at_once_and_then_when_told(ws: Workspace, app: App, ayu: Person) -> None:
    seen = counts_events(app)
    ayu.says("Hello")
    assert [(found["num"], found["reason"]) for found in seen] == [(None, None), ("1", "http_error")]
    assert [reply.status for reply in ws.retry_events()] == [404]
    ws.retry_events()
    assert ws.retry_events() == []
    assert [found["num"] for found in seen] == [None, "1", "2", "3"]
    assert len({found["id"] for found in seen}) == 1


def test_a_late_retry_ends_when_the_app_is_well_again(ws: Workspace, app: App, ayu: Person) -> None:
    ayu.says("Hello")

    @app.event("message")
    def message() -> None:
        return None

    assert [reply.status for reply in ws.retry_events()] == [200]
    assert ws.retry_events() == []


def test_an_app_may_ask_for_no_retry(ws: Workspace, app: App, ayu: Person) -> None:
    seen = counts_events(app)

    @app.middleware
    def never_again(resp: Any, next_: Any) -> Any:
        resp.headers["x-slack-no-retry"] = ["1"]
        return next_()

    ayu.says("Hello")
    assert [found["num"] for found in seen][:1] == [None]
    assert ws.troubles


def test_only_what_the_manifest_subscribes_to_is_told(ayu: Person, ws: Workspace, app: App) -> None:
    seen = counts_events(app)
    ws.manifest.raw["settings"]["event_subscriptions"]["bot_events"] = []
    ayu.says("Hello")
    ayu.changes(tz="Europe/Paris")
    assert seen == []
    assert ayu.opens_home() is None


def test_an_event_needs_its_scope(ws: Workspace, app: App, ayu: Person) -> None:
    seen = counts_events(app)
    ws.manifest.raw["oauth_config"]["scopes"]["bot"] = [scope for scope in SCOPES if scope != "im:history"]
    ayu.says("Hello")
    assert seen == []


def test_a_profile_change_is_told_with_the_whole_user(app: App, ayu: Person) -> None:
    seen: list[Any] = []
    app.event("user_change")(lambda event: seen.append(event["user"]))
    ayu.changes(tz="Europe/London", title="Lead", deactivated=False)
    assert (seen[0]["tz"], seen[0]["profile"]["title"], seen[0]["locale"]) == ("Europe/London", "Lead", "id-ID")
    with pytest.raises(TypeError, match="no shoe_size"):
        ayu.changes(shoe_size=38)


def test_any_event_can_be_told_any_number_of_times(ws: Workspace, app: App) -> None:
    seen = counts_events(app)
    app.event("app_uninstalled")(lambda: None)
    for num in (0, 1):
        ws.deliver_event({"type": "app_uninstalled"}, event_id="Ev1", retry_num=num)
    assert [(found["id"], found["num"]) for found in seen] == [("Ev1", None), ("Ev1", "1")]


def test_the_last_request_is_repeated_byte_for_byte(ws: Workspace, app: App, ayu: Person) -> None:
    opens(app, modal(text_input("Name", "name", initial_value="Ayu")))
    seen = answers(app)
    ayu.runs("/form")
    ayu.submits()
    assert ws.redeliver_last().status == 200
    assert len(seen) == 2
    assert seen[0] == seen[1]


def test_an_ack_that_comes_too_late_is_a_time_out(ws: Workspace, app: App, ayu: Person) -> None:
    @app.command("/echo")
    def slow(ack: Any) -> None:
        time.sleep(0.5)
        ack("Too late")

    ws.delivery.ack_seconds = 0.1
    answer = ayu.runs("/echo")
    assert answer.text == '/echo failed with the error "operation_timeout"'
    assert 0.1 <= answer.seconds < 0.5


def test_the_app_hears_itself_when_the_workspace_echoes(
    ws: Workspace, app: App, client: WebClient, ayu: Person
) -> None:
    assert app is not None
    ws.echoes = True
    client.chat_postMessage(channel=ayu.id, text="Hi")
    parcel = ws.wait_for(lambda: ws.delivery.last)
    assert json.loads(parcel.body)["event"]["bot_id"] == ws.bot.bot_id


def test_a_rate_limit_is_waited_out_by_the_client(ws: Workspace, ayu: Person) -> None:
    ws.fail_next("chat.postMessage", retry_after=0)
    client = WebClient(
        token=ws.bot_token, base_url=ws.api_url, retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=1)]
    )
    client.chat_postMessage(channel=ayu.id, text="Hi")
    assert [call.answer.get("error") for call in ws.calls] == ["ratelimited", None]
    assert len(ayu.dm) == 1
