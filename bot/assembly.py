"""The parts of a running bot, put together in one place."""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from bot.app import LISTENER_TIMEOUT, build_app
from bot.clock import Clock, real_time
from bot.config import Config
from bot.database import connect, readers, session_factory
from bot.health import Health
from bot.outbox import Outbox, Times
from bot.schedule import AFTERWARDS, WRITERS, Ticker
from bot.sealing import KeyRing
from bot.web import Web
from bot.workspaces import Installations


@dataclass(frozen=True)
class House:
    """What `python -m bot` runs; a rehearsal runs the same with a clock of its own."""

    config: Config
    engine: Engine
    sessions: sessionmaker[Session]
    reading: sessionmaker[Session]
    installations: Installations
    app: App
    ticker: Ticker
    health: Health
    web: Web

    def close(self) -> None:
        self.engine.dispose()


def assemble(config: Config, clock: Clock = real_time) -> House:
    """Connects nothing: the first request, or the first tick, does."""
    engine, ring = connect(config.database_url), KeyRing(config.secret_keys)
    sessions, reading = session_factory(engine, ring), readers(engine, ring)
    asking = WebClient(token=config.bot_token, base_url=config.api_url, timeout=LISTENER_TIMEOUT, retry_handlers=[])
    installations = Installations(asking, sessions, clock, config.organisers)
    app = build_app(installations, sessions, reading, clock)
    times = Times(config.lease_seconds, config.http_timeout, config.settle_seconds)
    speak = Speaker(config, installations)
    outbox = Outbox(sessions, speak, WRITERS, times, afterwards=AFTERWARDS)
    health = Health(engine, reading, clock, scheduler=config.scheduler)
    return House(
        config=config,
        engine=engine,
        sessions=sessions,
        reading=reading,
        installations=installations,
        app=app,
        ticker=Ticker(sessions, outbox, speak, clock),
        health=health,
        web=Web(app, config.signing_secret, health.problems),
    )


class Speaker:
    """The client that a letter is sent with: patient, and without the SDK's own retries, which would post twice."""

    def __init__(self, config: Config, installations: Installations) -> None:
        self._config = config
        self._installations = installations

    def __call__(self, workspace_id: str) -> WebClient | None:
        token = self._installations.token(workspace_id)
        if token is None:
            return None
        return WebClient(
            token=token, base_url=self._config.api_url, timeout=self._config.http_timeout, retry_handlers=[]
        )
