"""What is wrong with a playbook: on which line, where in it, as a key with values, and in English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `key` and `values` are for whoever says it in another language than English."""

    key: str
    text: str
    line: int | None = None
    place: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        return ": ".join(filter(None, (line, self.place, self.text)))


class BadPlaybook(ValueError):
    """A playbook that cannot be read; the text has a line for each fault, from the top of the file down."""

    def __init__(self, name: str, *faults: Fault) -> None:
        self.faults = sorted(faults, key=lambda fault: fault.line or 0)
        super().__init__("\n".join(f"playbook {name}: {fault}" for fault in self.faults))


def fault(key: str, text: str, /, *, at: Path = (), **values: Any) -> PydanticCustomError:
    """For a check of ours: `text` is English, and `at` leads from what was checked to where it is wrong."""
    return PydanticCustomError(key, text.format(**values), {**values, "at": at})
