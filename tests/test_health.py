"""Is the bot ready? Read from the database, so that it holds for every process."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot import schema
from bot.database import connect, readers, session_factory
from bot.health import RECENT, Health
from bot.models import Pulse
from bot.schedule import TICK
from bot.sealing import KeyRing
from tests.conftest import KINDS, empty_database
from tests.factories import NOW


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without a schema yet."""
    engine = connect(empty_database(request.param, "health", tmp_path, request))
    yield engine
    engine.dispose()


def problems(engine: Engine, ring: KeyRing, *, scheduler: bool = True) -> list[str]:
    return Health(engine, readers(engine, ring), lambda: NOW, scheduler=scheduler).problems()


def ticked(engine: Engine, ring: KeyRing, ago: timedelta, job: str = TICK) -> None:
    with session_factory(engine, ring).begin() as db:
        db.merge(Pulse(job=job, last_at=NOW - ago))


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_a_database_without_its_schema_is_not_ready(engine: Engine, ring: KeyRing) -> None:
    [problem] = problems(engine, ring)
    assert problem == f"the schema is at None, this version wants {schema.head()}: run python -m bot migrate"


def test_it_is_ready_once_a_tick_has_run_and_until_ticks_stop(engine: Engine, ring: KeyRing) -> None:
    schema.migrate(url_of(engine))
    assert problems(engine, ring)[0].startswith("no tick has run yet")

    ticked(engine, ring, RECENT)
    assert problems(engine, ring) == []
    ticked(engine, ring, RECENT + timedelta(seconds=1))
    assert problems(engine, ring) == ["the last tick was 121 s ago"]


def test_another_job_is_no_tick(engine: Engine, ring: KeyRing) -> None:
    schema.migrate(url_of(engine))
    ticked(engine, ring, timedelta(0), job="another")
    assert problems(engine, ring)[0].startswith("no tick has run yet")


def test_where_cron_ticks_nobody_asks_when(engine: Engine, ring: KeyRing) -> None:
    schema.migrate(url_of(engine))
    assert problems(engine, ring, scheduler=False) == []


def test_a_database_that_is_away_is_named_without_its_address(ring: KeyRing) -> None:
    away = connect("postgresql+psycopg://rm:hunter2@127.0.0.1:1/rm?connect_timeout=1")
    assert problems(away, ring) == ["the database does not answer (OperationalError)"]
