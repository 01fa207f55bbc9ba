"""Messages and views as HTML; each message is drawn anew only when it has changed."""

import zlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from sandbox.conversations import Conversation, Message
from sandbox.fields import first_values
from sandbox.page import faces, reading
from sandbox.page.mrkdwn import mrkdwn
from sandbox.page.surface import Surface
from sandbox.people import Person
from sandbox.views import OpenView

HERE = Path(__file__).parent
KEPT_DRAWINGS = 20_000
SHOWN = 50  # of a conversation's messages; the earlier ones on request
IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp")

env = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
env.globals |= {
    "initials": faces.initials,
    "hue": faces.hue,
    "clock_time": faces.clock_time,
    "day": faces.day,
    "day_and_time": faces.day_and_time,
}


def draw(template: str, **context: object) -> Markup:
    return Markup(env.get_template(template).render(context))  # noqa: S704 - the template escapes what it is given


def messages(person: Person, conversation: Conversation, limit: int = SHOWN) -> Markup:
    """The last `limit` messages, each under the heading of its day."""
    everything = reading.visible(conversation, person)
    shown = [(one, faces.day(person, one.at), message(one, person)) for one in everything[-limit:]]
    return draw("messages.html", shown=shown, earlier=max(0, len(everything) - limit), more=limit + SHOWN * 2)


def message(one: Message, person: Person) -> Markup:
    return _drawn(one, person, person.tz, version(one, person))


def version(one: Message, person: Person) -> str:
    """Another text whenever the message looks different to this person."""
    edited = one.body.get("edited", {}).get("ts", "")
    return _sum(f"{edited}{one.typed.get(person.id)}")


@lru_cache(KEPT_DRAWINGS)
def _drawn(one: Message, person: Person, _zone: str, version: str) -> Markup:
    values = one.typed.get(person.id) or first_values(one.blocks)
    surface = Surface(person, f"message:{one.conversation.id}:{one.ts}", heading=2, values=values)
    text = mrkdwn(one.body.get("text") or "", one.names)
    return draw("message.html", m=one, s=surface, text=text, version=version, images=IMAGES)


def modal(person: Person) -> Markup:
    """The view on top of the person's stack, as a dialog; empty when there is none."""
    stack = person.workspace.views.stack(person)
    if not stack:
        return Markup("")
    view = stack[-1]
    return draw("modal.html", s=_surface(view, heading=3), view=view, version=_sum(f"{view.hash}{view.errors}"))


def home(person: Person) -> Markup:
    view = person.workspace.views.homes.get(person.id)
    if view is None:
        return draw("home.html", view=None)
    return draw("home.html", s=_surface(view, heading=2), view=view, version=view.hash)


def _surface(view: OpenView, heading: int) -> Surface:
    return Surface(view.owner, f"view:{view.id}", heading, view.typed, view.errors)


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"
