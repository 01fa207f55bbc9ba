"""A letter in a sender's hands, and what a sender needs of the database, of Slack and of time."""

import uuid
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.outbox.delivery import Outcome, Taken
from bot.outbox.examination import Drop, Later
from bot.said import Attachment, Said

Ending = Outcome | Drop | Later


@dataclass(frozen=True)
class Times:
    """Real seconds: how long a claim is held, how long Slack may take, how long until the history is believed."""

    lease: float
    timeout: float
    settle: float


@dataclass(frozen=True)
class Due:
    """A letter as it stood when it was looked at; it is claimed only if nothing has happened to it since.

    `unsure`: an earlier claim ended without anybody knowing whether Slack has it. `personal`: to one person, so that
    the history can be read. `conversation` is the same for letters that end up in the same place.
    """

    workspace_id: str
    letter_id: uuid.UUID
    kind: str
    fence: int
    unsure: bool
    personal: bool
    conversation: str
    channel: str | None = None
    ts: str | None = None
    file_id: str | None = None
    first_claimed_at: datetime | None = None


@dataclass(frozen=True)
class Claim:
    """One letter that nobody else may post. `since` is a monotonic clock's; `fence` has grown by this claim."""

    due: Due
    fence: int
    since: float


@dataclass(frozen=True)
class Written:
    """A letter that may go out now: its words, and who reads it, as Slack ids."""

    said: Said
    recipients: list[str]


@dataclass(frozen=True)
class Ended:
    """What became of a claim."""

    claim: Claim
    ending: Ending


@dataclass(frozen=True)
class Sent:
    """What became of one letter, for the log and for whoever runs `tick`."""

    kind: str
    state: str
    reason: str | None


class Letters(Protocol):
    """The database, as a sender needs it. What happens to a letter happens whole or not at all."""

    def peek(self, now: datetime, without: Collection[str], most: int) -> Sequence[Due]:
        """What is due, the most urgent first, about so many; nothing of the workspaces in `without`."""

    def turn(self, ended: Sequence[Ended], due: Due | None, now: datetime) -> tuple[list[Sent], Claim | None]:
        """Settles what has ended and claims one letter, unless it has changed or somebody else was faster."""

    def write(self, claim: Claim, now: datetime) -> Written | Drop | Later:
        """May it go out at `now`, and what does it say? Changes nothing."""

    def remember(self, claim: Claim, *, channel: str | None = None, file_id: str | None = None) -> None:
        """Keeps where the letter goes, or its uploaded file, before anybody can see it: it is looked for by this."""

    def release(self) -> None:
        """Other senders may send for these workspaces now."""


class Courier(Protocol):
    """Slack, for one workspace. Raises what `delivery.ERRORS` lists."""

    def open_channel(self, slack_ids: list[str]) -> str: ...
    def post(self, channel: str, said: Said, marker: str) -> Taken: ...
    def update(self, channel: str, ts: str, said: Said) -> Taken: ...
    def upload(self, file: Attachment) -> str: ...
    def share(self, channel: str, file_id: str, said: Said) -> Taken: ...
    def look(self, channel: str, oldest: float, marker: str, file_id: str | None) -> str | None: ...


class RealTime(Protocol):
    """Real time: the wall's, a stopwatch's, and waiting."""

    def wall(self) -> datetime: ...
    def monotonic(self) -> float: ...
    def sleep(self, seconds: float) -> None: ...


class Pacing(Protocol):
    """When Slack's limits let us call again; seconds."""

    def wait(self, workspace_id: str, methods: Sequence[str], channel: str | None) -> float:
        """Without a channel: until the workspace allows it, whatever the conversation."""

    def spend(self, workspace_id: str, methods: Sequence[str], channel: str) -> None: ...
    def close(self, workspace_id: str, methods: Sequence[str], seconds: float) -> None:
        """Slack wants to hear nothing for so long."""


class Pool(Protocol):
    """Who works on claimed letters: threads, or the caller itself."""

    def submit(self, work: Callable[[Claim, datetime], Ending], claim: Claim, now: datetime) -> Future[Ending]: ...
    def wait(self, going: Collection[Future[Ending]], seconds: float | None) -> None:
        """Until one of them has ended, or so long."""
