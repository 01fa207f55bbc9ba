"""`make demo`: the bot and its workspace in one terminal, where one types as anybody and moves the clock."""

import re
import secrets
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import schema
from sandbox.errors import NotOnScreen
from sandbox.rehearsal import Rehearsal, rehearsal_config, rehearse
from sandbox.story.cast import arrive
from sandbox.story.transcript import told
from sandbox.workspace import Workspace

HELP = """
Type as somebody:        orla /rm-programme create       ayu /rm-join       lena /rm-status
Answer an open form:     orla: Name = Spring             orla: submit       orla: close
Press a button:          ayu: press Yes, gladly          ayu: home
Move the clock:          +1h   +1d   +1w                 next   (to the next letter)
Everybody who is there:  who                             Leave: Ctrl-C or quit
"""
STEPS = {"h": "hours", "d": "days", "w": "weeks"}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Workspace.start() as ws:
        url = f"sqlite:///{Path(folder) / 'demo.sqlite3'}"
        schema.migrate(url)
        arrive(ws)
        config = rehearsal_config(ws, url, organisers=("U0ORLA",), secret_keys=(secrets.token_bytes(32),))
        with rehearse(ws, config, datetime.now(UTC)) as rehearsal:
            print(f"The bot is running, against a workspace that stands in for Slack at {ws.api_url}.\n{HELP}")
            converse(rehearsal)
    return 0


def converse(rehearsal: Rehearsal) -> None:
    """One line after the other, until there are no more."""
    shown = 0
    for line in sys.stdin:
        if line.strip() in ("quit", "exit"):
            return
        try:
            do(rehearsal, line.strip())
        except (NotOnScreen, KeyError) as error:
            print(f"  {error}")
        entries = rehearsal.ws.transcript[shown:]
        shown += len(entries)
        for text in told(rehearsal.ws, entries):
            print(text)


def do(rehearsal: Rehearsal, line: str) -> None:
    """Reads one line; time first, then people."""
    if step := re.fullmatch(r"\+(\d+)([hdw])", line):
        rehearsal.waits_until(rehearsal.now + timedelta(**{STEPS[step[2]]: int(step[1])}))
    elif line == "next":
        rehearsal.waits_until(rehearsal.next_letter_at() or rehearsal.now)
    elif line == "who":
        print("\n".join(f"  {person.handle:8} {person.name}, {person.title}" for person in rehearsal.ws.people))
    elif words := re.fullmatch(r"(\w+)(:?)\s+(.+)", line):
        act(rehearsal, words[1], words[3], speaks=not words[2])
        rehearsal.tick()
    elif line:
        print(HELP)


def act(rehearsal: Rehearsal, handle: str, words: str, *, speaks: bool) -> None:
    person = rehearsal.ws.person(handle)
    if speaks and words.startswith("/"):
        person.runs(words, channel="mentoring" if handle != "sam" else None)
    elif speaks:
        person.says(words)
    elif words.startswith("press "):
        person.presses(words.removeprefix("press "))
    elif words in DEEDS:
        getattr(person, DEEDS[words])()
    elif " = " in words:
        label, _, answer = words.partition(" = ")
        person.fills(label, answer)
    else:
        print(HELP)


DEEDS = {"submit": "submits", "close": "closes", "home": "opens_home"}

if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
