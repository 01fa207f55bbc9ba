"""One figure, what it is measured against, and whether it holds."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Figure:
    """`value` is a ratio wherever there is a peer or a floor; `against` says which."""

    name: str
    value: float
    unit: str
    against: str
    goal: str
    holds: bool

    def __str__(self) -> str:
        mark = "holds" if self.holds else "FAILS"
        return f"{mark}  {self.name}: {self.value:.3g} {self.unit} (against {self.against}; goal {self.goal})"


def write(figures: Iterable[Figure]) -> None:
    RESULTS.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n")
