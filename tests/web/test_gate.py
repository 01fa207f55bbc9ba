"""Nothing forged, stale or malformed reaches Bolt, and nothing of it is kept or logged."""

import logging
from typing import Any

import pytest

from bot.web import LARGEST_BODY, Web
from tests.web.post import EVENT, FORM, JSON, Listening, call, seconds_ago, signature, signed

SECRET_WORDS = b"my leader never listens"


def refused(web: Web, bolt: Listening, environ: dict[str, Any]) -> int:
    """The status, after a look at what must not have happened."""
    status = call(web, environ).status
    assert (bolt.heard, bolt.kept) == ([], 0)
    return status


def test_what_slack_signed_is_heard(web: Web, bolt: Listening) -> None:
    reply = call(web, signed())
    assert (reply.status, reply.body, reply.headers["content-length"]) == (200, b"heard", "5")
    assert [body["event_id"] for body in bolt.heard] == ["Ev1"]


def test_a_command_and_an_interaction_are_heard(web: Web, bolt: Listening) -> None:
    assert call(web, signed(b"command=%2Frm-join&team_id=T0RM&user_id=U1", FORM)).status == 200
    assert call(web, signed(b"payload=%7B%22type%22%3A%22block_actions%22%7D", FORM)).status == 200
    assert [body.get("command") or body.get("type") for body in bolt.heard] == ["/rm-join", "block_actions"]


def test_a_command_whose_words_name_a_field_of_slacks_is_heard_whole(web: Web, bolt: Listening) -> None:
    """Bolt takes any form in which "payload" stands for an interaction, and hears nothing then."""
    call(web, signed(b"command=%2Frm-join&text=payload+%26command%3D&team_id=T0RM&response_url=", FORM))
    wanted = {"command": "/rm-join", "text": "payload &command=", "team_id": "T0RM", "response_url": ""}
    assert bolt.heard == [wanted]


def test_the_same_request_again_is_answered_and_has_no_second_effect(web: Web, bolt: Listening) -> None:
    timestamp = seconds_ago(0)
    answers = [call(web, signed(timestamp=timestamp)).status for _ in range(3)]
    assert answers == [200, 200, 200]
    assert bolt.effects == 1


def test_another_request_of_the_same_second_has_its_own_effect(web: Web, bolt: Listening) -> None:
    timestamp = seconds_ago(0)
    for body in (EVENT, EVENT.replace(b"Ev1", b"Ev2")):
        call(web, signed(body, timestamp=timestamp))
    assert bolt.effects == 2


@pytest.mark.parametrize("timestamp", ["", "abc", "１２３", "-1", "1e9", " 1", "1" * 400, "1" * 5000, "0"])
def test_a_moment_that_is_none_is_refused(web: Web, bolt: Listening, timestamp: str) -> None:
    assert refused(web, bolt, signed(timestamp=timestamp)) == 401


@pytest.mark.parametrize(("seconds", "status"), [(310, 401), (290, 200), (-290, 200), (-310, 401)])
def test_a_request_holds_five_minutes_before_and_after(web: Web, seconds: int, status: int) -> None:
    assert call(web, signed(timestamp=seconds_ago(seconds))).status == status


@pytest.mark.parametrize("forged", ["", "v0=", "v0=00", "sïgnature", "v1=" + "0" * 64, signature("1", EVENT), "\udcff"])
def test_a_wrong_signature_is_refused(web: Web, bolt: Listening, forged: str) -> None:
    assert refused(web, bolt, signed() | {"HTTP_X_SLACK_SIGNATURE": forged}) == 401


def test_a_request_without_any_signature_is_refused(web: Web, bolt: Listening) -> None:
    unsigned = {name: value for name, value in signed().items() if not name.startswith("HTTP_X_SLACK")}
    assert refused(web, bolt, unsigned) == 401


def test_a_body_that_was_changed_on_its_way_is_refused(web: Web, bolt: Listening) -> None:
    before, after = signed(EVENT), signed(EVENT.replace(b"T0RM", b"T0XX"))
    assert refused(web, bolt, after | {"HTTP_X_SLACK_SIGNATURE": before["HTTP_X_SLACK_SIGNATURE"]}) == 401


def test_without_a_secret_nothing_is_taken(bolt: Listening) -> None:
    assert refused(Web(bolt.app, "", lambda: []), bolt, signed()) == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"payload=NOTJSON", FORM),
        (b"payload=[1]", FORM),
        (b"payload=", FORM),
        (b"payload=%7B%7D&payload=1", FORM),
        (b"{not json", FORM),
        (b"NOTJSON", JSON),
        (b"[1]", JSON),
        (b'"words"', "application/json; charset=utf-8"),
        (b"", JSON),
        (b'{"words": "\xff\xfe"}', JSON),
        (b"payload=\xff", FORM),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, JSON),
    ],
)
def test_what_is_signed_but_malformed_is_refused(web: Web, bolt: Listening, body: bytes, content_type: str) -> None:
    assert refused(web, bolt, signed(body, content_type)) == 400


@pytest.mark.parametrize("depth", range(900, 1000, 3))
def test_no_depth_breaks_the_answer(web: Web, depth: int) -> None:
    nested = b'{"a":' * depth + b"1" + b"}" * depth
    assert call(web, signed(nested)).status in (200, 400)


@pytest.mark.parametrize(
    ("length", "status"), [("x", 400), ("-1", 400), ("１２", 400), ("²", 400), ("1" * 5000, 400), ("999999", 413)]
)
def test_a_length_that_is_none_is_refused_before_anything_is_read(
    web: Web, bolt: Listening, length: str, status: int
) -> None:
    environ = signed() | {"CONTENT_LENGTH": length}
    assert refused(web, bolt, environ) == status
    assert environ["wsgi.input"].tell() == 0


def test_a_request_without_a_length_is_empty(web: Web, bolt: Listening) -> None:
    assert refused(web, bolt, signed(b"") | {"CONTENT_LENGTH": ""}) == 400


def test_the_largest_body_is_heard_and_a_byte_more_is_not(web: Web, bolt: Listening) -> None:
    largest = b'{"a": "' + b"x" * (LARGEST_BODY - 9) + b'"}'
    assert call(web, signed(largest + b" ")).status == 413
    assert bolt.heard == []
    assert call(web, signed(largest)).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/slack/events", 405),
        ("PUT", "/slack/events", 405),
        ("POST", "/healthz", 405),
        ("POST", "/", 404),
        ("POST", "/slack/events/", 404),
        ("GET", "/metrics", 404),
    ],
)
def test_other_methods_and_paths_are_refused(web: Web, bolt: Listening, method: str, path: str, status: int) -> None:
    assert refused(web, bolt, signed() | {"REQUEST_METHOD": method, "PATH_INFO": path}) == status


def test_nothing_of_a_refused_request_is_logged(web: Web, bolt: Listening, caplog: pytest.LogCaptureFixture) -> None:
    body = b'{"words": "' + SECRET_WORDS + b'"}'
    malformed = signed(b'{"words": "' + SECRET_WORDS, JSON)
    with caplog.at_level(logging.DEBUG):
        refused(web, bolt, signed(body) | {"HTTP_X_SLACK_SIGNATURE": "v0=00"})
        refused(web, bolt, malformed)
    assert SECRET_WORDS.decode() not in caplog.text
