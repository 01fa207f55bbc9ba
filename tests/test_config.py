"""The settings: what each may be, and the one line that names a wrong one and its mend."""

import base64

import pytest

from bot.config import SLACK, Config, database_url
from bot.errors import Misconfigured
from bot.outbox.pacing import TIERS

KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
OTHER = base64.urlsafe_b64encode(b"\xff" * 32).decode()
LEAST = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret", "RM_SECRET_KEYS": KEY}


def config(**changes: str) -> Config:
    return Config.from_env(LEAST | changes)


def test_three_settings_are_enough() -> None:
    least = config()
    assert (least.bot_token, least.signing_secret, least.secret_keys) == ("xoxb-1", "secret", (b"k" * 32,))
    assert (least.api_url, least.database_url, least.port) == (SLACK, "sqlite:///rm.sqlite3", 3000)
    assert (least.lease_seconds, least.http_timeout, least.settle_seconds) == (60, 10, 300)
    assert (least.scheduler, least.socket_mode, least.rehearsal) == (True, False, False)
    assert least.pace == TIERS
    assert (least.metrics_bind, least.log_level, least.organisers) == (("127.0.0.1", 9464), "INFO", ())


def test_everything_can_be_set() -> None:
    everything = config(
        RM_SECRET_KEYS=f"{OTHER}, {KEY}",
        SLACK_APP_TOKEN="xapp-1",
        SLACK_API_URL="http://127.0.0.1:8080/api",
        DATABASE_URL="postgres://rm:p%40ss@db/rm",
        PORT="0",
        RM_ORGANISERS="U1, T1:W2,",
        RM_SETTLE_SECONDS="12.5",
        RM_LEASE_SECONDS="4",
        RM_HTTP_TIMEOUT="2",
        RM_PACE="chat.postMessage=60, conversations.history = 1,",
        RM_SCHEDULER="OFF",
        RM_METRICS_BIND="[::1]:9000",
        LOG_LEVEL="debug",
    )
    assert everything.secret_keys == (b"\xff" * 32, b"k" * 32)
    assert (everything.api_url, everything.rehearsal) == ("http://127.0.0.1:8080/api/", True)
    assert everything.database_url == "postgresql+psycopg://rm:p%40ss@db/rm"
    assert (everything.port, everything.organisers, everything.settle_seconds) == (0, ("U1", "T1:W2"), 12.5)
    assert (everything.scheduler, everything.socket_mode, everything.log_level) == (False, True, "DEBUG")
    assert everything.metrics_bind == ("::1", 9000)
    assert everything.pace == {**TIERS, "chat.postMessage": 60, "conversations.history": 1}


def test_what_is_set_to_nothing_is_not_set() -> None:
    assert config(PORT="", SLACK_API_URL=" ", RM_SCHEDULER="").port == 3000


def test_over_socket_mode_no_signing_secret_is_needed() -> None:
    assert config(SLACK_SIGNING_SECRET="", SLACK_APP_TOKEN="xapp-1").socket_mode


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("SLACK_BOT_TOKEN", "", "starts with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxp-1", "starts with xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-1", "starts with xapp-"),
        ("SLACK_SIGNING_SECRET", "", "set it"),
        ("RM_SECRET_KEYS", "", "32 random bytes"),
        ("RM_SECRET_KEYS", ",", "32 random bytes"),
        ("RM_SECRET_KEYS", "short", "URL-safe base64"),
        ("RM_SECRET_KEYS", KEY[:-5] + "====", "URL-safe base64"),
        ("RM_SECRET_KEYS", "a2V5", "one has 3"),
        ("SLACK_API_URL", "slack.com", "http(s) address"),
        ("SLACK_API_URL", "ftp://slack.com/", "http(s) address"),
        ("SLACK_API_URL", "http://slack.com/api/", "use https"),
        ("SLACK_API_URL", "http://127.0.0.1.example.com/", "use https"),
        ("DATABASE_URL", "rm.sqlite3", "must be an address"),
        ("DATABASE_URL", "mysql://host/rm", "use sqlite or postgresql"),
        ("DATABASE_URL", "postgresql+asyncpg://host/rm", "use sqlite or postgresql"),
        ("DATABASE_URL", "sqlite://", "a folder that exists"),
        ("DATABASE_URL", "sqlite:///:memory:", "a folder that exists"),
        ("DATABASE_URL", "sqlite:////no/such/folder/rm.sqlite3", "a folder that exists"),
        ("PORT", "x", "from 0 to 65535"),
        ("PORT", "65536", "from 0 to 65535"),
        ("PORT", "-1", "from 0 to 65535"),
        ("PORT", "８０", "from 0 to 65535"),
        ("RM_ORGANISERS", "orla", "no Slack user id"),
        ("RM_ORGANISERS", "U1:T1", "no Slack user id"),
        ("RM_SETTLE_SECONDS", "0", "above 0"),
        ("RM_SETTLE_SECONDS", "-1", "above 0"),
        ("RM_SETTLE_SECONDS", "nan", "above 0"),
        ("RM_SETTLE_SECONDS", "inf", "above 0"),
        ("RM_SETTLE_SECONDS", "five", "above 0"),
        ("RM_SETTLE_SECONDS", "9", "RM_HTTP_TIMEOUT"),
        ("RM_LEASE_SECONDS", "11", "RM_HTTP_TIMEOUT + 2"),
        ("RM_HTTP_TIMEOUT", "2.5", "whole number"),
        ("RM_PACE", "300", "they are apps.connections.open, auth.test, chat.postMessage"),
        ("RM_PACE", "chat.PostMessage=300", "'chat.PostMessage' is no method"),
        ("RM_PACE", "chat.postMessage", "1 to 99999"),
        ("RM_PACE", "chat.postMessage=0", "1 to 99999"),
        ("RM_PACE", "chat.postMessage=1e3", "1 to 99999"),
        ("RM_PACE", "chat.update=50,chat.postMessage=³", "not 'chat.postMessage=³'"),
        ("RM_SCHEDULER", "no", "on or off"),
        ("RM_METRICS_BIND", "127.0.0.1:http", "from 0 to 65535"),
        ("LOG_LEVEL", "chatty", "must be one of"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line_with_its_mend(name: str, value: str, mend: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        config(**{name: value})
    line = str(caught.value)
    assert line.startswith(f"{name}: ")
    assert mend in line
    assert "\n" not in line


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "RM_SECRET_KEYS"])
def test_a_secret_that_is_wrong_is_not_shown(name: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        config(**{name: "hunter2-hunter2"})
    assert "hunter2" not in str(caught.value)


def test_the_settings_print_no_secret() -> None:
    shown = repr(config(DATABASE_URL="postgresql://rm:hunter2@db/rm", SLACK_APP_TOKEN="xapp-hunter2"))
    assert "hunter2" not in shown
    assert "xoxb-1" not in shown


@pytest.mark.parametrize(
    ("text", "address"),
    [("0.0.0.0:1", ("0.0.0.0", 1)), ("::1:1", ("::1", 1)), (":1", ("127.0.0.1", 1))],  # noqa: S104 (read, not bound)
)
def test_the_address_of_the_figures(text: str, address: tuple[str, int]) -> None:
    assert config(RM_METRICS_BIND=text).metrics_bind == address


@pytest.mark.parametrize("url", ["http://localhost/api/", "http://[::1]:1/api/", "http://127.9.9.9/api/"])
def test_a_stand_in_on_this_machine_may_be_rehearsed_with(url: str) -> None:
    assert config(SLACK_API_URL=url).rehearsal


def test_migrating_needs_the_database_alone() -> None:
    assert database_url({"DATABASE_URL": "postgresql://db/rm"}) == "postgresql+psycopg://db/rm"
    assert database_url({}) == "sqlite:///rm.sqlite3"
