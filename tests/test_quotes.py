"""Somebody's words as quotations: all of them, in pieces that fit."""

import pytest

from bot.wording import quotes

HARD = ["<&>" * 1000, "& " * 1500, "&\n" * 1500, "語" * 3000, "word " * 600, "\n" * 3000, "& " + "&" * 2998]


@pytest.mark.parametrize("text", HARD)
def test_long_words_are_quoted_in_pieces_that_fit_and_none_is_left_out(text: str) -> None:
    pieces = quotes(text)
    assert all(len(piece) <= 3000 for piece in pieces)
    assert len(pieces) <= 6  # a review holds nine such answers in a hundred blocks
    unmarked = "".join(line.removeprefix("> ") for piece in pieces for line in piece.splitlines())
    kept = unmarked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert kept == text.replace("\n", "")


def test_short_words_are_one_piece_and_no_words_are_none() -> None:
    assert quotes("a\n<!here>") == ["> a\n> &lt;!here&gt;"]
    assert quotes("") == []


def test_a_piece_ends_at_a_space_where_there_is_one() -> None:
    assert quotes("one two three four", longest=12) == ["> one two ", "> three four"]
