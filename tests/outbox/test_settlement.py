"""What an outcome makes of a letter's row, without a database or Slack."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.models import Letter, Post
from bot.outbox.delivery import Hopeless, Limited, Refusal, Taken, Unknown
from bot.outbox.examination import Drop, Later
from bot.outbox.settlement import MOST_TRIES, NOT_THERE, Verdict, settle
from tests.factories import NOW

REAL = datetime(2031, 1, 1, tzinfo=UTC)  # a rehearsal lives in another year than Slack does
AT = Verdict(NOW, REAL, timedelta(seconds=300))


def letter(**changes: Any) -> Letter:
    return Letter(**{"state": Post.SENDING, "tries": 1, "try_at": NOW, "stale": False} | changes)


def test_taken_is_sent_at_the_programmes_time() -> None:
    row = letter(reason="ratelimited")
    settle(Taken("D1", "1.1"), row, AT)
    assert (row.state, row.reason, row.channel, row.ts, row.sent_at) == ("sent", None, "D1", "1.1", NOW)


def test_an_update_keeps_when_it_was_first_sent() -> None:
    row = letter(ts="1.1", sent_at=NOW - timedelta(days=1))
    settle(Taken("D1", "1.1"), row, AT)
    assert row.sent_at == NOW - timedelta(days=1)


def test_a_file_keeps_its_place_where_slack_tells_none() -> None:
    row = letter(ts="1.1")
    settle(Taken("D1", None), row, AT)
    assert row.ts == "1.1"


def test_what_changed_on_its_way_waits_to_be_written_again() -> None:
    row = letter(stale=True, tries=4)
    settle(Taken("D1", "1.1"), row, AT)
    assert (row.state, row.stale, row.try_at, row.tries) == ("waiting", False, NOW, 0)


@pytest.mark.parametrize(("ts", "state"), [(None, "dropped"), ("1.1", "sent")])
def test_a_drop_leaves_a_message_that_was_sent(ts: str | None, state: str) -> None:
    row = letter(ts=ts)
    settle(Drop("too_late"), row, AT)
    assert (row.state, row.reason) == (state, "too_late")


def test_later_is_later_and_gives_the_try_back() -> None:
    row = letter(tries=3)
    settle(Later(NOW + timedelta(hours=3), "paused"), row, AT)
    assert (row.state, row.reason, row.try_at, row.tries) == ("waiting", "paused", NOW + timedelta(hours=3), 2)


def test_hopeless_has_failed() -> None:
    row = letter()
    settle(Hopeless("user_not_found"), row, AT)
    assert (row.state, row.reason) == ("failed", "user_not_found")


def test_unknown_stays_claimed_for_the_settle_time_in_real_time() -> None:
    row = letter()
    settle(Unknown("http_500"), row, AT)
    assert (row.state, row.reason, row.try_at) == ("sending", "http_500", REAL + timedelta(seconds=300))


def test_a_limit_gives_the_try_back() -> None:
    row = letter()
    settle(Limited(30), row, AT)
    assert (row.state, row.reason, row.try_at, row.tries) == ("waiting", "ratelimited", NOW, 0)


@pytest.mark.parametrize(("tries", "minutes"), [(1, 2), (2, 4), (3, 8), (5, 32), (6, 60), (11, 60)])
def test_a_refusal_waits_twice_as_long_each_time_and_an_hour_at_most(tries: int, minutes: int) -> None:
    row = letter(tries=tries)
    settle(Refusal("not_now"), row, AT)
    assert (row.state, row.try_at) == ("waiting", NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize("reason", ["not_now", NOT_THERE])
def test_after_the_last_try_it_has_failed(reason: str) -> None:
    row = letter(tries=MOST_TRIES)
    settle(Refusal(reason), row, AT)
    assert (row.state, row.reason) == ("failed", reason)


def test_what_the_history_does_not_show_is_tried_at_once() -> None:
    row = letter(tries=3, try_at=REAL)
    settle(Refusal(NOT_THERE), row, AT)
    assert (row.state, row.try_at) == ("waiting", NOW)
