"""The board as its readers see it."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.insights import board
from bot.insights.board import Board
from bot.models import Insight, Pair
from bot.said import Said
from tests.commitments.promising import met_pair
from tests.fitting import said


@pytest.fixture
def pair(db: Session) -> Pair:
    return met_pair(db)


def themes(pair: Pair, number: int, theme: str = "Theme {}", change: str | None = None) -> list[Insight]:
    made = [Insight(workspace_id=pair.workspace_id, programme_id=pair.programme_id) for _ in range(number)]
    for count, insight in enumerate(made):
        insight.theme, insight.change = theme.format(count), change
    return made


def drawn(pair: Pair, shown: list[Insight], page: int = 0, *, leader: bool = True) -> str:
    return said(Said(board.draw_board(Board(pair.programme, shown, leader, "en"), page)))


def buttons(pair: Pair, shown: list[Insight], page: int = 0, *, leader: bool = True) -> list[tuple[Any, Any]]:
    blocks = [block.to_dict() for block in board.draw_board(Board(pair.programme, shown, leader, "en"), page)]
    found = [block["accessory"] for block in blocks if "accessory" in block]
    found += [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [(element["action_id"], element["value"]) for element in found]


def test_a_board_that_could_be_one_pairs_alone_stays_shut(pair: Pair) -> None:
    assert "The board opens once it holds three themes from more than one pair" in drawn(pair, [])
    assert buttons(pair, []) == []


def test_themes_and_what_was_changed_are_shown_as_words(pair: Pair) -> None:
    text = drawn(pair, themes(pair, 3, "Ask <!here> {}", "We did & will.\n*Both* of us."))
    assert "> Ask &lt;!here&gt; 0" in text
    assert text.count("What we changed:\n> We did &amp; will.\n> *Both* of us.") == 3


def test_the_programmes_name_comes_alive_as_little(pair: Pair) -> None:
    pair.programme.name = "<!channel>"
    assert "*&lt;!channel&gt;*: what pairs have learned" in drawn(pair, [])


def test_leaders_alone_have_something_to_press(pair: Pair) -> None:
    shown = themes(pair, 3)
    assert buttons(pair, shown) == [(Act.WHAT_WE_CHANGED, str(insight.id)) for insight in shown]
    assert buttons(pair, shown, leader=False) == []


def test_ten_themes_fill_a_page(pair: Pair) -> None:
    shown = themes(pair, 21)
    turns = [buttons(pair, shown, page, leader=False) for page in range(3)]
    about = str(pair.programme.id)
    assert turns == [
        [(board.LATER, f"{about}|1")],
        [(board.EARLIER, f"{about}|0"), (board.LATER, f"{about}|2")],
        [(board.EARLIER, f"{about}|1")],
    ]
    assert "Theme 20" in drawn(pair, shown, 2)
    assert "Theme 20" not in drawn(pair, shown, 1)


def test_a_page_that_is_no_more_shows_the_last(pair: Pair) -> None:
    shown = themes(pair, 11)
    assert drawn(pair, shown, 99) == drawn(pair, shown, 1)


@pytest.mark.parametrize("change", ["<" * 500, "&\n" * 250, "\n" * 500, "x" * 500, None])
def test_every_page_of_the_longest_words_fits_one_message(pair: Pair, change: str | None) -> None:
    shown = themes(pair, 30, "&" * 150, change)
    pages = board.pages([board.draw_theme(Board(pair.programme, shown, True, "en"), one) for one in shown])
    texts = [drawn(pair, shown, page) for page in range(len(pages))]
    assert sum(text.count("> " + "&amp;" * 150) for text in texts) == 30
