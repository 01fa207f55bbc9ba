"""How one soak goes: how many letters and kills, on which database, and how long each thing may take."""

import random
from dataclasses import dataclass
from enum import StrEnum

SLUGGISH = 1.0  # seconds: a busy machine wakes a sender later than it is told to


class Blow(StrEnum):
    """What happens to a sender."""

    KILL = "kill"
    FREEZE = "freeze"


@dataclass(frozen=True)
class Plan:
    """Seconds, scaled down from the bot's defaults (RM_HTTP_TIMEOUT 10, RM_LEASE_SECONDS 60, RM_SETTLE_SECONDS 300)."""

    seed: int
    letters: int
    kills: int
    database: str
    replicas: int = 1
    freezes: int = 0
    settle: float = 5.0
    lag: float = 1.0  # until a message shows in the history
    lease: float = 5.0
    timeout: int = 1
    late: float = 0.5  # how long after the time-out Slack may still take a message
    deadline: float = 7200.0

    @property
    def people(self) -> int:
        """So few that a conversation fills more than one page of its history."""
        return max(self.letters // 25, 20)

    @property
    def shortest_freeze(self) -> float:
        return self.lease + 0.2

    @property
    def longest_freeze(self) -> float:
        """Up to what docs/delivery.md promises: a message that was on its way must show before anybody looks for it."""
        room = self.lease + self.settle - self.timeout - self.late - self.lag
        return max(room - SLUGGISH, self.shortest_freeze)

    def blows(self, chance: random.Random) -> list[tuple[int, Blow]]:
        """Each with the number of posts at which it falls: where work goes on, not where the clock stands."""
        kinds = [Blow.KILL] * self.kills + [Blow.FREEZE] * self.freezes
        chance.shuffle(kinds)
        moments = sorted(chance.randrange(self.letters) for _ in kinds)
        return list(zip(moments, kinds, strict=True))

    def __str__(self) -> str:
        senders = f"{self.replicas} senders" if self.replicas > 1 else "one sender"
        return (
            f"{self.database}, seed {self.seed}: {self.letters:,} letters, {self.kills} kills, {self.freezes} freezes, "
            f"{senders}, settle {self.settle:g} s"
        )
