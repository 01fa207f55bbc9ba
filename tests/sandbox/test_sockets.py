"""Socket Mode with Bolt's own websocket_client adapter."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Person, Workspace
from tests.sandbox.app import bolt_app, buttons, modal, section, text_input
from tests.sandbox.dialogues import answers, opens

# websocket-client leaves the socket of a lost connection to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@contextmanager
def connected(ws: Workspace, *apps: App) -> Iterator[None]:
    handlers = [SocketModeHandler(app, ws.app_token, ping_interval=0.2) for app in apps]
    for handler in handlers:
        handler.connect()
    ws.wait_for(lambda: len(ws.sockets.connections) == len(apps))
    yield
    for handler in handlers:
        handler.client.auto_reconnect_enabled = False
        handler.client.current_session_runner.event.set()
    ws.sockets.cut()
    for handler in handlers:  # a client that closes while it still reads may sit out a select of 10 s
        handler.client.current_session_runner.thread.join(5)
        handler.close()
    gc.collect()


@pytest.fixture
def app(ws: Workspace) -> Iterator[App]:
    app = bolt_app(ws)
    with connected(ws, app):
        yield app


def test_a_whole_conversation_goes_over_the_socket(ws: Workspace, app: App, ayu: Person) -> None:
    opens(app, modal(text_input("Name", "name")))
    seen = answers(app, response_action="errors", errors={"name": "Say more."})
    app.command("/echo")(lambda ack, command: ack(f"*{command['text']}*"))
    app.event("message")(lambda say: say("Well?", blocks=[section("Well?"), buttons("Yes")]))
    app.action("press_yes")(lambda ack, respond: (ack(), respond(text="Thanks", replace_original=True)))
    assert ayu.runs("/echo hi").text == "*hi*"
    ayu.runs("/form")
    ayu.fills("Name", "A")
    screen = ayu.submits()
    assert screen is not None
    assert screen.errors == {"Name": "Say more."}
    assert seen[0]["view"]["state"]["values"]["name"]["value"]["value"] == "A"
    ayu.closes()
    ayu.says("Hi")
    assert ayu.presses("Yes").status == 200
    assert [message.text for message in ayu.dm] == ["Hi", "Thanks"]
    assert ws.troubles == []


def test_an_event_says_in_its_envelope_how_often_it_came(ws: Workspace, app: App) -> None:
    nums: list[Any] = []

    @app.middleware
    def look(request: Any, next_: Any) -> Any:
        nums.append(request.headers["x-slack-retry-num"][0])
        return next_()

    app.event("app_uninstalled")(lambda: None)
    ws.deliver_event({"type": "app_uninstalled"})
    ws.deliver_event({"type": "app_uninstalled"}, retry_num=2)
    assert nums == ["0", "2"]


def test_nobody_connected_means_dispatch_failed(ayu: Person) -> None:
    assert ayu.runs("/echo").text == '/echo failed with the error "dispatch_failed"'


def test_an_unhandled_envelope_is_never_acknowledged(ws: Workspace, app: App, ayu: Person) -> None:
    assert app is not None
    ws.delivery.ack_seconds = 0.1
    assert ayu.runs("/echo").text == '/echo failed with the error "operation_timeout"'


def test_each_envelope_goes_to_one_of_several_sockets(ws: Workspace, ayu: Person) -> None:
    heard: list[str] = []
    first, second = bolt_app(ws), bolt_app(ws)
    first.command("/echo")(lambda ack: (ack(), heard.append("first")))
    second.command("/echo")(lambda ack: (ack(), heard.append("second")))
    with connected(ws, first, second):
        for _ in range(30):
            ayu.runs("/echo")
    assert len(heard) == 30
    assert set(heard) == {"first", "second"}


@pytest.mark.parametrize("how", ["refresh", "cut"])
def test_the_client_connects_again_after_a_loss(ws: Workspace, app: App, ayu: Person, how: str) -> None:
    app.command("/echo")(lambda ack: ack("back"))
    [before] = ws.sockets.connections
    ws.sockets.warn()
    getattr(ws.sockets, how)()
    ws.wait_for(lambda: [found for found in ws.sockets.connections if found is not before], seconds=10)
    ws.wait_for(lambda: before not in ws.sockets.connections)
    ws.delivery.ack_seconds = 0.5
    ws.wait_for(lambda: ayu.runs("/echo").text == "back", seconds=10)


def test_an_address_is_good_for_one_connection_and_for_the_app_token_only(ws: Workspace, client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.apps_connections_open(app_token=ws.bot_token)
    url = client.apps_connections_open(app_token=ws.app_token)["url"]
    assert url.startswith("ws://127.0.0.1:")
