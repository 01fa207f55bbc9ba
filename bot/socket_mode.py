"""Socket Mode: the same app over a websocket, and a watchdog for a socket that has gone deaf."""

import logging
from contextlib import suppress
from socket import SHUT_RDWR
from threading import Event, Thread

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import Misconfigured
from bot.outbox.delivery import ERRORS

LOG = logging.getLogger(__name__)
PING_SECONDS = 10.0
DEAF_AFTER_PINGS = 3
LOOKS_EVERY = 1.3  # pings: out of step with them, so that no look falls between ping and pong time after time
CLOSING_SECONDS = 5.0
CLOSING_LOOKS = 25
REFUSED = ("invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope", "account_inactive", "token_revoked")


class Socket:
    """Connected until closed. The client notices a closed socket by itself, but not an open one that says nothing."""

    def __init__(self, app: App, app_token: str, api_url: str, ping_seconds: float = PING_SECONDS) -> None:
        self._unanswered = 0
        handler = SocketModeHandler(
            app,
            app_token,
            web_client=WebClient(token=app_token, base_url=api_url, timeout=10),
            ping_interval=ping_seconds,
        )
        self._client = handler.client
        self._look_seconds = ping_seconds * LOOKS_EVERY
        self._closed = Event()
        self._watchdog = Thread(target=self._watch, name="socket watchdog", daemon=True)

    def open(self) -> None:
        """Starts while Slack is away, too: then the watchdog connects. Raises Misconfigured for a refused token."""
        try:
            self._client.connect()
        except ERRORS as error:
            if isinstance(error, SlackApiError) and error.response["error"] in REFUSED:
                raise Misconfigured(
                    f"SLACK_APP_TOKEN: Slack does not take it ({error.response['error']}); "
                    "make an app-level token with connections:write"
                ) from None
            LOG.warning("Slack is away (%s): connecting as soon as it is back", type(error).__name__)
        self._watchdog.start()

    def close(self) -> None:
        """Within some seconds, whatever the socket does: one that was just opening would be waited for for good."""
        self._closed.set()
        self._watchdog.join(CLOSING_SECONDS)
        self._client.auto_reconnect_enabled = False
        self._hang_up()
        closing = Thread(target=self._client.close, name="socket closing", daemon=True)
        closing.start()
        for _ in range(CLOSING_LOOKS):
            closing.join(CLOSING_SECONDS / CLOSING_LOOKS)
            self._hang_up()

    def _hang_up(self) -> None:
        """Wakes the client's reader, which would sit out ten seconds before it sees that the socket is closed."""
        session = self._client.current_session
        connection = session.sock.sock if session is not None and session.sock is not None else None
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)

    @property
    def connected(self) -> bool:
        return bool(self._client.is_connected())

    def _watch(self) -> None:
        while not self._closed.wait(self._look_seconds):
            self._look()

    def _look(self) -> None:
        """One look of the watchdog, which must outlive any failure of Slack's."""
        try:
            self._connect_if_needed()
        except ERRORS as error:
            LOG.warning("no new socket yet (%s)", type(error).__name__)

    def _connect_if_needed(self) -> None:
        """A new connection after three pings in a row without a pong; Slack sends again what nobody acknowledged."""
        session = self._client.current_session
        if session is None:
            self._client.connect_to_new_endpoint()
            return
        self._unanswered = self._unanswered + 1 if session.last_ping_tm > session.last_pong_tm else 0
        if self._unanswered >= DEAF_AFTER_PINGS:
            LOG.warning("Slack's socket has not answered %s pings: connecting anew", self._unanswered)
            self._client.connect_to_new_endpoint(force=True)
            self._unanswered = 0
