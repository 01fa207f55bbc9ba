"""Failures on demand, as the real client meets them."""

from http.client import RemoteDisconnected
from typing import Any
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Person, Workspace


@pytest.fixture
def client(ws: Workspace) -> WebClient:
    """One that never tries again by itself."""
    return WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[], timeout=5)


def post(client: WebClient) -> str:
    """What the client learns: ok, an error's name, a status or a lost connection."""
    try:
        client.chat_postMessage(channel="U0AYU", text="Hi")
    except SlackApiError as error:
        return f"{error.response.status_code} {error.response['error']}"
    except (RemoteDisconnected, TimeoutError, URLError) as error:
        return type(error).__name__
    return "ok"


@pytest.mark.parametrize(
    ("fault", "outcome", "posted"),
    [
        ({"error": "internal_error"}, "200 internal_error", 0),
        ({"error": "internal_error", "took_it": True}, "200 internal_error", 1),
        ({"http": 500}, "500 internal_error", 0),
        ({"http": 503, "took_it": True}, "503 internal_error", 1),
        ({"retry_after": 2}, "429 ratelimited", 0),
        ({"drop_before": True}, "RemoteDisconnected", 0),
        ({"drop_after": True}, "RemoteDisconnected", 1),
    ],
)
def test_a_fault_strikes_once(
    ws: Workspace, ayu: Person, client: WebClient, fault: dict[str, Any], outcome: str, posted: int
) -> None:
    ws.fail_next("chat.postMessage", **fault)
    assert post(client) == outcome
    assert len(ayu.dm) == posted
    assert post(client) == "ok"
    assert len(ws.calls) == 2


def test_the_wait_is_told_with_a_rate_limit(ws: Workspace, client: WebClient) -> None:
    ws.fail_next("auth.test", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        client.auth_test()
    assert caught.value.response.headers["Retry-After"] == "7"


def test_a_fault_strikes_its_method_as_often_as_told(ws: Workspace, ayu: Person, client: WebClient) -> None:
    ws.fail_next("chat.postMessage", error="fatal_error", times=2)
    assert client.auth_test()["ok"]
    assert [post(client) for _ in range(3)] == ["200 fatal_error", "200 fatal_error", "ok"]
    assert len(ayu.dm) == 1


def test_a_slow_answer_may_come_after_the_client_has_left(ws: Workspace, ayu: Person) -> None:
    hasty = WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
    hasty.timeout = 0.1  # type: ignore[assignment]
    ws.fail_next("chat.postMessage", delay=1.0)
    assert post(hasty) == "TimeoutError"
    assert ayu.dm == []
    ws.wait_for(lambda: ayu.dm, seconds=5)


def test_the_default_client_posts_twice_when_an_answer_is_lost(ws: Workspace, ayu: Person) -> None:
    ws.fail_next("chat.postMessage", drop_after=True)
    assert post(WebClient(token=ws.bot_token, base_url=ws.api_url)) == "ok"
    assert len(ayu.dm) == 2
