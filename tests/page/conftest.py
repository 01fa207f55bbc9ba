"""A workspace with two people in it; and the whole demo, with the bot, behind its routes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sandbox import Person, Workspace
from sandbox.demo import at_the_desk
from sandbox.page.app import page
from sandbox.page.desk import Desk

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.clock = lambda: MONDAY
        yield workspace


@pytest.fixture
def ayu(ws: Workspace) -> Person:
    return ws.add_person("ayu", name="Ayu Lestari", title="Analyst", tz="Asia/Jakarta")


@pytest.fixture
def lena(ws: Workspace) -> Person:
    return ws.add_person("lena", name="Lena Vogel", title="Chief operating officer", tz="Europe/Berlin")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with at_the_desk(tmp_path, keep=False, now=MONDAY) as found:
        yield found


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(page(desk))
