"""One tick sends what is due, forgets old request ids and writes down that it ran."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk import WebClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.assembly import outbox_for
from bot.coordination.rounds import LASTING
from bot.database import Base, connect, session_factory
from bot.letters import owe
from bot.metrics import LETTERS
from bot.models import Figure, Inbound, Kind, Letter, Person, Pulse, Stage
from bot.outbox.claims import Sent, Times
from bot.outbox.postbag import Postbag
from bot.privacy.retention import RETENTION
from bot.said import Said, paragraph
from bot.schedule import TICK, TICK_SECONDS, WRITERS, Ticker, counted
from bot.sealing import KeyRing
from sandbox import Workspace
from tests.factories import NOW, make_person, make_programme, make_workspace

TIMES = Times(lease=60, timeout=5, settle=300)


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.add_person("ayu", name="Ayu Lestari")
        yield workspace


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path}/ticks.sqlite3")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine, ring: KeyRing) -> sessionmaker[Session]:
    """Sessions of a database with one workspace in it."""
    sessions = session_factory(engine, ring)
    with sessions.begin() as db:
        make_workspace(db)
    return sessions


@pytest.fixture
def ticker(ws: Workspace, sessions: sessionmaker[Session]) -> Ticker:
    client = WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
    postbag = Postbag(sessions, sessions, {"note": note}, TIMES)
    return Ticker(sessions, outbox_for(postbag, lambda _: client, TIMES), lambda _: client, lambda: NOW)


def note(_: Session, __: Letter) -> Said:
    return Said([paragraph("Good morning")])


def test_every_kind_of_letter_has_somebody_who_writes_it() -> None:
    assert set(WRITERS) == set(Kind)


def test_a_tick_sends_what_is_due_and_counts_it(ws: Workspace, ticker: Ticker, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        person = make_person(db, slack_id="U0AYU")
        owe(db, "note", person, NOW, to=person)
        owe(db, "note", person, NOW + timedelta(hours=1), to=person, once="later")
    counter = LETTERS.labels(kind="note", state="sent", reason="")
    before = counter._value.get()

    assert [sent.state for sent in ticker.tick()] == ["sent"]
    assert [message.text for message in ws.person("ayu").dm] == ["Good morning"]
    assert counter._value.get() == before + 1
    assert [sent.state for sent in ticker.tick(NOW + timedelta(hours=1))] == ["sent"]


def test_the_log_tells_what_became_of_each_letter(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        counted(Sent("note", "sent", None))
        counted(Sent("note", "dropped", "too_late"))
    assert [record.getMessage() for record in caplog.records] == [
        "letter note: sent",
        "letter note: dropped (too_late)",
    ]


def test_a_letter_is_counted_with_its_reason() -> None:
    counter = LETTERS.labels(kind="note", state="dropped", reason="too_late")
    before = counter._value.get()
    counted(Sent("note", "dropped", "too_late"))
    assert counter._value.get() == before + 1


def test_a_tick_writes_down_when_it_ran_and_when_the_next_one_does(
    ticker: Ticker, sessions: sessionmaker[Session]
) -> None:
    for minutes in (0, 5):
        moment = NOW + timedelta(minutes=minutes)
        ticker.tick(moment)
        with sessions() as db:
            pulse = db.get_one(Pulse, TICK)
        assert (pulse.job, pulse.last_at, pulse.next_at) == (TICK, moment, moment + timedelta(seconds=TICK_SECONDS))


def test_a_tick_forgets_requests_after_a_day(ticker: Ticker, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        for key, hours in (("old", 25), ("new", 24)):
            db.add(Inbound(workspace_id="T0RM", key=key, at=NOW - timedelta(hours=hours)))
    ticker.tick()
    with sessions() as db:
        assert db.scalars(select(Inbound.key)).all() == ["new"]


def test_a_tick_does_what_no_letter_asks_for(ticker: Ticker, sessions: sessionmaker[Session]) -> None:
    """It asks who was picked, tells what lasted of a programme that closed long ago, and forgets what is over."""
    with sessions.begin() as db:
        roster.somebody(db, "T0RM", "U0AYU")
        make_programme(
            db, stage=Stage.CLOSED, started_at=NOW - timedelta(days=800), closed_at=NOW - timedelta(days=400)
        )
    ticker.tick()
    with sessions() as db:
        assert db.scalars(select(Person.seen_at).where(Person.slack_id == "U0AYU")).one() == NOW
        assert db.scalars(select(Figure.key)).all() == [LASTING]
        assert db.get_one(Pulse, RETENTION).last_at == NOW


def test_the_scheduler_writes_down_what_it_did_and_else_only_now_and_then_that_it_is_alive(
    ws: Workspace, sessions: sessionmaker[Session]
) -> None:
    client = WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
    outbox = outbox_for(Postbag(sessions, sessions, {"note": note}, TIMES), lambda _: client, TIMES)
    seconds = 0
    ticker = Ticker(sessions, outbox, lambda _: client, lambda: NOW + timedelta(seconds=seconds))

    def pulse_after(passed: int) -> float:
        nonlocal seconds
        seconds = passed
        ticker._tick_again()
        [last_at] = pulses(sessions)
        return (last_at - NOW).total_seconds()

    assert [pulse_after(passed) for passed in (0, 2, 14, 15, 17)] == [0, 0, 0, 15, 15]
    with sessions.begin() as db:
        person = make_person(db, slack_id="U0AYU")
        owe(db, "note", person, NOW, to=person)
    assert [pulse_after(passed) for passed in (19, 21)] == [19, 19]
    with sessions.begin() as db:
        roster.somebody(db, "T0RM", "U0NEW")
    assert [pulse_after(passed) for passed in (23, 25)] == [23, 23]


def test_when_the_clock_was_set_a_tick_is_left_out(ws: Workspace, sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        person = make_person(db, slack_id="U0AYU")
        owe(db, "note", person, NOW + timedelta(days=1), to=person)
    client = WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
    outbox = outbox_for(Postbag(sessions, sessions, {"note": note}, TIMES), lambda _: client, TIMES)
    shown = [NOW]
    ticker = Ticker(sessions, outbox, lambda _: client, lambda: shown[0])
    told = []
    for moment in (NOW, NOW + timedelta(days=1), NOW + timedelta(days=1, seconds=2)):
        shown[0] = moment
        ticker._tick_again()  # the scheduler's: who calls tick() has said what time it is
        told.append(len(ws.person("ayu").dm))
    assert told == [0, 0, 1]


def test_the_scheduler_ticks_until_it_is_shut_down_and_catches_up_after_a_sleep(
    sessions: sessionmaker[Session],
) -> None:
    outbox = outbox_for(Postbag(sessions, sessions, {}, TIMES), nobody, TIMES)
    scheduler = Ticker(sessions, outbox, nobody, lambda: NOW).run()
    [job] = scheduler.get_jobs()
    assert job.trigger.interval == timedelta(seconds=TICK_SECONDS)
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)  # once, however late
    job.modify(next_run_time=job.next_run_time - timedelta(days=1))

    deadline = time.monotonic() + 10
    while not pulses(sessions) and time.monotonic() < deadline:
        time.sleep(0.02)
    scheduler.shutdown()
    assert pulses(sessions) == [NOW]


def nobody(_: str) -> None:
    """No token: the bot speaks nowhere."""


def pulses(sessions: sessionmaker[Session]) -> list[datetime]:
    with sessions() as db:
        return list(db.scalars(select(Pulse.last_at).where(Pulse.job == TICK)))
