"""Slack as a sender meets it: answers get lost, come late or say 500, and the history lags behind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import RemoteDisconnected

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outbox.delivery import Taken
from bot.said import Attachment, Said
from tests.simulation.chance import Chance
from tests.simulation.time import Time, misfortune

LATENCY = 0.2
LAG = 1.0  # seconds until the history shows a message
LATE = 45.0  # so long after we gave up Slack may still take it
FROZEN = 150.0  # the longest time for which a process stands still between the check of its lease and the socket
TIMEOUT = 10.0


@dataclass(frozen=True)
class Shown:
    """A message in a conversation, from `at` on."""

    at: float
    marker: str
    ts: str


@dataclass
class Slack:
    """Everybody's conversations. `troubled`: the probability that a call goes wrong."""

    time: Time
    chance: Chance
    troubled: float = 0.3
    shown: dict[str, list[Shown]] = field(default_factory=dict)
    changed: dict[str, float] = field(default_factory=dict)

    def open_channel(self, slack_ids: list[str]) -> str:
        self._passes()
        if self.chance.strikes(self.troubled / 3):
            raise self._refusal(self.chance.one_of(["ratelimited", "internal_error"]))
        return "D" + "-".join(slack_ids)

    def post(self, channel: str, _said: Said, marker: str) -> Taken:
        return Taken(channel, self._call(lambda at: self._show(channel, marker, at)))

    def update(self, channel: str, ts: str, _said: Said) -> Taken:
        return Taken(channel, self._call(lambda at: self._change(ts, at)))

    def upload(self, _file: Attachment) -> str:
        raise NotImplementedError("no letter of the simulation carries a file")

    def share(self, _channel: str, _file_id: str, _said: Said) -> Taken:
        raise NotImplementedError("no letter of the simulation carries a file")

    def look(self, channel: str, _oldest: float, marker: str, _file_id: str | None) -> str | None:
        self._passes()
        if self.chance.strikes(self.troubled / 2):
            raise self._refusal(self.chance.one_of(["ratelimited", "internal_error"]))
        visible = [message for message in self.shown.get(channel, []) if message.at + LAG <= self.time.seconds]
        return next((message.ts for message in visible if message.marker == marker), None)

    def times_shown(self, marker: str) -> int:
        return sum(message.marker == marker for messages in self.shown.values() for message in messages)

    def written_at(self, ts: str) -> float:
        """When the message was written for the last time."""
        return self.changed.get(ts, float(ts))

    def _call(self, carry_out: Callable[[float], str]) -> str:
        """Carried out and answered, unless something is in the way before, during or after."""
        misfortune(self.time, self.chance, FROZEN)
        self._passes()
        if self.chance.strikes(self.troubled):
            return self._goes_wrong(carry_out)
        ts = carry_out(self.time.seconds)
        misfortune(self.time, self.chance, FROZEN)
        return ts

    def _goes_wrong(self, carry_out: Callable[[float], str]) -> str:
        """Taken or not, in time or not; the answer never tells."""
        taken_after = self.chance.one_of(["never", "at once", "slowly", "when we had given up"])
        refused = self.chance.one_of(["ratelimited", "team_access_not_granted", ""])
        if taken_after == "never" and refused:
            raise self._refusal(refused)
        low, high = {"slowly": (0.0, TIMEOUT), "when we had given up": (TIMEOUT, TIMEOUT + LATE)}.get(
            taken_after, (0.0, 0.0)
        )
        if taken_after != "never":
            carry_out(self.time.seconds + self.chance.between(low, high))
        if high:
            self.time.sleep(TIMEOUT)
            raise TimeoutError
        raise RemoteDisconnected if self.chance.number(0, 1) else self._refusal("internal_error")

    def _show(self, channel: str, marker: str, at: float) -> str:
        ts = f"{at:.6f}"
        self.shown.setdefault(channel, []).append(Shown(at, marker, ts))
        return ts

    def _change(self, ts: str, at: float) -> str:
        self.changed[ts] = at
        return ts

    def _passes(self) -> None:
        self.time.sleep(self.chance.between(LATENCY / 4, LATENCY))

    def _refusal(self, error: str) -> SlackApiError:
        limited = error == "ratelimited"
        return SlackApiError("no", answer(error, 429 if limited else 200, {"Retry-After": "30"} if limited else {}))


def answer(error: str, status: int, headers: dict[str, str]) -> SlackResponse:
    return SlackResponse(
        client=None,
        http_verb="POST",
        api_url="",
        req_args={},
        data={"ok": False, "error": error},
        headers=headers,
        status_code=status,
    )
