"""Figures for Prometheus, on an address of their own."""

from collections.abc import Callable, Iterable

from prometheus_client import Counter
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from bot.models import Letter, Post, Pulse

LETTERS = Counter(
    "rm_deliveries_total", "Letters dealt with, by kind, by what became of them, and why.", ["kind", "state", "reason"]
)
REQUESTS = Counter("rm_requests_total", "Requests to /slack/events by HTTP status.", ["status"])


class Backlog(Collector):
    """Read from the database when asked: how many letters wait, and when the last tick was."""

    def __init__(self, reading: sessionmaker[Session]) -> None:
        self._reading = reading

    def collect(self) -> Iterable[GaugeMetricFamily]:
        letters = GaugeMetricFamily("rm_letters", "Letters in the database by state.", labels=["state"])
        pulse = GaugeMetricFamily("rm_last_tick_timestamp_seconds", "When the last tick ended, in programme time.")
        with self._reading() as db:
            counts = dict(db.execute(select(Letter.state, func.count()).group_by(Letter.state)).all())
            last = db.scalar(select(func.max(Pulse.last_at)))
        for state in Post:
            letters.add_metric([state], counts.get(state, 0))
        if last:
            pulse.add_metric([], last.timestamp())
        return [letters, pulse]


def watch(reading: sessionmaker[Session]) -> Callable[[], None]:
    """Registers the backlog; the function that is returned takes it back."""
    backlog = Backlog(reading)
    REGISTRY.register(backlog)
    return lambda: REGISTRY.unregister(backlog)
