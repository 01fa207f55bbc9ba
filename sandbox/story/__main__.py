"""`make story`: plays the programme, prints what everybody saw, and fails where a promise was not kept."""

import sys
import tempfile
from pathlib import Path

from bot import schema
from sandbox.rehearsal import rehearsal_config, rehearse
from sandbox.story.cast import arrive
from sandbox.story.habits import Company
from sandbox.story.plot import BEGINS, Story, plays
from sandbox.story.promises import broken
from sandbox.story.transcript import told
from sandbox.workspace import Workspace


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Workspace.start() as ws:
        url = f"sqlite:///{Path(folder) / 'story.sqlite3'}"
        schema.migrate(url)
        arrive(ws)
        with rehearse(ws, rehearsal_config(ws, url, organisers=("U0ORLA",)), BEGINS) as rehearsal:
            story = Story(rehearsal, Company(ws))
            for name, entries in plays(story):
                print(f"\n\n##  {name}")
                for line in told(ws, entries):
                    print(line)
            faults = broken(story)
    for fault in faults:
        print(f"NOT AS PROMISED: {fault}", file=sys.stderr)
    print(f"\n{len(faults)} promises broken." if faults else "\nEvery promise was kept.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
