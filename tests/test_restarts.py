"""PostgreSQL restarts under the bot, and its connections are opened anew."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.database import connect
from tests.conftest import empty_database

AN_HOUR = 3600.0


@pytest.fixture
def url(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    return empty_database("postgresql", "restarts", tmp_path, request)


@contextmanager
def served(url: str, rested_seconds: float) -> Iterator[Engine]:
    """PostgreSQL, asked once, so that a connection waits in the pool."""
    engine = connect(url, rested_seconds)
    try:
        assert ask(engine) == 1
        yield engine
    finally:
        engine.dispose()


def ask(engine: Engine) -> int | None:
    with engine.connect() as connection:
        return connection.scalar(select(1))


def others(engine: Engine, what: str) -> Sequence[object]:
    """Of each connection to this database but the one that asks."""
    admin = create_engine(engine.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    where = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = :name"
    with admin.connect() as connection:
        return connection.scalars(text(f"SELECT {what} {where}"), {"name": engine.url.database}).all()


def hang_up(engine: Engine) -> None:
    """As a server does that restarts."""
    assert set(others(engine, "pg_terminate_backend(pid, 10000)")) == {True}


def test_a_server_that_restarted_while_nobody_asked_is_not_noticed(url: str) -> None:
    with served(url, 0.0) as engine:
        hang_up(engine)
        assert [ask(engine), ask(engine)] == [1, 1]


def test_a_server_that_restarted_between_two_questions_fails_the_first_alone(url: str) -> None:
    """However many connections were waiting: all of them are opened anew."""
    with served(url, AN_HOUR) as engine:
        with engine.connect(), engine.connect(), engine.connect():
            pass
        hang_up(engine)
        with pytest.raises(OperationalError):
            ask(engine)
        assert [ask(engine), ask(engine), ask(engine)] == [1, 1, 1]


@pytest.mark.parametrize(("rested_seconds", "is_asked"), [(AN_HOUR, False), (0.0, True)])
def test_only_a_connection_that_has_rested_is_asked_whether_it_lives(
    url: str, rested_seconds: float, is_asked: bool
) -> None:
    with served(url, rested_seconds) as engine:
        before = others(engine, "query")
        with engine.connect():
            assert (others(engine, "query") != before) == is_asked
