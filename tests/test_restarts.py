"""PostgreSQL restarts under the bot, and its connections are opened anew."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from bot.database import RESTED_SECONDS, connect
from tests.conftest import empty_database


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """PostgreSQL, asked once, so that a connection waits in the pool."""
    engine = connect(empty_database("postgresql", "restarts", tmp_path, request))
    assert ask(engine) == 1
    yield engine
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


def test_a_server_that_restarted_while_nobody_asked_is_not_noticed(served: Engine) -> None:
    hang_up(served)
    time.sleep(RESTED_SECONDS + 0.1)
    assert [ask(served), ask(served)] == [1, 1]


def test_a_server_that_restarted_between_two_questions_fails_the_first_alone(served: Engine) -> None:
    """However many connections were waiting: all of them are opened anew."""
    with served.connect(), served.connect(), served.connect():
        pass
    hang_up(served)
    with pytest.raises(OperationalError):
        ask(served)
    assert [ask(served), ask(served), ask(served)] == [1, 1, 1]


@pytest.mark.parametrize(("seconds", "is_asked"), [(0.0, False), (RESTED_SECONDS + 0.1, True)])
def test_only_a_connection_that_has_rested_is_asked_whether_it_lives(
    served: Engine, seconds: float, is_asked: bool
) -> None:
    before = others(served, "query")
    time.sleep(seconds)
    with served.connect():
        assert (others(served, "query") != before) == is_asked
