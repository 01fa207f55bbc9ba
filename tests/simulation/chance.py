"""What can go wrong, drawn from a seed: the same seed draws the same misfortunes."""

from random import Random


class Crash(BaseException):
    """The process is gone at this very step. Nothing of ours catches it, as nothing catches kill -9."""


class Chance:
    """Faults end after a while, as they do in life: else a letter could run out of tries by mere bad luck."""

    def __init__(self, seed: int, faults: int = 40) -> None:
        self._random = Random(seed)
        self._left = faults

    def strikes(self, probability: float) -> bool:
        """Whether a misfortune of this probability happens now."""
        if self._left <= 0 or self._random.random() >= probability:
            return False
        self._left -= 1
        return True

    def between(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)

    def one_of(self, things: list[str]) -> str:
        return self._random.choice(things)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)
