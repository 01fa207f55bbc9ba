"""The engine, the session factory, and what every table has in common."""

import sqlite3
import time
import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    DateTime,
    Dialect,
    Engine,
    ForeignKeyConstraint,
    MetaData,
    String,
    Uuid,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from bot.sealing import KeyRing, seal_before_flush
from bot.turns import Turns

# Names by rule, so that a migration can name what it changes on either database.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_MILLISECONDS = 10_000
CACHE_KIBIBYTES = (
    16_000  # of a connection; SQLite's own two thousand are fewer than the indexes of some months' letters
)
# A lock as an update takes it. Rows may still be written that point at the locked one: else a letter to be committed
# waits for whoever holds its programme, who may be waiting for that same commit.
HELD = {"key_share": True}
RESTED_SECONDS = 1.0
USED = "used"  # in a connection's info: when it was last given back, by the monotonic clock
QUEUE, TURN = "queue", "turn"  # in a connection's info: who may write next, and whether it holds its turn


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 (SQLAlchemy reads it from the class)


class InWorkspace:
    """A row of one workspace: its key is (workspace, id), and so is every key that points at it."""

    workspace_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4)


@event.listens_for(Base, "init", propagate=True)
def give_id(target: Any, _args: Any, kwargs: dict[str, Any]) -> None:
    """Ids exist before the flush: sealed fields are bound to them, letters name them."""
    if isinstance(target, InWorkspace):
        kwargs.setdefault("id", uuid.uuid4())


def points_at(table: str, column: str, ondelete: str = "CASCADE") -> ForeignKeyConstraint:
    """A composite key into another table of the same workspace, checked at the commit."""
    return ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.id"],
        ondelete=ondelete,
        deferrable=True,
        initially="DEFERRED",
    )


def of_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], ondelete="CASCADE", deferrable=True, initially="DEFERRED"
    )


def insert_once(db: Session, model: type[Base], **values: Any) -> bool:
    """Inserts the row unless a unique key has it already; True if it is new. Two at once make one."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgresql_insert
    keys = model.__table__.primary_key  # asked back, since psycopg's row count does not tell
    statement = insert(model).values(**values).on_conflict_do_nothing().returning(*keys)
    return db.execute(statement).first() is not None


def connect(url: str, rested_seconds: float = RESTED_SECONDS) -> Engine:
    """An engine for SQLite (one writer at a time, each commit on disk) or PostgreSQL. Its errors quote no values."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=10, max_overflow=20, hide_parameters=True)
        return ask_the_rested(engine, rested_seconds)
    engine = create_engine(url, connect_args={"timeout": BUSY_MILLISECONDS / 1000}, hide_parameters=True)
    event.listen(engine, "connect", prepare_sqlite)
    queue_writers(engine)
    event.listen(engine, "begin", begin)
    return engine


def ask_the_rested(engine: Engine, rested_seconds: float) -> Engine:
    """Asks a connection whether it still lives, but only where nothing was asked over it for a while.

    SQLAlchemy's own way asks before each use, which is a third of what somebody waits for an answer. Whoever comes
    within that while after the server went is told to try again; the connections are then opened anew.
    """

    def note_the_time(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[USED] = time.monotonic()

    def ask(connection: DBAPIConnection, record: ConnectionPoolEntry, _fairy: object) -> None:
        if time.monotonic() - record.info[USED] > rested_seconds and not lives(engine, connection):
            raise InvalidatePoolError  # each that was opened before now is opened anew

    event.listen(engine, "connect", note_the_time)
    event.listen(engine, "checkin", note_the_time)
    event.listen(engine, "checkout", ask)
    return engine


def lives(engine: Engine, connection: DBAPIConnection) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        return False


def queue_writers(engine: Engine) -> None:
    """SQLite lets a waiting writer sleep while others go twice: with five at once some waited for seven seconds."""
    turns = Turns()

    def join_queue(_connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        record.info[QUEUE] = turns

    event.listen(engine, "connect", join_queue)
    event.listen(engine, "checkin", lambda _, record: end_turn(record.info))


def wait_for_turn(info: dict[Any, Any]) -> None:
    """Before a connection begins to write; on PostgreSQL, where several may, there is no queue."""
    if QUEUE in info and TURN not in info:
        info[TURN] = info[QUEUE].take(BUSY_MILLISECONDS / 1000)


def end_turn(info: dict[Any, Any]) -> None:
    if info.pop(TURN, False):
        info[QUEUE].hand_on()


def prepare_sqlite(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    """The driver's own transactions are off: with them 600 of 800 concurrent updates were lost."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "secure_delete=ON",
        "trusted_schema=OFF",
        f"cache_size=-{CACHE_KIBIBYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Connection) -> None:
    """A reader that turns writer fails at once with 'database is locked'; a writer from the start waits."""
    begins = "BEGIN"
    if not reads(connection):
        wait_for_turn(connection.info)
        begins = "BEGIN IMMEDIATE"
    try:  # not by SQLAlchemy's way, which costs more than all the rest of beginning
        connection.connection.cursor().execute(begins)
    except sqlite3.Error as error:
        raise OperationalError(begins, None, error) from error


def reads(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("reading", False))


def session_factory(engine: Engine, ring: KeyRing) -> sessionmaker[Session]:
    """Sessions that can seal and open; commits happen by `with sessions.begin() as db` alone."""
    sessions = sessionmaker(engine, expire_on_commit=False, info={"ring": ring})
    event.listen(sessions, "before_flush", seal_before_flush)
    return sessions


def readers(engine: Engine, ring: KeyRing) -> sessionmaker[Session]:
    """Sessions that only read: on SQLite they do not wait for the writer.

    On PostgreSQL each statement sees what is committed by then, inside a transaction or not: so they begin none, and
    whoever waits for an answer does not wait for that as well. What must not be written is refused, not rolled back.
    """
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    reading = session_factory(engine.execution_options(reading=True), ring)
    event.listen(reading, "before_flush", refuse_to_write)
    return reading


def refuse_to_write(*_: object) -> None:
    """Nothing would be flushed at all where nothing has changed."""
    raise RuntimeError("a session that only reads has something to write")
