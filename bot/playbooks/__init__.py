"""The content of a programme as data: one YAML file for each playbook, checked as it is read."""

import json
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from bot.playbooks.explaining import faults
from bot.playbooks.faults import BadPlaybook, Fault
from bot.playbooks.model import Playbook
from bot.playbooks.moments import Moment, Role
from bot.playbooks.source import Unreadable, parse

__all__ = ["BadPlaybook", "Moment", "Playbook", "Role", "load", "names", "read", "schema", "source_of"]

DRAFT = "https://json-schema.org/draft/2020-12/schema"


@cache
def load(name: str = "core-6") -> Playbook:
    """The playbook of that name, read once; BadPlaybook where there is none, or it is not as it should be."""
    return read(source_of(name), name)


def source_of(name: str) -> str:
    """One of ours, as YAML."""
    if name not in names():
        known = ", ".join(names())
        raise BadPlaybook(name, Fault("no_playbook", f"there is no such playbook; there are: {known}"))
    return (files(__name__) / f"{name}.yaml").read_text(encoding="utf-8")


def names() -> list[str]:
    return sorted(
        entry.name.removesuffix(".yaml") for entry in files(__name__).iterdir() if entry.name.endswith(".yaml")
    )


def read(source: str | bytes, name: str) -> Playbook:
    """A playbook from YAML; BadPlaybook tells everything that is wrong, a line each."""
    try:
        content, lines, twice = parse(source)
    except Unreadable as wrong:
        raise BadPlaybook(name, wrong.fault) from wrong
    try:
        playbook = Playbook.model_validate(content, context={"languages": declared(content)})
    except ValidationError as wrong:
        raise BadPlaybook(name, *twice, *faults(wrong, Playbook, lines)) from wrong
    if twice:
        raise BadPlaybook(name, *twice)
    return playbook


def schema() -> str:
    """What an editor needs to check a playbook as it is written: schema.json, word for word."""
    return json.dumps({"$schema": DRAFT, **Playbook.model_json_schema()}, indent=1) + "\n"


def declared(content: object) -> list[str]:
    """The languages in which each text must be said; whether they are languages is the model's to say."""
    languages = content.get("languages") if isinstance(content, dict) else None
    return [code for code in languages if isinstance(code, str)] if isinstance(languages, list) else []
