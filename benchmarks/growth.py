"""What is not due costs nothing: a tick, and a start, with a million letters waiting against a thousand."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from benchmarks.databases import KEYS, KINDS, Database, database
from benchmarks.figures import Figure
from benchmarks.people import NOW, WORKSPACE, make_pairs
from bot import schema
from bot.assembly import House, assemble
from bot.config import Config

FEW, MANY = 1000, 1_000_000
TIMES = 40
GOAL = 1.5
NOWHERE = "http://127.0.0.1:9/api/"  # nobody is asked
FILL = {
    "SQLite": """
        WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :number)
        INSERT INTO letters (workspace_id, id, kind, key, person_id, facts, owed_at, due_at, try_at,
                             useful_until, any_hour, state, tries, fence, stale)
        SELECT :workspace, lower(hex(randomblob(16))), 'joined', 'bench:' || n, :person, '{}',
               '2026-11-24 03:00:00.000000', moment, moment,
               datetime(moment, '+2 hours') || '.000000', 0, 'waiting', 0, 0, 0
        FROM (SELECT n, datetime('2026-12-01', '+' || n || ' seconds') || '.000000' AS moment FROM numbers)
    """,
    "PostgreSQL": """
        INSERT INTO letters (workspace_id, id, kind, key, person_id, facts, owed_at, due_at, try_at,
                             useful_until, any_hour, state, tries, fence, stale)
        SELECT :workspace, gen_random_uuid(), 'joined', 'bench:' || n, CAST(:person AS uuid), '{}',
               now(), moment, moment,
               moment + interval '2 hours', false, 'waiting', 0, 0, false
        FROM (SELECT n, timestamptz '2026-12-01 00:00+00' + n * interval '1 second' AS moment
              FROM generate_series(0, :number - 1) AS n)
    """,
}


@dataclass(frozen=True)
class Waiting:
    """A database in which so many letters wait for their moment, and the bot's house beside it."""

    here: Database
    house: House

    def ticks(self) -> None:
        if sent := self.house.ticker.tick(NOW):
            raise RuntimeError(f"{len(sent)} letters were due")

    def starts(self) -> None:
        """As `python -m bot tick` does: connects, looks at the schema, and ticks."""
        house = assemble(self.house.config, clock=lambda: NOW)
        schema.current(house.engine)
        Waiting(self.here, house).ticks()
        house.close()


def measure() -> list[Figure]:
    return [figure for kind in KINDS for figure in growth(kind, FEW, MANY)]


def growth(kind: str, few: int, many: int, times: int = TIMES) -> Iterator[Figure]:
    with ExitStack() as stack:
        small, large = (stack.enter_context(waiting(kind, number)) for number in (few, many))
        yield figure(f"a tick with {many:,} letters waiting, on {kind}", few, small.ticks, large.ticks, times)
        yield figure(f"a start with {many:,} letters waiting, on {kind}", few, small.starts, large.starts, times // 4)


@contextmanager
def waiting(kind: str, number: int) -> Iterator[Waiting]:
    with database(kind) as here:
        with here.sessions.begin() as db:
            person = make_pairs(db, 1)[0].mentor.person
            person_id = person.id.hex if kind == "SQLite" else str(person.id)
            db.execute(text(FILL[kind]), {"workspace": WORKSPACE, "person": person_id, "number": number})
        here.knows_its_size()
        config = Config(bot_token="", secret_keys=KEYS, api_url=NOWHERE, database_url=here.url)
        house = assemble(config, clock=lambda: NOW)
        yield Waiting(here, house)
        house.close()


def figure(name: str, few: int, small: Callable[[], None], large: Callable[[], None], times: int) -> Figure:
    """In turns; the medians are compared."""
    taken = [(seconds(small), seconds(large)) for _ in range(times + 1)][1:]
    less, more = (statistics.median(found) for found in zip(*taken, strict=True))
    return Figure(
        name=name,
        value=more / less,
        unit=f"of the same with {few:,}",
        against=f"{less * 1000:.2f} ms, with the many {more * 1000:.2f} ms",
        goal=f"at most {GOAL}",
        holds=more / less <= GOAL,
    )


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
