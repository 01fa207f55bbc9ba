"""The postbag in memory does what the postbag in the database does: else the simulation would prove nothing."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select

from bot import models
from bot.database import Base, connect, readers, session_factory
from bot.letters import redraw
from bot.models import Letter
from bot.outbox.claims import Claim, Due, Ended, Times
from bot.outbox.delivery import Hopeless, Limited, Refusal, Taken, Unknown
from bot.outbox.examination import Drop, Later
from bot.outbox.postbag import Postbag
from bot.outbox.settlement import FORGOTTEN, NOT_THERE
from bot.sealing import KeyRing
from tests.conftest import KINDS, empty_database
from tests.factories import make_person, make_workspace
from tests.simulation.chance import Chance
from tests.simulation.postbag import Database, Row
from tests.simulation.postbag import Postbag as Memory
from tests.simulation.postbag import redraw as redraw_in_memory
from tests.simulation.time import BEGINS, Time

TIMES = Times(lease=60, timeout=5, settle=300)
COLUMNS = ["state", "fence", "tries", "reason", "channel", "ts", "file_id", "stale", "sent_at", "claimed_at"]
COLUMNS += ["first_claimed_at", "try_at"]
ENDINGS = [
    Taken("D1", "1.0"),
    Taken("D1", None),
    Limited(30.0),
    Hopeless("user_not_found"),
    Refusal("team_access_not_granted"),
    Refusal(NOT_THERE),
    Refusal(FORGOTTEN),
    Unknown("TimeoutError"),
    Drop("no_longer_worth_saying"),
    Later(BEGINS + timedelta(hours=2), "out_of_hours"),
]
MOVES = st.one_of(
    st.tuples(st.just("claim"), st.integers(0, 1)),
    st.tuples(st.just("settle"), st.integers(0, 1), st.sampled_from(ENDINGS)),
    st.tuples(st.just("settle and claim"), st.integers(0, 1), st.sampled_from(ENDINGS)),
    st.tuples(st.just("remember"), st.integers(0, 1)),
    st.tuples(st.just("redraw"), st.integers(0, 2)),
    st.tuples(st.just("passes"), st.sampled_from([1, 59, 130, 300, 361, 4_000])),
)


@pytest.fixture(scope="module", params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    engine = connect(empty_database(request.param, "conformance", tmp_path_factory.mktemp("conformance"), request))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@dataclass
class Both:
    """The same letters in a database and in memory, and two senders at each, who claim and settle the same."""

    engine: Engine
    ring: KeyRing
    time: Time = field(default_factory=Time)
    memory: Database = field(default_factory=Database)
    claims: dict[int, list[tuple[Claim, Claim]]] = field(default_factory=lambda: {0: [], 1: []})

    def __post_init__(self) -> None:
        self.sessions = session_factory(self.engine, self.ring)
        reading = readers(self.engine, self.ring)
        self.real = [Postbag(self.sessions, reading, {}, TIMES, watch=self.time) for _ in range(2)]
        quiet = Chance(0, faults=0)
        self.model = [Memory(self.memory, TIMES, self.time, quiet, str(number)) for number in range(2)]
        for postbag in self.real:
            postbag._compare_clocks = lambda _: None  # both live in the time of the test
            postbag._leases.hold = lambda *_: True  # what a workspace's lease does is another test's
        with self.sessions.begin() as db:
            db.execute(delete(models.Workspace))
            make_workspace(db)
            self.person_id = make_person(db).id
        for number in range(3):
            self.owe(number)

    def owe(self, number: int) -> None:
        row = Row(uuid.UUID(int=number, version=4), "U1" if number < 2 else None, BEGINS + timedelta(seconds=number))
        self.memory.rows[row.id] = row
        with self.sessions.begin() as db:
            db.add(
                Letter(
                    **{"workspace_id": "T0RM", "id": row.id, "kind": "note", "key": str(number)},
                    **{"person_id": self.person_id if row.person else None, "due_at": row.try_at, "try_at": row.try_at},
                )
            )

    @property
    def now(self) -> datetime:
        return self.time.wall()

    def move(self, what: str, who: int, ending: Any = None) -> None:
        match what:
            case "passes":
                self.time.sleep(who)
            case "redraw":
                self.redraw(uuid.UUID(int=who, version=4))
            case "remember":
                self.remember(who)
            case _:
                self.turn(who, ending, self.due(who) if "claim" in what else None)

    def remember(self, sender: int) -> None:
        for real, model in self.claims[sender][-1:]:
            self.real[sender].remember(real, channel="D1", file_id="F1")
            self.model[sender].remember(model, channel="D1", file_id="F1")

    def due(self, sender: int) -> tuple[Due, Due] | None:
        """What both see first; that they see the same is half of the test."""
        real, model = self.real[sender].peek(self.now, (), 99), self.model[sender].peek(self.now, (), 99)
        assert [seen(due) for due in real] == [seen(due) for due in model]
        return (real[0], model[0]) if real else None

    def turn(self, sender: int, ending: Any, due: tuple[Due, Due] | None) -> None:
        held = self.claims[sender].pop(0) if ending and self.claims[sender] else None
        ended = [[Ended(claim, ending)] for claim in held] if held else [[], []]
        sent, claim = self.real[sender].turn(ended[0], due and due[0], self.now)
        sent_too, claim_too = self.model[sender].turn(ended[1], due and due[1], self.now)
        assert (sent, bool(claim)) == (sent_too, bool(claim_too))
        if claim and claim_too:
            assert claim.fence == claim_too.fence
            self.claims[sender].append((claim, claim_too))

    def redraw(self, letter_id: uuid.UUID) -> None:
        with self.sessions.begin() as db:
            redraw(db.get_one(Letter, ("T0RM", letter_id)), self.now)
        redraw_in_memory(self.memory.rows[letter_id], self.now)

    def rows(self) -> tuple[Any, Any]:
        with self.sessions() as db:
            letters = {letter.id: fields(letter) for letter in db.scalars(select(Letter))}
        return letters, {row.id: fields(row) for row in self.memory.rows.values()}


def fields(letter: Any) -> dict[str, Any]:
    return {column: getattr(letter, column) for column in COLUMNS}


def seen(due: Due) -> tuple[Any, ...]:
    return (due.letter_id, due.fence, due.unsure, due.personal, due.channel, due.ts, due.file_id, due.first_claimed_at)


@given(moves=st.lists(MOVES, max_size=16))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_postbags_hold_the_same_after_every_move(engine: Engine, ring: KeyRing, moves: list[Any]) -> None:
    both = Both(engine, ring)
    for move in moves:
        both.move(*move)
        real, model = both.rows()
        assert real == model
