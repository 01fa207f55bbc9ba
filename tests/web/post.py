"""Requests as Slack signs them, and a Bolt app that takes whatever reaches it."""

import hashlib
import hmac
import io
import time
from dataclasses import dataclass, field
from typing import Any
from wsgiref.util import setup_testing_defaults

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot.errors import Repeated
from bot.inbound import SIGNATURE, Lent, keys_of
from bot.models import AuditEntry, Inbound
from bot.web import Web
from tests.factories import NOW

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # the example in Slack's documentation
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
EVENT = b'{"type": "event_callback", "team_id": "T0RM", "event_id": "Ev1", "event": {"type": "app_home_opened"}}'


def signature(timestamp: str, body: bytes) -> str:
    return "v0=" + hmac.new(SECRET.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


def seconds_ago(seconds: float) -> str:
    return str(int(time.time() - seconds))


def signed(body: bytes = EVENT, content_type: str = JSON, timestamp: str | None = None) -> dict[str, Any]:
    """The request as WSGI knows it, with a right signature."""
    timestamp = seconds_ago(0) if timestamp is None else timestamp
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/slack/events",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_SLACK_REQUEST_TIMESTAMP": timestamp,
        "HTTP_X_SLACK_SIGNATURE": signature(timestamp, body),
        "wsgi.input": io.BytesIO(body),
    }
    setup_testing_defaults(environ)
    return environ


@dataclass
class Reply:
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def call(web: Web, environ: dict[str, Any]) -> Reply:
    reply = Reply()

    def start_response(status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Any:
        reply.status, reply.headers = int(status.split()[0]), dict(headers)

    reply.body = b"".join(web(environ, start_response))
    return reply


class Listening:
    """A Bolt app that takes whatever reaches it, and has one effect in the database for each request."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self.heard: list[dict[str, Any]] = []
        self._sessions = sessions
        self.app = App(
            authorize=lambda team_id: AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token="xoxb-1"),
            process_before_response=True,
            request_verification_enabled=False,
        )
        self.app.use(self.hear)
        self.app.error(answer_repeats)

    def hear(self, body: dict[str, Any], request: BoltRequest) -> BoltResponse:
        self.heard.append(body)
        with Lent(self._sessions, "T0RM", keys_of({}, request.headers[SIGNATURE][0]), NOW).begin() as db:
            db.add(AuditEntry(workspace_id="T0RM", at=NOW, action="heard"))
        return BoltResponse(status=200, body="heard")

    @property
    def effects(self) -> int:
        return self._rows(AuditEntry)

    @property
    def kept(self) -> int:
        """How many rows the requests left behind."""
        return self._rows(AuditEntry) + self._rows(Inbound)

    def _rows(self, table: type[AuditEntry] | type[Inbound]) -> int:
        with self._sessions() as db:
            return db.scalar(select(func.count()).select_from(table)) or 0


def answer_repeats(error: Exception) -> BoltResponse:
    if isinstance(error, Repeated):
        return BoltResponse(status=200, body="")
    raise error
