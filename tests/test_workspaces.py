"""Which workspace the bot speaks in: Slack is asked once, and who runs it is set by name once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.models import AuditEntry, Workspace
from bot.workspaces import Installations
from sandbox import Workspace as Stand
from tests.factories import NOW, make_workspace


@pytest.fixture
def ws() -> Iterator[Stand]:
    with Stand.start(name="Acme") as workspace:
        yield workspace


@pytest.fixture
def lent(db: Session) -> sessionmaker[Session]:
    """Sessions whose commits end in the test's own transaction."""
    return sessionmaker(db.connection(), info=db.info, join_transaction_mode="create_savepoint")


def installed(ws: Stand, lent: sessionmaker[Session], *organisers: str, now: datetime = NOW) -> Installations:
    client = WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
    return Installations(client, lent, lambda: now, organisers)


def asked(ws: Stand) -> int:
    return [call.method for call in ws.calls].count("auth.test")


def test_the_workspace_is_found_by_asking_once(ws: Stand, lent: sessionmaker[Session], db: Session) -> None:
    installations = installed(ws, lent)
    assert asked(ws) == 0  # the bot starts while Slack is away

    for _ in range(3):
        assert installations.token("T0RM") == ws.bot_token
    found = db.get_one(Workspace, "T0RM")
    assert (found.name, found.bot_user_id, found.bot_id) == ("Acme", ws.bot.id, ws.bot.bot_id)
    assert (found.installed_at, found.uninstalled_at, found.bot_token_sealed, asked(ws)) == (NOW, None, None, 1)


@pytest.mark.parametrize("team_id", ["T0OTHER", "", None])
def test_in_another_workspace_nobody_is_let_in(ws: Stand, lent: sessionmaker[Session], team_id: str | None) -> None:
    installations = installed(ws, lent)
    assert installations.authorize(team_id) is None
    assert installations.token(team_id or "") is None


def test_while_slack_is_away_the_next_request_asks_again(ws: Stand, lent: sessionmaker[Session]) -> None:
    installations = installed(ws, lent)
    ws.fail_next("auth.test", http=503)
    with pytest.raises(SlackRequestError, match="internal_error"):
        installations.authorize("T0RM")
    assert installations.token("T0RM") == ws.bot_token


def test_a_workspace_that_comes_back_keeps_its_first_day_and_takes_its_new_name(
    ws: Stand, lent: sessionmaker[Session], db: Session
) -> None:
    known = make_workspace(db)
    known.uninstalled_at, known.name = NOW, "Old name"
    db.flush()
    installed(ws, lent, now=NOW + timedelta(days=9)).authorize("T0RM")

    db.expire_all()
    assert (known.name, known.installed_at) == ("Acme", NOW)
    assert known.uninstalled_at is None


def test_organisers_are_seeded_by_name_and_noted(ws: Stand, lent: sessionmaker[Session], db: Session) -> None:
    installed(ws, lent, "U0ORLA", "T0RM:U0MARC", "T0OTHER:U0EVE").authorize("T0RM")
    assert {person.slack_id for person in roster.organisers(db, "T0RM")} == {"U0ORLA", "U0MARC"}
    noted = db.scalars(select(AuditEntry)).all()
    assert {(entry.action, entry.about, entry.actor_id) for entry in noted} == {
        ("organiser_seeded", "U0ORLA", None),
        ("organiser_seeded", "U0MARC", None),
    }


def test_a_second_start_seeds_nobody_twice(ws: Stand, lent: sessionmaker[Session], db: Session) -> None:
    for _ in range(2):
        installed(ws, lent, "U0ORLA").authorize("T0RM")
    assert len(roster.organisers(db, "T0RM")) == 1
    assert len(db.scalars(select(AuditEntry)).all()) == 1
