"""The content of a programme as data: one YAML file for each playbook, checked as it is read."""

from functools import cache
from importlib.resources import files

import yaml
from pydantic import ValidationError

from bot.playbooks.model import Playbook
from bot.playbooks.moments import Moment, Role

__all__ = ["BadPlaybook", "Moment", "Playbook", "Role", "check", "load", "names", "read"]


@cache
def load(name: str = "core-6") -> Playbook:
    """The playbook of that name, read once; BadPlaybook where there is none, or it is not as it should be."""
    if name not in names():
        raise BadPlaybook(f"there is no playbook {name!r}; there are: {', '.join(names())}")
    return read((files(__name__) / f"{name}.yaml").read_text(encoding="utf-8"), name)


def names() -> list[str]:
    return sorted(
        entry.name.removesuffix(".yaml") for entry in files(__name__).iterdir() if entry.name.endswith(".yaml")
    )


def read(source: str, name: str) -> Playbook:
    """A playbook from YAML; BadPlaybook where it cannot be read or does not hold."""
    try:
        return check(yaml.safe_load(source), name)
    except yaml.YAMLError as wrong:
        raise BadPlaybook(f"playbook {name}: not readable as YAML: {wrong}") from wrong


def check(content: object, name: str) -> Playbook:
    """A playbook from what its YAML holds; BadPlaybook tells everything that is wrong, a line each."""
    try:
        return Playbook.model_validate(content)
    except ValidationError as wrong:
        raise BadPlaybook(_told(name, wrong)) from wrong


class BadPlaybook(ValueError):
    """The text says which playbook, where in it, and what is wrong."""


def _told(name: str, wrong: ValidationError) -> str:
    return "\n".join(
        f"playbook {name}: {'.'.join(str(step) for step in error['loc']) or 'as a whole'}: {error['msg']}"
        for error in wrong.errors(include_url=False)
    )
