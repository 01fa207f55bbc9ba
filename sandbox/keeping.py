"""A workspace put away and taken out again, so that a rehearsal goes on where one stopped."""

import io
import pickle
from pathlib import Path
from typing import Any

from sandbox.workspace import Workspace

WORKSPACE = "the workspace itself"


def put_away(ws: Workspace, path: Path, also: Any) -> None:
    """People, conversations and open views, and whatever `also` holds; not the record behind the scenes."""
    with ws.lock:
        kept = {"directory": [ws.people_by_id, ws.conversations, ws._direct], "bot": ws.bot, "also": also}
        kept["views"] = [ws.views.stacks, ws.views.homes, ws.views.publications]
        kept["number"] = ws.ids.highest()
        written = io.BytesIO()
        Writer(ws, written).dump(kept)
    path.write_bytes(written.getvalue())


def take_out(ws: Workspace, path: Path) -> Any:
    """Into a workspace in which nothing has happened yet; gives what was put away `also`.

    Only a file of our own making: reading one runs what it says.
    """
    kept = Reader(ws, io.BytesIO(path.read_bytes())).load()
    with ws.lock:
        ws.people_by_id, ws.conversations, ws._direct = kept["directory"]
        ws.views.stacks, ws.views.homes, ws.views.publications = kept["views"]
        ws.bot = kept["bot"]
        ws.ids.go_on(kept["number"])
    return kept["also"]


class Writer(pickle.Pickler):
    def __init__(self, ws: Workspace, file: io.BytesIO) -> None:
        super().__init__(file)
        self.ws = ws

    def persistent_id(self, thing: object) -> str | None:
        return WORKSPACE if thing is self.ws else None


class Reader(pickle.Unpickler):
    def __init__(self, ws: Workspace, file: io.BytesIO) -> None:
        super().__init__(file)
        self.ws = ws

    def persistent_load(self, _name: str) -> Workspace:
        return self.ws
