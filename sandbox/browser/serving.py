"""What `make demo` serves, beside whatever else this process does."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from sandbox.demo import at_the_desk, listening
from sandbox.page.app import page
from sandbox.page.desk import Desk
from sandbox.story.habits import Company
from sandbox.story.plot import BEGINS, Story


@dataclass(frozen=True)
class Demo:
    desk: Desk
    story: Story
    address: str


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    """On a Monday at ten; everybody is there, nothing has happened."""
    with at_the_desk(folder, keep=False, now=BEGINS) as desk, served(desk) as address:
        yield Demo(desk, Story(desk.rehearsal, Company(desk.ws)), address)


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    config = uvicorn.Config(page(desk), log_level="warning", timeout_graceful_shutdown=1, lifespan="off")
    server = uvicorn.Server(config)
    with listening(0) as sock:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
