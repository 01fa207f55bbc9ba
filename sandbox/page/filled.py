"""A form that a browser sent, as the answers that Slack would report."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData, UploadFile

from sandbox.answers import Key, holds_many, of, slot, typed
from sandbox.attaching import attached
from sandbox.errors import Json
from sandbox.fields import Field, fields_in
from sandbox.limits.selections import offered
from sandbox.people import Person


def answers(person: Person, blocks: list[Json], form: FormData) -> dict[Key, Json]:
    """Every field of the blocks; what the form does not hold is empty, as an unticked box is.

    Only a file stays where it is until another one is chosen: a browser shows none that was chosen before.
    """
    fields = [field for field in fields_in(blocks, person.workspace.name_of) if slot(field.element)]
    found = {field.key: answer(person, field, form) for field in fields if not takes_a_file(field.element)}
    return found | {field.key: value for field in fields if (value := file_in(person, field, form))}


def takes_a_file(element: Json) -> bool:
    return bool(element["type"] == "file_input")


def file_in(person: Person, field: Field, form: FormData) -> Json | None:
    chosen = form.get(name_of(field))
    if not takes_a_file(field.element) or not isinstance(chosen, UploadFile) or not chosen.filename:
        return None
    return attached(person, field, chosen.filename, chosen.file.read())


def answer(person: Person, field: Field, form: FormData) -> Json:
    """What cannot be read as this kind of field is empty."""
    given = [str(value).replace("\r\n", "\n") for value in form.getlist(name_of(field))]
    kind = field.element["type"]
    if kind.endswith(("select", "buttons", "checkboxes")):
        return _chosen(person, field.element, given)
    return _typed(person, field.element, given[0] if given else "")


def name_of(field: Field) -> str:
    return "|".join(field.key)


def option_of(element: Json, value: str) -> Json | None:
    return next((option for option in offered(element) if option["value"] == value), None)


def _chosen(person: Person, element: Json, given: list[str]) -> Json:
    found = [item for value in given if (item := _item(person, element, value)) is not None]
    if holds_many(element):
        return of(element, found)
    return of(element, found[0] if found else None)


def _item(person: Person, element: Json, value: str) -> Any:
    if "users" in element["type"]:
        return value if value in person.workspace.people_by_id else None
    if "channels" in element["type"] or "conversations" in element["type"]:
        return value if value in person.workspace.conversations else None
    return option_of(element, value)


def _typed(person: Person, element: Json, text: str) -> Json:
    try:
        return typed(element, _moment(person, text) if element["type"] == "datetimepicker" and text else text)
    except ValueError:
        return of(element, None)


def _moment(person: Person, text: str) -> datetime:
    """A browser knows no zone in such a field: it is the person's own."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(person.tz))
