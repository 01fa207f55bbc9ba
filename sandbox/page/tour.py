"""Show me: the story step by step, from wherever things stand, so that one can leave it and play on by hand."""

from collections.abc import Callable

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from bot.wording import language_name
from sandbox.errors import NotOnScreen
from sandbox.page.desk import Desk, desk_of, person_of
from sandbox.page.drawing import draw
from sandbox.page.sentences import language_of, other_languages, translation
from sandbox.page.steps import CHANNEL, STEPS, TOGETHER, Step
from sandbox.people import Person
from sandbox.story.plot import CHANNEL as MENTORING
from sandbox.story.standing import stands, together

WELCOME = "welcome"
OTHER_TURN = (
    "Somebody has taken another turn by hand, so the story cannot go on from here. Play on as you like, or begin "
    "afresh: stop the demo with Ctrl-C and start it again with make demo."
)


def welcome(request: Request) -> HTMLResponse:
    """What it is about. It goes on with the first step that has not happened yet."""
    desk = desk_of(request)
    return told("welcome.html", request, count=len(STEPS), begun=begun(desk), following=first_open(desk))


def step(request: Request) -> HTMLResponse:
    """The words of a step that has been played, and which one follows."""
    desk, number = desk_of(request), number_of(request)
    one, following = STEPS[number], next(iter(STEPS[number + 1 :]), None)
    seen_as = desk.ws.person(one.who)
    found = {"number": number + 1, "count": len(STEPS), "step": one, "following": following}
    return told("step.html", request, seen_as=seen_as, elsewhere=seen_as is not person_of(request), **found)


def told(template: str, request: Request, **found: object) -> HTMLResponse:
    language = language_of(request)
    others = {other: language_name(other, other) for other in other_languages(language)}
    return HTMLResponse(draw(template, _=translation(language), language=language, others=others, **found))


def play(request: Request) -> JSONResponse:
    """Lets it happen, unless it has, and tells where it shows; kind words where the story has gone another way."""
    desk, one = desk_of(request), STEPS[number_of(request)]
    with desk.moving:
        happened = played(desk, one)
    desk.settle()
    other_turn = translation(language_of(request))(OTHER_TURN)
    return JSONResponse({"said": "" if happened else other_turn, "to": address(desk, one)})


def played(desk: Desk, one: Step) -> bool:
    if stands(desk.rehearsal, one.done):
        return True
    try:
        one.play(desk.rehearsal)
    except NotOnScreen:
        return False
    return stands(desk.rehearsal, one.done)


def number_of(request: Request) -> int:
    key = request.path_params["key"]
    for number, one in enumerate(STEPS):
        if one.key == key:
            return number
    raise HTTPException(404, f"The tour has no step {key!r}.")


def first_open(desk: Desk) -> Step:
    return next((one for one in STEPS if not stands(desk.rehearsal, one.done)), STEPS[-1])


def begun(desk: Desk) -> bool:
    return first_open(desk) is not STEPS[0]


def address(desk: Desk, one: Step) -> str:
    return f"/as/{one.who}?c={conversation_id(desk, one)}"


def conversation_id(desk: Desk, one: Step) -> str:
    """The DM with the bot, also where there is no conversation of the two yet."""
    if one.where == CHANNEL:
        return desk.ws.channel(MENTORING).id
    both = together(desk.ws) if one.where == TOGETHER else None
    return (both or desk.ws.dm_with(desk.ws.person(one.who))).id


PARTS: dict[str, Callable[[Desk, Person], Markup]] = {}  # its words are fetched when a step has been taken
ROUTES = [
    Route("/as/{handle}/tour/welcome", welcome),
    Route("/as/{handle}/tour/{key}", step),
    Route("/tour/{key}", play, methods=["POST"]),
]
