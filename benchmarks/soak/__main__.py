"""`make soak`: exit code 1 where a letter was lost or came twice, or where the control found nothing.

With nothing said: 10,000 letters and 200 kills on SQLite, the same with three senders, some frozen, on PostgreSQL,
and a control whose settle time is too short, which must find letters that came twice.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from benchmarks.soak.ordeal import endure
from benchmarks.soak.plan import Plan
from benchmarks.soak.senders import Died
from benchmarks.soak.verdict import Verdict

KINDS = ("sqlite", "postgresql")


def main(arguments: Sequence[str]) -> int:
    wanted = parse(arguments)
    signal.signal(signal.SIGTERM, stop)
    held = [soak(plan(wanted, kind)) for kind in wanted.database]
    return 0 if all([*held, controlled(wanted.seed)]) else 1


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--database", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--letters", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--freezes", type=int, default=40, help="on PostgreSQL, for longer than the lease")
    parser.add_argument("--replicas", type=int, default=3, help="on PostgreSQL")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    return parser.parse_args(arguments)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """The senders are ended as well."""
    raise SystemExit(1)


def plan(wanted: argparse.Namespace, kind: str) -> Plan:
    several = {"replicas": wanted.replicas, "freezes": wanted.freezes} if kind == "postgresql" else {}
    return Plan(wanted.seed, wanted.letters, wanted.kills, kind, **several)


def soak(plan: Plan) -> bool:
    began = time.monotonic()
    verdict = run(plan)
    print(f"  {verdict or 'no verdict'}\n  {time.monotonic() - began:.0f} s", flush=True)
    return verdict is not None and verdict.holds


def controlled(seed: int) -> bool:
    """The least settle time that the bot takes, and a history slower than that: the soak must see what goes wrong."""
    verdict = run(Plan(seed, letters=200, kills=0, database="sqlite", settle=1, lag=15))
    twice = len(verdict.twice) if verdict else 0
    print(f"  the control, which must fail: {twice} letters came twice")
    return twice > 0


def run(plan: Plan) -> Verdict | None:
    """None where it did not come to an end."""
    print(plan, flush=True)
    with tempfile.TemporaryDirectory(prefix="rm-soak-") as folder:
        try:
            return endure(plan, Path(folder))
        except Died as fault:
            print(f"  {fault}")
            return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
