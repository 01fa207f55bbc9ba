"""Some letters, a few senders that crash and freeze, and what came of it all."""

import uuid
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from bot.models import Post
from bot.outbox.claims import Claim, Ending, Times
from bot.outbox.dispatcher import Outbox, Unhurried
from bot.outbox.postbag import ENDED
from bot.outbox.sending import Sending
from tests.simulation.chance import Chance, Crash
from tests.simulation.postbag import Database, Postbag, Row, redraw
from tests.simulation.slack import TIMEOUT, Slack
from tests.simulation.time import Time

LETTERS = 8
SENDERS = 2
AT_ONCE = 3
LONGEST = 30 * 86_400.0  # seconds after which a letter that is still to come counts as lost
RESTART = 5.0  # seconds until a process that crashed is there again
TIMES = Times(lease=60.0, timeout=TIMEOUT, settle=300.0)


@dataclass(frozen=True)
class Design:
    """How a sender is built. The defaults are the bot's own; each change must turn out to do harm."""

    times: Times = TIMES
    postbag: type[Postbag] = Postbag
    sending: type[Sending] = Sending
    courier: Callable[[Slack], Slack] = lambda slack: slack


@dataclass
class Outcome:
    """What came of one run. `in_doubt`: the most letters of one process that a crash left unsettled."""

    lost: int = 0
    twice: int = 0
    unchanged: int = 0  # messages that should have been written again after a change, and were not
    crashes: int = 0
    in_doubt: int = 0

    @property
    def well(self) -> bool:
        return not (self.lost or self.twice or self.unchanged) and self.in_doubt <= AT_ONCE


class Jobs:
    """A pool whose work is done in any order, while the sender waits."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._jobs: list[tuple[Future[Ending], Callable[[], Ending]]] = []

    def submit(self, work: Callable[[Claim, datetime], Ending], claim: Claim, now: datetime) -> Future[Ending]:
        future: Future[Ending] = Future()
        self._jobs.append((future, lambda: work(claim, now)))
        return future

    def wait(self, _going: Collection[Future[Ending]], _seconds: float | None) -> None:
        future, job = self._jobs.pop(self._chance.number(0, len(self._jobs) - 1))
        future.set_result(job())


@dataclass
class World:
    """`changes`: when somebody changed what a message says, by the letter."""

    seed: int
    design: Design
    time: Time = field(default_factory=Time)
    database: Database = field(default_factory=Database)
    outcome: Outcome = field(default_factory=Outcome)
    changes: dict[uuid.UUID, float] = field(default_factory=dict)
    awake: dict[str, Outbox] = field(default_factory=dict)  # by the name of the process; busy ones are not in here

    def __post_init__(self) -> None:
        self.chance = Chance(self.seed)
        self.slack = Slack(self.time, self.chance)
        self.time.meanwhile = self.others_go_on
        self.names = count()
        for number in range(LETTERS):
            self.owe(number)
        for _ in range(SENDERS):
            self.start()

    def owe(self, number: int) -> None:
        """Every fourth goes to a pair, which may get it at most once; the others are two people's."""
        person = None if number % 4 == 3 else f"U{number % 2}"
        letter_id = uuid.UUID(int=self.chance.number(0, 2**128 - 1), version=4)
        due = self.time.wall() + timedelta(seconds=self.chance.between(0, 600))
        self.database.rows[letter_id] = Row(letter_id, person, due, any_hour=self.chance.number(0, 1) == 1)

    def start(self) -> None:
        name = f"process {next(self.names)}"
        postbag = self.design.postbag(self.database, self.design.times, self.time, self.chance, name)
        courier = self.design.courier(self.slack)
        sending = self.design.sending(postbag, lambda _: courier, self.design.times, self.time)
        pool = Jobs(self.chance)
        self.awake[name] = Outbox(postbag, sending, pace=Unhurried(), watch=self.time, pool=pool, at_once=AT_ONCE)

    def run(self) -> Outcome:
        while self.time.seconds < LONGEST and not self.over():
            for name in list(self.awake):
                self.work(name)
            if self.chance.strikes(0.1):
                self.change()
            self.time.seconds = max(self.time.seconds + 2, min(self.next_moment(), self.time.seconds + 600))
        self.look_back()
        return self.outcome

    def work(self, name: str) -> None:
        """One tick of this process; where it crashes another one takes its place."""
        outbox = self.awake.pop(name, None)
        if outbox is None:
            return
        try:
            for _ in outbox.send_due(self.time.wall):
                pass
            self.awake[name] = outbox
        except Crash:
            doubtful = [row for row in self.database.rows.values() if (row.owner, row.state) == (name, Post.SENDING)]
            self.outcome.crashes += 1
            self.outcome.in_doubt = max(self.outcome.in_doubt, len(doubtful) - self.unknown(doubtful))
            self.start()

    def unknown(self, rows: list[Row]) -> int:
        """Those that were settled, as unknown, before the crash."""
        return sum(row.reason is not None for row in rows)

    def others_go_on(self, until: float) -> None:
        while self.time.seconds < until and self.awake and not self.over():
            for name in list(self.awake):
                self.work(name)
            self.time.seconds = max(self.time.seconds + 2, min(self.next_moment(), until))

    def over(self) -> bool:
        return all(row.state in ENDED for row in self.database.rows.values())

    def next_moment(self) -> float:
        """When something falls due."""
        open_rows = [row.try_at for row in self.database.rows.values() if row.state not in ENDED]
        moment = max(min(open_rows, default=self.time.wall()), self.database.closed_until)
        return self.time.seconds + (moment - self.time.wall()).total_seconds()

    def change(self) -> None:
        """Somebody presses a button: a message is to be written again."""
        rows = list(self.database.rows.values())
        row = rows[self.chance.number(0, len(rows) - 1)]
        if redraw(row, self.time.wall()):
            self.changes[row.id] = self.time.seconds

    def look_back(self) -> None:
        for row in self.database.rows.values():
            shown = self.slack.times_shown(row.id.hex)
            self.outcome.twice += shown > 1
            self.outcome.lost += row.state not in ENDED or (shown == 0 and row.person is not None)
            if row.state == Post.SENT and row.id in self.changes:
                self.outcome.unchanged += self.slack.written_at(row.ts) < self.changes[row.id]
