"""A long list in a form, a page at a time."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.said import aside, button, buttons
from bot.wording import translation

PAGE = 20


@dataclass(frozen=True)
class Stretch:
    """Which part of a list is shown: from `start`, up to a page."""

    start: int
    total: int

    @classmethod
    def at(cls, offset: int, total: int) -> "Stretch":
        """The page with that offset on it; the last one where the list has become shorter."""
        return cls(min(max(offset, 0), max(total - 1, 0)) // PAGE * PAGE, total)

    @property
    def end(self) -> int:
        return min(self.start + PAGE, self.total)


def turning(stretch: Stretch, earlier: str, later: str, language: str) -> list[Block]:
    """Buttons with these action ids, whose value is the offset to go to; nothing where all is on one page."""
    _ = translation(language)
    row = []
    if stretch.start > 0:
        row.append(button(_("Earlier ones"), earlier, str(stretch.start - PAGE)))
    if stretch.end < stretch.total:
        row.append(button(_("More of them"), later, str(stretch.end)))
    if not row:
        return []
    where = _("{first} to {last} of {total}")
    return [aside(where.format(first=stretch.start + 1, last=stretch.end, total=stretch.total)), buttons(*row)]
