"""Up to which second a sender may post, and what is remembered before it does."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from bot.outbox.claims import Claim, Ending, Times, Written
from bot.outbox.delivery import Refusal, Taken
from bot.outbox.sending import SPARE_SECONDS, Sending
from bot.said import Attachment, Said, paragraph
from tests.factories import NOW
from tests.outbox.office import due
from tests.simulation.time import Time

TIMES = Times(lease=60, timeout=10, settle=300)
LAST = TIMES.lease - TIMES.timeout - SPARE_SECONDS  # seconds after a claim in which a post still ends in time
FILE = Attachment("session.ics", b"BEGIN:VCALENDAR", "Session 1")


@dataclass
class Desk:
    """Letters and Slack in one: what was done, in its order."""

    said: Said
    done: list[Any] = field(default_factory=list)

    def write(self, _claim: Claim, _now: datetime) -> Written:
        return Written(self.said, ["U1"])

    def remember(self, _claim: Claim, **what: str) -> None:
        self.done.append(what)

    def open_channel(self, slack_ids: list[str]) -> str:
        self.done.append(("open", slack_ids))
        return "D1"

    def upload(self, file: Attachment) -> str:
        self.done.append(("upload", file.name))
        return "F1"

    def share(self, channel: str, file_id: str, said: Said) -> Taken:
        self.done.append(("share", channel, file_id, said))
        return Taken(channel, None)

    def post(self, channel: str, said: Said, marker: str) -> Taken:
        self.done.append(("post", channel, said, marker))
        return Taken(channel, "1.1")


def attempt(desk: Desk, claim: Claim, seconds: float) -> Ending:
    """So many seconds after the claim."""
    time = Time()
    time.seconds = claim.since + seconds
    return Sending(desk, lambda _: desk, TIMES, time).attempt(claim, NOW)  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize(
    ("seconds", "ending"), [(LAST, Taken("D1", "1.1")), (LAST + 0.01, Refusal("lease_ran_out"))], ids=["last", "late"]
)
def test_a_post_begins_only_where_it_ends_before_the_lease(seconds: float, ending: Ending) -> None:
    desk = Desk(Said([paragraph("Good morning")]))
    claim = Claim(due(), 1, 100.0)
    assert attempt(desk, claim, seconds) == ending
    assert len(desk.done) == isinstance(ending, Taken)


def test_where_a_letter_goes_is_remembered_before_it_is_posted() -> None:
    desk = Desk(Said([paragraph("Good morning")]))
    claim = Claim(due(channel=None), 1, 0.0)
    assert attempt(desk, claim, 0) == Taken("D1", "1.1")
    marker = claim.due.letter_id.hex
    assert desk.done == [("open", ["U1"]), {"channel": "D1"}, ("post", "D1", desk.said, marker)]


def test_a_file_is_remembered_before_anybody_sees_it() -> None:
    desk = Desk(Said([paragraph("Your session")], FILE))
    assert attempt(desk, Claim(due(), 1, 0.0), 0) == Taken("D1", None)
    assert desk.done == [("upload", "session.ics"), {"file_id": "F1"}, ("share", "D1", "F1", desk.said)]


def test_a_file_that_was_uploaded_before_is_shared() -> None:
    desk = Desk(Said([paragraph("Your session")], FILE))
    assert attempt(desk, Claim(due(file_id="F0"), 1, 0.0), 0) == Taken("D1", None)
    assert desk.done == [("share", "D1", "F0", desk.said)]
