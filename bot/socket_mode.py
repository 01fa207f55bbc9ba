"""Socket Mode: the same app over a websocket, and a watchdog for a socket that has gone deaf."""

import logging

from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.interval_runner import IntervalRunner

LOG = logging.getLogger(__name__)
PING_SECONDS = 10.0
DEAF_AFTER_PINGS = 3


class Socket:
    """Connected until closed. The client notices a closed socket by itself, but not an open one that says nothing."""

    def __init__(self, app: App, app_token: str, api_url: str, ping_seconds: float = PING_SECONDS) -> None:
        self._unanswered = 0
        self._handler = SocketModeHandler(
            app,
            app_token,
            web_client=WebClient(token=app_token, base_url=api_url, timeout=10),
            ping_interval=ping_seconds,
        )
        self._watchdog = IntervalRunner(self.listen_again_if_deaf, ping_seconds)

    def open(self) -> None:
        self._handler.connect()
        self._watchdog.start()

    def close(self) -> None:
        self._watchdog.shutdown()
        self._handler.close()

    @property
    def connected(self) -> bool:
        return bool(self._handler.client.is_connected())

    def listen_again_if_deaf(self) -> None:
        """A new connection after three pings in a row without a pong; Slack sends again what nobody acknowledged."""
        session = self._handler.client.current_session
        unanswered = session is not None and session.last_ping_tm > session.last_pong_tm
        self._unanswered = self._unanswered + 1 if unanswered else 0
        if self._unanswered >= DEAF_AFTER_PINGS:
            LOG.warning("Slack's socket has not answered %s pings: connecting anew", self._unanswered)
            self._unanswered = 0
            self._handler.client.connect_to_new_endpoint(force=True)
