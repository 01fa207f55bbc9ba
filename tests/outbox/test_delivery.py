"""What Slack's answers mean for a message, by Slack's own words."""

from http.client import IncompleteRead
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse

from bot.outbox.delivery import (
    HOPELESS,
    Hopeless,
    Limited,
    Outcome,
    Refusal,
    Unknown,
    meaning,
    meaning_of_answer,
    still_unknown,
    surely_not_posted,
)


@pytest.mark.parametrize(
    ("name", "status", "headers", "outcome"),
    [
        ("ratelimited", 429, {"Retry-After": "30"}, Limited(30)),
        ("", 429, {"retry-after": "7"}, Limited(7)),
        ("ratelimited", 200, {}, Limited(60)),
        ("rate_limited", 429, {"Retry-After": "soon"}, Limited(60)),
        ("rate_limited", 200, {"Retry-After": "30"}, Limited(30)),
        ("ratelimited", 429, {"Retry-After": "²"}, Limited(60)),
        ("ratelimited", 429, {"Retry-After": "0"}, Limited(1)),  # or the tick would spin
        ("internal_error", 200, {}, Unknown("internal_error")),
        ("service_unavailable", 200, {}, Unknown("service_unavailable")),
        ("account_inactive", 500, {}, Unknown("account_inactive")),
        ("account_inactive", 503, {}, Unknown("account_inactive")),
        ("account_inactive", 499, {}, Hopeless("account_inactive")),
        ("", 500, {}, Unknown("http_500")),
        ("", 200, {}, Unknown("http_200")),
        ("account_inactive", 200, {}, Hopeless("account_inactive")),
        ("not_in_channel", 200, {}, Refusal("not_in_channel")),
        ("a_word_that_slack_made_up_yesterday", 200, {}, Refusal("a_word_that_slack_made_up_yesterday")),
    ],
)
def test_the_meaning_of_an_answer(name: str, status: int, headers: dict[str, str], outcome: Outcome) -> None:
    assert meaning_of_answer(name, status, headers) == outcome


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (URLError("refused"), "URLError"),
        (TimeoutError(), "TimeoutError"),
        (ConnectionResetError(), "ConnectionResetError"),
        (IncompleteRead(b""), "IncompleteRead"),
        (SlackRequestError("no JSON"), "SlackRequestError"),
        (SlackApiError("no JSON", {"status": 200}), "SlackApiError"),  # type: ignore[no-untyped-call]
    ],
)
def test_without_an_answer_nobody_knows(error: Exception, reason: str) -> None:
    assert meaning(error) == Unknown(reason)


def test_an_answer_that_names_no_error_says_nothing() -> None:
    answer = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data={"ok": False}, headers={}, status_code=200
    )
    assert meaning(SlackApiError("not ok", answer)) == Unknown("http_200")  # type: ignore[no-untyped-call]


def test_whom_slack_does_not_know_is_hopeless_and_a_lost_token_is_not() -> None:
    assert {"user_not_found", "account_inactive"} <= HOPELESS
    assert not {"invalid_auth", "token_revoked", "not_in_channel"} & HOPELESS


def test_before_the_post_a_doubt_is_none() -> None:
    assert surely_not_posted(Unknown("TimeoutError")) == Refusal("TimeoutError")
    assert surely_not_posted(Limited(5)) == Limited(5)


def test_a_look_that_fails_leaves_the_doubt() -> None:
    assert still_unknown(Hopeless("channel_not_found")) == Unknown("channel_not_found")
    assert still_unknown(Limited(5)) == Unknown("ratelimited")
