"""A Monday morning of 10,000 workspaces with 1,000,000 people: how late the last letter is, by the number of replicas.

`python -m benchmarks.monday` measures what a letter costs a sender here, and simulates the rest: who is due when, what
Slack's limits let through, what so many senders manage. `--letter 4.0` takes so many milliseconds instead of measuring.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from benchmarks.databases import KINDS, database
from benchmarks.limited import Place, limited
from benchmarks.pacing import MONDAY, TIMES, speaker
from bot.assembly import outbox_for
from bot.config import Config
from bot.models import Enrolment, Joining, Pair, Person, Post, Programme, Role, Stage, Workspace
from bot.outbox.pacing import TIERS, rate_of
from bot.outbox.postbag import Postbag
from bot.pairs import introduce_all
from bot.schedule import AFTERWARDS, WRITERS

WORKSPACES, PEOPLE = 10_000, 1_000_000
SPREAD = 1.5  # of the logarithm of a workspace's size: most have some dozens, the largest thousands
STEP = 5  # seconds
REPLICAS = {"SQLite": (1,)}  # where one process sends; elsewhere:
SEVERAL = (1, 2, 4, 8)
# How many of a hundred live so many hours east of Greenwich; the rest of the world is spread over the hours between.
ZONES = {-8: 9, -7: 3, -6: 8, -5: 15, -3: 6, 0: 9, 1: 18, 2: 5, 3: 3, 5: 9, 7: 4, 8: 6, 9: 3, 10: 2}
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Lateness:
    """Minutes after 09:00 where the reader lives."""

    median: float
    most: float  # 99 of a hundred come before
    last: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.monday", description=__doc__)
    parser.add_argument("--letter", type=float, help="milliseconds of CPU for a letter")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    costs = {"given": wanted.letter} if wanted.letter else {kind: warmed_up(kind) for kind in KINDS}
    sizes = workspaces(wanted.seed)
    say(f"{len(sizes):,} workspaces, {sizes.sum():,.0f} people, {sizes.max():,.0f} in the largest; one letter each")
    say(f"  Slack alone: {told(monday(sizes, float('inf'), wanted.seed))}")
    for kind, milliseconds in costs.items():
        say(f"{kind}: {milliseconds:.1f} ms of CPU a letter, {1000 / milliseconds:.0f} letters a second from a replica")
        for replicas in REPLICAS.get(kind, SEVERAL):
            say(f"  {replicas:3} replicas: {told(monday(sizes, replicas * 1000 / milliseconds, wanted.seed))}")
    return 0


def say(line: str) -> None:
    print(line, flush=True)


def told(lateness: Lateness) -> str:
    minutes = (lateness.median, lateness.most, lateness.last)
    return "half by {:.0f}, 99 % by {:.0f}, the last by {:.0f} minutes past nine".format(*minutes)


def workspaces(seed: int) -> Numbers:
    """How many people there are in each."""
    drawn = np.random.default_rng(seed).lognormal(0.0, SPREAD, WORKSPACES)
    return np.maximum(np.round(drawn * PEOPLE / drawn.sum()), 1)


def monday(sizes: Numbers, a_second: float, seed: int) -> Lateness:
    """Everybody is due at nine. Who was due first goes first; in one zone all get the same share of what is left."""
    hours = np.array(list(ZONES))
    share = np.array(list(ZONES.values())) / sum(ZONES.values())
    due = (hours.max() - np.random.default_rng(seed + 1).choice(hours, len(sizes), p=share)) * 3600.0
    left, second, history = sizes.copy(), 0.0, []
    limit = STEP / rate_of(TIERS["chat.postMessage"]).every
    while left.any():
        second += STEP
        sent = served(np.where(due < second, np.minimum(left, limit), 0.0), due, a_second * STEP)
        left = np.where(left - sent < 1e-6, 0.0, left - sent)
        history.append((second - due, sent))
    return lateness(history)


def served(wanted: Numbers, due: Numbers, room: float) -> Numbers:
    """What each workspace gets of the room that the senders have."""
    if wanted.sum() <= room:
        return wanted
    sent = np.zeros_like(wanted)
    for moment in np.unique(due[wanted > 0]):
        here = np.where(due == moment, wanted, 0.0)
        sent += here * min(1.0, room / here.sum())
        room = max(0.0, room - here.sum())
    return sent


def lateness(history: list[tuple[Numbers, Numbers]]) -> Lateness:
    """By how many letters came how late."""
    counts: dict[float, float] = {}
    for late, sent in history:
        for seconds in np.unique(late[sent > 0]):
            counts[seconds] = counts.get(seconds, 0.0) + float(sent[late == seconds].sum())
    seconds, letters = np.array(sorted(counts)), np.array([counts[late] for late in sorted(counts)])
    shares = np.cumsum(letters) / letters.sum()
    at = [float(seconds[np.searchsorted(shares, share)]) / 60 for share in (0.5, 0.99)]
    return Lateness(at[0], at[1], float(seconds[-1]) / 60)


def warmed_up(kind: str) -> float:
    """Playbooks, holidays and statements are read once in a process: a first small round does that."""
    cost_on(kind, 2, 4)
    return cost_on(kind)


def cost_on(kind: str, workspaces: int = 10, people: int = 40) -> float:
    """Milliseconds of the sender's own CPU for each letter to pairs that have just been introduced, over HTTP."""
    with database(kind) as here, limited(workspaces, people) as slack:
        with here.sessions.begin() as db:
            for place in slack.places:
                introduce_all(db, *programme_in(db, place), MONDAY)
        here.knows_its_size()
        postbag = Postbag(here.sessions, here.reading, WRITERS, TIMES, afterwards=AFTERWARDS)
        outbox = outbox_for(postbag, speaker(slack.places), TIMES, pace=TIERS, at_once=Config.at_once)
        used = time.process_time()
        letters = sum(letter.state == Post.SENT for letter in outbox.send_due(lambda: MONDAY))
        return (time.process_time() - used) / letters * 1000


def programme_in(db: Session, place: Place) -> tuple[Programme, list[Pair]]:
    """Everybody of a workspace is in a pair that is about to begin."""
    db.add(Workspace(id=place.team_id, bot_user_id="", installed_at=MONDAY))
    here = {"workspace_id": place.team_id}
    people = [
        Person(**here, slack_id=slack_id, name=slack_id, channel=channel, seen_at=MONDAY)
        for slack_id, channel in place.people.items()
    ]
    programme = Programme(
        **here,
        **{"name": "Benchmark", "label": "reverse", "stage": Stage.RUNNING, "zone": "UTC", "started_at": MONDAY},
        **{"starts_on": MONDAY.date(), "ends_on": MONDAY.date() + timedelta(days=200), "cadence_days": 30},
        **{"meeting_count": 6, "sponsor_id": people[0].id, "created_by_id": people[0].id, "created_at": MONDAY},
    )
    mentors, leaders = (
        [joined(programme, person, role, number) for number, person in enumerate(people[place_of::2])]
        for place_of, role in enumerate(Role)
    )
    pairs = [
        Pair(**here, programme_id=programme.id, mentor_id=mentor.id, leader_id=leader.id, proposed_at=MONDAY)
        for mentor, leader in zip(mentors, leaders, strict=True)
    ]
    db.add_all([*people, programme, *mentors, *leaders, *pairs])
    db.flush()
    return programme, pairs


def joined(programme: Programme, person: Person, role: Role, number: int) -> Enrolment:
    return Enrolment(
        **{"workspace_id": programme.workspace_id, "programme_id": programme.id, "person_id": person.id},
        **{"state": Joining.JOINED, "role": role, "started_at": MONDAY + timedelta(seconds=number)},
    )


if __name__ == "__main__":
    sys.exit(main())
