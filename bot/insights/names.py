"""Whether a line points to somebody: only computes, knows nobody."""

import re
import unicodedata
from collections.abc import Iterable

SHORT = 2  # letters: shorter names are ordinary words of some language too, unless they are written as names are
POINTS = re.compile(r"<?[@#]\w|<!|\w@\w|https?://|www\.", re.IGNORECASE)
WORDS = re.compile(r"[^\W_]+")  # Slack reads _name_ as a name in italics


def points_to_somebody(line: str) -> bool:
    """A mention, a channel, an address or a link."""
    return POINTS.search(line) is not None


def names_one_of(line: str, names: Iterable[str]) -> bool:
    """The first or last name of somebody as a word of its own, whatever its capitals and accents."""
    return any(stands_in(part, line) for name in names for part in ends_of(name))


def ends_of(name: str) -> set[str]:
    words = WORDS.findall(name)
    return {words[0], words[-1]} if words else set()


def stands_in(name: str, line: str) -> bool:
    if name.lower() == name.upper():  # a script without capitals sets no space between words either
        return name in line
    if len(name) <= SHORT:
        return name in WORDS.findall(line)
    return plain(name) in WORDS.findall(plain(line))


def plain(text: str) -> str:
    """Without capitals and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))
