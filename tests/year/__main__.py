"""`python -m tests.year --pairs 1000 --seed 0` lives through one year; `--seeds 10` through ten."""

import argparse
import gc
import logging
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing import Pool

from tests.year.year import Year

LISTED = 40  # of the broken promises


@dataclass
class Lived:
    """What came of one workspace's year, in the process that lived it."""

    broken: list[str]
    counts: Counter[str]
    messages: int
    cpu: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.year", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=1, help="so many, from --seed on")
    parser.add_argument(
        "--workspaces", type=int, default=os.cpu_count() or 1, help="share the pairs out, with a process for each"
    )
    parser.add_argument("--calm", action="store_true", help="no faults of Slack, and no crashes")
    wanted = parser.parse_args()
    seeds = range(wanted.seed, wanted.seed + wanted.seeds)
    return 1 if any([tell(seed, wanted) for seed in seeds]) else 0


def tell(seed: int, wanted: argparse.Namespace) -> int:
    """How many promises were broken."""
    began, share = time.monotonic(), wanted.pairs // wanted.workspaces
    shares = [(seed * wanted.workspaces + number, share, wanted.calm) for number in range(wanted.workspaces)]
    with Pool(wanted.workspaces) as pool:
        lived = pool.starmap(live, shares, chunksize=1)
    broken = [line for one in lived for line in one.broken]
    sys.stdout.writelines(f"{line}\n" for line in broken[:LISTED])
    counts = sum((one.counts for one in lived), Counter[str]())
    sys.stdout.writelines(f"  {count:8} {name}\n" for name, count in sorted(counts.items()))
    messages, cpu, lasted = sum(one.messages for one in lived), sum(one.cpu for one in lived), time.monotonic() - began
    sys.stdout.write(
        f"seed {seed}: {wanted.pairs} pairs in {wanted.workspaces} workspaces, {messages} messages,"
        f" {len(broken)} promises broken; {lasted:.0f} s, {cpu:.0f} s of CPU\n"
    )
    sys.stdout.flush()
    return len(broken)


def live(seed: int, pairs: int, calm: bool) -> Lived:
    logging.disable(logging.WARNING)
    gc.set_threshold(50_000)  # most of what is made here goes without its help
    with Year(seed, pairs, trouble=0.0) if calm else Year(seed, pairs) as year:
        year.lived()
        return Lived(year.promises.broken, year.counts, year.promises.checked, time.process_time())


if __name__ == "__main__":
    sys.exit(main())
