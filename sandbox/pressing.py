"""Buttons and menus that act at once: in a modal, a message or App Home."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sandbox import payloads
from sandbox.answers import SLOTS, Key, spoken
from sandbox.choosing import chosen
from sandbox.conversations import Message
from sandbox.delivery import Answer
from sandbox.errors import Json, NotOnScreen
from sandbox.fields import Button, Field, buttons_in, fields_in, first_values
from sandbox.reader import shown_value
from sandbox.rendering import Names
from sandbox.views import OpenView

if TYPE_CHECKING:
    from sandbox.people import Person

Place = OpenView | Message


def press(person: "Person", text: str, inside: Message | None) -> Answer:
    with person.workspace.lock:
        place, button = _find_button(person, text, inside)
    return press_button(person, place, button)


def press_button(person: "Person", place: Place, button: Button) -> Answer:
    """This one of several that may bear the same words."""
    workspace = person.workspace
    with workspace.lock:
        workspace.did(person, _where(place), "pressed", button.text)
        payload = _payload(person, place, _pressed(button))
    return send(person, payload)


def pick(person: "Person", label: str, choices: "Sequence[str | Person]", inside: Message | None) -> Answer:
    place, field = _find_menu(person, label, inside)
    return pick_value(person, place, field, chosen(person, _container(place), field, choices))


def pick_value(person: "Person", place: Place, field: Field, value: Json) -> Answer:
    """`value` is the field's new state, in Slack's shape."""
    workspace = person.workspace
    with workspace.lock:
        said = _said(field, value, workspace.handle_of)
        workspace.did(person, _where(place), "chose", f"{field.label or field.placeholder}: {said}")
        payload = _payload(person, place, _picked(person, place, field, value))
    return send(person, payload)


def _said(field: Field, value: Json, names: Names) -> str:
    """The choice in words; an overflow menu holds no answer, so it is read from the option."""
    if field.element["type"] == "overflow":
        return str(value["selected_option"]["text"]["text"])
    return shown_value(spoken(field.element, value, names))


def send(person: "Person", payload: Json) -> Answer:
    """Deliver a block action; a failure is the warning sign beside the button."""
    workspace = person.workspace
    if not workspace.manifest.interactive:
        raise NotOnScreen("The manifest does not turn interactivity on.")
    reply = workspace.delivery.interaction(payload)
    if not reply.acked:
        actions = [action.get("action_id") for action in payload.get("actions", ())]
        workspace.trouble(f"{actions} by {person.handle}: {reply.failure} (HTTP {reply.status})")
    return Answer("", reply.status, reply.seconds)


def acted(person: "Person", view: OpenView, field: Field) -> Answer:
    """A field of a modal that reports each change."""
    with person.workspace.lock:
        payload = _payload(person, view, _with_state(field, view.typed[field.key]))
    return send(person, payload)


def _payload(person: "Person", place: Place, action: Json) -> Json:
    if isinstance(place, Message):
        return payloads.block_actions_in_a_message(person, place, action)
    return payloads.block_actions_in_a_view(person, place, action)


def _places(person: "Person", inside: Message | None) -> Iterator[Place]:
    stack = person.workspace.views.stack(person)
    if inside is not None:
        if inside.deleted:
            raise NotOnScreen(f"{inside} was deleted.")
        yield inside
    elif stack:
        yield stack[-1]
    else:
        yield from sorted(_messages(person), key=lambda message: message.ts, reverse=True)
        yield from filter(None, [person.workspace.views.homes.get(person.id)])


def _messages(person: "Person") -> Iterator[Message]:
    for conversation in list(person.workspace.conversations.values()):
        for message in conversation.everything:
            mine = message.reader is person if message.ephemeral else person in conversation.members
            if mine and not message.deleted:
                yield message


def _find_button(person: "Person", text: str, inside: Message | None) -> tuple[Place, Button]:
    seen: list[str] = []
    for place in _places(person, inside):
        for button in buttons_in(place.blocks, person.workspace.name_of):
            if button.text == text:
                return place, button
            seen.append(button.text)
    raise NotOnScreen(f"{person.name} sees no button {text!r}. On the screen: {seen}")


def _find_menu(person: "Person", label: str, inside: Message | None) -> tuple[Place, Field]:
    seen: list[str] = []
    for place in _places(person, inside):
        for field in fields_in(place.blocks, person.workspace.name_of):
            if label in (field.label, field.placeholder):
                return place, field
            seen.append(field.label or field.placeholder)
    raise NotOnScreen(f"{person.name} sees no menu {label!r}. On the screen: {seen}")


def _pressed(button: Button) -> Json:
    found: Json = {name: button.element[name] for name in ("type", "action_id", "style") if name in button.element}
    found |= {"block_id": button.block["block_id"]}
    found["text"] = button.element.get("text") or {"type": "plain_text", "text": button.text}
    return found | ({"value": button.value} if button.value is not None else {})


def _picked(person: "Person", place: Place, field: Field, value: Json) -> Json:
    if field.element["type"] != "overflow":
        _values(person, place)[field.key] = value
    return _with_state(field, value)


def _values(person: "Person", place: Place) -> dict[Key, Json]:
    if isinstance(place, OpenView):
        return place.typed
    return place.typed.setdefault(person.id, first_values(place.blocks))


def _with_state(field: Field, value: Json) -> Json:
    action = {"block_id": field.block["block_id"], "action_id": field.element["action_id"], **value}
    initial = SLOTS.get(field.element["type"], "").replace("selected", "initial")
    return action | ({initial: field.element[initial]} if initial in field.element else {})


def _container(place: Place) -> Json:
    if isinstance(place, Message):
        return {"message": place.as_json(), "channel": {"id": place.conversation.id}}
    return {"view": place.as_json()}


def _where(place: Place) -> str:
    if isinstance(place, Message):
        return place.conversation.name
    return "home" if place.is_home else "modal"
