"""The letters in the database, as a sender takes and settles them.

What is due is read ahead without a lock; a claim holds only if the letter is still as it was read. The settlement of
a letter and the claim of the next share a commit: one durable write for each letter.
"""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot.clock import REAL
from bot.models import Letter, Post, Workspace
from bot.outbox.claiming import QUESTIONS, SETTLE_TAKEN, claim
from bot.outbox.claims import Claim, Due, Ended, RealTime, Sent, Times, Written
from bot.outbox.delivery import Limited, Taken
from bot.outbox.examination import Drop, Later, examine, readers_of
from bot.outbox.leases import Leases
from bot.outbox.prepared import Values, line
from bot.outbox.settlement import Verdict, settle
from bot.said import Said
from bot.whole import WHOLE

OFFSET_SECONDS = 30.0  # how long the difference between our clock and the database's is believed
SOON = timedelta(hours=1)  # what is of no use after that goes before what has only waited longer
ENDED = (Post.SENT, Post.DROPPED, Post.FAILED)

Writer = Callable[[Session, Letter], Said | None]
Afterwards = Callable[[Session, Letter, datetime], None]  # what follows once it is clear what became of a letter


class Postbag:
    """`claims.Letters` on SQLite or PostgreSQL. On PostgreSQL several replicas may have one each."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        reading: sessionmaker[Session],
        writers: Mapping[str, Writer],
        times: Times,
        *,
        watch: RealTime = REAL,
        afterwards: Mapping[str, Afterwards] | None = None,
    ) -> None:
        self._sessions = sessions
        self._reading = reading
        self._engine = sessions.kw["bind"]
        self._readers = reading.kw["bind"]
        self._writers = writers
        self._times = times
        self._watch = watch
        self._afterwards = afterwards or {}
        self._name = f"sender-{uuid.uuid4().hex[:12]}"
        self._several = self._engine.dialect.name != "sqlite"  # there a second sending process is refused
        self._leases = Leases(self._name, times.lease, watch)
        self._held_for = timedelta(seconds=times.lease + times.settle)
        self._offset = timedelta(0)
        self._offset_until = float("-inf")
        self._again: list[Ended] = []  # could not be settled when it ended
        self._line = line(self._engine, SETTLE_TAKEN, claim(self._engine.dialect))

    def peek(self, now: datetime, without: Collection[str], most: int) -> list[Due]:
        """What nobody knows the fate of, answers and help, what is soon too late, then the rest, the oldest first."""
        with self._readers.connect() as connection:
            self._compare_clocks(connection)
            values = {
                **{"now": now, "soon": now + SOON, "real": self._real(), "me": self._name},
                **{"without": list(without) or [""], "most": most},
            }
            return [Due(*row) for question in QUESTIONS for row in connection.execute(question, values)]

    def turn(self, ended: Sequence[Ended], due: Due | None, now: datetime) -> tuple[list[Sent], Claim | None]:
        """The commonest ending takes one plain statement, any other the rules of `settlement`."""
        ended, self._again = [*self._again, *ended], []
        taken = [(e, e.ending) for e in ended if isinstance(e.ending, Taken) and not self._has_more_to_it(e)]
        others = [e for e in ended if not isinstance(e.ending, Taken) or self._has_more_to_it(e)]
        sent = [self._settle_by_rule(end, now) for end in others]
        wanted, since = due if due and self._holds(due.workspace_id) else None, self._watch.monotonic()
        if not (taken or wanted):
            return sent, None
        hits, hit = self._line.turn(
            [self._as_settled(end.claim, where, now) for end, where in taken],
            self._as_claimed(wanted, now) if wanted else None,
        )
        for (end, _), as_it_was in zip(taken, hits, strict=True):
            sent += [Sent(end.claim.due.kind, Post.SENT, None)] if as_it_was else self._settle_or_keep(end, now)
        return sent, Claim(wanted, wanted.fence + 1, since) if wanted and hit else None

    def _settle_or_keep(self, end: Ended, now: datetime) -> list[Sent]:
        """The claim beside it is committed, so a fault here must not hide it: this letter is settled with the next."""
        try:
            return [self._settle_by_rule(end, now)]
        except SQLAlchemyError:
            self._again.append(end)
            return []

    def _has_more_to_it(self, end: Ended) -> bool:
        """Something follows from letters of this kind; not again from a message that is written again."""
        return end.claim.due.kind in self._afterwards and end.claim.due.ts is None

    def _holds(self, workspace_id: str) -> bool:
        """Whether this is the one process that sends for the workspace now."""
        if not self._several or self._leases.fresh(workspace_id):
            return True
        with self._engine.begin() as connection:
            return self._leases.hold(connection, workspace_id, self._real())

    def _as_claimed(self, due: Due, now: datetime) -> Values:
        real = self._real()
        return {
            **{"its_workspace": due.workspace_id, "its_id": due.letter_id, "its_fence": due.fence},
            **{"its_state": Post.SENDING if due.unsure else Post.WAITING, "moment": real if due.unsure else now},
            **{"me": self._name, "real": real, "until": real + self._held_for},
            **{"place": due.channel, "try": 0 if due.unsure else 1},
        }

    def _as_settled(self, claim: Claim, taken: Taken, now: datetime) -> Values:
        """Hits nothing where the letter has changed while it was on its way."""
        return {
            **{"of_workspace": claim.due.workspace_id, "of_id": claim.due.letter_id, "of_fence": claim.fence},
            **{"me": self._name, "now": now, "taken_to": taken.channel, "stamp": taken.ts},
        }

    def _settle_by_rule(self, end: Ended, now: datetime) -> Sent:
        """Only whoever holds the newest claim may write what became of the letter."""
        due, ending = end.claim.due, end.ending
        with self._sessions.begin() as db:
            letter = db.get_one(Letter, (due.workspace_id, due.letter_id), with_for_update=True)
            if letter.owner != self._name or letter.fence != end.claim.fence:
                return Sent(letter.kind, letter.state, "taken_over")
            if letter.state != Post.SENDING:  # settled before, though we were not told
                return Sent(letter.kind, letter.state, letter.reason)
            at, unseen = Verdict(now, self._real(), timedelta(seconds=self._times.settle)), letter.ts is None
            settle(ending, letter, at)
            if isinstance(ending, Limited):
                db.get_one(Workspace, due.workspace_id).closed_until = at.real + timedelta(seconds=ending.seconds)
            known = letter.state in ENDED or (unseen and letter.ts)
            if known and letter.kind in self._afterwards:
                self._afterwards[letter.kind](db, letter, now)
            db.flush()
            return Sent(letter.kind, letter.state, letter.reason)

    def write(self, claim: Claim, now: datetime) -> Written | Drop | Later:
        with self._reading() as db:
            letter = db.get_one(Letter, (claim.due.workspace_id, claim.due.letter_id), options=WHOLE)
            obstacle = examine(db, letter, now)
            if obstacle is not None:
                return obstacle
            said = self._writers[letter.kind](db, letter)
            recipients = [person.slack_id for person in readers_of(letter)]
        return Written(said, recipients) if said else Drop("no_longer_worth_saying")

    def remember(self, claim: Claim, *, channel: str | None = None, file_id: str | None = None) -> None:
        with self._sessions.begin() as db:
            letter = db.get_one(Letter, (claim.due.workspace_id, claim.due.letter_id))
            letter.channel, letter.file_id = channel or letter.channel, file_id or letter.file_id
            if channel and (readers := letter.person or letter.circle or letter.pair):
                readers.channel = channel

    def release(self) -> None:
        try:
            self._line.hang_up()
        finally:
            if self._leases:
                with self._engine.begin() as connection:
                    self._leases.release(connection)

    def _real(self) -> datetime:
        """Real time; with several replicas the database's, since their clocks differ."""
        return self._watch.wall() + self._offset

    def _compare_clocks(self, connection: Connection) -> None:
        if self._several and self._watch.monotonic() >= self._offset_until:
            there = connection.execute(select(func.clock_timestamp())).scalar_one()
            self._offset = there - self._watch.wall()
            self._offset_until = self._watch.monotonic() + OFFSET_SECONDS
