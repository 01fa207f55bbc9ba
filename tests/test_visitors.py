"""Who is at the door, from what Slack says of them; Slack is asked once a day."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot.errors import Refused
from bot.models import Person, Standing
from bot.roster import Visitor
from bot.visitors import Door, Known, profile_of
from sandbox import Workspace
from tests.factories import NOW, make_workspace

AYU = Visitor("T0RM", "U0AYU")


@pytest.fixture
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.add_person("ayu", name="Ayu Lestari", title="Analyst", tz="Asia/Jakarta", locale="id-ID", admin=True)
        yield workspace


@pytest.fixture
def client(ws: Workspace) -> WebClient:
    return WebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])


@pytest.fixture
def lent(db: Session) -> sessionmaker[Session]:
    """Sessions whose commits end in the test's own transaction."""
    make_workspace(db)
    return sessionmaker(db.connection(), info=db.info, join_transaction_mode="create_savepoint")


@pytest.fixture
def door(lent: sessionmaker[Session]) -> Door:
    return Door(lent, lent)


def asked(ws: Workspace) -> int:
    return [call.method for call in ws.calls].count("users.info")


def known(db: Session) -> Person:
    db.expire_all()
    return db.scalars(select(Person)).one()


def test_somebody_new_is_asked_about_once(ws: Workspace, client: WebClient, door: Door, db: Session) -> None:
    for _ in range(3):
        door.know(client, AYU, NOW)

    person = known(db)
    assert (person.slack_id, person.name, person.title) == ("U0AYU", "Ayu Lestari", "Analyst")
    assert (person.zone, person.locale, person.admin) == ("Asia/Jakarta", "id-ID", True)
    assert (person.standing, person.seen_at, asked(ws)) == ("member", NOW, 1)


def test_another_process_that_knows_them_saves_the_question(
    ws: Workspace, client: WebClient, door: Door, lent: sessionmaker[Session]
) -> None:
    door.know(client, AYU, NOW)
    Door(lent, lent).know(client, AYU, NOW + timedelta(hours=1))
    assert asked(ws) == 1


def test_after_a_day_they_are_asked_about_again(ws: Workspace, client: WebClient, door: Door, db: Session) -> None:
    door.know(client, AYU, NOW)
    ws.person("ayu").title = "Head of data"
    door.know(client, AYU, NOW + timedelta(hours=23))
    assert (known(db).title, asked(ws)) == ("Analyst", 1)

    door.know(client, AYU, NOW + timedelta(days=1))
    assert (known(db).title, asked(ws)) == ("Head of data", 2)


def test_a_day_counts_from_what_slack_said_and_not_from_the_last_visit(
    ws: Workspace, client: WebClient, door: Door, lent: sessionmaker[Session]
) -> None:
    door.know(client, AYU, NOW)
    elsewhere = Door(lent, lent)
    elsewhere.know(client, AYU, NOW + timedelta(hours=20))
    elsewhere.know(client, AYU, NOW + timedelta(hours=30))
    assert asked(ws) == 2


def test_while_slack_is_away_nothing_is_stored_and_the_next_try_asks_again(
    ws: Workspace, client: WebClient, door: Door, db: Session
) -> None:
    ws.fail_next("users.info", error="internal_error")
    with pytest.raises(SlackApiError):
        door.know(client, AYU, NOW)
    assert db.scalars(select(Person)).all() == []

    door.know(client, AYU, NOW)
    assert known(db).name == "Ayu Lestari"


def test_what_is_known_of_somebody_is_the_same_from_slack_from_the_database_and_from_memory(
    client: WebClient, door: Door, lent: sessionmaker[Session]
) -> None:
    asked_slack, remembered = door.know(client, AYU, NOW), door.know(client, AYU, NOW + timedelta(hours=1))
    read = Door(lent, lent).know(client, AYU, NOW + timedelta(hours=1))
    assert asked_slack == remembered == read == Known(NOW, "member", "id-ID")


def test_whoever_has_been_forgotten_is_read_anew(client: WebClient, door: Door, db: Session) -> None:
    door.forget(AYU)
    assert door.know(client, AYU, NOW).language == "id"
    known(db).locale = "en-GB"
    db.flush()
    assert door.know(client, AYU, NOW).language == "id"
    door.forget(AYU)
    assert door.know(client, AYU, NOW).language == "en"


@pytest.mark.parametrize(("locale", "language"), [("id-ID", "id"), ("en-GB", "en"), ("xx", "en"), ("", "en")])
def test_a_member_is_answered_in_their_language_where_we_have_it(locale: str, language: str) -> None:
    assert Known(NOW, Standing.MEMBER, locale).language == language


@pytest.mark.parametrize("standing", sorted(set(Standing) - {Standing.MEMBER}))
def test_nobody_but_a_member_is_answered(standing: Standing) -> None:
    with pytest.raises(Refused, match="not_a_member"):
        _ = Known(NOW, standing, "id-ID").language


def test_the_same_id_in_another_workspace_is_somebody_else(
    client: WebClient, door: Door, db: Session, ws: Workspace
) -> None:
    make_workspace(db, "T0OTHER")
    door.know(client, AYU, NOW)
    door.know(client, Visitor("T0OTHER", "U0AYU"), NOW)
    people = db.scalars(select(Person)).all()
    assert {person.workspace_id: person.standing for person in people} == {"T0RM": "member", "T0OTHER": "stranger"}
    assert asked(ws) == 2


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ({"profile": {"real_name": "Ayu L."}, "real_name": "Ayu", "name": "ayu"}, "Ayu L."),
        ({"profile": {"real_name": "", "display_name": "yu"}, "real_name": "Ayu", "name": "ayu"}, "Ayu"),
        ({"profile": {"display_name": "yu"}, "name": "ayu"}, "yu"),
        ({"profile": None, "name": "ayu"}, "ayu"),
        ({"name": ""}, "U1"),
        ({}, "U1"),
    ],
)
def test_somebody_always_has_a_name(user: dict[str, Any], name: str) -> None:
    assert profile_of({"id": "U1"} | user, "T0RM").name == name


@pytest.mark.parametrize("nothing", [{}, {"tz": None, "locale": None, "profile": {"title": None}}, {"tz": ""}])
def test_what_slack_leaves_out_has_a_plain_value(nothing: dict[str, Any]) -> None:
    profile = profile_of({"id": "U1"} | nothing, "T0RM")
    assert (profile.zone, profile.locale, profile.title, profile.admin) == ("UTC", "", "", False)
    assert profile.standing == Standing.MEMBER


@pytest.mark.parametrize(
    ("user", "standing"),
    [
        ({"team_id": "T0RM"}, Standing.MEMBER),
        ({"deleted": True, "is_bot": True}, Standing.DEACTIVATED),
        ({"is_bot": True}, Standing.BOT),
        ({"id": "USLACKBOT"}, Standing.BOT),
        ({"is_stranger": True}, Standing.STRANGER),
        ({"team_id": "T0ELSEWHERE"}, Standing.STRANGER),
        ({"team_id": "T0ELSEWHERE", "is_restricted": True}, Standing.STRANGER),
        ({"is_restricted": True}, Standing.GUEST),
        ({"is_ultra_restricted": True}, Standing.GUEST),
        ({"team_id": "T0ELSEWHERE", "enterprise_user": {"teams": ["T0RM", "T0ELSEWHERE"]}}, Standing.MEMBER),
        ({"team_id": "T0ELSEWHERE", "enterprise_user": {"teams": ["T0ELSEWHERE"]}}, Standing.STRANGER),
        ({"team_id": "T0RM", "enterprise_user": {"teams": []}}, Standing.MEMBER),
        ({"team_id": None, "enterprise_user": None}, Standing.MEMBER),
    ],
)
def test_standing_follows_from_what_slack_says(user: dict[str, Any], standing: Standing) -> None:
    assert profile_of({"id": "U1"} | user, "T0RM").standing == standing


@pytest.mark.parametrize("mark", ["is_admin", "is_owner"])
def test_admins_and_owners_are_admins(mark: str) -> None:
    assert profile_of({"id": "U1", mark: True}, "T0RM").admin
