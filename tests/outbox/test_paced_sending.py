"""The dispatcher with its pace, against Slack's limits as the stand-in counts them, in a time that is made."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.outbox.claims import Claim, Due, Ended, Ending, Sent
from bot.outbox.delivery import Limited, Taken
from bot.outbox.dispatcher import Inline, Outbox, Unhurried
from bot.outbox.pacing import TIERS, Pace
from sandbox import Rates
from sandbox.rates import A_MINUTE, RateLimited
from tests.simulation.time import Time

TICK = 2.0  # seconds until it is asked again, where nothing was due any more
TURN = 0.004  # seconds that it takes to settle one and to claim the next


@dataclass
class Bag:
    """Letters in memory; those of a workspace lie together, as those of one programme do."""

    time: Time
    waiting: dict[uuid.UUID, Due]
    closed: dict[str, float] = field(default_factory=dict)

    def peek(self, _now: datetime, without: Collection[str], most: int) -> Sequence[Due]:
        resting = {*without, *(name for name, until in self.closed.items() if until > self.time.seconds)}
        return [due for due in self.waiting.values() if due.workspace_id not in resting][:most]

    def turn(self, ended: Sequence[Ended], due: Due | None, _now: datetime) -> tuple[list[Sent], Claim | None]:
        self.time.seconds += TURN
        for end in ended:
            self._settle(end)
        return [], Claim(self.waiting.pop(due.letter_id), due.fence, self.time.seconds) if due else None

    def _settle(self, end: Ended) -> None:
        if isinstance(end.ending, Limited):
            self.waiting[end.claim.due.letter_id] = end.claim.due
            self.closed[end.claim.due.workspace_id] = self.time.seconds + end.ending.seconds

    def release(self) -> None:
        """Nobody else wants them."""


@dataclass
class Slack:
    """Does what a worker does with a claim, at once; 429 where the stand-in's limits say so."""

    rates: dict[str, Rates]
    posted: Counter[uuid.UUID] = field(default_factory=Counter)

    def attempt(self, claim: Claim, _now: datetime) -> Ending:
        rates = self.rates[claim.due.workspace_id]
        try:
            if claim.due.channel is None:
                rates.count("conversations.open", "")
            rates.count("chat.postMessage", claim.due.conversation)
        except RateLimited as error:
            return Limited(error.retry_after)
        self.posted[claim.due.letter_id] += 1
        return Taken("D1", "1.1")


@dataclass
class Morning:
    """So many workspaces, and everybody in them gets one letter at the same moment."""

    workspaces: int
    people: int
    opened: bool = True
    time: Time = field(default_factory=Time)

    def __post_init__(self) -> None:
        teams = [f"T{number}" for number in range(self.workspaces)]
        letters = [self._due(team, number) for team in teams for number in range(self.people)]
        self.bag = Bag(self.time, {due.letter_id: due for due in letters})
        self.slack = Slack({team: Rates.published(self.time.monotonic) for team in teams})
        self.letters = len(letters)

    def _due(self, team: str, number: int) -> Due:
        conversation = f"{team}-{number}"
        channel = f"D{number}" if self.opened else None
        return Due(
            team, uuid.uuid4(), "note", 0, unsure=False, personal=True, conversation=conversation, channel=channel
        )

    def sends(self, pace: Any) -> None:
        outbox = Outbox(self.bag, self.slack, pace=pace, watch=self.time, pool=Inline())  # type: ignore[arg-type]
        while self.bag.waiting:
            assert list(outbox.send_due(self.time.wall)) == []
            self.time.seconds += TICK if self.bag.waiting else 0
        assert set(self.slack.posted.values()) == {1}
        assert len(self.slack.posted) == self.letters

    @property
    def refused(self) -> int:
        return sum(rates.refused.total() for rates in self.slack.rates.values())

    def used(self, method: str) -> float:
        """Of the rate that the limits allow for this method."""
        return self.letters / self.time.seconds * 60 / (self.workspaces * A_MINUTE[method])


def test_nearly_all_of_what_slack_allows_is_used_and_it_never_says_429() -> None:
    """`benchmarks/pacing.py` measures it in real time, with a real database and over HTTP."""
    morning = Morning(workspaces=12, people=500)
    morning.sends(Pace(TIERS, morning.time.monotonic))
    assert morning.refused == 0
    assert 0.97 <= morning.used("chat.postMessage") <= 1


def test_where_nobody_has_a_dm_yet_opening_them_sets_the_pace() -> None:
    morning = Morning(workspaces=4, people=150, opened=False)
    morning.sends(Pace(TIERS, morning.time.monotonic))
    assert morning.refused == 0
    assert 0.97 <= morning.used("conversations.open") <= 1


def test_without_a_pace_slack_says_429_and_the_letters_come_later_all_the_same() -> None:
    morning = Morning(workspaces=2, people=700)
    morning.sends(Unhurried())
    assert morning.refused > 0


def test_a_limit_that_is_lower_than_we_think_is_learnt_from_429() -> None:
    morning = Morning(workspaces=1, people=200)
    morning.slack.rates["T0"] = Rates({"chat.postMessage": 30}, morning.time.monotonic)
    morning.sends(Pace(TIERS, morning.time.monotonic))
    assert 0 < morning.refused <= 10
