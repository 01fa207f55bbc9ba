"""Against one APScheduler job a prompt in its SQLAlchemy job store, which is what most bots do."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.databases import KINDS, Database, database
from benchmarks.figures import Figure
from benchmarks.people import NOW, make_pairs
from bot.letters import Owed, owe_all
from bot.matching.rules import invitations
from bot.models import Letter

ROUNDS = 10
PAIRS = 2500
PROMPTS = 4 * PAIRS  # a question and a reminder to both
PLANS_FASTER = 50
THEIRS = "one DateTrigger job a prompt in APScheduler's SQLAlchemyJobStore, its scheduler running, on the same engine"


def measure() -> list[Figure]:
    return [planning(kind, PAIRS, ROUNDS) for kind in KINDS]


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
            spent.theirs += seconds(lambda: add_jobs(peer, part))  # noqa: B023 (called at once)
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


def parts(sessions: sessionmaker[Session], pairs: int, rounds: int) -> list[list[Owed]]:
    """What is owed after a matching: the same prompts for both, with their people loaded."""
    with sessions.begin() as db:
        made = make_pairs(db, pairs)
        owed = [letter for pair in made for letter in invitations(pair, NOW)]
    return [owed[n::rounds] for n in range(rounds)]


@contextmanager
def running(here: Database) -> Iterator[BackgroundScheduler]:
    peer = BackgroundScheduler(timezone="UTC", jobstores={"default": SQLAlchemyJobStore(engine=here.engine)})
    peer.start()
    yield peer
    peer.shutdown()


def add_jobs(peer: BackgroundScheduler, owed: list[Owed]) -> None:
    for letter in owed:
        key = f"{letter.kind}:{letter.subject.id}:{letter.to.id if letter.to else 'pair'}"
        peer.add_job(remind, "date", run_date=letter.due_at.replace(year=NOW.year + 10), args=[key], id=key)


def remind(key: str) -> None:
    """What such a bot's job would send."""


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
