"""`python -m bot` over HTTP: commands, health, figures, and an end without loss."""

import re
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import schema
from sandbox import Workspace
from tests.command_line.running import Bot, Environment, environment, serving, wait_until

SENT = 'rm_deliveries_total{kind="organiser_added",reason="",state="sent"} 1.0'


@pytest.fixture(scope="module")
def ws() -> Iterator[Workspace]:
    with Workspace.start() as workspace:
        workspace.add_person("orla", name="Orla Byrne", tz="Europe/Dublin")
        workspace.add_person("ada", name="Ada Admin", admin=True)
        yield workspace


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("serving") / "rm.sqlite3"
    schema.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def env(ws: Workspace, database: Path) -> Environment:
    return environment(ws, f"sqlite:///{database}", RM_ORGANISERS="")


@pytest.fixture(scope="module")
def bot(env: Environment, ws: Workspace) -> Iterator[Bot]:
    """One bot for what only looks at it: a start takes seconds."""
    with serving(env) as bot:
        ws.deliver_to(bot.events_url)
        yield bot


def test_a_signed_command_is_answered(bot: Bot, ws: Workspace) -> None:
    assert bot.process.poll() is None
    answer = ws.person("orla").runs("/rm-join")
    assert answer.status == 200
    assert "Nothing is open to join just now" in answer.text
    assert ws.troubles == []


def test_a_signed_command_opens_a_modal(bot: Bot, ws: Workspace) -> None:
    assert bot.process.poll() is None
    ada = ws.person("ada")
    ada.runs("/rm-programme claim")
    assert ada.runs("/rm-programme create").seconds < 1
    assert ada.modal is not None
    assert ada.modal.title == "New programme"
    assert ws.troubles == []


def test_it_says_that_it_is_alive(bot: Bot) -> None:
    assert bot.get("/healthz") == (200, "alive")


def test_it_is_ready_from_the_first_tick_on(bot: Bot) -> None:
    wait_until(lambda: bot.get("/readyz") == (200, "ready"))


def test_it_is_not_ready_with_another_schema(bot: Bot, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    status, text = bot.get("/readyz")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (schema.head(),))
    connection.close()
    assert status == 503
    assert text == f"the schema is at 0000, this version wants {schema.head()}: run python -m bot migrate"


def test_figures_stand_on_an_address_of_their_own(bot: Bot) -> None:
    wait_until(lambda: "rm_last_tick_timestamp_seconds" in bot.figures())
    assert re.search(r'^rm_letters\{state="waiting"\} \d', bot.figures(), re.MULTILINE)
    assert re.search(r'^rm_requests_total\{status="200"\} \d', bot.figures(), re.MULTILINE)
    assert bot.get("/metrics")[0] == 404


def test_a_letter_owed_before_a_crash_is_sent_after_it(ws: Workspace, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rm.sqlite3'}"
    schema.migrate(url)
    env = environment(ws, url, RM_ORGANISERS="")
    bea = ws.add_person("bea", name="Bea Admin", admin=True)
    with serving(env | {"RM_SCHEDULER": "off"}) as bot:
        ws.deliver_to(bot.events_url)
        assert "first organiser now" in bea.runs("/rm-programme claim").text
        assert bot.get("/readyz") == (200, "ready")  # somebody's cron runs the ticks
        assert bot.ends(signal.SIGKILL) == -signal.SIGKILL
    assert bea.dm == []
    with serving(env) as bot:
        wait_until(lambda: bea.dm)
        wait_until(lambda: SENT in bot.figures())
        assert bot.ends(signal.SIGTERM) == 0
    assert ["You are an organiser" in message.readable for message in bea.dm] == [True]
