"""How Alembic meets the database: SQLite in batch mode with foreign keys off, PostgreSQL under a lock."""

import os
import sqlite3
from typing import Literal

from alembic import context
from sqlalchemy import Connection, event, text

from bot.config import database_url
from bot.database import Moment, connect
from bot.models import Letter
from bot.sealing import SealedBytes

LOCK = 4_170_215  # two replicas that start at once must not migrate at once; any fixed number does


def run() -> None:
    engine = connect(context.config.get_alembic_option("sqlalchemy.url") or database_url(os.environ))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", foreign_keys_off)
    with engine.connect() as connection:
        migrate(connection)
    engine.dispose()


def foreign_keys_off(connection: sqlite3.Connection, _record: object) -> None:
    """Before any transaction: inside one it has no effect, and recreating a parent would delete its children."""
    connection.execute("PRAGMA foreign_keys=OFF")


def migrate(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Letter.metadata,
        render_as_batch=sqlite,
        transactional_ddl=True,
        compare_type=True,
        render_item=plainly,
        compare_server_default=not sqlite,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.run_migrations()
        if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
            raise RuntimeError(f"rows without their parent after the migration: {broken}")


def plainly(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A migration must not import the bot's types: it has to work when they are long gone."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    return "sa.LargeBinary()" if kind == "type" and isinstance(item, SealedBytes) else False


run()
