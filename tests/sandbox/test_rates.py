"""How often the app may call, where a test asks for Slack's limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Person, Rates, Workspace
from sandbox.api.calls import METHODS
from sandbox.rates import A_MINUTE
from tests.sandbox.manifest import manifest


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ws(clock: Clock) -> Iterator[Workspace]:
    with Workspace.start(manifest=manifest(), rates=Rates.published(clock)) as workspace:
        yield workspace


@pytest.fixture
def client(ws: Workspace) -> WebClient:
    return WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])


def told(client: WebClient, method: str, **arguments: Any) -> int:
    """0 where the call was taken, else Retry-After; -1 where it was refused for something else."""
    try:
        client.api_call(method, params=arguments)
    except SlackApiError as error:
        limited = (error.response.status_code, error.response["error"]) == (429, "ratelimited")
        return int(error.response.headers["Retry-After"]) if limited else -1
    return 0


def test_by_default_everything_may_be_called_as_often_as_one_likes() -> None:
    with Workspace.start(manifest=manifest()) as ws:
        ayu, client = ws.add_person("ayu"), WebClient(token=ws.bot_token, base_url=ws.api_url)
        assert [told(client, "chat.postMessage", channel=ayu.id, text="Hi") for _ in range(20)] == [0] * 20
        assert ws.rates.refused == {}


def test_every_method_has_a_limit() -> None:
    assert A_MINUTE.keys() == METHODS.keys()


def test_one_call_too_many_in_a_minute_is_refused_until_the_oldest_is_a_minute_old(
    ws: Workspace, client: WebClient, clock: Clock
) -> None:
    for _ in range(20):
        assert told(client, "users.list") == 0
        clock.now += 1
    assert told(client, "users.list") == 40
    clock.now += 39
    assert told(client, "users.list") == 1
    clock.now += 1
    assert told(client, "users.list") == 0
    assert told(client, "users.list") == 1
    assert (ws.rates.taken["users.list"], ws.rates.refused["users.list"]) == (21, 3)
    assert [call.answer.get("error") for call in ws.calls].count("ratelimited") == 3


def test_what_is_told_is_a_whole_second_and_holds_even_where_room_has_come_before(
    client: WebClient, clock: Clock
) -> None:
    for _ in range(20):
        told(client, "users.list")
    clock.now += 59.4
    assert told(client, "users.list") == 1
    clock.now += 0.7
    assert told(client, "users.list") == 1
    clock.now += 0.3
    assert told(client, "users.list") == 0


def test_a_limit_closes_that_method_alone(client: WebClient, ayu: Person) -> None:
    while told(client, "users.list") == 0:
        pass
    assert told(client, "users.info", user=ayu.id) == 0


def test_a_conversation_takes_a_few_messages_at_once_and_then_one_a_second(
    ws: Workspace, client: WebClient, clock: Clock, ayu: Person, budi: Person
) -> None:
    taken = 0
    while (wait := told(client, "chat.postMessage", channel=ayu.id, text="Hi")) == 0:
        taken += 1
    assert (taken, wait, len(ayu.dm)) == (8, 5, 8)
    [dm] = ayu.conversations
    assert told(client, "chat.update", channel=dm.id, ts=ayu.dm[0].ts, text="Ho") == 5
    assert told(client, "conversations.history", channel=dm.id) == 0
    assert told(client, "chat.postMessage", channel=budi.id, text="Hi") == 0
    clock.now += 5
    assert told(client, "chat.postMessage", channel=dm.id, text="Hi") == 0
    assert ws.rates.taken["chat.postMessage"] == 10


def test_each_workspace_is_counted_for_itself(client: WebClient, clock: Clock) -> None:
    with Workspace.start(manifest=manifest(), team_id="T0OTHER", rates=Rates.published(clock)) as other:
        while told(client, "users.list") == 0:
            pass
        assert told(WebClient(token=other.bot_token, base_url=other.api_url), "users.list") == 0


def test_whoever_is_not_known_is_not_counted(ws: Workspace) -> None:
    stranger = WebClient(token="xoxb-wrong", base_url=ws.api_url)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        stranger.auth_test()
    assert ws.rates.taken == {}


def test_a_limit_comes_before_a_fault(ws: Workspace, client: WebClient) -> None:
    while told(client, "users.list") == 0:
        pass
    ws.fail_next("users.list", error="internal_error", took_it=True)
    assert told(client, "users.list") == 60
