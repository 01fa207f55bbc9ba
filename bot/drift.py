"""Did the roles hold, and are they slipping? By one person's own answers alone; docs/roles.md shows the tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

COACHED_EVERY = 2  # sessions in a row that slipped


class Side(StrEnum):
    """Who did most of it."""

    MENTOR = "mentor"
    EVEN = "even"
    LEADER = "leader"


@dataclass(frozen=True)
class Account:
    """What one of the two said of a session; None: not answered."""

    advising: str | None = None
    asking: str | None = None

    @property
    def held(self) -> bool | None:
        """None: what was answered does not decide it.

        A mentor who advises is teaching, whoever asks; a leader who advises is leading. Where the advising was even,
        a mentor who did most of the asking was the one who learned.
        """
        match self.advising, self.asking:
            case Side.MENTOR, _:
                return True
            case Side.LEADER, _:
                return False
            case Side.EVEN, str():
                return self.asking != Side.MENTOR
            case _:
                return None


def slipped_in_a_row(accounts: Sequence[Account]) -> int:
    """How many sessions have slipped since the last one that held; those that nobody told of are passed over."""
    told = [account.held for account in accounts if account.held is not None]
    return next((run for run, held in enumerate(reversed(told)) if held), len(told))


def calls_for_coaching(accounts: Sequence[Account]) -> bool:
    """After the second session in a row that slipped, and after every second one from there: said once each time."""
    if not accounts or accounts[-1].held is not False:
        return False
    return slipped_in_a_row(accounts) % COACHED_EVERY == 0
