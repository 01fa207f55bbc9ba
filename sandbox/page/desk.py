"""What every route needs: the rehearsal, who has read what, and the tabs to tell."""

import threading
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sandbox.conversations import Conversation
from sandbox.errors import NotOnScreen
from sandbox.page.events import BEHIND, CLOCK, Events
from sandbox.people import Person
from sandbox.rehearsal import Rehearsal
from sandbox.workspace import Workspace

HOME = "home"


@dataclass
class Desk:
    rehearsal: Rehearsal
    read: dict[str, dict[str, str]] = field(default_factory=dict)  # handle, conversation id: the newest ts seen
    events: Events = field(default_factory=Events)
    moving: threading.RLock = field(default_factory=threading.RLock)  # held while letters are sent or time passes

    def __post_init__(self) -> None:
        self.ws.journal.subscribe(self.events.happened)

    @property
    def ws(self) -> Workspace:
        return self.rehearsal.ws

    def settle(self) -> None:
        """Send what is due now: after everything that somebody has done."""
        with self.moving:
            self.rehearsal.tick()
        self.events.publish(CLOCK)
        self.events.publish(BEHIND)


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def person_of(request: Request) -> Person:
    """Who the address says one is."""
    try:
        return desk_of(request).ws.person(request.path_params["handle"])
    except NotOnScreen as error:
        raise HTTPException(404, str(error)) from error


def place_of(request: Request, person: Person) -> Conversation | None:
    """The conversation that is open; None is App Home. Without a word it is the DM with the bot."""
    wanted = request.query_params.get("c")
    if wanted == HOME:
        return None
    return conversation_of(desk_of(request).ws, person, wanted or "")


def conversation_of(ws: Workspace, person: Person, some_id: str) -> Conversation:
    """The person's own conversation with this id, else the DM with the bot."""
    found = ws.conversations.get(some_id)
    if found is not None and person in found.members:
        return found
    with ws.lock:
        return ws.dm_with(person)
