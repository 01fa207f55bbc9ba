"""The settings, read from the environment in this one place."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import Misconfigured
from bot.outbox.pacing import TIERS

SLACK = "https://slack.com/api/"
T = TypeVar("T")
ORGANISER = re.compile(r"(T[A-Z0-9]+:)?[UW][A-Z0-9]+")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


@dataclass(frozen=True)
class Config:
    """What a deployment sets. Durations are seconds; `secret_keys` are 32 bytes each, newest first.

    `pace` is how often Slack takes each method, a minute. Printed, it shows no secret.
    """

    bot_token: str = field(repr=False)
    secret_keys: tuple[bytes, ...] = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK
    database_url: str = field(default="sqlite:///rm.sqlite3", repr=False)
    port: int = 3000
    organisers: tuple[str, ...] = ()
    settle_seconds: float = 300.0
    lease_seconds: float = 60.0
    http_timeout: int = 10
    pace: Mapping[str, int] = field(default_factory=lambda: TIERS)
    at_once: int = 16
    scheduler: bool = True
    metrics_bind: tuple[str, int] = ("127.0.0.1", 9464)
    log_level: str = "INFO"

    @property
    def socket_mode(self) -> bool:
        return bool(self.app_token)

    @property
    def rehearsal(self) -> bool:
        """Slack is a stand-in on this machine, so time may be moved forward."""
        return on_loopback(self.api_url)

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Config":
        """Raises Misconfigured with one line that names the variable and the mend."""
        config = cls(
            bot_token=read(env, "SLACK_BOT_TOKEN", as_bot_token, ""),
            secret_keys=read(env, "RM_SECRET_KEYS", as_keys, ""),
            signing_secret=env.get("SLACK_SIGNING_SECRET", "").strip(),
            app_token=read(env, "SLACK_APP_TOKEN", as_app_token, ""),
            api_url=read(env, "SLACK_API_URL", as_api_url, SLACK),
            database_url=database_url(env),
            port=read(env, "PORT", as_port, "3000"),
            organisers=read(env, "RM_ORGANISERS", as_organisers, ""),
            settle_seconds=read(env, "RM_SETTLE_SECONDS", as_seconds, "300"),
            lease_seconds=read(env, "RM_LEASE_SECONDS", as_seconds, "60"),
            http_timeout=read(env, "RM_HTTP_TIMEOUT", as_whole_seconds, "10"),
            pace=read(env, "RM_PACE", as_pace, ""),
            at_once=read(env, "RM_AT_ONCE", as_number, "16"),
            scheduler=read(env, "RM_SCHEDULER", as_switch, "on"),
            metrics_bind=read(env, "RM_METRICS_BIND", as_address, "127.0.0.1:9464"),
            log_level=read(env, "LOG_LEVEL", as_level, "INFO"),
        )
        config.check()
        return config

    def check(self) -> None:
        """Rules between settings."""
        if not self.app_token and not self.signing_secret:
            raise Misconfigured(
                "SLACK_SIGNING_SECRET: set it (Basic Information of your Slack app), "
                "or set SLACK_APP_TOKEN for Socket Mode"
            )
        if self.lease_seconds < self.http_timeout + 2:
            raise Misconfigured("RM_LEASE_SECONDS: must be at least RM_HTTP_TIMEOUT + 2 seconds")
        if self.settle_seconds < self.http_timeout:
            raise Misconfigured("RM_SETTLE_SECONDS: must not be shorter than RM_HTTP_TIMEOUT")


def database_url(env: Mapping[str, str]) -> str:
    """DATABASE_URL alone, for the verbs that need nothing of Slack."""
    return read(env, "DATABASE_URL", as_database_url, "sqlite:///rm.sqlite3")


def read(env: Mapping[str, str], name: str, parse: Callable[[str], T], default: str) -> T:
    """The parsed setting; an empty value counts as not set. A ValueError's text is the mend."""
    try:
        return parse(env.get(name, "").strip() or default)
    except ValueError as mend:
        raise Misconfigured(f"{name}: {mend}") from None


def as_bot_token(text: str) -> str:
    if not text.startswith("xoxb-"):
        raise ValueError("set it to the bot token of your Slack app (it starts with xoxb-)")
    return text


def as_app_token(text: str) -> str:
    if text and not text.startswith("xapp-"):
        raise ValueError("an app-level token starts with xapp- (leave it out to serve over HTTP)")
    return text


def as_keys(text: str) -> tuple[bytes, ...]:
    keys = tuple(as_key(part) for part in text.split(",") if part.strip())
    if not keys:
        raise ValueError(
            "set it to 32 random bytes in URL-safe base64, for example the output of: "
            'python -c "import secrets, base64; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"'
        )
    return keys


def as_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("each key must be URL-safe base64") from None
    if len(key) != 32:
        raise ValueError(f"each key must be 32 bytes, one has {len(key)}")
    return key


def as_api_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an http(s) address such as https://slack.com/api/")
    if parts.scheme == "http" and not on_loopback(text):
        raise ValueError("plain http is only for a stand-in on this machine; use https")
    return text.rstrip("/") + "/"


def on_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def as_database_url(text: str) -> str:
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError("must be an address such as sqlite:///rm.sqlite3 or postgresql://user@host/name") from None
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ValueError(f"{url.drivername} is not supported; use sqlite or postgresql")
    if url.drivername == "sqlite" and not lasting(url.database):
        raise ValueError("the SQLite file must lie in a folder that exists, such as sqlite:///rm.sqlite3")
    return url.render_as_string(hide_password=False)


def lasting(database: str | None) -> bool:
    return bool(database) and database != ":memory:" and Path(str(database)).absolute().parent.is_dir()


def as_port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65535:
        raise ValueError(f"must be a number from 0 to 65535, not {text!r}")
    return int(text)


def as_organisers(text: str) -> tuple[str, ...]:
    people = tuple(part.strip() for part in text.split(",") if part.strip())
    for person in people:
        if not ORGANISER.fullmatch(person):
            raise ValueError(f"{person!r} is no Slack user id (U… or T…:U…, comma-separated)")
    return people


def as_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < 86_400:
        raise ValueError(f"must be a number of seconds above 0, not {text!r}")
    return seconds


def as_whole_seconds(text: str) -> int:
    seconds = as_seconds(text)
    if seconds != int(seconds):
        raise ValueError(f"must be a whole number of seconds, not {text!r}")
    return int(seconds)


def as_pace(text: str) -> Mapping[str, int]:
    """Slack's published tiers, but for the methods that are named."""
    return {**TIERS, **dict(as_calls_a_minute(part.strip()) for part in text.split(",") if part.strip())}


def as_calls_a_minute(text: str) -> tuple[str, int]:
    method, _, number = (part.strip() for part in text.partition("="))
    if method not in TIERS:
        raise ValueError(f"{method!r} is no method that the bot calls; they are {', '.join(TIERS)}")
    if not re.fullmatch(r"[1-9][0-9]{0,4}", number):
        raise ValueError(f"calls a minute are a number from 1 to 99999, as in chat.postMessage=300, not {text!r}")
    return method, int(number)


def as_number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 64:
        raise ValueError(f"must be a whole number from 1 to 64, not {text!r}")
    return int(text)


def as_switch(text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError(f"must be on or off, not {text!r}")
    return text.lower() == "on"


def as_address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":") if ":" in text else (text, "", "9464")
    return host.strip("[]") or "127.0.0.1", as_port(port)


def as_level(text: str) -> str:
    if text.upper() not in LEVELS:
        raise ValueError(f"must be one of {', '.join(LEVELS)}, not {text!r}")
    return text.upper()
