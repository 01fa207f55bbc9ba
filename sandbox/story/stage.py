"""Where the story is played: a workspace with the cast in it, and the bot that serves it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import schema
from sandbox.rehearsal import rehearsal_config, rehearse
from sandbox.story.cast import arrive
from sandbox.story.habits import Company
from sandbox.story.plot import BEGINS, Story
from sandbox.workspace import Workspace


@contextmanager
def on_stage() -> Iterator[Story]:
    """Before its first scene; all of it is gone after the block."""
    with tempfile.TemporaryDirectory() as folder, Workspace.start() as ws:
        url = f"sqlite:///{Path(folder) / 'story.sqlite3'}"
        schema.migrate(url)
        arrive(ws)
        with rehearse(ws, rehearsal_config(ws, url, organisers=("U0ORLA",)), BEGINS) as rehearsal:
            yield Story(rehearsal, Company(ws))
