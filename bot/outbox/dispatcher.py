"""Sends what is due. Never lost, never twice.

One thread decides: it settles what has ended and claims the next letter, one at a time, in short transactions. A pool
works on what is claimed. A claim is committed before anything is posted. Where nobody knows whether Slack took a
message (a crash, a time-out, a 5xx), the letter stays claimed; after the settle time the conversation's history is
searched for the letter's id, and only a message that is not there is posted again.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from threading import Event

from bot.clock import Clock
from bot.outbox.ahead import Ahead, calls_for
from bot.outbox.claims import Claim, Due, Ended, Ending, Letters, Pacing, Pool, RealTime, Sent
from bot.outbox.delivery import Limited
from bot.outbox.sending import Sending

Work = Callable[[Claim, datetime], Ending]


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
        # Where the database fails, these outlast the call: what has ended is settled by the next.
        self._flight, self._ended = Flight(pool, at_once), list[Ended]()
        self._stopped = Event()

    def stop(self) -> None:
        """Claims nothing more; what is on its way is still settled. For good."""
        self._stopped.set()

    def send_due(self, clock: Clock) -> Iterator[Sent]:
        """Deals with every letter that is due by `clock`, the programme's time; ends when none is left."""
        flight, ahead = self._flight, Ahead(self._letters, self._pace, self._watch)
        try:
            while True:
                now, ended = clock(), self._ended
                ended += flight.landed()
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
        return ahead.next(now, flight.goes_to)

    def _turn(self, ended: list[Ended], due: Due | None, now: datetime, flight: Flight, ahead: Ahead) -> list[Sent]:
        sent, claim = self._letters.turn(ended, due, now)
        ended.clear()
        if claim:
            ahead.claimed(claim.due)
            flight.begin(self._sending.attempt, claim, now)
        elif due:
            ahead.missed(due)
        return sent
