"""An outbox in a time that is made, with letters in memory and workers who take as long as told."""

import uuid
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.outbox.claims import Claim, Due, Ended, Ending, Pacing, Sent
from bot.outbox.delivery import Limited, Taken
from bot.outbox.dispatcher import Outbox, Unhurried
from bot.outbox.pacing import TIERS, Pace
from tests.simulation.time import Time

TAKEN = Taken("D1", "1.1")


def due(conversation: str = "D1", workspace_id: str = "T1", **changes: Any) -> Due:
    values: dict[str, Any] = {"kind": "note", "fence": 0, "unsure": False, "personal": True, "channel": conversation}
    values |= {"workspace_id": workspace_id, "letter_id": uuid.uuid4(), "conversation": conversation}
    return Due(**values | changes)


@dataclass
class Letters:
    """What is due, in memory. Claiming one takes a moment; `elsewhere` are those that others are faster with."""

    time: Time
    waiting: list[Due]
    elsewhere: set[uuid.UUID] = field(default_factory=set)
    claimed: list[Due] = field(default_factory=list)
    settled: list[Ended] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    missed: list[Due] = field(default_factory=list)
    released: int = 0
    moment: float = 0.0
    faults: int = 0  # so many turns, once something has ended, find no database

    def peek(self, _now: datetime, without: Collection[str], most: int) -> Sequence[Due]:
        return [one for one in self.waiting if one.workspace_id not in {*without, *self.closed}][:most]

    def turn(self, ended: Sequence[Ended], due: Due | None, _now: datetime) -> tuple[list[Sent], Claim | None]:
        self.time.seconds += self.moment
        if ended and self.faults:
            self.faults -= 1
            raise SQLAlchemyError("away")
        self.settled += ended
        self.closed |= {end.claim.due.workspace_id for end in ended if isinstance(end.ending, Limited)}
        sent = [Sent(end.claim.due.conversation, "sent", None) for end in ended]
        return sent, self.claim(due) if due else None

    def claim(self, due: Due) -> Claim | None:
        if due.letter_id in self.elsewhere:
            self.missed.append(due)
            return None
        self.waiting.remove(due)
        self.claimed.append(due)
        return Claim(due, due.fence + 1, self.time.seconds)

    def release(self) -> None:
        self.released += 1


@dataclass
class Workers:
    """A pool whose work takes so many seconds of the time that is made; it remembers from when to when."""

    time: Time
    seconds: dict[str, float] = field(default_factory=dict)  # by the conversation; else a tenth
    begun: list[tuple[str, float]] = field(default_factory=list)
    most: int = 0
    going: list[tuple[float, Future[Ending], Callable[[], Ending]]] = field(default_factory=list)

    def submit(self, work: Callable[[Claim, datetime], Ending], claim: Claim, now: datetime) -> Future[Ending]:
        conversation, future = claim.due.conversation, Future[Ending]()
        self.begun.append((conversation, self.time.seconds))
        ends = self.time.seconds + self.seconds.get(conversation, 0.1)
        self.going.append((ends, future, lambda: work(claim, now)))
        self.most = max(self.most, len(self.going))
        return future

    def wait(self, _going: Collection[Future[Ending]], seconds: float | None) -> None:
        first = min(ends for ends, _, _ in self.going)
        self.time.seconds = first if seconds is None else min(first, self.time.seconds + seconds)
        for ends, future, work in list(self.going):
            if ends <= self.time.seconds:
                self.going.remove((ends, future, work))
                future.set_result(work())


@dataclass
class Slack:
    """Says what it was told to say, by the workspace; else that it has the message."""

    says: dict[str, Ending] = field(default_factory=dict)

    def attempt(self, claim: Claim, _now: datetime) -> Ending:
        return self.says.get(claim.due.workspace_id, TAKEN)


def unhurried(_: Time) -> Pacing:
    return Unhurried()


def paced(time: Time) -> Pacing:
    return Pace(TIERS, time.monotonic)


class Office:
    """An outbox and all that it works with."""

    def __init__(
        self, *waiting: Due, at_once: int = 1, pace: Callable[[Time], Pacing] = unhurried, slack: Slack | None = None
    ) -> None:
        self.time = Time()
        self.letters = Letters(self.time, list(waiting))
        self.workers = Workers(self.time)
        self.pace = pace(self.time)
        self.outbox = Outbox(
            self.letters,  # type: ignore[arg-type]
            slack or Slack(),  # type: ignore[arg-type]
            pace=self.pace,
            watch=self.time,
            pool=self.workers,
            at_once=at_once,
        )

    def sends(self) -> list[str]:
        """The conversations, in the order in which it was told of their letters."""
        return [sent.kind for sent in self.outbox.send_due(self.time.wall)]
