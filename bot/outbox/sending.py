"""One claimed letter: written, addressed and posted, or looked for where nobody knows whether it was."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.outbox import delivery
from bot.outbox.claims import Claim, Courier, Due, Ending, Letters, RealTime, Times, Written
from bot.outbox.delivery import Hopeless, Outcome, Refusal, Taken, Unknown
from bot.outbox.settlement import NOT_THERE
from bot.said import Said
from bot.traces import frames

LOG = logging.getLogger(__name__)
SPARE_SECONDS = 1.0  # between the end of a post's time-out and the end of the lease

Speak = Callable[[str], Courier | None]


@dataclass(frozen=True)
class Ready:
    """A letter that is written and addressed; nothing of it has been shown to anybody yet."""

    courier: Courier
    channel: str
    file_id: str | None
    said: Said


class Sending:
    """What is done with a claim, outside of any transaction. Several threads may share it."""

    def __init__(self, letters: Letters, speak: Speak, times: Times, watch: RealTime) -> None:
        self._letters = letters
        self._speak = speak
        self._times = times
        self._watch = watch

    def attempt(self, claim: Claim, now: datetime) -> Ending:
        """One bad letter must not hold up the rest: a fault puts it back, or leaves it unsure once it may be posted."""
        fault: type[Refusal | Unknown] = Unknown if claim.due.unsure else Refusal
        try:
            step = self._look(claim.due) if claim.due.unsure else self._prepare(claim, now)
            if isinstance(step, Ready):
                fault = Unknown
                return self._post(claim, step)
            return step
        except Exception as error:
            LOG.error("a letter could not be dealt with\n%s", frames(error))
            return fault(type(error).__name__)

    def _prepare(self, claim: Claim, now: datetime) -> Ready | Ending:
        written = self._letters.write(claim, now)
        if not isinstance(written, Written):
            return written
        courier = self._speak(claim.due.workspace_id)
        if courier is None:
            return Refusal("not_installed")
        try:
            channel = claim.due.channel or self._open(courier, claim, written.recipients)
            return Ready(courier, channel, self._upload(courier, claim, written.said), written.said)
        except delivery.ERRORS as error:
            return delivery.surely_not_posted(delivery.meaning(error))

    def _open(self, courier: Courier, claim: Claim, recipients: list[str]) -> str:
        """Where the letter goes, remembered before it is posted, so that it can be looked for there."""
        channel = courier.open_channel(recipients)
        self._letters.remember(claim, channel=channel)
        return channel

    def _upload(self, courier: Courier, claim: Claim, said: Said) -> str | None:
        """The file's id, remembered before anybody sees the file, so that the history can be searched for it."""
        if said.file is None or claim.due.file_id:
            return claim.due.file_id
        file_id = courier.upload(said.file)
        self._letters.remember(claim, file_id=file_id)
        return file_id

    def _post(self, claim: Claim, ready: Ready) -> Outcome:
        if not self._still_mine(claim):
            return Refusal("lease_ran_out")
        ts, courier = claim.due.ts, ready.courier
        try:
            if ts:
                return courier.update(ready.channel, ts, ready.said)
            if ready.file_id:
                return courier.share(ready.channel, ready.file_id, ready.said)
            return courier.post(ready.channel, ready.said, claim.due.letter_id.hex)
        except delivery.ERRORS as error:
            outcome = delivery.meaning(error)
            return delivery.surely_not_posted(outcome) if ts else outcome

    def _still_mine(self, claim: Claim) -> bool:
        """The fence: a sender that was frozen past its lease must not post any more."""
        used = self._watch.monotonic() - claim.since
        return used <= self._times.lease - self._times.timeout - SPARE_SECONDS

    def _look(self, due: Due) -> Outcome:
        """Was it posted? Only a DM with the bot can be read: a group message that is unsure is never repeated."""
        if due.ts or due.channel is None:
            return Refusal(NOT_THERE)
        if not due.personal:
            return Hopeless("nobody_knows_whether_it_came")
        courier = self._speak(due.workspace_id)
        if courier is None or due.first_claimed_at is None:
            return Unknown("not_installed")
        try:
            ts = courier.look(due.channel, due.first_claimed_at.timestamp(), due.letter_id.hex, due.file_id)
        except delivery.ERRORS as error:
            return delivery.still_unknown(delivery.meaning(error))
        return Taken(due.channel, ts) if ts else Refusal(NOT_THERE)
