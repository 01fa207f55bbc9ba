"""How many questions the database is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session


@contextmanager
def asked(db: Session) -> Iterator[list[str]]:
    """Within the block, by a session that knows nothing yet."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    db.flush()
    db.expunge_all()
    event.listen(db.connection(), "before_cursor_execute", note)
    yield statements
    event.remove(db.connection(), "before_cursor_execute", note)
