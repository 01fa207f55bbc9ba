"""`make story`: plays the programme, prints what everybody saw, and fails where a promise was not kept."""

import sys

from sandbox.story.plot import plays
from sandbox.story.promises import broken
from sandbox.story.stage import on_stage
from sandbox.story.transcript import told


def main() -> int:
    with on_stage() as story:
        for name, entries in plays(story):
            print(f"\n\n##  {name}")
            for line in told(story.rehearsal.ws, entries):
                print(line)
        faults = broken(story)
    for fault in faults:
        print(f"NOT AS PROMISED: {fault}", file=sys.stderr)
    print(f"\n{len(faults)} promises broken." if faults else "\nEvery promise was kept.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
