"""What one can look at: the choice of a person, the workspace as that person, its live parts, files, events."""

import mimetypes
from collections.abc import Callable
from urllib.parse import quote

import anyio
from markupsafe import Markup
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox.conversations import Conversation, File
from sandbox.errors import NotOnScreen
from sandbox.page import calendar, drawer, drawing, reading, tour
from sandbox.page.desk import Desk, desk_of, person_of, place_of
from sandbox.people import Person

PARTS: dict[str, Callable[[Desk, Person], Markup]] = {
    "clock": lambda desk, person: drawing.draw("clock.html", desk=desk, person=person),
    "modal": lambda _desk, person: drawing.modal(person),
    **calendar.PARTS,
    **drawer.PARTS,
    **tour.PARTS,
}
GRACE = 0.5  # seconds in which open tabs are told that it is over
TYPES = {".ics": "text/calendar; charset=utf-8"}


def choose(request: Request) -> HTMLResponse:
    desk = desk_of(request)
    people = [person for person in desk.ws.people if not person.deactivated]
    return HTMLResponse(drawing.draw("choose.html", people=people, now=desk.ws.now(), workspace=desk.ws))


def workspace(request: Request) -> HTMLResponse:
    """The whole page; opening App Home tells the bot, as it does in Slack."""
    desk, person = desk_of(request), person_of(request)
    place = place_of(request, person)
    opened(person, place)
    found = parts(desk, person, place, drawing.SHOWN)
    name = reading.called(place, person)
    commands = list(desk.ws.manifest.commands.values())
    return HTMLResponse(
        drawing.draw("page.html", desk=desk, person=person, place=place, name=name, parts=found, commands=commands)
    )


def now(request: Request) -> JSONResponse:
    """The live parts by the id of the element in which each stands."""
    desk, person = desk_of(request), person_of(request)
    place = place_of(request, person)
    if request.query_params.get("opened"):
        opened(person, place)
    if request.query_params.get("seen") and place is not None:
        reading.mark_read(desk, person, place)
    found = parts(desk, person, place, limit_of(request))
    name = reading.called(place, person)
    return JSONResponse({"parts": found, "name": name, "id": place.id if place else "home"})


def limit_of(request: Request) -> int:
    """How many messages the tab has laid open."""
    wanted = request.query_params.get("limit", "")
    return max(int(wanted) if wanted.isdecimal() else 0, drawing.SHOWN)


def parts(desk: Desk, person: Person, place: Conversation | None, limit: int) -> dict[str, str]:
    found = {name: part(desk, person) for name, part in PARTS.items()}
    rows = reading.entrances(desk, person, place)
    found["entrances"] = drawing.draw("entrances.html", person=person, entrances=rows)
    if place is None:
        found["messages"] = drawing.home(person)
    else:
        found["messages"] = drawing.messages(person, place, limit)
    return dict(found)


def opened(person: Person, place: Conversation | None) -> None:
    if place is None:
        person.opens_home()


def file(request: Request) -> Response:
    """To be saved; an image is also shown in its message."""
    found = file_with(desk_of(request), request.path_params["id"])
    guessed = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    kind = next((kind for ending, kind in TYPES.items() if found.name.endswith(ending)), guessed)
    disposition = f"attachment; filename*=UTF-8''{quote(found.name)}"
    return Response(found.bytes, media_type=kind, headers={"Content-Disposition": disposition})


def file_with(desk: Desk, some_id: str) -> File:
    for conversation in list(desk.ws.conversations.values()):
        for message in list(conversation.everything):
            for one in message.files:
                if one.id == some_id:
                    return one
    raise NotOnScreen(f"There is no file {some_id!r}.")


async def events(request: Request) -> EventSourceResponse:
    handle = request.query_params.get("as", "")
    over = anyio.Event()
    stream = desk_of(request).events.stream(handle, over)
    return EventSourceResponse(stream, shutdown_event=over, shutdown_grace_period=GRACE)


ROUTES = [
    Route("/", choose),
    Route("/as/{handle}", workspace),
    Route("/as/{handle}/now", now),
    Route("/files/{id}", file),
    Route("/events", events),
]
