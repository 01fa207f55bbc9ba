"""What becomes of a letter's row once we know, or do not know, whether Slack has the message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.models import Letter, Post
from bot.outbox.delivery import Hopeless, Limited, Outcome, Refusal, Taken, Unknown
from bot.outbox.examination import Drop, Later

MOST_TRIES = 12  # at 2, 4, 8 … minutes, an hour at the longest: about eight hours
LONGEST_PAUSE = timedelta(hours=1)
FORGOTTEN = "file_not_found"  # Slack keeps an upload that nobody shares only for a while
NOT_THERE = "not_in_the_history"


@dataclass(frozen=True)
class Verdict:
    """The programme's time, real time, and how long an unknown outcome waits before the history is searched."""

    now: datetime
    real: datetime
    settle: timedelta


def settle(outcome: Outcome | Drop | Later, letter: Letter, at: Verdict) -> None:
    """Writes the outcome into the letter."""
    SETTLED[type(outcome)](outcome, letter, at)


def taken(outcome: Taken, letter: Letter, at: Verdict) -> None:
    letter.state, letter.reason, letter.sent_at = Post.SENT, None, letter.sent_at or at.now
    letter.channel, letter.ts = outcome.channel, outcome.ts or letter.ts
    if letter.stale and letter.ts:  # what it says has changed while it was on its way
        letter.state, letter.try_at, letter.tries = Post.WAITING, at.now, 0
    letter.stale = False


def dropped(outcome: Drop, letter: Letter, at: Verdict) -> None:
    """A message that was sent and has nothing new to say stays as it is."""
    letter.state, letter.reason = Post.SENT if letter.ts else Post.DROPPED, outcome.reason


def put_off(outcome: Later, letter: Letter, at: Verdict) -> None:
    """It was not tried, so that does not count."""
    letter.state, letter.reason, letter.try_at = Post.WAITING, outcome.reason, outcome.until
    letter.tries -= 1


def given_up(outcome: Hopeless, letter: Letter, at: Verdict) -> None:
    letter.state, letter.reason = Post.FAILED, outcome.reason


def in_doubt(outcome: Unknown, letter: Letter, at: Verdict) -> None:
    """It stays claimed: after the settle time its conversation is searched."""
    letter.state, letter.reason, letter.try_at = Post.SENDING, outcome.reason, at.real + at.settle


def held_back(outcome: Limited, letter: Letter, at: Verdict) -> None:
    """The try does not count. (Nothing goes to this workspace until then.)"""
    letter.state, letter.reason, letter.try_at, letter.tries = Post.WAITING, outcome.reason, at.now, letter.tries - 1


def refused(outcome: Refusal, letter: Letter, at: Verdict) -> None:
    """Tried again after 2, 4, 8 … minutes; at once where the history has shown that it is not there."""
    letter.state, letter.reason = Post.WAITING, outcome.reason
    if outcome.reason == FORGOTTEN:
        letter.file_id = None  # uploaded again
    if letter.tries >= MOST_TRIES:
        letter.state = Post.FAILED
    elif outcome.reason == NOT_THERE:
        letter.try_at = at.now
    else:
        letter.try_at = at.now + min(timedelta(minutes=2**letter.tries), LONGEST_PAUSE)


SETTLED: Mapping[type[Outcome | Drop | Later], Callable[[Any, Letter, Verdict], None]] = {
    Taken: taken,
    Drop: dropped,
    Later: put_off,
    Hopeless: given_up,
    Unknown: in_doubt,
    Limited: held_back,
    Refusal: refused,
}
