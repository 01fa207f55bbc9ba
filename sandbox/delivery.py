"""Handing the app what happened: signed HTTP requests or Socket Mode envelopes, and what came back."""

import hashlib
import hmac
import http.client
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from sandbox.errors import Json

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

FORM = "application/x-www-form-urlencoded"
ACK_SECONDS = 3.0


@dataclass(frozen=True)
class Reply:
    """What the app answered; `failure` is empty, or Slack's word for what went wrong."""

    status: int
    body: str
    seconds: float
    failure: str = ""
    headers: Json = field(default_factory=dict)

    @property
    def acked(self) -> bool:
        return not self.failure and 200 <= self.status < 300

    def json(self) -> Any:
        """The body as JSON; None when it is not."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True)
class Answer:
    """What a person gets back at once: the visible text, the HTTP status, and how long it took."""

    text: str
    status: int
    seconds: float
    blocks: list[Json] = field(default_factory=list)


@dataclass(frozen=True)
class Parcel:
    """One HTTP request to the app, kept byte for byte so that it can be repeated."""

    body: bytes
    headers: dict[str, str]


class Delivery:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.url: str | None = None
        self.last: Parcel | None = None
        self.ack_seconds = ACK_SECONDS

    def command(self, fields: Json) -> Reply:
        return self._send("slash_commands", fields, urlencode(fields).encode(), {})

    def interaction(self, payload: Json) -> Reply:
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return self._send("interactive", payload, body, {})

    def event(self, envelope: Json, retry: Json) -> Reply:
        """`retry` holds `num` and `reason` when the event was sent before."""
        return self._send("events_api", envelope, json.dumps(envelope).encode(), retry)

    def repeat(self) -> Reply:
        """The last HTTP request once more, byte for byte, with the same signature."""
        if self.last is None:
            raise RuntimeError("Nothing has been sent over HTTP yet.")
        return self._post(self.last)

    def _send(self, kind: str, payload: Json, body: bytes, retry: Json) -> Reply:
        if self.url is None:
            return self.workspace.sockets.deliver(kind, payload, retry)
        self.last = Parcel(body, self._headers(kind, body, retry))
        return self._post(self.last)

    def _headers(self, kind: str, body: bytes, retry: Json) -> dict[str, str]:
        moment = str(int(time.time()))
        found = {
            "Content-Type": "application/json" if kind == "events_api" else FORM,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": moment,
            "X-Slack-Signature": signature(self.workspace.signing_secret, moment, body),
        }
        if retry:
            found |= {"X-Slack-Retry-Num": str(retry["num"]), "X-Slack-Retry-Reason": retry["reason"]}
        return found

    def _post(self, parcel: Parcel) -> Reply:
        started = time.monotonic()
        target = urlsplit(self.url or "")
        connection = http.client.HTTPConnection(target.hostname or "", target.port or 80, timeout=self.ack_seconds)
        try:
            connection.request("POST", target.path or "/", parcel.body, parcel.headers)
            return _read(connection.getresponse(), started)
        except TimeoutError:
            return Reply(0, "", time.monotonic() - started, "http_timeout")
        except (OSError, http.client.HTTPException):
            return Reply(0, "", time.monotonic() - started, "connection_failed")
        finally:
            connection.close()


def _read(response: http.client.HTTPResponse, started: float) -> Reply:
    body = response.read().decode("utf-8", "replace")
    headers = {name.lower(): value for name, value in response.getheaders()}
    failure = "" if 200 <= response.status < 300 else "http_error"
    return Reply(response.status, body, time.monotonic() - started, failure, headers)


def signature(secret: str, moment: str, body: bytes) -> str:
    base = f"v0:{moment}:".encode() + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
