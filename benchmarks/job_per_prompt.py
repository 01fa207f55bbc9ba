"""Against one APScheduler job a prompt in its SQLAlchemy job store, which is what most bots do."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.databases import KINDS, Database, database
from benchmarks.figures import Figure
from benchmarks.people import NOW, make_pairs
from bot.clock import REAL
from bot.letters import Owed, owe_all
from bot.matching.rules import invitations
from bot.models import Letter, Post
from bot.outbox.claims import Claim, Ending, Times
from bot.outbox.delivery import Taken
from bot.outbox.dispatcher import Inline, Outbox, Unhurried
from bot.outbox.postbag import Postbag

ROUNDS = 10
PAIRS = 2500
PROMPTS = 4 * PAIRS  # a question and a reminder to both
PLANS_FASTER = 50
DUE = 1000
TAKES_FASTER = {"SQLite": 5.0, "PostgreSQL": 1.0}
THEIRS = "one DateTrigger job a prompt in APScheduler's SQLAlchemyJobStore, its scheduler running, on the same engine"


def measure() -> list[Figure]:
    planned = [planning(kind, PAIRS, ROUNDS) for kind in KINDS]
    return planned + [taking(kind, DUE // 4, 2) for kind in KINDS]


LATER = NOW + timedelta(days=3650)
REMINDED: list[str] = []


@dataclass
class Spent:
    """Seconds."""

    theirs: float = 0.0
    ours: float = 0.0


def planning(kind: str, pairs: int, rounds: int) -> Figure:
    """In turns: a part of theirs, the same part of ours; what is compared is the time of all parts."""
    spent, prompts = Spent(), 4 * pairs
    with database(kind) as here, running(here) as peer:
        planned = parts(here.sessions, pairs, rounds)
        here.knows_its_size()
        for part in planned:
            spent.theirs += seconds(lambda: add_jobs(peer, part, LATER))  # noqa: B023 (called at once)
            spent.ours += seconds(lambda: plan(here.sessions, part))  # noqa: B023
        check_planned(here.sessions, peer, prompts)
    each = f"{spent.theirs / prompts * 1e6:.0f} µs a prompt, ours {spent.ours / prompts * 1e6:.1f}"
    ratio = spent.theirs / spent.ours
    return Figure(
        name=f"planning {prompts:,} prompts on {kind}",
        value=ratio,
        unit="times faster",
        against=f"{THEIRS}: {each}; {here.place}",
        goal=f"at least {PLANS_FASTER}",
        holds=ratio >= PLANS_FASTER,
    )


def taking(kind: str, pairs: int, rounds: int) -> Figure:
    """All of a part are due: in turns they are fired, or claimed and settled, one by one. Neither sends anything.

    A first part warms both up.
    """
    spent, prompts = Spent(), 4 * pairs
    with database(kind) as here, running(here) as peer:
        outbox = sender(here)
        planned = parts(here.sessions, pairs // rounds * (rounds + 1), rounds + 1)
        here.knows_its_size()
        for part in planned:
            if part is planned[1]:
                spent = Spent()
            peer.pause()
            add_jobs(peer, part, NOW)
            plan(here.sessions, part)
            here.knows_its_size()
            spent.theirs += seconds(lambda: fire(peer, len(part)))  # noqa: B023 (called at once)
            spent.ours += seconds(lambda: take(outbox, len(part)))  # noqa: B023
    ratio, goal = spent.theirs / spent.ours, TAKES_FASTER[kind]
    each = f"{spent.theirs / prompts * 1e6:.0f} µs a prompt, ours {spent.ours / prompts * 1e6:.0f}"
    return Figure(
        name=f"taking {prompts:,} due prompts one by one, none missed, on {kind}",
        value=ratio,
        unit="times faster",
        against=f"{THEIRS}, without its grace time, which would drop most: {each}; {here.place}",
        goal=f"at least {goal:g}",
        holds=ratio >= goal,
    )


def fire(peer: BackgroundScheduler, number: int) -> None:
    """Until the last was run, and none is left in the store."""
    REMINDED.clear()
    peer.resume()
    while len(REMINDED) < number or peer.get_jobs():
        time.sleep(0.001)
    if len(REMINDED) != number:
        raise RuntimeError(f"{len(REMINDED)} jobs were run instead of {number}")


class AtOnce:
    """A courier's work without the courier: Slack takes each at once."""

    def attempt(self, claim: Claim, _now: datetime) -> Ending:
        return Taken("D0BENCH", f"1.{claim.due.letter_id.hex}"[:32])


def sender(here: Database) -> Outbox:
    """The bot's own: each claim is committed before it is worked on."""
    postbag = Postbag(here.sessions, here.reading, {}, Times(lease=60, timeout=10, settle=300))
    return Outbox(postbag, AtOnce(), pace=Unhurried(), watch=REAL, pool=Inline())  # type: ignore[arg-type]


def take(outbox: Outbox, number: int) -> None:
    sent = [letter.state for letter in outbox.send_due(lambda: LATER)]
    if sent != [Post.SENT] * number:
        raise RuntimeError(f"{sent.count(Post.SENT)} letters were sent instead of {number}")


def parts(sessions: sessionmaker[Session], pairs: int, rounds: int) -> list[list[Owed]]:
    """What is owed after a matching: the same prompts for both, with their people loaded."""
    with sessions.begin() as db:
        made = make_pairs(db, pairs)
        owed = [letter for pair in made for letter in invitations(pair, NOW)]
    size = len(owed) // rounds
    return [owed[n * size : (n + 1) * size] for n in range(rounds)]


@contextmanager
def running(here: Database) -> Iterator[BackgroundScheduler]:
    peer = BackgroundScheduler(timezone="UTC", jobstores={"default": SQLAlchemyJobStore(engine=here.engine)})
    peer.start()
    yield peer
    peer.shutdown()


def add_jobs(peer: BackgroundScheduler, owed: list[Owed], run_date: datetime) -> None:
    for letter in owed:
        key = f"{letter.kind}:{letter.subject.id}:{letter.to.id if letter.to else 'pair'}"
        peer.add_job(remind, "date", run_date=run_date, args=[key], id=key, misfire_grace_time=None)


def remind(key: str) -> None:
    """What such a bot's job would send."""
    REMINDED.append(key)


def plan(sessions: sessionmaker[Session], owed: list[Owed]) -> None:
    with sessions.begin() as db:
        owe_all(db, owed)


def check_planned(sessions: sessionmaker[Session], peer: BackgroundScheduler, prompts: int) -> None:
    with sessions() as db:
        owed = db.scalar(select(func.count()).select_from(Letter))
    if not owed == len(peer.get_jobs()) == prompts:
        raise RuntimeError(f"{owed} letters and {len(peer.get_jobs())} jobs instead of {prompts}")


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
