"""The HTTP side: signatures are checked on the raw bytes before Bolt parses any of them, and health is answered."""

import hmac
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIEnvironment

from slack_bolt import App, BoltRequest

from bot import metrics
from bot.inbound import SIGNATURE, signature_key

LARGEST_BODY = 256 * 1024  # bytes
LONGEST_AGE = 300  # seconds, in either direction, as Slack says
STATUS = {
    200: "200 OK",
    400: "400 Bad Request",
    401: "401 Unauthorized",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    413: "413 Content Too Large",
    500: "500 Internal Server Error",
    503: "503 Service Unavailable",
}


class Rejected(Exception):
    """A request that does not reach Bolt; the argument is its HTTP status."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True)
class Reply:
    status: int
    body: str
    headers: Mapping[str, Iterable[str]]


class Readiness(Protocol):
    def __call__(self) -> list[str]:
        """What is not ready, in words; empty when all is."""
        ...


class Web:
    """A WSGI application: POST /slack/events for Slack, GET /healthz and /readyz for whoever runs the bot."""

    def __init__(self, app: App, signing_secret: str, problems: Readiness) -> None:
        self._app = app
        self._secret = signing_secret.encode()
        self._problems = problems

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            reply = self._route(environ)
        except Rejected as rejected:
            reply = plain(rejected.status, STATUS[rejected.status])
        metrics.REQUESTS.labels(status=reply.status).inc()
        content = reply.body.encode()
        headers = [(name, value) for name, values in reply.headers.items() for value in values]
        start_response(
            STATUS.get(reply.status, f"{reply.status} Status"), [*headers, ("content-length", str(len(content)))]
        )
        return [content]

    def _route(self, environ: WSGIEnvironment) -> Reply:
        routes: dict[str, tuple[str, Callable[[WSGIEnvironment], Reply]]] = {
            "/slack/events": ("POST", self._from_slack),
            "/healthz": ("GET", lambda _: plain(200, "alive")),
            "/readyz": ("GET", lambda _: self._ready()),
        }
        if environ["PATH_INFO"] not in routes:
            raise Rejected(404)
        method, answer = routes[environ["PATH_INFO"]]
        if environ["REQUEST_METHOD"] != method:
            raise Rejected(405)
        return answer(environ)

    def _ready(self) -> Reply:
        problems = self._problems()
        return plain(503 if problems else 200, "\n".join(problems) or "ready")

    def _from_slack(self, environ: WSGIEnvironment) -> Reply:
        body = read_body(environ)
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not self._secret or not signed(
            self._secret, signature, environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""), body
        ):
            raise Rejected(401)
        headers = {
            SIGNATURE: signature_key(signature),
            "x-slack-retry-num": environ.get("HTTP_X_SLACK_RETRY_NUM", ""),
        }
        content = parsed(body, environ.get("CONTENT_TYPE", ""))
        # What Bolt calls socket mode is a body that is parsed already: else it would parse it once more.
        response = self._app.dispatch(BoltRequest(body=content, headers=headers, mode="socket_mode"))
        return Reply(response.status, response.body, response.headers)


def read_body(environ: WSGIEnvironment) -> bytes:
    """At most LARGEST_BODY bytes; a longer one is refused without being read."""
    length = whole_number(environ.get("CONTENT_LENGTH") or "0")
    if length is None:
        raise Rejected(400)
    if length > LARGEST_BODY:
        raise Rejected(413)
    body: bytes = environ["wsgi.input"].read(length)
    return body


def whole_number(text: str) -> int | None:
    """None: no number, or longer than any moment or length that Slack could mean."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def signed(secret: bytes, signature: str, timestamp: str, body: bytes) -> bool:
    """Slack's v0 signature over the raw bytes, not older and not newer than five minutes. Real time."""
    sent_at = whole_number(timestamp)
    if sent_at is None or abs(time.time() - sent_at) > LONGEST_AGE:
        return False
    expected = "v0=" + hmac.new(secret, f"v0:{timestamp}:".encode() + body, sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogateescape"))


def parsed(body: bytes, content_type: str) -> dict[str, Any]:
    """A JSON object, a form whose payload is one, or a form's fields; told apart as Bolt does."""
    try:
        text = body.decode()
        if content_type.startswith("application/json") or text.startswith("{"):
            return as_object(text)
        fields: dict[str, Any] = dict(parse_qsl(text, keep_blank_values=True))
        return as_object(fields["payload"]) if "payload" in fields else fields
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Rejected(400) from None


def as_object(text: str) -> dict[str, Any]:
    content = json.loads(text)
    if not isinstance(content, dict):
        raise ValueError("no JSON object")
    return content


def plain(status: int, text: str) -> Reply:
    return Reply(status, text, {"content-type": ["text/plain; charset=utf-8"]})
