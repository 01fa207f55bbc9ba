"""How much of the rate that Slack's limits allow is used, and how often Slack has to say 429.

`python -m benchmarks.pacing 2000` tries it with fewer letters, in about 20 seconds.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.databases import KINDS, Database, database
from benchmarks.figures import Figure
from benchmarks.limited import Place, Tally, limited
from bot.assembly import outbox_for
from bot.config import Config
from bot.letters import Owed, owe_all
from bot.models import Kind, Person, Workspace
from bot.outbox.claims import Times
from bot.outbox.pacing import TIERS
from bot.outbox.postbag import Postbag
from bot.schedule import AFTERWARDS, WRITERS
from sandbox.rates import A_MINUTE

LETTERS, WORKSPACES = 10_000, 20
ALLOWED = WORKSPACES * A_MINUTE["chat.postMessage"] / 60  # a second
USED, REFUSED = 0.97, 0.001
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
TIMES = Times(lease=60, timeout=10, settle=300)


def measure(letters: int = LETTERS) -> list[Figure]:
    return [figure for kind in KINDS for figure in measured_on(kind, letters)]


def measured_on(kind: str, letters: int) -> list[Figure]:
    with database(kind) as db, limited(WORKSPACES, letters // WORKSPACES) as slack:
        for place in slack.places:
            owe_each(db.sessions, place)
        db.knows_its_size()
        send(db, slack.places)
        tallies = slack.tallies()
    return [rate(kind, tallies, letters), refusals(kind, tallies)]


def send(db: Database, places: list[Place]) -> None:
    """As a serving bot does it, until nothing is due."""
    postbag = Postbag(db.sessions, db.reading, WRITERS, TIMES, afterwards=AFTERWARDS)
    outbox = outbox_for(postbag, speaker(places), TIMES, pace=TIERS, at_once=Config.at_once)
    for _ in outbox.send_due(lambda: MONDAY):
        pass


def owe_each(sessions: sessionmaker[Session], place: Place) -> None:
    """Everybody one letter, due now, of a kind that needs no other rows."""
    with sessions.begin() as db:
        db.add(Workspace(id=place.team_id, bot_user_id="", installed_at=MONDAY))
        db.flush()
        people = [
            Person(workspace_id=place.team_id, slack_id=slack_id, channel=channel, seen_at=MONDAY)
            for slack_id, channel in place.people.items()
        ]
        db.add_all(people)
        db.flush()
        owe_all(db, [Owed(Kind.ORGANISER_ADDED, person, MONDAY, person) for person in people])


def speaker(places: list[Place]) -> Callable[[str], WebClient]:
    clients = {
        place.team_id: WebClient(
            token=place.token, base_url=place.api_url, timeout=int(TIMES.timeout), retry_handlers=[]
        )
        for place in places
    }
    return clients.__getitem__


def rate(kind: str, tallies: list[Tally], letters: int) -> Figure:
    took = max(tally.last for tally in tallies) - min(tally.first for tally in tallies)
    used = letters / took / ALLOWED
    lost, twice = letters - sum(tally.posts - tally.twice for tally in tallies), sum(tally.twice for tally in tallies)
    return Figure(
        name=f"{letters:,} messages to {WORKSPACES} workspaces, {kind}",
        value=used,
        unit="of the rate that Slack's limits allow",
        against=f"{ALLOWED:g} a second, as the stand-in counts; {took:.1f} s; {lost} lost, {twice} twice",
        goal=f"at least {USED}",
        holds=used >= USED and not lost and not twice,
    )


def refusals(kind: str, tallies: list[Tally]) -> Figure:
    calls, refused = sum(tally.calls for tally in tallies), sum(tally.refused for tally in tallies)
    return Figure(
        name=f"calls answered 429, {kind}",
        value=refused / calls,
        unit="of all calls",
        against=f"{calls:,} calls ({refused} refused)",
        goal=f"under {REFUSED}",
        holds=refused / calls < REFUSED,
    )


if __name__ == "__main__":
    for shown in measure(int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS):
        print(shown)
