"""What somebody waits for who types /rm-join: against a bare Bolt app, against Bolt's default, and in a crowd."""

import io
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any
from wsgiref.types import WSGIApplication

from slack_bolt.adapter.wsgi import SlackRequestHandler
from sqlalchemy import select

from benchmarks.bare import bare, by_default
from benchmarks.databases import KINDS, Database, database
from benchmarks.figures import Figure
from benchmarks.programme import make_programme
from bot.letters import Owed, owe_all
from bot.models import Kind, Person
from sandbox import Workspace
from sandbox.delivery import Parcel
from sandbox.people import Person as Somebody
from sandbox.rehearsal import Rehearsal, rehearsal_config, rehearse, served

PATH = "/slack/events"
TIMES = 300
BLOCK = 30  # calls of one side before it is the other's turn
CROWD = 32
ROUND_TRIP, ACKNOWLEDGED, ASKED, UNEVEN = 1.5, 1 / 15, 0.001, 5.0


@dataclass(frozen=True)
class Stage:
    """The bot at work in a workspace."""

    rehearsal: Rehearsal
    here: Database

    @property
    def ws(self) -> Workspace:
        return self.rehearsal.ws

    @property
    def listeners(self) -> int:
        return len(self.rehearsal.house.app._listeners)


def measure() -> list[Figure]:
    return [figure for kind in KINDS for figure in measured_on(kind, TIMES)]


def measured_on(kind: str, times: int) -> list[Figure]:
    with database(kind) as here, Workspace.start() as ws, staged(ws, here) as stage:
        return [asking(stage, 4 * times), round_trip(stage, times), acknowledgement(stage, times), crowd(stage, times)]


@contextmanager
def staged(ws: Workspace, here: Database) -> Iterator[Stage]:
    for handle in ("orla", "hana", "hugo", "sam", *(f"ayu{number}" for number in range(CROWD))):
        ws.add_person(handle, name=handle.title(), tz="UTC")
    config = rehearsal_config(ws, here.url, organisers=("U0ORLA",))
    with rehearse(ws, config, datetime.now(UTC)) as rehearsal:
        make_programme(rehearsal)
        here.knows_its_size()
        yield Stage(rehearsal, here)


def round_trip(stage: Stage, times: int) -> Figure:
    """Over HTTP; the medians are compared."""
    ws, ours, somebody = stage.ws, str(stage.ws.delivery.url), stage.ws.person("ayu0")
    joins(somebody)
    view = next(call.arguments["view"] for call in reversed(ws.calls) if call.method == "views.open")
    peer = SlackRequestHandler(bare(ws, stage.here.sessions, view, stage.listeners), path=PATH)

    def joins_at(address: str) -> float:
        ws.deliver_to(address)
        return joins(somebody)

    with served(peer) as theirs:
        bare_one, mine = in_turns(lambda: joins_at(theirs), lambda: joins_at(ours), times)
    ws.deliver_to(ours)
    return Figure(
        name=f"a signed /rm-join until it is acknowledged, on {stage.here.kind}",
        value=mine / bare_one,
        unit="of a bare Bolt app",
        against=f"as many listeners, one read, one write, the same form opened, the same server: "
        f"{bare_one * 1000:.2f} ms, ours {mine * 1000:.2f} ms; {stage.here.place}",
        goal=f"at most {ROUND_TRIP}",
        holds=mine / bare_one <= ROUND_TRIP,
    )


def in_turns(theirs: Callable[[], float], ours: Callable[[], float], times: int) -> tuple[float, float]:
    """The medians of both, taken in blocks that alternate; the first call of a block is not counted.

    One by one, each would be measured in what the other left of caches and of the CPU's clock: right after Bolt's
    default, which sleeps for 10 ms, any answer takes three times as long as right after another one.
    """
    waits: tuple[list[float], list[float]] = ([], [])
    for _ in range(max(1, times // BLOCK)):
        for found, call in zip(waits, (theirs, ours), strict=True):
            found += [call() for _ in range(BLOCK + 1)][1:]
    return statistics.median(waits[0]), statistics.median(waits[1])


def joins(somebody: Somebody) -> float:
    """Seconds until the command is acknowledged; by then the form is open."""
    answer = somebody.runs("/rm-join")
    if somebody.modal is None:
        raise RuntimeError(f"no form opened: {answer.text}")
    somebody.closes()
    return answer.seconds


def acknowledgement(stage: Stage, times: int) -> Figure:
    """A command that is answered in words, handed to each as its server would; the medians are compared."""
    stage.ws.person("ayu0").runs("/rm-join help")
    parcel = stage.ws.delivery.last
    if parcel is None:
        raise RuntimeError("nothing was sent over HTTP")
    ours = stage.rehearsal.house.web
    theirs = SlackRequestHandler(by_default(stage.ws, stage.listeners), path=PATH)
    default, mine = in_turns(lambda: answered(theirs, parcel), lambda: answered(ours, parcel), times)
    return Figure(
        name=f"an acknowledgement, on {stage.here.kind}",
        value=mine / default,
        unit="of Bolt's default",
        against=f"an App() with as many listeners, whose answer to the same command is its acknowledgement: "
        f"{default * 1000:.2f} ms, ours {mine * 1000:.2f} ms, both without a server and from memory",
        goal="at most 1/15",
        holds=mine / default <= ACKNOWLEDGED,
    )


def answered(web: WSGIApplication, parcel: Parcel) -> float:
    statuses: list[str] = []
    began = time.perf_counter()
    body = b"".join(web(environ_of(parcel), lambda status, *_: statuses.append(status)))  # type: ignore[arg-type]
    seconds = time.perf_counter() - began
    if statuses != ["200 OK"] or not body:
        raise RuntimeError(f"{statuses} {body!r}")
    return seconds


def environ_of(parcel: Parcel) -> dict[str, Any]:
    headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in parcel.headers.items()}
    return {
        **headers,
        "REQUEST_METHOD": "POST",
        "PATH_INFO": PATH,
        "QUERY_STRING": "",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": parcel.headers["Content-Type"],
        "CONTENT_LENGTH": str(len(parcel.body)),
        "wsgi.input": io.BytesIO(parcel.body),
    }


def asking(stage: Stage, times: int) -> Figure:
    """From the bot's start on."""
    for _ in range(times):
        joins(stage.ws.person("ayu0"))
    asked = Counter(call.method for call in stage.ws.calls)
    each = asked["auth.test"] / asked["views.open"]
    return Figure(
        name=f"calls of auth.test, on {stage.here.kind}",
        value=each,
        unit="a request",
        against=f"{asked['views.open']:,} requests, a form opened for each",
        goal="at most 1 in 1,000",
        holds=each <= ASKED,
    )


def crowd(stage: Stage, times: int) -> Figure:
    """Each of 32 people types it again and again at the same time, while letters are sent."""
    people = [stage.ws.person(f"ayu{number}") for number in range(CROWD)]
    owe_something(stage, times)
    with sending(stage) as sent, ThreadPoolExecutor(CROWD) as pool:
        each = pool.map(lambda somebody: [joins(somebody) for _ in range(max(1, times // 10))], people)
        waits = sorted(wait for found in each for wait in found)
    half, last = statistics.median(waits), waits[int(len(waits) * 0.99)]
    return Figure(
        name=f"/rm-join with {CROWD} at once while letters are sent, the slowest of 100, on {stage.here.kind}",
        value=last / half,
        unit="of half of all",
        against=f"half of all in the same run: {half * 1000:.1f} ms, 99 of 100 {last * 1000:.1f} ms; "
        f"{len(sent)} letters went out meanwhile",
        goal=f"under {UNEVEN:g}",
        holds=last / half < UNEVEN,
    )


def owe_something(stage: Stage, letters: int) -> None:
    with stage.here.sessions.begin() as db:
        hana = db.scalars(select(Person).where(Person.slack_id == "U0HANA")).one()
        owe_all(
            db,
            [
                Owed(Kind.ORGANISER_ADDED, hana, stage.rehearsal.now, hana, str(number), any_hour=True)
                for number in range(letters)
            ],
        )


@contextmanager
def sending(stage: Stage) -> Iterator[list[Any]]:
    """The sender works until the block ends."""
    done, sent = Event(), []

    def work() -> None:
        while not done.is_set():
            sent.extend(stage.rehearsal.house.ticker.tick(stage.rehearsal.now))

    thread = Thread(target=work)
    thread.start()
    yield sent
    done.set()
    thread.join()
