"""Many rows at once: what SQLAlchemy does for each of them costs more than what the database does."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, DateTime, Select, Table, Text, cast, column, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from bot.database import Base, Moment

Plain = str | int | None  # an id is 32 hexadecimal digits, JSON is written out, a moment is as `plain` makes it


def plain(moment: datetime) -> str:
    """As SQLite keeps it: in UTC, to the microsecond, without its zone."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds").removesuffix("+00:00")


def insert_all_once(db: Session, model: type[Base], names: Sequence[str], rows: Sequence[tuple[Plain, ...]]) -> None:
    """Inserts each row unless a unique key has it already. The names are those of the values in each row."""
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 (no model of ours is a join)
    alike = {name: value for name, value in constants(table).items() if name not in names}
    whole = (*names, *alike)
    if not rows:
        return
    if db.get_bind().dialect.name == "sqlite":
        rest = tuple(alike.values())
        db.connection().exec_driver_sql(insertion(table, whole), [row + rest for row in rows])
    else:
        listed = json.dumps([dict(zip(names, row, strict=True)) | alike for row in rows])
        found = listed_on_postgresql(table, whole, listed)
        db.connection().execute(insert(table).from_select(whole, found).on_conflict_do_nothing())


def constants(table: Table) -> Mapping[str, Plain]:
    """What a new row holds in the columns that it does not name."""
    defaults = {column.name: column.default for column in table.c}
    return {
        name: str(given.arg) if isinstance(given.arg, str) else given.arg
        for name, given in defaults.items()
        if isinstance(given, ScalarElementColumnDefault)
    }


def insertion(table: Table, names: Sequence[str]) -> str:
    columns, places = ", ".join(names), ", ".join("?" * len(names))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING"  # noqa: S608 (our names)


def listed_on_postgresql(table: Table, names: Sequence[str], rows: str) -> Select[Any]:
    """All of them are one parameter."""
    fields = [
        column(name, Text if isinstance(table.c[name].type, JSON | Moment) else table.c[name].type) for name in names
    ]
    listed = func.json_to_recordset(cast(literal(rows, Text), JSON)).table_valued(*fields, name="listed")
    read = listed.render_derived(with_types=True)
    return select(*[as_kept(read.c[name], table.c[name]) for name in names])


def as_kept(value: ColumnElement[Any], of: Column[Any]) -> ColumnElement[Any]:
    if isinstance(of.type, Moment):
        return func.timezone("UTC", cast(value, DateTime))
    return cast(value, JSON) if isinstance(of.type, JSON) else value
