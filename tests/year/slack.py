"""Slack for a year: seldom at fault, it shows each message to whoever checks it, and then to its readers."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.outbox.delivery import Taken
from bot.said import Attachment, Said
from tests.simulation.chance import Chance
from tests.simulation.slack import Slack

SELDOM = 0.02  # of how often the simulation of the sender has misfortunes at each step


class Weather(Chance):
    """Misfortunes all year round, so seldom that a programme can be lived in between; none at all where `calm`."""

    def __init__(self, seed: int, *, scale: float = SELDOM) -> None:
        super().__init__(seed)
        self._scale = scale

    def strikes(self, probability: float) -> bool:
        return self._random.random() < probability * self._scale


@dataclass
class Notebook(Slack):
    """`arrives`: told of each message that is shown, by its marker and the moment."""

    arrives: Callable[[str, float], None] = lambda _marker, _at: None
    passing: Callable[[], None] = lambda: None  # what others do while a call is under way
    times: Counter[str] = field(default_factory=Counter)
    files: dict[str, str] = field(default_factory=dict)  # the letter of an uploaded file, by the file

    def upload(self, file: Attachment) -> str:
        self._passes()
        name = f"F{len(self.files)}"
        self.files[name] = file.name
        return name

    def share(self, channel: str, file_id: str, _said: Said) -> Taken:
        self._call(lambda at: self._show(channel, file_id, at))
        return Taken(channel, None)

    def look(self, channel: str, oldest: float, marker: str, file_id: str | None) -> str | None:
        return super().look(channel, oldest, file_id or marker, None)

    def _show(self, channel: str, marker: str, at: float) -> str:
        self.times[marker] += 1
        self.arrives(marker, at)
        return super()._show(channel, marker, at)

    def _passes(self) -> None:
        super()._passes()
        self.passing()
