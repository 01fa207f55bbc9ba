"""The story as each person saw it: day by day, person by person."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from itertools import groupby
from zoneinfo import ZoneInfo

from sandbox.journal import Entry
from sandbox.workspace import Workspace

WIDTH = 110
INDENT = " " * 12
HEADINGS = {
    "command": "types",
    "message": "reads",
    "ephemeral": "reads, privately",
    "edited": "sees change",
    "modal opened": "sees a form",
    "modal changed": "sees the form change",
    "home opened": "opens App Home",
    "home changed": "sees in App Home",
    "errors": "is told under the fields",
    "submitted": "sends the form",
    "closed": "closes the form",
    "pressed": "presses",
    "chose": "chooses",
}
FORMS = ("modal opened", "modal changed", "submitted", "closed")


def told(ws: Workspace, entries: Iterable[Entry]) -> Iterator[str]:
    """Lines. A form is shown in full the first time that anybody sees one of its kind; later by its title."""
    known: set[str] = set()
    for day, of_day in groupby(without_echoes(entries), key=lambda entry: entry.at.date()):
        yield f"\n{'═' * WIDTH}\n{day:%A %-d %B %Y}\n{'═' * WIDTH}"
        of_that_day = list(of_day)
        for handle in in_order(of_that_day):
            person = ws.person(handle)
            yield f"\n{person.name}, {person.title or 'in the workspace'} ({person.tz})"
            for entry in of_that_day:
                if handle in seen_by(entry):
                    yield line(entry, ZoneInfo(person.tz), known)


def without_echoes(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A message that changes to what it says already is not seen to change."""
    says: dict[tuple[str, ...], str] = {}
    for entry in entries:
        place = (entry.conversation, *entry.people)
        if entry.kind != "edited" or says.get(place) != entry.text:
            yield entry
        if entry.kind in ("edited", "message"):
            says[place] = entry.text


def in_order(entries: list[Entry]) -> list[str]:
    """Who saw or did something, by the first time that day."""
    return list(dict.fromkeys(handle for entry in entries for handle in seen_by(entry)))


def seen_by(entry: Entry) -> tuple[str, ...]:
    """What somebody does is told of them alone; a channel's message once, of its first reader."""
    return entry.people[:1] if entry.conversation.startswith("#") else entry.people


def line(entry: Entry, zone: tzinfo, known: set[str]) -> str:
    clock = moment(entry.at, zone)
    where = "" if entry.conversation in ("modal", "home") else f" in {entry.conversation}"
    text = shortened(entry, known)
    heading = f"  {clock}  {HEADINGS.get(entry.kind, entry.kind)}{where}"
    if "\n" not in text and len(heading) + len(text) < WIDTH:
        return f"{heading}: {text}" if text else heading
    return f"{heading}:\n{wrapped(text)}"


def moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def shortened(entry: Entry, known: set[str]) -> str:
    """A form in full the first time that anybody sees it; then by its title."""
    if entry.kind not in FORMS:
        return entry.text
    title = entry.text.partition("\n")[0]
    if title in known or entry.kind == "submitted":
        return title
    known.add(title)
    return entry.text


def wrapped(text: str) -> str:
    lines = [textwrap.wrap(part, WIDTH - len(INDENT)) or [""] for part in text.splitlines()]
    return "\n".join(f"{INDENT}{part}" for parts in lines for part in parts)
