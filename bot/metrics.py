"""Figures for Prometheus, on an address of their own."""

from collections.abc import Callable, Iterable

from prometheus_client import Counter
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot.models import Letter, Post, Pulse, standing

LETTERS = Counter(
    "rm_deliveries_total", "Letters dealt with, by kind, by what became of them, and why.", ["kind", "state", "reason"]
)
REQUESTS = Counter("rm_requests_total", "Requests to /slack/events by HTTP status.", ["status"])


class Backlog(Collector):
    """Read from the database when asked: how many letters are owed, and when the last tick was; not what was sent."""

    def __init__(self, reading: sessionmaker[Session]) -> None:
        self._reading = reading

    def collect(self) -> Iterable[GaugeMetricFamily]:
        letters = GaugeMetricFamily("rm_letters", "Letters still owed, or failed, by state.", labels=["state"])
        pulse = GaugeMetricFamily("rm_last_tick_timestamp_seconds", "When the last tick ended, in programme time.")
        with self._reading() as db:
            for state in (Post.WAITING, Post.SENDING, Post.FAILED):
                letters.add_metric([state], db.scalar(select(func.count(Letter.try_at)).where(standing(state))) or 0)
            last = db.scalar(select(func.max(Pulse.last_at)))
        if last:
            pulse.add_metric([], last.timestamp())
        return [letters, pulse]


def watch(reading: sessionmaker[Session]) -> Callable[[], None]:
    """Registers the backlog; the function that is returned takes it back."""
    backlog = Backlog(reading)
    REGISTRY.register(backlog)
    return lambda: REGISTRY.unregister(backlog)
