"""The best choice of cells, against trying every one."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.assignment import Cell, assign

Table = list[list[int]]


@st.composite
def problems(draw: st.DrawFn) -> tuple[Table, list[int], list[int]]:
    height, width = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    row = st.lists(st.integers(0, 6), min_size=width, max_size=width)
    table = draw(st.lists(row, min_size=height, max_size=height))
    rows = draw(st.lists(st.integers(0, 3), min_size=height, max_size=height))
    columns = draw(st.lists(st.integers(0, 3), min_size=width, max_size=width))
    return table, rows, columns


def allowed(cells: tuple[Cell, ...] | list[Cell], rows: list[int], columns: list[int]) -> bool:
    within_rows = all(sum(row == i for row, _ in cells) <= most for i, most in enumerate(rows))
    within_columns = all(sum(column == j for _, column in cells) <= most for j, most in enumerate(columns))
    return within_rows and within_columns and len(set(cells)) == len(cells)


def best_total(table: Table, rows: list[int], columns: list[int]) -> int:
    cells = [(i, j) for i, row in enumerate(table) for j, worth in enumerate(row) if worth]
    choices = (chosen for size in range(len(cells) + 1) for chosen in combinations(cells, size))
    return max(sum(table[i][j] for i, j in chosen) for chosen in choices if allowed(chosen, rows, columns))


@settings(max_examples=300, deadline=None)
@given(problems())
def test_no_other_choice_is_worth_more(problem: tuple[Table, list[int], list[int]]) -> None:
    table, rows, columns = problem
    chosen = assign(np.array(table), rows, columns)
    assert allowed(chosen, rows, columns)
    assert all(table[i][j] > 0 for i, j in chosen)
    assert sum(table[i][j] for i, j in chosen) == best_total(table, rows, columns)


def test_two_with_several_places_take_each_other_only_once() -> None:
    assert assign(np.array([[9, 1], [1, 1]]), [2, 2], [2, 2]) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_nobody_gives_nothing() -> None:
    assert assign(np.zeros((0, 3), dtype=np.int64), [], [1, 1, 1]) == []
    assert assign(np.zeros((2, 0), dtype=np.int64), [1, 1], []) == []
