"""The parts of a running bot, put together in one place."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from bot.app import LISTENER_TIMEOUT, build_app
from bot.clock import REAL, Clock, real_time
from bot.config import Config
from bot.database import connect, readers, session_factory
from bot.health import Health
from bot.outbox.claims import Courier, Times
from bot.outbox.courier import SlackCourier
from bot.outbox.dispatcher import Inline, Outbox, Threads, Unhurried
from bot.outbox.pacing import Pace
from bot.outbox.postbag import Postbag
from bot.outbox.sending import Sending
from bot.schedule import AFTERWARDS, WRITERS, Speak, Ticker
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
    postbag = Postbag(sessions, reading, WRITERS, times, afterwards=AFTERWARDS)
    outbox = outbox_for(postbag, speak, times, pace=config.pace, at_once=config.at_once)
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


def outbox_for(
    postbag: Postbag, speak: Speak, times: Times, *, pace: Mapping[str, int] | None = None, at_once: int = 1
) -> Outbox:
    """Sends the letters of the postbag: one after the other, or so many at once. Without a pace as fast as it can."""

    def courier(workspace_id: str) -> Courier | None:
        client = speak(workspace_id)
        return SlackCourier(client) if client else None

    pool = Threads(at_once) if at_once > 1 else Inline()
    sending = Sending(postbag, courier, times, REAL)
    hurry = Pace(pace, REAL.monotonic) if pace else Unhurried()
    return Outbox(postbag, sending, pace=hurry, watch=REAL, pool=pool, at_once=at_once)


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
