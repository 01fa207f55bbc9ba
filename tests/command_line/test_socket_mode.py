"""The same bot over Socket Mode: it connects, connects again, and notices a socket that has gone deaf."""

import base64
import hashlib
import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.errors import Misconfigured
from bot.socket_mode import CLOSING_SECONDS, Socket
from sandbox import Workspace
from tests.command_line.running import environment, serving, wait_until

PING_SECONDS = 0.1
WEBSOCKET_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455


def test_a_bot_on_a_socket_answers_connects_again_and_ends_with_0(ws: Workspace, database_url: str) -> None:
    env = environment(ws, database_url, SLACK_APP_TOKEN=ws.app_token, SLACK_SIGNING_SECRET="")
    orla = ws.person("orla")
    with serving(env) as bot:
        wait_until(lambda: ws.sockets.connections)
        assert "Nothing is open to join" in orla.runs("/rm-join").text
        assert bot.asks("POST", "/slack/events")[0] == 401  # nobody can sign without a secret
        orla.runs("/rm-programme create")
        assert orla.modal is not None
        [before] = ws.sockets.connections
        ws.sockets.cut()
        wait_until(lambda: [found for found in ws.sockets.connections if found is not before])
        wait_until(lambda: before not in ws.sockets.connections)
        assert "Nothing is open to join" in orla.runs("/rm-join").text
        assert bot.ends(signal.SIGTERM) == 0
    assert ws.troubles == []


def test_a_socket_that_has_gone_deaf_is_replaced_even_if_slack_is_away_for_a_while() -> None:
    with slack_that_never_answers_pings() as slack, opened(slack):
        wait_until(lambda: slack.sockets == 1)
        slack.away = True
        wait_until(lambda: slack.refused >= 3)
        slack.away = False
        wait_until(lambda: slack.sockets == 2)


def test_it_starts_while_slack_is_away_and_connects_when_it_is_back() -> None:
    with slack_that_never_answers_pings() as slack:
        slack.away = True
        with opened(slack) as bot:
            wait_until(lambda: slack.refused >= 3)
            assert not bot.connected
            slack.away = False
            wait_until(lambda: bot.connected)


def test_a_healthy_socket_is_left_alone(ws: Workspace) -> None:
    bot = Socket(bolt_app(), ws.app_token, ws.api_url, ping_seconds=PING_SECONDS)
    bot.open()
    wait_until(lambda: ws.sockets.connections)
    [before] = ws.sockets.connections
    threading.Event().wait(PING_SECONDS * 15)
    assert ws.sockets.connections == [before]
    bot.close()
    wait_until(lambda: ws.sockets.connections == [])


@pytest.mark.parametrize("after", [0.0, 0.01, 0.05, 0.2, 0.6])
def test_it_closes_within_seconds_even_when_it_was_just_opening(ws: Workspace, after: float) -> None:
    bot = Socket(bolt_app(), ws.app_token, ws.api_url, ping_seconds=PING_SECONDS)
    bot.open()
    threading.Event().wait(after)
    began = time.monotonic()
    bot.close()
    assert time.monotonic() - began < CLOSING_SECONDS * 2


def test_an_app_token_that_slack_refuses_is_a_wrong_setting(ws: Workspace) -> None:
    bot = Socket(bolt_app(), "xapp-wrong", ws.api_url)
    with pytest.raises(Misconfigured, match=r"SLACK_APP_TOKEN: Slack does not take it \(invalid_auth\)"):
        bot.open()


class Deaf(ThreadingHTTPServer):
    """Hands out sockets that shake hands and then say nothing more, or is away."""

    daemon_threads = True
    away = False
    sockets = 0
    refused = 0

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api/"


class Answer(BaseHTTPRequestHandler):
    server: Deaf

    def do_POST(self) -> None:
        """apps.connections.open"""
        self.server.refused += self.server.away
        body = json.dumps({"ok": True, "url": f"ws://127.0.0.1:{self.server.server_port}/link"}).encode()
        self.send_response(503 if self.server.away else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        """The socket: whatever comes is read and not answered."""
        key = self.headers["Sec-WebSocket-Key"].encode()
        accept = base64.b64encode(hashlib.sha1(key + WEBSOCKET_GUID).digest()).decode()  # noqa: S324 (the RFC's)
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)):
            self.send_header(name, value)
        self.end_headers()
        self.server.sockets += 1
        while self.connection.recv(4096):
            pass
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def slack_that_never_answers_pings() -> Iterator[Deaf]:
    server = Deaf(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def opened(slack: Deaf) -> Iterator[Socket]:
    bot = Socket(bolt_app(), "xapp-1", slack.api_url, ping_seconds=PING_SECONDS)
    bot.open()
    yield bot
    bot.close()


def bolt_app() -> App:
    return App(client=WebClient(), authorize=lambda: None, signing_secret="s")
