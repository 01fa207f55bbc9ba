"""A long list in a form, a page at a time."""

import pytest

from bot.paging import Stretch, turning


@pytest.mark.parametrize(
    ("offset", "total", "start", "end"),
    [
        (0, 0, 0, 0),
        (0, 20, 0, 20),
        (0, 21, 0, 20),
        (20, 21, 20, 21),
        (25, 45, 20, 40),
        (60, 21, 20, 21),
        (40, 0, 0, 0),
        (-20, 45, 0, 20),
    ],
)
def test_an_offset_gives_the_page_that_it_is_on(offset: int, total: int, start: int, end: int) -> None:
    stretch = Stretch.at(offset, total)
    assert (stretch.start, stretch.end) == (start, end)


def test_one_page_needs_no_turning() -> None:
    assert turning(Stretch.at(0, 20), "earlier", "later", "en") == []


def test_a_page_in_the_middle_turns_both_ways() -> None:
    where, row = (block.to_dict() for block in turning(Stretch.at(20, 45), "earlier", "later", "en"))
    assert where["elements"][0]["text"] == "21 to 40 of 45"
    assert [(button["action_id"], button["value"]) for button in row["elements"]] == [("earlier", "0"), ("later", "40")]
