"""`python -m tests.simulation --seeds 100000` plays that many; `--seed 7` plays one and says what came of it."""

import argparse
import os
import sys
import time
from multiprocessing import Pool

from tests.simulation.designs import HARMFUL, OURS
from tests.simulation.world import LETTERS, Outcome, World

CHUNK = 100


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100_000)
    parser.add_argument("--seed", type=int, help="only this one")
    parser.add_argument("--design", choices=HARMFUL, help="one of those that do harm, instead of the bot's own")
    wanted = parser.parse_args()
    if wanted.seed is not None:
        outcome = World(wanted.seed, HARMFUL.get(wanted.design, OURS)).run()
        print(outcome)
        return 0 if outcome.well else 1
    return play(wanted.seeds)


def play(seeds: int) -> int:
    began, crashes, bad = time.monotonic(), 0, []
    with Pool(os.cpu_count()) as pool:
        for seed, outcome in enumerate(pool.imap(run, range(seeds), CHUNK)):
            crashes += outcome.crashes
            if not outcome.well:
                bad.append(seed)
                print(f"seed {seed}: {outcome}", flush=True)
    lasted = time.monotonic() - began
    print(f"{seeds} seeds, {seeds * LETTERS} letters, {crashes} crashes in {lasted:.0f} s: {len(bad)} went wrong")
    return 1 if bad else 0


def run(seed: int) -> Outcome:
    return World(seed, OURS).run()


if __name__ == "__main__":
    sys.exit(main())
