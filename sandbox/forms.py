"""Filling in and submitting a modal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sandbox import payloads, pressing
from sandbox.answers import complaint, typed
from sandbox.attaching import attached
from sandbox.choosing import chosen
from sandbox.delivery import Reply
from sandbox.errors import Json, NotOnScreen, SlackError
from sandbox.fields import Field, fields_in, find_field
from sandbox.screen import Screen
from sandbox.views import OpenView

if TYPE_CHECKING:
    from sandbox.people import Person

CONNECTING = "We had some trouble connecting. Try again?"


def fill(person: "Person", label: str, text: Any) -> None:
    view = _top(person)
    field = find_field(view.blocks, label, person.workspace.name_of)
    _answer(person, view, field, typed(field.element, text))


def choose(person: "Person", label: str, choices: "Sequence[str | Person]") -> None:
    view = _top(person)
    field = find_field(view.blocks, label, person.workspace.name_of)
    _answer(person, view, field, chosen(person, {"view": view.as_json()}, field, choices))


def attach(person: "Person", label: str, name: str, content: bytes) -> None:
    view = _top(person)
    field = find_field(view.blocks, label, person.workspace.name_of)
    with person.workspace.lock:
        value = attached(person, field, name, content)
    _answer(person, view, field, value)


def _answer(person: "Person", view: OpenView, field: Field, value: Json) -> None:
    with person.workspace.lock:
        view.typed[field.key] = value
        view.errors.pop(field.block["block_id"], None)
    if not field.is_input or field.block.get("dispatch_action"):
        pressing.acted(person, view, field)


def submit(person: "Person") -> Screen | None:
    workspace, view = person.workspace, _top(person)
    with workspace.lock:
        view.errors = _complaints(view)
        if view.errors:
            return person.modal
        workspace.did(person, "modal", "submitted", Screen(view).text)
        payload = payloads.view_submission(view)
    reply = workspace.delivery.interaction(payload)
    with workspace.lock:
        _follow(view, reply)
        return person.modal


def close(person: "Person") -> None:
    workspace, view = person.workspace, _top(person)
    with workspace.lock:
        closed = _closed(view)
        for one in closed:
            workspace.views.close(one)
        workspace.did(person, "modal", "closed", Screen(view).title)
        told = [
            payloads.view_closed(one, is_cleared=len(closed) > 1)
            for one in closed
            if one.content.get("notify_on_close")
        ]
    for payload in told:
        workspace.delivery.interaction(payload)


def _closed(view: OpenView) -> list[OpenView]:
    stack = view.owner.workspace.views.stack(view.owner)
    return list(reversed(stack)) if view.content.get("clear_on_close") else [view]


def _top(person: "Person") -> OpenView:
    stack = person.workspace.views.stack(person)
    if not stack:
        raise NotOnScreen(f"{person.name} has no modal open.")
    return stack[-1]


def _complaints(view: OpenView) -> dict[str, str]:
    """What Slack's client finds by itself; then nothing is sent."""
    workspace = view.owner.workspace
    if not view.content.get("submit"):
        raise NotOnScreen(f"{view.owner.name}'s modal {Screen(view).title!r} has no submit button.")
    if not workspace.manifest.interactive:
        raise NotOnScreen("The manifest does not turn interactivity on.")
    inputs = [field for field in fields_in(view.blocks, workspace.name_of) if field.is_input]
    found = {f.block["block_id"]: complaint(f.block, f.element, view.typed[f.key]) for f in inputs}
    return {block_id: words for block_id, words in found.items() if words}


def _follow(view: OpenView, reply: Reply) -> None:
    """Do what the app's answer says; what Slack cannot follow is a trouble, and the modal stays."""
    body = reply.json() if reply.body.strip() else {}
    try:
        if not reply.acked or not isinstance(body, dict):
            raise SlackError(reply.failure or "invalid_response")
        FOLLOWERS[body.get("response_action")](view, body)
    except (SlackError, KeyError) as error:
        answer = error.answer if isinstance(error, SlackError) else repr(error)
        view.errors = {"": CONNECTING}
        view.owner.workspace.trouble(f"view_submission {view.content.get('callback_id')}: {answer} {reply.body}")


def _done(view: OpenView, body: Json) -> None:
    if body:
        raise SlackError("invalid_response")
    view.owner.workspace.views.close(view)


def _clear(view: OpenView, _body: Json) -> None:
    view.owner.workspace.views.stack(view.owner).clear()


def _errors(view: OpenView, body: Json) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    errors = body["errors"]
    if not errors or not errors.keys() <= inputs or not all(errors.values()):
        raise SlackError("invalid_errors", inputs=sorted(inputs))
    view.errors = dict(errors)
    workspace = view.owner.workspace
    workspace.saw(
        [view.owner],
        "modal",
        workspace.bot,
        ("errors", "\n".join(f"{label}: {words}" for label, words in Screen(view).errors.items())),
    )


def _update(view: OpenView, body: Json) -> None:
    view.owner.workspace.views.update(view, body["view"])


def _push(view: OpenView, body: Json) -> None:
    view.owner.workspace.views.push(view.owner, body["view"])


FOLLOWERS = {None: _done, "clear": _clear, "errors": _errors, "update": _update, "push": _push}
