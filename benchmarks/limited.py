"""Workspaces that enforce Slack's limits, in a process of their own: they must not take the sender's time."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from sandbox import Rates, Workspace


@dataclass(frozen=True)
class Place:
    """A workspace as the sender sees it; `people` maps Slack's ids to the DMs with them."""

    team_id: str
    api_url: str
    token: str
    people: dict[str, str]


@dataclass(frozen=True)
class Tally:
    """What a workspace has seen. `first` and `last` are when messages came, in seconds."""

    posts: int
    twice: int
    first: float
    last: float
    calls: int
    refused: int


class Limited:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.places = [Place(**place) for place in self._read()]

    def tallies(self) -> list[Tally]:
        """As it stands now."""
        assert self._process.stdin is not None  # noqa: S101 (it was opened with a pipe)
        print("tallies", file=self._process.stdin, flush=True)
        return [Tally(**tally) for tally in self._read()]

    def _read(self) -> list[dict[str, Any]]:
        assert self._process.stdout is not None  # noqa: S101 (the same)
        return list(json.loads(self._process.stdout.readline()))


@contextmanager
def limited(workspaces: int, people: int) -> Iterator[Limited]:
    """So many, with so many people each, every one of whom has a DM with the bot already."""
    command = [sys.executable, "-m", "benchmarks.limited", str(workspaces), str(people)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        yield Limited(process)
        process.communicate()


def main(workspaces: int, people: int) -> None:
    with ExitStack() as stack:
        started = [stack.enter_context(started_with(f"T0LIMITED{n}", people)) for n in range(workspaces)]
        print(json.dumps([asdict(place(ws)) for ws in started]), flush=True)
        for _ in sys.stdin:
            print(json.dumps([asdict(tally(ws)) for ws in started]), flush=True)


def started_with(team_id: str, people: int) -> Workspace:
    ws = Workspace.start(team_id=team_id, rates=Rates.published())
    for number in range(people):
        ws.dm_with(ws.add_person(f"p{number}"))
    return ws


def place(ws: Workspace) -> Place:
    dms = {found.members[0].id: found.id for found in ws.conversations.values()}
    return Place(ws.team_id, ws.api_url, ws.bot_token, dms)


def tally(ws: Workspace) -> Tally:
    posted = [message for found in ws.conversations.values() for message in found.messages]
    letters = Counter(str((message.metadata or {}).get("event_payload")) for message in posted)
    moments = [float(message.ts) for message in posted]
    return Tally(
        posts=len(posted),
        twice=sum(times - 1 for times in letters.values()),
        first=min(moments, default=0.0),
        last=max(moments, default=0.0),
        calls=ws.rates.taken.total() + ws.rates.refused.total(),
        refused=ws.rates.refused.total(),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
