"""Behind the scenes: what the bot called, which letters it owes, where a pair stands. Only read, never changed."""

import json
import zlib
from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from bot.models import Letter, Pair, Role
from sandbox.errors import Json
from sandbox.page.calendar import short
from sandbox.page.desk import Desk, desk_of, person_of
from sandbox.page.drawing import draw
from sandbox.page.letters import in_words, moved, to_whom, with_readers
from sandbox.people import Person
from sandbox.workspace import Workspace

AT_MOST = 200


def calls(request: Request) -> HTMLResponse:
    """The newest first; what was sent and answered is fetched for the one that is opened."""
    desk, person = desk_of(request), person_of(request)
    newest = list(enumerate(desk.ws.calls))[-AT_MOST:][::-1]
    return HTMLResponse(draw("calls.html", calls=newest, person=person, short=short))


def call(request: Request) -> HTMLResponse:
    """One call in full. The token is not part of it."""
    number, everything = int(request.path_params["number"]), desk_of(request).ws.calls
    if number >= len(everything):
        raise HTTPException(404, "There was no such call.")
    one = everything[number]
    return HTMLResponse(draw("call.html", arguments=pretty(unpacked(one.arguments)), answer=pretty(one.answer)))


def unpacked(arguments: Json) -> Json:
    """What the client packs into a string, such as blocks and views, as what it is."""
    return {name: read(value) for name, value in arguments.items()}


def read(value: object) -> object:
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def letters(request: Request) -> HTMLResponse:
    """The latest due first."""
    desk, person = desk_of(request), person_of(request)
    with desk.rehearsal.house.reading() as db:
        newest = with_readers().order_by(Letter.due_at.desc(), Letter.owed_at.desc(), Letter.key).limit(AT_MOST)
        rows = [(one, in_words(one), to_whom(desk.ws, one), moved(one)) for one in db.scalars(newest)]
    table = draw("letter_rows.html", rows=rows, person=person, short=short)
    return HTMLResponse(draw("letters.html", rows=table, version=version(table)))


def pair(request: Request) -> HTMLResponse:
    """The pairs to choose from, and where the chosen one stands, else the newest. What is sealed stays so."""
    desk, person = desk_of(request), person_of(request)
    with desk.rehearsal.house.reading() as db:
        pairs = list(db.scalars(select(Pair).order_by(Pair.proposed_at.desc(), Pair.id)))
        chosen = chosen_of(pairs, request.query_params.get("pair", ""))
        names = [(one, names_of(desk.ws, one)) for one in pairs]
        signed = signatures(desk.ws, chosen)
        facts = draw("pair_facts.html", pair=chosen, signatures=signed, person=person, short=short) if chosen else ""
    return HTMLResponse(draw("pair.html", names=names, pair=chosen, facts=facts, version=version(facts)))


def chosen_of(pairs: list[Pair], some_id: str) -> Pair | None:
    return next((one for one in pairs if str(one.id) == some_id), pairs[0] if pairs else None)


def names_of(ws: Workspace, pair: Pair) -> str:
    mentor, leader = (ws.name_of(pair.enrolment(role).person.slack_id) for role in Role)
    return f"{mentor} teaches {leader}"


def version(html: str) -> str:
    """Another text for another look: what looks the same is left alone in the browser, focus and scroll too."""
    return f"{zlib.crc32(html.encode()):08x}"


def signatures(ws: Workspace, pair: Pair | None) -> list[tuple[str, int, datetime | None]]:
    """Who signed which version, and when; 0 and None where somebody has not signed yet."""
    agreement = pair.agreement if pair else None
    if pair is None or agreement is None:
        return []
    mentor, leader = (ws.name_of(pair.enrolment(role).person.slack_id) for role in Role)
    return [
        (mentor, agreement.mentor_signed_version, agreement.mentor_signed_at),
        (leader, agreement.leader_signed_version, agreement.leader_signed_at),
    ]


PARTS: dict[str, Callable[[Desk, Person], Markup]] = {}  # fetched while it is open, not with every look at the page
ROUTES = [
    Route("/as/{handle}/behind/calls", calls),
    Route("/as/{handle}/behind/calls/{number:int}", call),
    Route("/as/{handle}/behind/letters", letters),
    Route("/as/{handle}/behind/pair", pair),
]
