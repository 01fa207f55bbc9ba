"""What pydantic finds wrong, in plain words and on its line."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.playbooks.faults import Fault, Path
from bot.playbooks.source import Lines

GUESSED = 100  # faults beyond these get no guess at what was meant: nobody reads so many, and a guess takes time
WORDS = {
    "missing": "is missing",
    "extra_forbidden": "no such key",
    "enum": "not known; choose one of: {expected}",
    "string_type": "must be text",
    "tuple_type": "must be a list",
    "model_type": "must be a mapping: keys with values",
    "dict_type": "must be a text for each language",
    "too_short": "too few: at least {min_length}",
    "too_long": "too many: at most {max_length}",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
}


def faults(wrong: ValidationError, model: type[BaseModel], lines: Lines) -> Iterator[Fault]:
    """Each error where the file has it: on the line of what surrounds it, where it is something missing."""
    for number, error in enumerate(wrong.errors(include_url=False)):
        context = error.get("ctx", {})
        path = _path(error, context)
        values = {key: value for key, value in context.items() if key not in ("at", "error")}
        if error["type"] == "enum":
            values = {"expected": values["expected"].replace(" or ", ", ").replace("'", "")}
        words = WORDS.get(error["type"])
        text = words.format_map(values) if words else error["msg"]  # which may quote the file: never a template
        if error["type"] == "extra_forbidden" and number < GUESSED and (likely := _likely(model, path)):
            values, text = {"likely": likely}, f"{text}; did you mean {likely!r}?"
        yield Fault(error["type"], text, _line(path, lines), ".".join(map(str, path)), values)


def _path(error: ErrorDetails, context: dict[str, Any]) -> Path:
    return tuple(step for step in (*error["loc"], *context.get("at", ())) if step != "[key]")


def _line(path: Path, lines: Lines) -> int | None:
    """That of the nearest part which is in the file."""
    return next((lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in lines), None)


def _likely(model: type[BaseModel], path: Path) -> str:
    """The key that was meant, where one is spelt much like it."""
    here: type[BaseModel] | None = model
    for step in path[:-1]:
        if here is not None and isinstance(step, str):
            here.model_rebuild()  # it may name models that stand below it
            field = here.model_fields.get(step)
            here = next(_models(field.annotation), None) if field else None
    meant = get_close_matches(str(path[-1]), here.model_fields if here else (), 1)
    return meant[0] if meant else ""


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
