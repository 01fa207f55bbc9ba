"""How long somebody waits for the first form: from a signed /rm-join to views.open, over real HTTP."""

import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.programme import make_programme
from bot import schema
from sandbox import Workspace
from sandbox.people import Person
from sandbox.rehearsal import rehearsal_config, rehearse

TIMES = 200
SLACKS_LIMIT = 3.0  # seconds until Slack shows operation_timeout
GOAL = 0.5  # seconds


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder, Workspace.start() as ws:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        schema.migrate(url)
        for handle in ("orla", "ayu", "hana", "hugo", "sam"):
            ws.add_person(handle, name=handle.title(), tz="UTC")
        config = rehearsal_config(ws, url, organisers=("U0ORLA",))
        with rehearse(ws, config, datetime.now(UTC)) as rehearsal:
            make_programme(rehearsal)
            waits = sorted(joins(ws.person("ayu")))
    return [figure("half of all", statistics.median(waits)), figure("95 of 100", waits[int(len(waits) * 0.95)])]


def joins(person: Person) -> Iterator[float]:
    """Seconds until the command is acknowledged, which is after the form has opened."""
    for _ in range(TIMES):
        answer = person.runs("/rm-join")
        if person.modal is None:
            raise RuntimeError(f"no form opened: {answer.text}")
        yield answer.seconds
        person.closes()


def figure(name: str, seconds: float) -> Figure:
    return Figure(
        name=f"/rm-join to an open form, {name}",
        value=seconds / SLACKS_LIMIT,
        unit="of Slack's limit",
        against=f"the {SLACKS_LIMIT:g} s that Slack allows ({seconds * 1000:.1f} ms)",
        goal=f"under {GOAL / SLACKS_LIMIT:.2f} ({GOAL * 1000:.0f} ms)",
        holds=seconds < GOAL,
    )
