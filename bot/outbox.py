"""The next due letter: claimed, written, posted, and settled or put back. Never lost, never twice.

A claim is committed before anything is posted. Where nobody knows whether Slack took a message (a crash, a
time-out, a 5xx), the letter stays claimed; after the settle time the conversation's history is searched for the
letter's id, and only a message that is not there is posted again.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from slack_sdk import WebClient
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, sessionmaker

from bot import delivery
from bot.delivery import Hopeless, Outcome, Refusal, Taken, Unknown
from bot.examination import Drop, Later, examine, readers_of
from bot.models import Letter, Post, Workspace
from bot.said import Said
from bot.settlement import NOT_THERE, Verdict, real_now, settle
from bot.traces import frames

LOG = logging.getLogger(__name__)
SPARE_SECONDS = 1.0  # between the end of a post's time-out and the end of the lease

ENDED = (Post.SENT, Post.DROPPED, Post.FAILED)

Writer = Callable[[Session, Letter], Said | None]
Afterwards = Callable[[Session, Letter, datetime], None]  # what follows once it is clear what became of a letter


@dataclass(frozen=True)
class Times:
    """Real seconds: how long a claim is held, how long Slack may take, how long until the history is believed."""

    lease: float
    timeout: float
    settle: float


@dataclass(frozen=True)
class Sent:
    """What became of one letter, for the log and for whoever runs `tick`."""

    kind: str
    state: str
    reason: str | None


@dataclass(frozen=True)
class Claim:
    """One letter in this sender's hands. `since` is a monotonic clock's; `unsure`: Slack may have it already."""

    workspace_id: str
    letter_id: uuid.UUID
    fence: int
    since: float
    unsure: bool


@dataclass(frozen=True)
class Ready:
    """A letter that is written and addressed; nothing of it has been shown to anybody yet."""

    client: WebClient
    letter: Letter
    said: Said


class Outbox:
    """Sends what is due, one letter at a time. On PostgreSQL several may run at once."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        speak: Callable[[str], WebClient | None],
        writers: Mapping[str, Writer],
        times: Times,
        *,
        afterwards: Mapping[str, Afterwards] | None = None,
    ) -> None:
        self._sessions = sessions
        self._speak = speak
        self._writers = writers
        self._times = times
        self._afterwards = afterwards or {}
        self._name = f"sender-{uuid.uuid4().hex[:12]}"

    def send_due(self, now: datetime) -> Iterator[Sent]:
        """Deals with every letter due at `now`, the programme's time; ends when none is left."""
        while (taken := self._take(now)) is not None:
            yield self._deal_with(taken, now) if isinstance(taken, Claim) else taken

    def _take(self, now: datetime) -> Claim | Sent | None:
        """Claims the next due letter, or sets aside one that must not go out now."""
        with self._sessions.begin() as db:
            letter = next_due(db, now, real_now())
            if letter is None:
                return None
            unsure = letter.state == Post.SENDING
            obstacle = None if unsure else examine(db, letter, now)
            if obstacle is None:
                return self._claim(letter, unsure)
            return self._settle(db, obstacle, letter, now)

    def _claim(self, letter: Letter, unsure: bool) -> Claim:
        real = real_now()
        letter.state, letter.owner, letter.fence = Post.SENDING, self._name, letter.fence + 1
        letter.claimed_at, letter.first_claimed_at = real, letter.first_claimed_at or real
        letter.try_at = real + timedelta(seconds=self._times.lease + self._times.settle)
        letter.channel = letter.channel or channel_of(letter)
        letter.tries += 0 if unsure else 1
        return Claim(letter.workspace_id, letter.id, letter.fence, time.monotonic(), unsure)

    def _deal_with(self, claim: Claim, now: datetime) -> Sent:
        outcome = self._attempt(claim)
        with self._sessions.begin() as db:
            letter = db.get_one(Letter, (claim.workspace_id, claim.letter_id), with_for_update=True)
            if letter.owner != self._name or letter.fence != claim.fence:
                return Sent(letter.kind, letter.state, "taken_over")
            return self._settle(db, outcome, letter, now)

    def _settle(self, db: Session, outcome: Outcome | Drop | Later, letter: Letter, now: datetime) -> Sent:
        settle(outcome, letter, Verdict(now, real_now(), timedelta(seconds=self._times.settle)))
        if letter.state in ENDED and letter.kind in self._afterwards:
            self._afterwards[letter.kind](db, letter, now)
        return Sent(letter.kind, letter.state, letter.reason)

    def _attempt(self, claim: Claim) -> Outcome | Drop:
        """One bad letter must not hold up the rest: a fault puts it back, or leaves it unsure once it may be posted."""
        fault: type[Refusal | Unknown] = Unknown if claim.unsure else Refusal
        try:
            step = self._look(claim) if claim.unsure else self._prepare(claim)
            if isinstance(step, Ready):
                fault = Unknown
                return self._post(claim, step)
            return step
        except Exception as error:
            LOG.error("a letter could not be dealt with\n%s", frames(error))
            return fault(type(error).__name__)

    def _prepare(self, claim: Claim) -> Ready | Outcome | Drop:
        with self._sessions() as db:
            letter = load(db, claim)
            said = self._writers[letter.kind](db, letter)
            recipients = [person.slack_id for person in readers_of(letter)]
            db.expunge_all()
        client = self._speak(claim.workspace_id)
        if said is None:
            return Drop("no_longer_worth_saying")
        if client is None:
            return Refusal("not_installed")
        try:
            letter.channel = letter.channel or self._open(client, letter, recipients)
            letter.file_id = self._upload(client, letter, said)
        except delivery.ERRORS as error:
            return delivery.surely_not_posted(delivery.meaning(error))
        return Ready(client, letter, said)

    def _open(self, client: WebClient, letter: Letter, recipients: list[str]) -> str:
        """Where the letter goes, remembered before it is posted, so that it can be looked for there."""
        channel = delivery.open_channel(client, recipients)
        with self._sessions.begin() as db:
            row = db.get_one(Letter, (letter.workspace_id, letter.id))
            row.channel = channel
            if readers := row.person or row.circle or row.pair:  # pragma: no branch (to nobody: nothing is opened)
                readers.channel = channel
        return channel

    def _upload(self, client: WebClient, letter: Letter, said: Said) -> str | None:
        """The file's id, stored before anybody sees the file, so that the history can be searched for it."""
        if said.file is None or letter.file_id:
            return letter.file_id
        file_id = delivery.upload(client, said.file)
        with self._sessions.begin() as db:
            db.get_one(Letter, (letter.workspace_id, letter.id)).file_id = file_id
        return file_id

    def _post(self, claim: Claim, ready: Ready) -> Outcome:
        if not self._still_mine(claim):
            return Refusal("lease_ran_out")
        client, letter, said = ready.client, ready.letter, ready.said
        channel, marker = str(letter.channel), letter.id.hex
        try:
            if letter.ts:
                return delivery.update(client, channel, letter.ts, said)
            if letter.file_id:
                return delivery.share(client, channel, letter.file_id, said)
            return delivery.post(client, channel, said, marker)
        except delivery.ERRORS as error:
            outcome = delivery.meaning(error)
            return delivery.surely_not_posted(outcome) if letter.ts else outcome

    def _still_mine(self, claim: Claim) -> bool:
        """The fence: a sender that was frozen past its lease must not post any more."""
        used = time.monotonic() - claim.since
        return used <= self._times.lease - self._times.timeout - SPARE_SECONDS

    def _look(self, claim: Claim) -> Outcome:
        """Was it posted? Only a DM with the bot can be read: a group message that is unsure is never repeated."""
        with self._sessions() as db:
            letter = load(db, claim)
            db.expunge_all()
        client = self._speak(claim.workspace_id)
        if letter.ts or letter.channel is None:
            return Refusal(NOT_THERE)
        if letter.person_id is None:
            return Hopeless("nobody_knows_whether_it_came")
        if client is None or letter.first_claimed_at is None:
            return Unknown("not_installed")
        try:
            ts = delivery.look(
                client, letter.channel, letter.first_claimed_at.timestamp(), letter.id.hex, letter.file_id
            )
        except delivery.ERRORS as error:
            return delivery.still_unknown(delivery.meaning(error))
        return Taken(letter.channel, ts) if ts else Refusal(NOT_THERE)


def next_due(db: Session, now: datetime, real: datetime) -> Letter | None:
    """The letter that has waited longest, of a workspace that may be sent to; locked, those of others skipped."""
    due = (Letter.state == Post.WAITING) & (Letter.try_at <= now)
    unsure = (Letter.state == Post.SENDING) & (Letter.try_at <= real)
    may_send = or_(Workspace.closed_until.is_(None), Workspace.closed_until <= real)
    return db.scalars(
        select(Letter)
        .join(Workspace, Workspace.id == Letter.workspace_id)
        .where(or_(due, unsure), may_send, Workspace.uninstalled_at.is_(None))
        .order_by(Letter.try_at, Letter.owed_at, Letter.id)
        .limit(1)
        .with_for_update(of=Letter, skip_locked=True)
    ).first()


def channel_of(letter: Letter) -> str | None:
    """The conversation with its readers, where it was opened before. Only a circle's changes: it is asked for anew."""
    if letter.person:
        return letter.person.channel
    return letter.pair.channel if letter.pair else None


def load(db: Session, claim: Claim) -> Letter:
    return db.get_one(Letter, (claim.workspace_id, claim.letter_id))
