"""The same door behind waitress, as it is served; and what it says about its own health."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from waitress import wasyncore
from waitress.server import create_server

from bot.web import LARGEST_BODY, Web
from tests.web.post import EVENT, SECRET, Listening, call, seconds_ago, signature, signed


@contextmanager
def served(web: Web) -> Iterator[int]:
    """The port on which waitress serves it."""
    sockets: dict[int, Any] = {}
    server = create_server(web, map=sockets, host="127.0.0.1", port=0, threads=2, max_request_body_size=LARGEST_BODY)
    done = threading.Event()
    thread = threading.Thread(target=serve, args=(sockets, done), daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        done.set()
        thread.join()
        server.close()
        server.task_dispatcher.shutdown()


def serve(sockets: dict[int, Any], done: threading.Event) -> None:
    while not done.is_set():
        wasyncore.loop(timeout=0.02, map=sockets, count=1)
    wasyncore.close_all(sockets)


def post(port: int, body: bytes, **headers: str) -> int:
    timestamp = seconds_ago(0)
    right = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(timestamp, body),
    }
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
        connection.request("POST", "/slack/events", body, right | headers)
        return connection.getresponse().status


def test_what_slack_signed_is_heard_through_the_server(web: Web, bolt: Listening) -> None:
    with served(web) as port:
        assert post(port, EVENT) == 200
    assert [body["event_id"] for body in bolt.heard] == ["Ev1"]


def test_what_it_did_not_sign_is_refused_through_the_server(web: Web, bolt: Listening) -> None:
    forged = {"X-Slack-Signature": "v0=\xff\xfe"}
    with served(web) as port:
        answers = [
            post(port, EVENT, **forged),
            post(port, EVENT, **{"X-Slack-Request-Timestamp": "\xb2"}),
            post(port, b"NOTJSON"),
            post(port, b"", **{"Content-Length": "1000000"}),
            post(port, EVENT, **{"Content-Length": "x"}),
        ]
    assert answers == [401, 401, 400, 413, 400]
    assert (bolt.heard, bolt.kept) == ([], 0)


def test_a_flood_of_forged_requests_leaves_the_door_open(web: Web, bolt: Listening) -> None:
    with served(web) as port:
        for _ in range(20):
            post(port, EVENT, **{"X-Slack-Signature": "v0=00"})
        assert post(port, EVENT) == 200
    assert len(bolt.heard) == 1


def test_nobody_can_bring_a_key_of_their_own(web: Web, bolt: Listening) -> None:
    """The header in which our own layer hands on what it checked."""
    first, second = signed(EVENT), signed(EVENT.replace(b"Ev1", b"Ev2"))
    for environ in (first, second):
        call(web, environ | {"HTTP_X_RM_SIGNATURE": "sig:mine"})
    assert bolt.effects == 2


def test_it_is_alive_even_when_it_is_not_ready(bolt: Listening) -> None:
    problems: list[str] = []
    web = Web(bolt.app, SECRET, lambda: problems)
    alive, ready = ({"REQUEST_METHOD": "GET", "PATH_INFO": path} for path in ("/healthz", "/readyz"))

    assert (call(web, signed() | ready).status, call(web, signed() | ready).body) == (200, b"ready")
    problems += ["the schema is at None", "no tick has run yet"]
    answer = call(web, signed() | ready)
    assert (answer.status, answer.body) == (503, b"the schema is at None\nno tick has run yet")
    assert call(web, signed() | alive).status == 200
