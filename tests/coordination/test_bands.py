"""The figures of a closed round in words: none that names all or nobody."""

from typing import Any

import pytest

from bot.coordination import bands
from bot.models import Figure


def told(key: str, shown: dict[str, Any] | None) -> list[str]:
    return list(bands.lines({key: Figure(key=key, people=12, shown=shown)}, "en"))


def test_without_figures_nothing_is_told() -> None:
    assert list(bands.lines({}, "en")) == []


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (None, "Roles held: not shown, since too few people have answered."),
        ({"band": "most"}, "Roles held in most sessions, as people said themselves."),
        ({"band": "half"}, "Roles held in about half of the sessions, as people said themselves."),
        ({"band": "fewer"}, "Roles held in fewer than half of the sessions, as people said themselves."),
        ({"percent": 90}, "Roles held in 90 % of the sessions or more, as people said themselves."),
        ({"percent": 80}, "Roles held in about 80 % of the sessions, as people said themselves."),
        ({"percent": 10}, "Roles held in 10 % of the sessions or fewer, as people said themselves."),
    ],
)
def test_how_often_roles_held(shown: dict[str, Any] | None, words: str) -> None:
    assert told("roles_held", shown) == [words]


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (None, "Three months later: not shown, since too few people have answered."),
        ({"band": "most"}, "Three months later, most people said that something had lasted."),
        ({"band": "half"}, "Three months later, about half of the people said that something had lasted."),
        ({"band": "fewer"}, "Three months later, fewer than half of the people said that something had lasted."),
        ({"percent": 90}, "Three months later, 90 % of the people or more said that something had lasted."),
        ({"percent": 50}, "Three months later, about 50 % of the people said that something had lasted."),
        ({"percent": 10}, "Three months later, 10 % of the people or fewer said that something had lasted."),
    ],
)
def test_whether_something_lasted(shown: dict[str, Any] | None, words: str) -> None:
    assert told("lasting", shown) == [words]
