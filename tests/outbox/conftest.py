"""A desk of each kind of database, with two people at Slack."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.database import Base, connect, readers, session_factory
from bot.sealing import KeyRing
from sandbox import Workspace
from tests.conftest import KINDS, empty_database
from tests.factories import make_workspace
from tests.outbox.desk import Desk, forget_everything


@pytest.fixture(scope="package", params=KINDS)
def committed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database that really commits, with every table."""
    engine = connect(empty_database(request.param, "outbox", tmp_path_factory.mktemp("outbox"), request))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def desk(committed: Engine, ring: KeyRing) -> Iterator[Desk]:
    sessions = session_factory(committed, ring)
    with Workspace.start() as ws:
        ws.add_person("ayu", name="Ayu Lestari")
        ws.add_person("lena", name="Lena Vogel")
        with sessions.begin() as db:
            make_workspace(db)
        yield Desk(ws, sessions, readers(committed, ring), ws.api_url)
    forget_everything(sessions)
