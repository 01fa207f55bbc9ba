"""Somebody's own words, under a name."""

from collections.abc import Iterator

from bot.wording import quotes

LONGEST = 2800  # of the 3,000 characters of a paragraph; the name stands above them


def own_words(name: str, words: str | None) -> Iterator[str]:
    """In full, in as many paragraphs as that needs: escaping can make words five times as long."""
    if words:
        first, *rest = quotes(words, LONGEST)
        yield f"*{name}*\n{first}"
        yield from rest
