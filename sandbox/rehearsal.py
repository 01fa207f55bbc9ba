"""The whole bot against a workspace on loopback, with a clock that can be moved: for the story, the demo and tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from wsgiref.types import WSGIApplication

from sqlalchemy import func, select
from waitress import wasyncore
from waitress.server import create_server

from bot.assembly import House, assemble
from bot.config import Config
from bot.models import Letter, Post
from bot.outbox.claims import Sent
from bot.web import LARGEST_BODY
from sandbox.workspace import Workspace

THREADS = 16  # as the bot


@dataclass
class Rehearsal:
    """A workspace, the bot that serves it, and the time that both live in."""

    ws: Workspace
    house: House
    now: datetime
    sent: list[Sent] = field(default_factory=list)

    def tick(self) -> list[Sent]:
        """What the scheduler does now."""
        dealt_with = self.house.ticker.tick(self.now)
        self.sent += dealt_with
        return dealt_with

    def waits(self, **time: float) -> list[Sent]:
        """Time passes; each letter is sent at the moment at which it falls due."""
        return self.waits_until(self.now + timedelta(**time))

    def waits_until(self, moment: datetime) -> list[Sent]:
        dealt_with = self.tick()
        while (due := self.next_letter_at()) is not None and due <= moment:
            self.now = max(self.now, due)
            dealt_with += self.tick()
        self.now = max(self.now, moment)
        return dealt_with

    def next_letter_at(self) -> datetime | None:
        """When the next letter falls due; None when nobody is owed any."""
        with self.house.reading() as db:
            return db.scalar(select(func.min(Letter.try_at)).where(Letter.state == Post.WAITING))


@contextmanager
def rehearse(ws: Workspace, config: Config, now: datetime) -> Iterator[Rehearsal]:
    """The bot serves the workspace over HTTP until the block ends; the database must be migrated."""
    house = assemble(config, clock=lambda: rehearsal.now)
    rehearsal = Rehearsal(ws, house, now)
    ws.clock = lambda: rehearsal.now
    try:
        with served(house.web) as address:
            ws.deliver_to(address)
            yield rehearsal
    finally:
        house.close()


@contextmanager
def served(web: WSGIApplication) -> Iterator[str]:
    """The address of an app's events while its WSGI application is served, as the bot serves its own."""
    sockets: dict[int, Any] = {}
    server = create_server(
        web, map=sockets, host="127.0.0.1", port=0, threads=THREADS, max_request_body_size=LARGEST_BODY
    )
    done = threading.Event()
    thread = threading.Thread(target=serve, args=(sockets, done), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}/slack/events"
    finally:
        done.set()
        thread.join()
        server.close()
        server.task_dispatcher.shutdown()


def serve(sockets: dict[int, Any], done: threading.Event) -> None:
    while not done.is_set():
        wasyncore.loop(timeout=0.02, map=sockets, count=1)
    wasyncore.close_all(sockets)


def rehearsal_config(ws: Workspace, database_url: str, **changes: Any) -> Config:
    """Settings for a workspace on loopback; waits are short, since nothing there takes minutes."""
    values: dict[str, Any] = {
        "bot_token": ws.bot_token,
        "secret_keys": (b"rehearsal-key-of-thirty-two-byte",),
        "signing_secret": ws.signing_secret,
        "api_url": ws.api_url,
        "database_url": database_url,
        "settle_seconds": 1.0,
        "lease_seconds": 5.0,
        "http_timeout": 2,
        "pace": {},
        "at_once": 1,
    }
    return Config(**values | changes)
