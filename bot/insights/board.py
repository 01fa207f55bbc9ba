"""The board: a programme's themes and what its leaders changed, for those who take part."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, SectionBlock

from bot.actions import Act
from bot.models import Insight, Programme
from bot.paging import Stretch
from bot.said import aside, button, buttons, paragraph
from bot.wording import escape, quote, quotes, translation

EARLIER, LATER = "board_earlier", "board_later"
A_PAGE = 10_000  # characters: Slack takes 12,000 in a message
MOST = 10  # themes on a page, of up to four blocks: a message holds 50
SECTION = 2900


@dataclass(frozen=True)
class Board:
    """To be drawn inside the session: the words are sealed."""

    programme: Programme
    insights: Sequence[Insight]
    answerable: bool  # the reader is one of the programme's leaders
    language: str


def draw_board(board: Board, page: int = 0) -> list[Block]:
    _ = translation(board.language)
    title = paragraph(_("*{programme}*: what pairs have learned").format(programme=escape(board.programme.name)))
    if not board.insights:
        closed = _(
            "The board opens once it holds three themes from more than one pair, so that no pair stands out. "
            "A theme comes from a commitment: “Our commitments” has the button."
        )
        return [title, paragraph(closed)]
    drawn = pages([draw_theme(board, insight) for insight in board.insights])
    page = min(page, len(drawn) - 1)
    promise = aside(_("The order means nothing, and nothing here says whose it is."))
    return [title, promise, *drawn[page], *turning(board, Stretch(page, len(drawn)))]


def draw_theme(board: Board, insight: Insight) -> list[Block]:
    _ = translation(board.language)
    answer = button(_("What we changed"), Act.WHAT_WE_CHANGED, str(insight.id)) if board.answerable else None
    theme: Block = SectionBlock(text=paragraph(quote(insight.theme or "")).text, accessory=answer)
    changed = quotes(insight.change or "", SECTION)
    return [theme, *([aside(_("What we changed:"))] if changed else []), *(paragraph(piece) for piece in changed)]


def pages(themes: Sequence[list[Block]]) -> list[list[Block]]:
    """As many themes on each as Slack takes in one message."""
    drawn: list[list[Block]] = []
    room, held = 0, 0
    for blocks in themes:
        size = length(blocks)
        if size > room or held == MOST:
            drawn.append([])
            room, held = A_PAGE, 0
        drawn[-1] += blocks
        room, held = room - size, held + 1
    return drawn


def length(blocks: Sequence[Block]) -> int:
    return sum(len(str(block.to_dict())) for block in blocks)


def turning(board: Board, place: Stretch) -> list[Block]:
    """Buttons whose value is the programme and the page to go to; nothing where all is on one page."""
    _ = translation(board.language)
    row = []
    if place.start > 0:
        row.append(button(_("Earlier ones"), EARLIER, f"{board.programme.id}|{place.start - 1}"))
    if place.start + 1 < place.total:
        row.append(button(_("More of them"), LATER, f"{board.programme.id}|{place.start + 1}"))
    return [buttons(*row)] if row else []
