"""`make demo`: the bot and its workspace in a browser, where one is anybody and moves the clock."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn

from bot import schema
from sandbox import keeping
from sandbox.page.app import page
from sandbox.page.desk import Desk
from sandbox.rehearsal import rehearsal_config, rehearse
from sandbox.story.cast import arrive
from sandbox.workspace import Workspace

FOLDER = Path(".demo")
STATE = "workspace.pickle"
Kept = tuple[datetime, dict[str, dict[str, str]]]
ORGANISERS = ("U0ORLA",)


def main() -> int:
    keep = os.environ.get("KEEP", "") not in ("", "0")
    with listening(int(os.environ.get("DEMO_PORT") or 0)) as sock, at_the_desk(FOLDER, keep=keep) as desk:
        print(f"Open http://127.0.0.1:{sock.getsockname()[1]}  (Ctrl-C stops; KEEP=1 make demo goes on from there)")
        sys.stdout.flush()
        serve(desk, sock)
    return 0


@contextmanager
def at_the_desk(folder: Path, *, keep: bool, now: datetime | None = None) -> Iterator[Desk]:
    """The people of the story with the bot beside them. Afresh, or as it was kept; kept again at the end."""
    if not keep:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'demo.sqlite3'}"
    schema.migrate(url)
    with Workspace.start() as ws:
        began, read = settle_in(ws, folder / STATE) or (now or datetime.now(UTC), {})
        with rehearse(ws, rehearsal_config(ws, url, organisers=ORGANISERS), began) as rehearsal:
            desk = Desk(rehearsal, read)
            try:
                yield desk
            finally:
                keeping.put_away(ws, folder / STATE, (rehearsal.now, desk.read))


def settle_in(ws: Workspace, state: Path) -> Kept | None:
    """The time at which one stopped, and what was read by then; None when it all begins."""
    if state.exists():
        kept: Kept = keeping.take_out(ws, state)
        return kept
    arrive(ws)
    return None


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """On loopback only; port 0 is any that is free."""
    with socket.create_server(("127.0.0.1", port)) as sock:
        yield sock


def serve(desk: Desk, sock: socket.socket) -> None:
    """Until Ctrl-C; open tabs do not hold it up."""
    config = uvicorn.Config(page(desk), log_level="warning", timeout_graceful_shutdown=1, lifespan="off")
    uvicorn.Server(config).run(sockets=[sock])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
