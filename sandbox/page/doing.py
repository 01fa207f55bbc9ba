"""What one can do: type, press, choose, submit, close, move the clock."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox import commands, forms, pressing, speaking
from sandbox.answers import slot
from sandbox.conversations import Message
from sandbox.errors import Json, NotOnScreen
from sandbox.fields import Button, Field, buttons_in, fields_in
from sandbox.page import filled, reading
from sandbox.page.desk import Desk, conversation_of, desk_of, person_of
from sandbox.people import Person
from sandbox.views import OpenView

Deed = Callable[[Person, FormData], str]  # what to tell the person at once, mostly nothing
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}


def deed(path: str, do: Deed) -> Route:
    async def endpoint(request: Request) -> JSONResponse:
        desk, person = desk_of(request), person_of(request)
        async with request.form() as form:
            said = await run_in_threadpool(attempted, do, person, form)
        return JSONResponse({"said": said}, background=BackgroundTask(desk.settle))

    return Route(f"/as/{{handle}}/{path}", endpoint, methods=["POST"])


def attempted(do: Deed, person: Person, form: FormData) -> str:
    """What is no longer on the screen is told in words: another tab may have been quicker."""
    try:
        return do(person, form)
    except NotOnScreen as error:
        return str(error)


def say(person: Person, form: FormData) -> str:
    """A line that begins with / is a command; its answer comes by itself, unless it failed."""
    text = str(form.get("text", "")).replace("\r\n", "\n").strip()
    conversation = conversation_of(person.workspace, person, str(form.get("c", "")))
    if text.startswith("/"):
        answer = commands.run(person, text, conversation.id)
        return "" if 200 <= answer.status < 300 else answer.text
    if text and conversation.kind == "im":
        speaking.say(person, text)
    elif text:
        speaking.post(person, conversation, text)
    return ""


def press(person: Person, form: FormData) -> str:
    place = place_with(person, form)
    keep(person, place, form)
    pressing.press_button(person, place, button_in(place, person, form))
    return ""


def button_in(place: OpenView | Message, person: Person, form: FormData) -> Button:
    """A message that was drawn anew has other blocks: then it is the button that does the same about the same."""
    buttons = buttons_in(place.blocks, person.workspace.name_of)
    for one in buttons:
        if key_of(one.block, one.element) == asked(form):
            return one
    for one in buttons:
        if (one.element["action_id"], one.value or "") == (form.get("action"), form.get("value")):
            return one
    raise NotOnScreen("That button is no longer there.")


def pick(person: Person, form: FormData) -> str:
    place = place_with(person, form)
    field = next((f for f in fields_of(person, place) if f.key == asked(form)), None)
    if field is None:
        raise NotOnScreen("That choice is no longer there.")
    keep(person, place, form)
    pressing.pick_value(person, place, field, picked(person, field, form))
    return ""


def picked(person: Person, field: Field, form: FormData) -> Json:
    if slot(field.element):
        return filled.answer(person, field, form)
    option = filled.option_of(field.element, str(form.get(filled.name_of(field), "")))
    return {"type": "overflow", "selected_option": option}


def submit(person: Person, form: FormData) -> str:
    view = top(person, form)
    keep(person, view, form)
    forms.submit(person)
    return ""


def close(person: Person, form: FormData) -> str:
    top(person, form)
    forms.close(person)
    return ""


def top(person: Person, form: FormData) -> OpenView:
    """The modal that the form is; raises NotOnScreen when another one stands there now."""
    stack = person.workspace.views.stack(person)
    if not stack or f"view:{stack[-1].id}" != form.get("place"):
        raise NotOnScreen("That window is no longer open.")
    return stack[-1]


def keep(person: Person, place: OpenView | Message, form: FormData) -> None:
    """What has been filled in so far goes along with whatever is pressed; in a message each choice goes alone."""
    if isinstance(place, OpenView) and not place.is_home:
        with person.workspace.lock:
            place.typed |= filled.answers(person, place.blocks, form)


def place_with(person: Person, form: FormData) -> OpenView | Message:
    kind, _, rest = str(form.get("place", "")).partition(":")
    if kind == "message":
        return message_with(person, *rest.split(":"))
    view = person.workspace.views.homes.get(person.id)
    return view if view is not None and view.id == rest else top(person, form)


def message_with(person: Person, conversation_id: str = "", ts: str = "") -> Message:
    conversation = conversation_of(person.workspace, person, conversation_id)
    for message in reading.visible(conversation, person):
        if message.ts == ts:
            return message
    raise NotOnScreen("That message is no longer there.")


def fields_of(person: Person, place: OpenView | Message) -> list[Field]:
    return fields_in(place.blocks, person.workspace.name_of)


def key_of(block: Json, element: Json) -> tuple[str, str]:
    return block["block_id"], element["action_id"]


def asked(form: FormData) -> tuple[str, str]:
    return str(form.get("block", "")), str(form.get("action", ""))


async def move_clock(request: Request) -> JSONResponse:
    step = str((await request.form()).get("step", ""))
    if step not in (*STEPS, "now", "next"):
        raise HTTPException(400, f"The clock knows no step {step!r}.")
    await run_in_threadpool(moved, desk_of(request), step)
    return JSONResponse({"said": ""})


def moved(desk: Desk, step: str) -> None:
    """Everything that falls due on the way is sent, in order; `now` catches up with the real time."""
    with desk.moving:
        now = desk.rehearsal.now
        targets = {"now": max(now, datetime.now(UTC)), "next": desk.rehearsal.next_letter_at() or now}
        desk.rehearsal.waits_until(targets.get(step) or now + STEPS[step])
    desk.settle()


ROUTES = [
    deed("say", say),
    deed("press", press),
    deed("pick", pick),
    deed("submit", submit),
    deed("close", close),
    Route("/clock", move_clock, methods=["POST"]),
]
