"""One soak from the first letter to the verdict."""

import base64
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from benchmarks.soak.databases import database
from benchmarks.soak.owing import all_letters, owe_letters, settle_people, undecided
from benchmarks.soak.plan import Blow, Plan
from benchmarks.soak.senders import Crew, Died
from benchmarks.soak.verdict import Verdict, judge
from benchmarks.soak.weather import POST, Weather
from bot.database import connect, readers, session_factory
from bot.outbox.pacing import TIERS
from bot.sealing import KeyRing
from sandbox import Workspace

KEY = b"k" * 32
GLANCE = 0.01  # seconds between two looks at how far the senders are
TELLING = 15.0  # seconds between two lines about it
WARM = 2.2  # seconds from a start until a sender is surely at work: its first tick comes after two
EARLY = 0.1  # of the blows: they may hit whoever is just starting
HESITATION = 0.2  # seconds at most between a post and the blow: any phase of the work is hit


def endure(plan: Plan, folder: Path) -> Verdict:
    """Raises Died where a sender ends by itself, or where the letters are not decided in time."""
    chance = random.Random(plan.seed)  # noqa: S311 (faults are to be the same again)
    with database(plan.database, folder) as url, Workspace.start() as ws, desk(url) as (sessions, reading):
        ws.history_lag, ws.faults = plan.lag, (weather := Weather(plan, chance))
        people = [ws.add_person(f"p{number}", name=f"Person {number}").id for number in range(plan.people)]
        settle_people(sessions, ws.team_id, people)
        owe_letters(sessions, range(plan.letters))
        with crew_of(plan, ws, url, folder) as crew:
            Ordeal(plan, chance, sessions, reading, weather, crew, plan.letters).run()
        time.sleep(plan.timeout + plan.late)  # what is still on its way arrives
        print(f"  {weather}; {crew.done[Blow.KILL]} kills, {crew.done[Blow.FREEZE]} freezes")
        return judge(all_letters(reading), ws)


@contextmanager
def desk(url: str) -> Iterator[tuple[sessionmaker[Session], sessionmaker[Session]]]:
    engine, ring = connect(url), KeyRing((KEY,))
    try:
        yield session_factory(engine, ring), readers(engine, ring)
    finally:
        engine.dispose()


@contextmanager
def crew_of(plan: Plan, ws: Workspace, url: str, folder: Path) -> Iterator[Crew]:
    env = {
        "SLACK_BOT_TOKEN": ws.bot_token,
        "SLACK_SIGNING_SECRET": ws.signing_secret,
        "SLACK_API_URL": ws.api_url,
        "DATABASE_URL": url,
        "RM_SECRET_KEYS": base64.urlsafe_b64encode(KEY).decode(),
        "RM_HTTP_TIMEOUT": str(plan.timeout),
        "RM_LEASE_SECONDS": str(plan.lease),
        "RM_SETTLE_SECONDS": str(plan.settle),
        "RM_PACE": ",".join(f"{method}=99999" for method in TIERS),  # this Slack is only as slow as the machine
        "PORT": "0",
        "RM_METRICS_BIND": "127.0.0.1:0",
        "LOG_LEVEL": "ERROR",
    }
    crew = Crew([env] * plan.replicas, folder / "senders.log")
    try:
        yield crew
    finally:
        crew.end()


@dataclass
class Ordeal:
    """Letters are sent, and the blows fall."""

    plan: Plan
    chance: random.Random
    sessions: sessionmaker[Session]
    reading: sessionmaker[Session]
    weather: Weather
    crew: Crew
    owed: int
    began: float = field(default_factory=time.monotonic)
    told_at: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        for moment, blow in self.plan.blows(self.chance):
            while self.weather.calls[POST] < moment:
                self.wait(GLANCE)
            self.keep_them_busy()
            self.strike(blow)
        while undecided(self.reading):
            self.wait(GLANCE * 50)

    def keep_them_busy(self) -> None:
        """Where the senders are faster than the blows, more is owed: a blow is to hit somebody at work."""
        if undecided(self.reading) < self.plan.people:
            more = range(self.owed, self.owed + self.plan.people)
            owe_letters(self.sessions, more)
            self.owed = more.stop

    def strike(self, blow: Blow) -> None:
        self.wait(self.chance.uniform(0, HESITATION))
        age = 0.0 if self.chance.random() < EARLY else WARM
        while (victim := self.crew.victim(self.chance, blow, age)) is None:
            self.wait(GLANCE)
        if blow == Blow.KILL:
            victim.kill()
        else:
            victim.freeze(self.chance.uniform(self.plan.shortest_freeze, self.plan.longest_freeze))
        self.crew.done[blow] += 1

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
        self.crew.look_after()
        moment = time.monotonic()
        if moment > self.began + self.plan.deadline:
            raise Died(f"{undecided(self.reading)} letters are undecided after {self.plan.deadline:g} s")
        if moment - self.told_at > TELLING:
            self.told_at, left, kills = moment, undecided(self.reading), self.crew.done[Blow.KILL]
            print(f"  … {self.weather.calls[POST]:,} posts, {kills} kills, {left:,} letters to go", flush=True)
