"""A workspace with a real Bolt app listening to it."""

from collections.abc import Iterator

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import Person, Workspace
from tests.sandbox.app import bolt_app, served
from tests.sandbox.manifest import manifest


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start(manifest=manifest()) as workspace:
        yield workspace


@pytest.fixture
def ayu(ws: Workspace) -> Person:
    return ws.add_person("ayu", name="Ayu Lestari", title="Analyst", tz="Asia/Jakarta", locale="id-ID")


@pytest.fixture
def budi(ws: Workspace) -> Person:
    return ws.add_person("budi", name="Budi Santoso", title="CFO", tz="Europe/London")


@pytest.fixture
def client(ws: Workspace) -> WebClient:
    return WebClient(token=ws.bot_token, base_url=ws.api_url)


@pytest.fixture
def app(ws: Workspace) -> Iterator[App]:
    app = bolt_app(ws)
    with served(app) as url:
        ws.deliver_to(url)
        yield app
