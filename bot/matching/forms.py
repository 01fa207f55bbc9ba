"""The proposals as an organiser sees them, and the choice of another mentor."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    InputBlock,
    Option,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.errors import Invalid
from bot.gaps import told
from bot.matching.reasons import in_short, left_out_in_short
from bot.matching.rules import Board
from bot.models import Enrolment, Pair
from bot.paging import Stretch, turning
from bot.said import aside, button, buttons, notice, paragraph, sure
from bot.wording import escape, mention, plain_name, plural, translation

BOARD = "proposals"
SWAP = "swap_mentor"
SWAP_PROPOSAL = "swap_proposal"
REJECT_PROPOSAL = "reject_proposal"
EARLIER = "proposals_earlier"
LATER = "proposals_later"
MENTOR = "mentor"
MOST_LINES = 60  # of people left out, and of people who are not ready
MOST_OPTIONS = 100
SECTION = 2900  # characters, below Slack's 3000


@dataclass(frozen=True)
class Page:
    """Which part of which programme's proposals is shown: what a form carries, and never more than a pointer."""

    programme: str
    offset: int = 0
    shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Raises ValueError where something is no id."""
        for carried in (self.programme, *self.shown):
            UUID(carried)

    @property
    def programme_id(self) -> UUID:
        return UUID(self.programme)

    @property
    def pair_ids(self) -> set[UUID]:
        return {UUID(pair) for pair in self.shown}


def read_page(view: dict[str, Any]) -> Page:
    return filled.carried(view, lambda kept: Page(**json.loads(kept)))


def draw_board(board: Board, offset: int, language: str) -> View:
    """One page of proposals. `offset` beyond the last one shows the last page."""
    _ = translation(language)
    stretch = Stretch.at(offset, len(board.proposals))
    shown = board.proposals[stretch.start : stretch.end]
    page = Page(str(board.programme.id), stretch.start, [str(pair.id) for pair in shown])
    return View(
        type="modal",
        callback_id=BOARD,
        title=_("Proposals"),
        submit=submit_of(board, language),
        close=_("Close"),
        private_metadata=json.dumps(asdict(page)),
        blocks=[
            *summary(board, language),
            *(block for pair in shown for block in draw_proposal(pair, language)),
            *turning(stretch, EARLIER, LATER, language),
            *people_left_out(board, language),
            *people_kept_out(board, language),
        ],
    )


def submit_of(board: Board, language: str) -> str | None:
    """Nothing to submit where nobody is proposed and everybody left out knows it."""
    _ = translation(language)
    if board.proposals:
        return _("Approve these")
    untold = any(enrolment.left_out != why for enrolment, why in board.left_out)
    return _("Tell those left out") if untold else None


def summary(board: Board, language: str) -> list[Block]:
    _, n_ = translation(language), plural(language)
    pairs = n_("{count} pair is proposed.", "{count} pairs are proposed.", len(board.proposals))
    text = pairs if board.proposals else _("No pair is proposed.")
    head = f"*{escape(board.programme.name)}*\n{text.format(count=len(board.proposals))}"
    if not board.proposals:
        return [paragraph(head)]
    return [paragraph(head), aside(_("Nobody is asked before you approve. Then each of the two says yes or no."))]


def draw_proposal(pair: Pair, language: str) -> list[Block]:
    _ = translation(language)
    two = _("{leader} learns from {mentor}").format(
        leader=mention(pair.leader.person), mentor=mention(pair.mentor.person)
    )
    certain = sure(_("Reject this pair?"), _("These two are not proposed to each other again."), _("Reject"), _("Back"))
    row = buttons(
        button(_("Another mentor"), SWAP_PROPOSAL, str(pair.id)),
        button(_("Reject"), REJECT_PROPOSAL, str(pair.id), confirm=certain),
    )
    return [paragraph(f"*{two}*\n{in_short(pair, language)}"), row]


def people_left_out(board: Board, language: str) -> list[Block]:
    _ = translation(language)
    lines = [f"{mention(enrolment.person)}: {left_out_in_short(why, language)}" for enrolment, why in board.left_out]
    return listed(_("*Left out*"), lines, language)


def people_kept_out(board: Board, language: str) -> list[Block]:
    _ = translation(language)
    lines = [f"{mention(enrolment.person)}: {told(gaps, language)}" for enrolment, gaps in board.kept_out]
    blocks = listed(_("*Not ready yet*"), lines, language)
    return [*blocks, aside(_("`/rm-programme review` completes and confirms them."))] if blocks else []


def listed(title: str, lines: Sequence[str], language: str) -> list[Block]:
    """The lines below their title, in as many sections as they need; nothing where there are none."""
    _ = translation(language)
    if not lines:
        return []
    shown = [title, *lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        shown.append(_("… and {count} more").format(count=len(lines) - MOST_LINES))
    return [DividerBlock(), *map(paragraph, packed(shown))]


def packed(lines: Sequence[str]) -> list[str]:
    texts = [""]
    for line in lines:
        if len(texts[-1]) + len(line) >= SECTION:
            texts.append("")
        texts[-1] += f"\n{line}" if texts[-1] else line
    return texts


def draw_rest(rest: Board, page: Page, language: str) -> View:
    """What is left to decide after `page` was approved, or what has been done once nothing is."""
    if rest.proposals:
        return draw_board(rest, page.offset, language)
    _, n_ = translation(language), plural(language)
    asked = n_("{count} pair is asked now.", "{count} pairs are asked now.", len(page.shown))
    told_why = n_(
        "{count} person hears that there is nobody for them yet, and why.",
        "{count} people hear that there is nobody for them yet, and why.",
        len(rest.left_out),
    )
    counted = ((asked, len(page.shown)), (told_why, len(rest.left_out)))
    said = " ".join(text.format(count=count) for text, count in counted if count)
    return notice(_("Proposals"), said or _("There was nothing left to decide."), _("Close"))


def draw_swap(pair: Pair, choices: Sequence[tuple[Enrolment, Pair | None]], page: Page, language: str) -> View:
    """`choices` as `rules.swaps` gives them, best first."""
    _ = translation(language)
    two = _("{leader} learns from {mentor}").format(
        leader=mention(pair.leader.person), mentor=mention(pair.mentor.person)
    )
    if not choices:
        none = _("Nobody else can be the mentor here without breaking a rule of the programme.")
        return View(type="modal", title=_("Another mentor"), close=_("Back"), blocks=[paragraph(two), paragraph(none)])
    options = [option(mentor, exchange, language) for mentor, exchange in choices[:MOST_OPTIONS]]
    return View(
        type="modal",
        callback_id=SWAP,
        title=_("Another mentor"),
        submit=_("Change"),
        close=_("Back"),
        private_metadata=json.dumps({"pair": str(pair.id), "page": asdict(page)}),
        blocks=[
            paragraph(two),
            InputBlock(
                block_id=MENTOR,
                label=_("Who should be the mentor instead?"),
                hint=PlainTextObject(text=_("Only mentors who may be paired with this leader are listed.")),
                element=StaticSelectElement(action_id=MENTOR, options=options),
            ),
        ],
    )


def option(mentor: Enrolment, exchange: Pair | None, language: str) -> Option:
    _ = translation(language)
    note = _("has a place free")
    if exchange is not None:
        note = _("in exchange with {leader}").format(leader=plain_name(exchange.leader.person, 20))
    text = f"{plain_name(mentor.person, 72 - len(note))} – {note}"
    return Option(text=PlainTextObject(text=text), value=str(mentor.id))


@dataclass(frozen=True)
class Swapping:
    pair_id: UUID
    page: Page


def read_swapping(view: dict[str, Any]) -> Swapping:
    return filled.carried(view, swapping_of)


def swapping_of(kept: str) -> Swapping:
    carried = json.loads(kept)
    return Swapping(UUID(carried["pair"]), Page(**carried["page"]))


def read_swap(view: dict[str, Any], language: str) -> UUID:
    """The enrolment that was chosen. Raises Invalid."""
    chosen = filled.option(view, MENTOR)
    if chosen is None:
        _ = translation(language)
        raise Invalid({MENTOR: _("Please choose somebody, or go back.")})
    return UUID(chosen)
