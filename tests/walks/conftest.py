"""The whole bot over the wire: the real Bolt app and the real client against the workspace on loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from waitress import wasyncore
from waitress.server import create_server

from bot import schema
from bot.assembly import House, assemble
from bot.config import Config
from bot.outbox import Sent
from bot.web import LARGEST_BODY
from sandbox import Workspace
from tests.conftest import KEYS, KINDS, empty_database

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@dataclass
class Stage:
    """A workspace, the bot that serves it, and the time that both live in."""

    ws: Workspace
    house: House
    now: datetime

    def waits(self, **time: float) -> list[Sent]:
        """Time passes, and the scheduler ticks as it goes: each letter is sent at the moment it falls due."""
        return self.waits_until(self.now + timedelta(**time))

    def waits_until(self, moment: datetime) -> list[Sent]:
        sent: list[Sent] = []
        while self.now < moment:
            self.now = min(self.now + timedelta(minutes=30), moment)
            sent += self.house.ticker.tick(self.now)
        return sent

    def ticks(self) -> list[Sent]:
        return self.house.ticker.tick(self.now)


@contextmanager
def served(house: House) -> Iterator[str]:
    """The address of the bot's events while its own WSGI application is served."""
    sockets: dict[int, Any] = {}
    server = create_server(
        house.web, map=sockets, host="127.0.0.1", port=0, threads=4, max_request_body_size=LARGEST_BODY
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


def config_for(ws: Workspace, database_url: str, **changes: Any) -> Config:
    values: dict[str, Any] = {
        "bot_token": ws.bot_token,
        "secret_keys": KEYS,
        "signing_secret": ws.signing_secret,
        "api_url": ws.api_url,
        "database_url": database_url,
        "organisers": ("U0ORLA",),
        "settle_seconds": 1.0,
        "lease_seconds": 5.0,
        "http_timeout": 2,
    }
    return Config(**values | changes)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An empty database of each kind at the newest schema, made by the migrations."""
    url = empty_database(request.param, "walk", tmp_path_factory.mktemp("walk"), request)
    schema.migrate(url)
    return url


@pytest.fixture
def ws() -> Iterator[Workspace]:
    """Ayu and Budi (juniors), Lena and Marc (leaders), Orla (organiser), Hana and Hugo (help), Sam (sponsor)."""
    with Workspace.start() as workspace:
        workspace.add_person("orla", name="Orla Byrne", title="Learning lead", tz="Europe/Dublin", locale="en-GB")
        workspace.add_person("ayu", name="Ayu Lestari", title="Analyst", tz="Asia/Jakarta", locale="en-GB")
        workspace.add_person("budi", name="Budi Santoso", title="Engineer", tz="Asia/Jakarta", locale="en-GB")
        workspace.add_person("lena", name="Lena Vogel", title="Chief operating officer", tz="Europe/Berlin")
        workspace.add_person("marc", name="Marc Dubois", title="Finance director", tz="Europe/Paris")
        workspace.add_person("hana", name="Hana Ito", title="People partner", tz="Asia/Tokyo")
        workspace.add_person("hugo", name="Hugo Reyes", title="Ombuds", tz="Europe/Madrid")
        workspace.add_person("sam", name="Sam Okoro", title="Chief executive", tz="Europe/London")
        workspace.add_channel("general", members=["orla", "ayu", "lena"])
        yield workspace


@pytest.fixture
def stage(ws: Workspace, database_url: str) -> Iterator[Stage]:
    """The bot running against the workspace, at ten o'clock on a Monday."""
    house = assemble(config_for(ws, database_url), clock=lambda: walk.now)
    walk = Stage(ws, house, MONDAY)
    ws.clock = lambda: walk.now
    with served(house) as address:
        ws.deliver_to(address)
        yield walk
    house.close()
