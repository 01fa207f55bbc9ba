"""Socket Mode: envelopes over real websockets, each to any one of them."""

import contextlib
import json
import random
import secrets
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

from sandbox.delivery import Reply
from sandbox.errors import Json, SlackError

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

MOST_SOCKETS = 10
TICKET_SECONDS = 30.0


@dataclass(eq=False)
class Waiting:
    arrived: threading.Event = field(default_factory=threading.Event)
    payload: Json | None = None


class Sockets:
    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace
        self.connections: list[ServerConnection] = []
        self._tickets: dict[str, float] = {}
        self._waiting: dict[str, Waiting] = {}
        self._server: Server | None = None

    def url(self) -> str:
        """A fresh address, good for one connection; raises too_many_websockets."""
        if len(self.connections) >= MOST_SOCKETS:
            raise SlackError("too_many_websockets")
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = time.monotonic()
        return f"ws://127.0.0.1:{self._started()}/link/?ticket={ticket}&app_id={self.workspace.app_id}"

    def deliver(self, kind: str, payload: Json, retry: Json) -> Reply:
        """Send one envelope to one socket and wait for its acknowledgement."""
        started, envelope_id, waiting = time.monotonic(), secrets.token_hex(16), Waiting()
        self._waiting[envelope_id] = waiting
        try:
            if not self._sent(_envelope(kind, envelope_id, payload, retry)):
                return Reply(0, "", 0.0, "connection_failed")
            acked = waiting.arrived.wait(self.workspace.delivery.ack_seconds)
        finally:
            del self._waiting[envelope_id]
        seconds = time.monotonic() - started
        body = json.dumps(waiting.payload) if waiting.payload else ""
        return Reply(200, body, seconds) if acked else Reply(0, "", seconds, "http_timeout")

    def warn(self) -> None:
        """Slack's warning, some seconds before it closes a socket to refresh it."""
        self._tell_all({"type": "disconnect", "reason": "warning", "debug_info": {"host": "sandbox"}})

    def refresh(self) -> None:
        """Ask every socket to reconnect, and close it."""
        self._tell_all({"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "sandbox"}})
        for connection in list(self.connections):
            connection.close()

    def cut(self) -> None:
        """Drop every connection hard, without a closing handshake."""
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.socket.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        if self._server is not None:
            for connection in list(self.connections):
                connection.close()
            self._server.shutdown()

    def _started(self) -> int:
        if self._server is None:
            self._server = serve(self._serve, "127.0.0.1", 0, close_timeout=1, compression=None)
            threading.Thread(target=self._server.serve_forever, name="sockets", daemon=True).start()
        return int(self._server.socket.getsockname()[1])

    def _serve(self, connection: ServerConnection) -> None:
        if not self._admitted(connection):
            connection.close(1008, "link_disabled")
            return
        self.connections.append(connection)
        try:
            connection.send(json.dumps(self._hello()))
            for message in connection:
                self._acknowledged(json.loads(message))
        except ConnectionClosed:
            pass
        finally:
            self.connections.remove(connection)

    def _admitted(self, connection: ServerConnection) -> bool:
        path = connection.request.path if connection.request else ""
        ticket = parse_qs(urlsplit(path).query).get("ticket", [""])[0]
        born = self._tickets.pop(ticket, None)
        return born is not None and time.monotonic() - born < TICKET_SECONDS

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.workspace.app_id},
        }

    def _acknowledged(self, message: Json) -> None:
        waiting = self._waiting.get(str(message.get("envelope_id")))
        if waiting is not None:
            waiting.payload = message.get("payload")
            waiting.arrived.set()

    def _sent(self, envelope: Json) -> bool:
        connections = list(self.connections)
        random.shuffle(connections)
        return any(self._tell(connection, envelope) for connection in connections)

    def _tell_all(self, message: Json) -> None:
        for connection in list(self.connections):
            self._tell(connection, message)

    def _tell(self, connection: ServerConnection, message: Json) -> bool:
        try:
            connection.send(json.dumps(message))
        except (ConnectionClosed, OSError):
            return False
        return True


def _envelope(kind: str, envelope_id: str, payload: Json, retry: Json) -> Json:
    found = {
        "type": kind,
        "envelope_id": envelope_id,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        found |= {"retry_attempt": retry.get("num", 0), "retry_reason": retry.get("reason", "")}
    return found
