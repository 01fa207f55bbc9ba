"""The bot's own sender, in a process that may be killed at any step, over a database that need not be durable."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.models import Letter
from bot.outbox.claims import Claim, Due, Ended, Sent, Written
from bot.outbox.delivery import Refusal, Unknown
from bot.outbox.examination import Drop, Later, readers_of
from bot.outbox.postbag import Postbag
from bot.said import Said
from tests.simulation.time import Time, misfortune
from tests.year.memory import Memory
from tests.year.slack import Weather

FROZEN = 90.0  # seconds, at the longest


class Fragile(Postbag):
    """Before it reads ahead, and before and after each transaction, something may befall it."""

    def beset(self, time: Time, weather: Weather, memory: Memory | None) -> "Fragile":
        self.time, self.weather, self.memory = time, weather, memory
        return self

    def write(self, claim: Claim, now: datetime) -> Written | Drop | Later:
        if self.memory:
            self._reading = partial(self.memory.reads, claim.due.conversation)
        return super().write(claim, now)

    def turn(self, ended: Sequence[Ended], due: Due | None, now: datetime) -> tuple[list[Sent], Claim | None]:
        misfortune(self.time, self.weather, FROZEN)
        done = super().turn(ended, due, now)
        misfortune(self.time, self.weather, FROZEN)
        return done

    def peek(self, now: datetime, without: Collection[str], most: int) -> list[Due]:
        """Not asked in full where nothing is due: most of the time that is so."""
        misfortune(self.time, self.weather, FROZEN)
        due = self.memory is None or self.memory.due(now, self._real())
        return super().peek(now, without, most) if due else []


class Thoughtless(Fragile):
    """Writes whatever is due, as if nobody had working hours, breaks or enough for today: it must be found out."""

    def write(self, claim: Claim, _now: datetime) -> Written:
        with self._reading() as db:
            letter = db.get_one(Letter, (claim.due.workspace_id, claim.due.letter_id))
            return Written(Said("Hello"), [person.slack_id for person in readers_of(letter)])


class Hasty(Fragile):
    """Takes what Slack has not answered for something that Slack has not got."""

    def turn(self, ended: Sequence[Ended], due: Due | None, now: datetime) -> tuple[list[Sent], Claim | None]:
        judged = [
            replace(end, ending=Refusal("no_answer")) if isinstance(end.ending, Unknown) else end for end in ended
        ]
        return super().turn(judged, due, now)


def without_waiting_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    """What would be lost if the machine failed is a run that can be repeated."""
    connection.execute("PRAGMA synchronous=OFF")
