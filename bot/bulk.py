"""Many rows at once: what SQLAlchemy does for each of them costs more than what the database does."""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import JSON, Select, Table, Text, cast, column, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bot.database import Base

Row = Mapping[str, Any]


def insert_all_once(db: Session, model: type[Base], rows: Sequence[Row]) -> None:
    """Inserts each row unless a unique key has it already; all of them name the same columns, in the same order."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 (no model of ours is a join)
    if not rows:
        return
    alike = {name: value for name, value in constants(table).items() if name not in rows[0]}
    names = [*rows[0], *alike]
    if db.get_bind().dialect.name == "sqlite":
        db.connection().exec_driver_sql(insertion(table, names), kept_on_sqlite(rows, alike))
    else:
        listed = listed_on_postgresql(table, names, json.dumps([{**row, **alike} for row in rows], default=str))
        db.connection().execute(insert(table).from_select(names, listed).on_conflict_do_nothing())


def constants(table: Table) -> Row:
    """What a new row holds in the columns that it does not name."""
    return {
        column.name: column.default.arg for column in table.c if isinstance(column.default, ScalarElementColumnDefault)
    }


def insertion(table: Table, names: Sequence[str]) -> str:
    columns, places = ", ".join(names), ", ".join("?" * len(names))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608 (our names)


def kept_on_sqlite(rows: Sequence[Row], alike: Row) -> list[tuple[Any, ...]]:
    """As the types of the columns keep them."""
    kept: dict[type, Callable[[Any], Any]] = {
        uuid.UUID: attrgetter("hex"),
        datetime: cache(moment_on_sqlite),  # many fall due at the same
        dict: json.dumps,
    }
    rest = [value.value if isinstance(value, StrEnum) else value for value in alike.values()]
    return [
        (*[kept[type(value)](value) if type(value) in kept else value for value in row.values()], *rest) for row in rows
    ]


def moment_on_sqlite(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def listed_on_postgresql(table: Table, names: list[str], rows: str) -> Select[Any]:
    """All of them are one parameter."""
    fields = [column(name, table.c[name].type) for name in names]
    listed = func.json_to_recordset(cast(literal(rows, Text), JSON)).table_valued(*fields, name="listed")
    return select(listed.render_derived(with_types=True))
