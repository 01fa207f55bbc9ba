"""One process sends from a SQLite file: whoever holds a lock of the operating system, which no crash leaves behind."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.errors import Misconfigured

# Not the database itself: closing it would give up the locks that SQLite holds on it.
SUFFIX = "-sender"


class NotAlone(Misconfigured):
    """Another process sends from this SQLite file."""


@contextmanager
def sending_alone(database_url: str) -> Iterator[None]:
    """Raises NotAlone where another process is at it. PostgreSQL keeps senders apart by itself."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        yield
        return
    lock = opened(Path(str(url.database)).resolve())
    try:
        take(lock)
        yield
    finally:
        os.close(lock)


def opened(database: Path) -> int:
    """The same file however the database is called; it stays, empty, since taking it away would let a second one in."""
    try:
        return os.open(database.with_name(database.name + SUFFIX), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Misconfigured(f"DATABASE_URL: no file can be written beside the database ({error.strerror})") from None


def take(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise NotAlone(
            "DATABASE_URL: another process sends from this SQLite file; "
            "stop it, set RM_SCHEDULER=off here, or use PostgreSQL, where several may send"
        ) from None
    except OSError as error:
        raise Misconfigured(
            f"DATABASE_URL: the file lies where nothing can be locked ({error.strerror}), as on some network disks; "
            "put it on a local disk, or use PostgreSQL"
        ) from None
