"""A wrong setting stops the start with one line that names the variable and the mend."""

import os
import re
import socket
from pathlib import Path

import pytest

from bot import schema
from bot.__main__ import main
from sandbox import Workspace
from tests.command_line.running import Environment, run

SHORT_KEY = "c2hvcnQ="
WRONG = [
    ("SLACK_BOT_TOKEN", "", "starts with xoxb-"),
    ("SLACK_BOT_TOKEN", "xoxp-1", "starts with xoxb-"),
    ("SLACK_SIGNING_SECRET", "", "Basic Information"),
    ("SLACK_APP_TOKEN", "xoxb-1", "xapp-"),
    ("RM_SECRET_KEYS", "", "32 random bytes"),
    ("RM_SECRET_KEYS", "not base64!", "URL-safe base64"),
    ("RM_SECRET_KEYS", SHORT_KEY, "32 bytes, one has 5"),
    ("RM_SECRET_KEYS", "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=," + SHORT_KEY, "32 bytes, one has 5"),
    ("SLACK_API_URL", "slack.com/api", "http(s) address"),
    ("SLACK_API_URL", "http://slack.com/api/", "use https"),
    ("DATABASE_URL", "rm.sqlite3", "sqlite:///rm.sqlite3"),
    ("DATABASE_URL", "mysql://localhost/rm", "use sqlite or postgresql"),
    ("DATABASE_URL", "sqlite://", "folder that exists"),
    ("DATABASE_URL", "sqlite:////no/such/folder/rm.sqlite3", "folder that exists"),
    ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/rm", "does not answer"),
    ("PORT", "http", "number from 0 to 65535"),
    ("PORT", "65536", "number from 0 to 65535"),
    ("PORT", "-1", "number from 0 to 65535"),
    ("RM_ORGANISERS", "orla", "no Slack user id"),
    ("RM_ORGANISERS", "U0ORLA;U0ADA", "no Slack user id"),
    ("RM_SETTLE_SECONDS", "soon", "number of seconds"),
    ("RM_SETTLE_SECONDS", "1", "RM_HTTP_TIMEOUT"),
    ("RM_LEASE_SECONDS", "0", "number of seconds"),
    ("RM_LEASE_SECONDS", "11", "RM_HTTP_TIMEOUT"),
    ("RM_LEASE_SECONDS", "nan", "number of seconds"),
    ("RM_HTTP_TIMEOUT", "2.5", "whole number"),
    ("RM_HTTP_TIMEOUT", "1e9", "number of seconds"),
    ("RM_PACE", "fast", "is no method that the bot calls"),
    ("RM_PACE", "chat.postMessage=fast", "calls a minute"),
    ("RM_SCHEDULER", "sometimes", "on or off"),
    ("RM_METRICS_BIND", "127.0.0.1:metrics", "number from 0 to 65535"),
    ("RM_METRICS_BIND", "192.0.2.1:9464", "cannot listen there"),
    ("LOG_LEVEL", "LOUD", "one of DEBUG"),
]


@pytest.fixture
def settings(env: Environment, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """This process's environment, with all that the bot needs and nothing else of its own."""
    for name in os.environ:
        if re.match(r"SLACK_|RM_|DATABASE_URL|PORT|LOG_LEVEL", name):
            monkeypatch.delenv(name)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


@pytest.mark.parametrize(("variable", "value", "mend"), WRONG)
def test_a_wrong_setting_is_named_with_its_mend_in_one_line(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str, mend: str
) -> None:
    settings.setenv(variable, value)
    assert main([]) == 2
    complaint = capsys.readouterr().err
    assert complaint.startswith(f"{variable}: ")
    assert mend in complaint
    assert complaint.count("\n") == 1


@pytest.mark.parametrize("verb", ["migrate", "tick", "doctor"])
def test_every_verb_says_it_in_the_same_way(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], verb: str
) -> None:
    settings.setenv("DATABASE_URL", "mysql://localhost/rm")
    assert main([verb]) == 2
    assert capsys.readouterr().err.startswith("DATABASE_URL: ")


def test_a_database_of_another_version_is_not_served(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'new.sqlite3'}")
    for verb in ([], ["tick"]):
        assert main(verb) == 2
        assert capsys.readouterr().err == (
            f"DATABASE_URL: the schema is at None, this version wants {schema.head()}: run python -m bot migrate\n"
        )


def test_no_secret_stands_in_a_complaint(
    settings: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ws: Workspace
) -> None:
    settings.setenv("RM_SECRET_KEYS", "c2VjcmV0")
    settings.setenv("DATABASE_URL", "postgresql://nobody:hunter2@127.0.0.1:1/rm")
    assert main([]) == 2
    settings.setenv("RM_SECRET_KEYS", "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=")
    assert main([]) == 2
    said = capsys.readouterr().err
    assert not any(secret in said for secret in ("c2VjcmV0", "hunter2", ws.bot_token, ws.signing_secret))


def test_the_process_ends_with_2_and_one_line(env: Environment) -> None:
    ended = run(env | {"PORT": "http"})
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith("PORT: ")


def test_a_port_in_use_is_a_wrong_setting(env: Environment) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104 (where the bot listens)
        taken.listen()
        ended = run(env | {"PORT": str(taken.getsockname()[1])})
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith("PORT: cannot listen there")


def test_an_unknown_verb_ends_with_2_and_names_those_there_are(env: Environment) -> None:
    ended = run(env, "frobnicate")
    assert ended.returncode == 2
    assert all(verb in ended.stderr for verb in ("frobnicate", "migrate", "tick", "doctor"))
