"""People who were only picked: asked of Slack once, and put off while Slack is away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.acquaintance import AT_ONCE, get_acquainted
from bot.database import Base, connect, session_factory
from bot.models import Person, Standing
from bot.roster import Visitor
from bot.sealing import KeyRing
from sandbox import Workspace
from tests.conftest import KINDS, empty_database
from tests.factories import NOW, make_workspace


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.add_person("hana", name="Hana Ito", title="People partner", tz="Asia/Tokyo", locale="en-GB")
        workspace.add_person("gus", name="Gus Guest", guest=True)
        yield workspace


@pytest.fixture(params=KINDS)
def sessions(request: pytest.FixtureRequest, tmp_path: Path, ring: KeyRing) -> Iterator[sessionmaker[Session]]:
    engine = connect(empty_database(request.param, "acquaintance", tmp_path, request))
    Base.metadata.create_all(engine)
    sessions = session_factory(engine, ring)
    with sessions.begin() as db:
        make_workspace(db)
    yield sessions
    engine.dispose()


def meets(sessions: sessionmaker[Session], ws: Workspace) -> int:
    client = WebClient(token=ws.bot_token, base_url=ws.api_url, timeout=1, retry_handlers=[])
    return get_acquainted(sessions, lambda _: client, NOW)


def picked(sessions: sessionmaker[Session], *slack_ids: str) -> None:
    with sessions.begin() as db:
        for slack_id in slack_ids:
            roster.somebody(db, "T0RM", slack_id)


def known(sessions: sessionmaker[Session], slack_id: str) -> Person:
    with sessions() as db:
        person = roster.find(db, Visitor("T0RM", slack_id))
        assert person is not None
        return person


def test_somebody_who_was_picked_gets_a_name_a_title_and_a_zone(sessions: sessionmaker[Session], ws: Workspace) -> None:
    picked(sessions, "U0HANA")

    assert meets(sessions, ws) == 1
    hana = known(sessions, "U0HANA")
    assert (hana.name, hana.title, hana.zone) == ("Hana Ito", "People partner", "Asia/Tokyo")


def test_nobody_is_asked_about_twice(sessions: sessionmaker[Session], ws: Workspace) -> None:
    picked(sessions, "U0HANA")
    meets(sessions, ws)

    assert meets(sessions, ws) == 0
    assert [call.method for call in ws.calls].count("users.info") == 1


def test_a_guest_is_known_as_one(sessions: sessionmaker[Session], ws: Workspace) -> None:
    picked(sessions, "U0GUS")
    meets(sessions, ws)
    assert known(sessions, "U0GUS").standing == Standing.GUEST


def test_somebody_whom_slack_does_not_know_is_a_stranger(sessions: sessionmaker[Session], ws: Workspace) -> None:
    picked(sessions, "U0NOBODY")

    assert meets(sessions, ws) == 1
    assert known(sessions, "U0NOBODY").standing == Standing.STRANGER


def test_slack_being_away_only_puts_it_off(sessions: sessionmaker[Session], ws: Workspace) -> None:
    picked(sessions, "U0HANA")
    ws.fail_next("users.info", http=503)

    assert meets(sessions, ws) == 0
    assert meets(sessions, ws) == 1


def test_without_a_token_nobody_is_asked_about(sessions: sessionmaker[Session]) -> None:
    picked(sessions, "U0HANA")
    assert get_acquainted(sessions, lambda _: None, NOW) == 0


def test_a_tick_asks_about_so_many_and_no_more(sessions: sessionmaker[Session], ws: Workspace) -> None:
    picked(sessions, *(f"U0NOBODY{number}" for number in range(AT_ONCE + 1)))
    assert meets(sessions, ws) == AT_ONCE
