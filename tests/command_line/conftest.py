"""A workspace, a migrated database, and the settings that lead to both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import schema
from sandbox import Workspace
from tests.command_line.running import Environment, environment


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.add_person("orla", name="Orla Byrne", tz="Europe/Dublin")
        workspace.add_person("ada", name="Ada Admin", admin=True)
        yield workspace


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'rm.sqlite3'}"
    schema.migrate(url)
    return url


@pytest.fixture
def env(ws: Workspace, database_url: str) -> Environment:
    return environment(ws, database_url)
