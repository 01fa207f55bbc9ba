"""Sends what is due. Never lost, never twice.

One thread decides: it settles what has ended and claims the next letter, one at a time, in one short transaction. A
pool works on what is claimed. A claim is committed before anything is posted. Where nobody knows whether Slack took a
message (a crash, a time-out, a 5xx), the letter stays claimed; after the settle time the conversation's history is
searched for the letter's id, and only a message that is not there is posted again.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from threading import Event

from bot.clock import Clock
from bot.models import WITH_A_FILE
from bot.outbox.claims import Claim, Due, Ended, Ending, Letters, Pacing, Pool, RealTime, Sent
from bot.outbox.delivery import Limited
from bot.outbox.sending import Sending

Work = Callable[[Claim, datetime], Ending]

FRESH_SECONDS = 2.0  # what was read ahead is read anew after this time: something more urgent may have come
MOST_AHEAD = 128  # letters of one workspace that are read ahead: it cannot take more before they are read anew
READ_AGAIN_SECONDS = 0.25  # while what was read has to wait, the rest is looked at this often
LONGEST_PAUSE = 0.5  # without looking whether we are to stop


class Inline:
    """A pool without threads: the work is done when it is handed over."""

    def submit(self, work: Work, claim: Claim, now: datetime) -> Future[Ending]:
        done: Future[Ending] = Future()
        done.set_result(work(claim, now))
        return done

    def wait(self, _going: Collection[Future[Ending]], _seconds: float | None) -> None:
        """Nothing is ever on its way."""


class Threads:
    """So many letters are worked on at once."""

    def __init__(self, number: int) -> None:
        self._threads = ThreadPoolExecutor(number, "sender")

    def submit(self, work: Work, claim: Claim, now: datetime) -> Future[Ending]:
        return self._threads.submit(work, claim, now)

    def wait(self, going: Collection[Future[Ending]], seconds: float | None) -> None:
        wait(going, timeout=seconds, return_when=FIRST_COMPLETED)


class Unhurried:
    """No pace: where there are no limits to keep."""

    def wait(self, _workspace_id: str, _methods: Sequence[str], _channel: str | None) -> float:
        return 0.0

    def spend(self, _workspace_id: str, _methods: Sequence[str], _channel: str) -> None:
        """Nothing is used up."""

    def close(self, _workspace_id: str, _methods: Sequence[str], _seconds: float) -> None:
        """Slack's own word in the workspace's row is enough."""


class Flight:
    """What is on its way to Slack: at most `room` letters, and one in each conversation, so that none overtakes."""

    def __init__(self, pool: Pool, room: int) -> None:
        self._pool = pool
        self._room = room
        self._going: dict[Future[Ending], Claim] = {}

    def __bool__(self) -> bool:
        return bool(self._going)

    @property
    def full(self) -> bool:
        return len(self._going) >= self._room

    def goes_to(self, conversation: str) -> bool:
        return any(claim.due.conversation == conversation for claim in self._going.values())

    def begin(self, work: Work, claim: Claim, now: datetime) -> None:
        self._going[self._pool.submit(work, claim, now)] = claim

    def landed(self) -> list[Ended]:
        """What has ended since this was asked last."""
        done = [work for work in self._going if work.done()]
        return [Ended(self._going.pop(work), work.result()) for work in done]

    def wait(self, seconds: float | None) -> None:
        """Until one of them ends, or so long."""
        self._pool.wait(self._going.keys(), seconds)


class Ahead:
    """The letters that were read ahead, in the order in which they go out."""

    def __init__(self, letters: Letters, pace: Pacing, watch: RealTime) -> None:
        self._letters = letters
        self._pace = pace
        self._watch = watch
        self._due: dict[uuid.UUID, Due] = {}
        self._passed: set[tuple[uuid.UUID, int]] = set()  # letters and fences that somebody else was faster with
        self._fresh_until = self._read_again_at = float("-inf")

    def next(self, now: datetime, flight: Flight) -> tuple[Due | None, float | None]:
        """The first letter that may go out, or how many seconds until one may; (None, None): nothing is due."""
        if self._watch.monotonic() >= self._fresh_until:
            self._fresh_until = self._watch.monotonic() + FRESH_SECONDS
            self._due.clear()
            self._passed.clear()
        due, pause, resting = self._fit(flight)
        while due is None and self._read_on(now, resting):
            due, pause, resting = self._fit(flight)
        return due, pause

    def _read_on(self, now: datetime, resting: set[str]) -> bool:
        """Reads on, past the workspaces that have to wait or of which enough is read; True if it has read."""
        if self._due and self._watch.monotonic() < self._read_again_at:
            return False
        before, ahead = len(self._due), Counter(due.workspace_id for due in self._due.values())
        full = {workspace_id for workspace_id, number in ahead.items() if number >= MOST_AHEAD}
        for due in self._letters.peek(now, resting | full, before + len(self._passed) + MOST_AHEAD):
            if ahead[due.workspace_id] < MOST_AHEAD and (due.letter_id, due.fence) not in self._passed:
                ahead[due.workspace_id] += due.letter_id not in self._due
                self._due.setdefault(due.letter_id, due)
        if len(self._due) == before:
            self._read_again_at = self._watch.monotonic() + READ_AGAIN_SECONDS
        return len(self._due) > before

    def _fit(self, flight: Flight) -> tuple[Due | None, float | None, set[str]]:
        """The first that may go; how long until one may; which workspaces have to rest."""
        pauses: dict[tuple[str, tuple[str, ...]], float] = {}
        busy = []
        for due in self._due.values():
            calls = calls_for(due)
            group = (due.workspace_id, calls)
            if group not in pauses:
                pauses[group] = self._pace.wait(due.workspace_id, calls, None)
            if pauses[group] > 0:
                continue
            pause = self._pace.wait(due.workspace_id, calls, due.conversation)
            if pause <= 0 and not flight.goes_to(due.conversation):
                return due, None, set()
            busy.append(pause or LONGEST_PAUSE)
        resting = {workspace_id: pause for (workspace_id, _), pause in pauses.items() if pause > 0}
        return None, min([*busy, *resting.values(), LONGEST_PAUSE]) if self._due else None, set(resting)

    def claimed(self, due: Due) -> None:
        del self._due[due.letter_id]
        self._pace.spend(due.workspace_id, calls_for(due), due.conversation)

    def missed(self, due: Due) -> None:
        """It has changed, or somebody else was faster."""
        del self._due[due.letter_id]
        self._passed.add((due.letter_id, due.fence))

    def forget(self, workspace_id: str) -> None:
        """Slack wants to hear nothing from there for a while."""
        self._due = {key: due for key, due in self._due.items() if due.workspace_id != workspace_id}


class Outbox:
    """Sends what is due, as many at once as there is room. Several processes may each have one, on PostgreSQL."""

    def __init__(
        self,
        letters: Letters,
        sending: Sending,
        *,
        pace: Pacing,
        watch: RealTime,
        pool: Pool,
        at_once: int = 1,
    ) -> None:
        self._letters = letters
        self._sending = sending
        self._pace = pace
        self._watch = watch
        self._pool = pool
        self._at_once = at_once
        self._stopped = Event()

    def stop(self) -> None:
        """Claims nothing more; what is on its way is still settled. For good."""
        self._stopped.set()

    def send_due(self, clock: Clock) -> Iterator[Sent]:
        """Deals with every letter that is due by `clock`, the programme's time; ends when none is left."""
        flight, ahead = Flight(self._pool, self._at_once), Ahead(self._letters, self._pace, self._watch)
        try:
            while True:
                now, ended = clock(), flight.landed()
                due, pause = self._next(now, ended, flight, ahead)
                if ended or due:
                    yield from self._turn(ended, due, now, flight, ahead)
                elif flight:
                    flight.wait(pause)
                elif pause is None:
                    return
                else:
                    self._watch.sleep(pause)
        finally:
            self._letters.release()

    def _next(self, now: datetime, ended: list[Ended], flight: Flight, ahead: Ahead) -> tuple[Due | None, float | None]:
        """Where Slack has closed a workspace, that is written down before anything else is claimed."""
        closed = [(end.claim.due, end.ending.seconds) for end in ended if isinstance(end.ending, Limited)]
        for due_there, seconds in closed:
            ahead.forget(due_there.workspace_id)
            self._pace.close(due_there.workspace_id, calls_for(due_there), seconds)
        if closed or flight.full or self._stopped.is_set():
            return None, None
        return ahead.next(now, flight)

    def _turn(self, ended: list[Ended], due: Due | None, now: datetime, flight: Flight, ahead: Ahead) -> list[Sent]:
        sent, claim = self._letters.turn(ended, due, now)
        if claim:
            ahead.claimed(claim.due)
            flight.begin(self._sending.attempt, claim, now)
        elif due:
            ahead.missed(due)
        return sent


def calls_for(due: Due) -> tuple[str, ...]:
    """The methods of the Web API that it takes to deal with this letter."""
    if due.unsure:
        return ("conversations.history",)
    if due.ts:
        return ("chat.update",)
    if due.file_id:
        return ("files.completeUploadExternal",)
    opening = () if due.channel else ("conversations.open",)
    if due.kind in WITH_A_FILE:
        return (*opening, "files.getUploadURLExternal", "files.completeUploadExternal")
    return (*opening, "chat.postMessage")
