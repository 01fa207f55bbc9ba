"""Statements that run for every letter: compiled once, since SQLAlchemy's own way costs more than the database does."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect, UpdateBase
from sqlalchemy.exc import SQLAlchemyError

from bot.bulk import plain


class Prepared:
    """An update for one kind of database. It runs in the transaction of the connection it is given."""

    def __init__(self, statement: UpdateBase, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._text = str(compiled)
        self._always: Mapping[str, Any] = compiled.params
        self._places: list[str] | None = getattr(compiled, "positiontup", None)
        self._is_sqlite = dialect.name == "sqlite"
        self._error = dialect.loaded_dbapi.Error

    def hits(self, connection: Connection, values: Mapping[str, Any]) -> bool:
        """Whether it changed a row; the statement returns what it changed."""
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._text, self._parameters(values))
            return cursor.fetchone() is not None
        except self._error as error:
            raise SQLAlchemyError(type(error).__name__) from error
        finally:
            cursor.close()

    def _parameters(self, values: Mapping[str, Any]) -> Any:
        """By their places where the driver wants it so; SQLite's has no moments and ids of its own."""
        given = {**self._always, **values}
        if self._is_sqlite:
            given = {name: as_sqlite(value) for name, value in given.items()}
        return [given[name] for name in self._places] if self._places else given


def as_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return plain(value)
    return value.hex if isinstance(value, uuid.UUID) else value
