"""migrate, tick and doctor, as an operator or a cron job runs them."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from bot import schema
from bot.__main__ import main
from bot.database import connect, readers, session_factory
from bot.letters import owe
from bot.models import Kind, Letter, Post
from bot.sealing import KeyRing
from sandbox import Workspace
from tests.command_line.running import ROOT, Environment, environment, run
from tests.factories import make_person

RING = KeyRing((b"k" * 32,))


@pytest.fixture
def settings(env: Environment, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_migrating_brings_a_new_database_up_and_does_nothing_twice(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    settings.setenv("DATABASE_URL", url)
    for _ in range(2):
        assert main(["migrate"]) == 0
        assert capsys.readouterr().out == f"The schema is at {schema.head()}.\n"
        assert revision(url) == schema.head()


def test_migrating_needs_nothing_of_slack(settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "RM_SECRET_KEYS"):
        settings.delenv(name)
    assert main(["migrate"]) == 0
    assert capsys.readouterr().err == ""


def test_a_tick_sends_what_is_due_and_says_so(env: Environment, ws: Workspace, database_url: str) -> None:
    owe_a_letter(database_url, "U0ADA", datetime.now(UTC))
    ended = run(env, "tick")
    assert (ended.returncode, ended.stdout) == (0, "organiser_added: sent\n1 letters dealt with.\n")
    assert len(ws.person("ada").dm) == 1
    assert ws.troubles == []


def test_a_tick_with_nothing_to_do_says_so(settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings
    assert main(["tick"]) == 0
    assert capsys.readouterr().out == "0 letters dealt with.\n"


def test_against_a_stand_in_time_may_be_moved_forward(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ws: Workspace, database_url: str
) -> None:
    assert settings
    due = datetime.now(UTC) + timedelta(days=200)
    owe_a_letter(database_url, "U0ADA", due)
    assert main(["tick"]) == 0
    assert main(["tick", "--at", due.isoformat()]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["organiser_added: sent", "1 letters dealt with."]
    assert len(ws.person("ada").dm) == 1


def test_against_slack_itself_no_letter_is_sent_before_its_time(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    settings.setenv("SLACK_API_URL", "https://slack.com/api/")
    owe_a_letter(database_url, "U0ADA", datetime(2999, 1, 1, tzinfo=UTC))
    assert main(["tick", "--at", "2999-01-01T09:00"]) == 2
    assert capsys.readouterr().err.startswith("--at: later than now is refused")
    assert [letter.state for letter in letters(database_url)] == [Post.WAITING]


@pytest.mark.parametrize("moment", ["tomorrow", "2026-13-01", ""])
def test_what_is_no_moment_is_refused(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    assert settings
    with pytest.raises(SystemExit) as ended:
        main(["tick", "--at", moment])
    assert ended.value.code == 2
    assert "is no ISO-8601 moment such as" in capsys.readouterr().err


def test_a_moment_without_a_zone_is_taken_as_utc(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    assert settings
    owe_a_letter(database_url, "U0ADA", datetime(2999, 1, 1, 9, tzinfo=UTC))
    assert main(["tick", "--at", "2999-01-01T10:59+02:00"]) == 0
    assert main(["tick", "--at", "2999-01-01T09:00"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "0 letters dealt with.",
        "organiser_added: sent",
        "1 letters dealt with.",
    ]


def test_where_slack_is_away_a_tick_puts_the_letter_back(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ws: Workspace, database_url: str
) -> None:
    assert settings
    ws.fail_next("conversations.open", http=503)
    owe_a_letter(database_url, "U0ADA", datetime.now(UTC))
    assert main(["tick"]) == 0
    assert "organiser_added: waiting" in capsys.readouterr().out
    assert [letter.state for letter in letters(database_url)] == [Post.WAITING]


def test_the_doctor_finds_a_bot_that_is_well(settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert settings
    main(["tick"])
    capsys.readouterr()
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert all(line.startswith("ok   ") for line in said)
    assert re.search(r"speaks as \S+ in Acme", said[0])
    assert "last tick at" in said[-1]


def test_the_doctor_says_what_to_do_before_the_first_tick(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for scheduler in ("on", "off"):
        settings.setenv("RM_SCHEDULER", scheduler)
        assert main(["doctor"]) == 1
        assert mends(capsys) == ["no tick has run yet: start the bot, or let cron run python -m bot tick"]


def test_the_doctor_names_the_scopes_that_are_missing(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    with Workspace.start(manifest=without_scopes("files:write", "im:history")) as workspace:
        for name, value in environment(workspace, database_url).items():
            settings.setenv(name, value)
        main(["tick"])
        assert main(["doctor"]) == 1
    [mend] = mends(capsys)
    assert mend.startswith("scopes missing: files:write, im:history; add them under OAuth & Permissions")


@pytest.mark.parametrize(
    ("changes", "mend"),
    [
        (
            {"SLACK_BOT_TOKEN": "xoxb-wrong"},
            "SLACK_BOT_TOKEN: Slack does not accept it, or does not answer (invalid_auth)",
        ),
        ({"SLACK_API_URL": "http://127.0.0.1:1/api/"}, "SLACK_BOT_TOKEN: Slack does not accept it, or does not answer"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN: needs the scope connections:write (invalid_auth)"),
    ],
)
def test_the_doctor_names_what_slack_refuses(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], changes: dict[str, str], mend: str
) -> None:
    main(["tick"])
    for name, value in changes.items():
        settings.setenv(name, value)
    assert main(["doctor"]) == 1
    [said] = mends(capsys)
    assert said.startswith(mend)


def test_the_doctor_notices_socket_mode_that_works(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ws: Workspace
) -> None:
    settings.setenv("SLACK_APP_TOKEN", ws.app_token)
    main(["tick"])
    assert main(["doctor"]) == 0
    assert "SLACK_APP_TOKEN: Socket Mode is open to us" in capsys.readouterr().out


def test_the_doctor_notices_an_old_schema(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite3'}")
    assert main(["doctor"]) == 1
    assert mends(capsys) == [f"the schema is at None, this version wants {schema.head()}: run python -m bot migrate"]


def test_the_doctor_notices_a_database_that_is_away(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/rm")
    assert main(["doctor"]) == 1
    assert mends(capsys) == ["the database does not answer (OperationalError)"]


def mends(capsys: pytest.CaptureFixture[str]) -> list[str]:
    lines = capsys.readouterr().out.splitlines()
    return [line.removeprefix("MEND ") for line in lines if line.startswith("MEND ")]


def without_scopes(*missing: str) -> dict[str, Any]:
    manifest: dict[str, Any] = yaml.safe_load((ROOT / "app_manifest.yaml").read_text())
    bot = manifest["oauth_config"]["scopes"]["bot"]
    manifest["oauth_config"]["scopes"]["bot"] = [scope for scope in bot if scope not in missing]
    return manifest


def owe_a_letter(database_url: str, slack_id: str, due_at: datetime) -> None:
    engine = connect(database_url)
    with session_factory(engine, RING).begin() as db:
        person = make_person(db, slack_id=slack_id)
        owe(db, Kind.ORGANISER_ADDED, person, due_at, to=person, any_hour=True)
    engine.dispose()


def letters(database_url: str) -> list[Letter]:
    engine = connect(database_url)
    with readers(engine, RING)() as db:
        found = list(db.scalars(select(Letter)))
    engine.dispose()
    return found


def revision(database_url: str) -> str | None:
    engine = connect(database_url)
    try:
        return schema.current(engine)
    finally:
        engine.dispose()
