"""Our HTTP side before a Bolt app that takes whatever reaches it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from bot.database import Base, connect, session_factory
from bot.sealing import KeyRing
from bot.web import Web
from tests.factories import make_workspace
from tests.web.post import SECRET, Listening


@pytest.fixture
def sessions(tmp_path: Path, ring: KeyRing) -> Iterator[sessionmaker[Session]]:
    engine = connect(f"sqlite:///{tmp_path}/web.sqlite3")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine, ring)
    with sessions.begin() as db:
        make_workspace(db)
    yield sessions
    engine.dispose()


@pytest.fixture
def bolt(sessions: sessionmaker[Session]) -> Listening:
    return Listening(sessions)


@pytest.fixture
def web(bolt: Listening) -> Web:
    return Web(bolt.app, SECRET, lambda: [])
