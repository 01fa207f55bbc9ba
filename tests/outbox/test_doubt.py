"""Where nobody knows whether Slack took a message: it is looked for, and never comes twice nor is lost."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient

from bot.outbox.claims import Sent
from bot.outbox.courier import SlackCourier
from bot.said import Said, paragraph
from tests.factories import NOW
from tests.outbox.desk import Desk

NOT_TAKEN: list[dict[str, Any]] = [
    {"drop_before": True},
    {"http": 500},
    {"error": "internal_error"},
    {"error": "fatal_error"},
]
TAKEN = [{"drop_after": True}, *({"took_it": True} | how for how in NOT_TAKEN[1:])]


@pytest.mark.parametrize("how", TAKEN)
def test_what_slack_took_without_saying_so_is_found_and_not_sent_again(desk: Desk, how: dict[str, Any]) -> None:
    letter_id = desk.owes()
    desk.ws.fail_next("chat.postMessage", **how)
    assert [sent.state for sent in desk.sends()] == ["sending"]
    assert desk.sends() == []  # not looked for before the settle time

    desk.settle_time_passes()
    assert desk.sends() == [Sent("note", "sent", None)]
    found = desk.letter(letter_id)
    assert (found.channel, found.ts) == (desk.channel(), desk.messages()[0].ts)
    assert (len(desk.messages()), desk.asked("chat.postMessage")) == (1, 1)


@pytest.mark.parametrize("how", NOT_TAKEN)
def test_what_slack_did_not_take_is_sent_once_more(desk: Desk, how: dict[str, Any]) -> None:
    letter_id = desk.owes()
    desk.ws.fail_next("chat.postMessage", **how)
    assert [sent.state for sent in desk.sends()] == ["sending"]

    desk.settle_time_passes()
    assert [(sent.state, sent.reason) for sent in desk.sends()] == [("waiting", "not_in_the_history"), ("sent", None)]
    assert (len(desk.messages()), desk.asked("chat.postMessage")) == (1, 2)
    assert desk.letter(letter_id).tries == 2  # a look is no try


@pytest.mark.parametrize(("took_it", "posts"), [(True, 1), (False, 2)])
def test_an_answer_that_comes_too_late_is_no_answer(desk: Desk, took_it: bool, posts: int) -> None:
    desk.owes()
    desk.ws.fail_next("chat.postMessage", delay=1.3, drop_before=not took_it, took_it=took_it)
    assert desk.sends(speak=lambda _: desk.client(timeout=1)) == [Sent("note", "sending", "TimeoutError")]

    desk.ws.wait_for(lambda: desk.asked("chat.postMessage") == 1)
    desk.settle_time_passes()
    desk.sends()
    assert (len(desk.messages()), desk.asked("chat.postMessage")) == (1, posts)


@pytest.mark.parametrize(("garbled", "reason"), [(b'{"ok":', "IncompleteRead"), (b"\xff" * 1000, "UnicodeDecodeError")])
def test_an_answer_that_breaks_off_or_makes_no_sense_is_no_answer(desk: Desk, garbled: bytes, reason: str) -> None:
    desk.owes()
    with bad_line(desk.api_url, garbled) as address:
        client = WebClient(token=desk.ws.bot_token, base_url=address, timeout=5, retry_handlers=[])
        assert desk.sends(speak=lambda _: client) == [Sent("note", "sending", reason)]

    desk.settle_time_passes()
    assert desk.sends() == [Sent("note", "sent", None)]
    assert (len(desk.messages()), desk.asked("chat.postMessage")) == (1, 1)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"http": 500}, "internal_error"),
        ({"drop_before": True}, "RemoteDisconnected"),
        ({"retry_after": 60}, "ratelimited"),
        ({"error": "missing_scope"}, "missing_scope"),
    ],
)
def test_while_the_history_does_not_answer_the_letter_stays_claimed(
    desk: Desk, how: dict[str, Any], reason: str
) -> None:
    desk.owes()
    desk.ws.fail_next("chat.postMessage", drop_after=True)
    desk.ws.fail_next("conversations.history", **how)
    desk.sends()
    desk.settle_time_passes()
    assert desk.sends() == [Sent("note", "sending", reason)]

    desk.settle_time_passes()
    assert [sent.state for sent in desk.sends()] == ["sent"]
    assert (len(desk.messages()), desk.asked("chat.postMessage")) == (1, 1)


def test_it_is_found_behind_pages_of_other_messages(desk: Desk) -> None:
    desk.owes()
    desk.ws.fail_next("chat.postMessage", drop_after=True)
    desk.sends()
    for number in range(31):
        desk.ws.person("ayu").says(f"And another thing, number {number}")

    desk.settle_time_passes()
    assert [sent.state for sent in desk.sends()] == ["sent"]
    assert desk.asked("conversations.history") == 3
    assert desk.asked("chat.postMessage") == 1


def test_a_sender_killed_after_the_post_left_a_message_that_is_found(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.is_claimed_by_somebody_who_died(letter_id)
    posted = SlackCourier(desk.client()).post(desk.channel(), Said([paragraph("Good morning")]), letter_id.hex)
    claimed_at = desk.letter(letter_id).first_claimed_at

    assert desk.sends() == [Sent("note", "sent", None)]
    assert (desk.letter(letter_id).ts, len(desk.messages())) == (posted.ts, 1)
    assert desk.letter(letter_id).first_claimed_at == claimed_at  # the look goes back to the first claim


def test_a_sender_killed_before_the_post_left_nothing_so_it_is_sent(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.is_claimed_by_somebody_who_died(letter_id)

    assert [sent.state for sent in desk.sends()] == ["waiting", "sent"]
    assert len(desk.messages()) == 1


def test_a_sender_killed_before_it_knew_the_conversation_cannot_have_posted(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.is_claimed_by_somebody_who_died(letter_id)
    desk.changes(letter_id, channel=None)

    assert [sent.state for sent in desk.sends()] == ["waiting", "sent"]
    assert desk.asked("conversations.history") == 0


def test_what_a_dead_sender_left_goes_out_in_working_hours_only(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.is_claimed_by_somebody_who_died(letter_id)

    assert [sent.reason for sent in desk.sends(NOW + timedelta(hours=9))] == ["not_in_the_history", "out_of_hours"]
    assert desk.messages() == []


def test_a_message_to_a_pair_that_may_have_come_is_never_repeated(desk: Desk) -> None:
    desk.owes_a_pair()
    desk.ws.fail_next("chat.postMessage", drop_after=True)
    desk.sends()
    desk.settle_time_passes()

    assert desk.sends() == [Sent("note", "failed", "nobody_knows_whether_it_came")]
    assert [len(conversation.messages) for conversation in desk.ws.person("ayu").group_dms] == [1]


def test_the_look_waits_while_the_bot_has_no_token(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.is_claimed_by_somebody_who_died(letter_id)
    assert desk.sends(speak=lambda _: None) == [Sent("note", "sending", "not_installed")]


def test_a_fault_of_ours_while_looking_leaves_the_letter_unsure(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.is_claimed_by_somebody_who_died(letter_id)

    def fails(_: str) -> None:
        raise RuntimeError("no token store")

    assert desk.sends(speak=fails) == [Sent("note", "sending", "RuntimeError")]


@contextmanager
def bad_line(api_url: str, garbled: bytes) -> Iterator[str]:
    """Slack behind a line that garbles the answer to chat.postMessage, and then breaks off."""

    class Line(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = Request(api_url + self.path.lstrip("/"), body, dict(self.headers))  # noqa: S310 (loopback)
            with urlopen(request) as response:  # noqa: S310 (loopback)
                answer = response.read()
            self.send_response(200)
            self.send_header("Content-Length", "1000" if self.posting else str(len(answer)))
            self.end_headers()
            self.wfile.write(garbled if self.posting else answer)

        @property
        def posting(self) -> bool:
            return self.path.endswith("chat.postMessage")

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Line) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
