"""The list of a pair's commitments, as each of the two sees it."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot import filled, pledges
from bot.actions import Act
from bot.models import Commitment, Outcome, Role
from bot.paging import Stretch, turning
from bot.pledge_rows import answers
from bot.said import aside, button, buttons, paragraph
from bot.scene import Scene, running
from bot.themes import NO, WAITING, YES, Offer
from bot.wording import day, mention, plural, quote, translation

LIST = "commitments_list"
EARLIER, LATER = "commitments_earlier", "commitments_later"


@dataclass(frozen=True)
class Listing:
    """All of a pair's commitments, the newest first, from the page with `offset` on it. `note`: what to say first."""

    scene: Scene
    commitments: Sequence[Commitment]
    offer: Offer | None
    offset: int = 0
    note: str = ""

    @property
    def stretch(self) -> Stretch:
        return Stretch.at(self.offset, len(self.commitments))

    @property
    def shown(self) -> Sequence[Commitment]:
        return self.commitments[self.stretch.start : self.stretch.end]

    @property
    def theme_waits(self) -> bool:
        return self.offer is not None and self.offer.answer == WAITING


def draw_list(listing: Listing) -> View:
    """To be drawn inside the session: what was written is sealed."""
    scene = listing.scene
    _ = translation(scene.language)
    blocks: list[Block] = [paragraph(listing.note)] if listing.note else []
    blocks += [aside(who_sees(scene)), *about_theme(listing)]
    for commitment in listing.shown:
        blocks += draw_commitment(listing, commitment)
    if not listing.commitments:
        blocks.append(paragraph(_("Nothing is on the list yet.")))
    blocks += turning(listing.stretch, EARLIER, LATER, scene.language)
    return View(
        type="modal",
        callback_id=LIST,
        private_metadata=json.dumps({"pair": str(scene.pair.id), "at": listing.stretch.start}),
        title=_("Our commitments"),
        close=_("Close"),
        blocks=blocks,
    )


def read_place(view: dict[str, Any]) -> tuple[uuid.UUID, int]:
    """Which pair's list it is, and from where on it is shown."""
    return filled.carried(view, place_of)


def place_of(kept: str) -> tuple[uuid.UUID, int]:
    carried = json.loads(kept)
    return uuid.UUID(carried["pair"]), int(carried["at"])


def who_sees(scene: Scene) -> str:
    _ = translation(scene.language)
    return _("You and {partner} see this list, and nobody else.").format(partner=mention(scene.partner))


def draw_commitment(listing: Listing, commitment: Commitment) -> list[Block]:
    language = listing.scene.language
    row = pressable(listing, commitment)
    words = [paragraph(quote(commitment.text or "")), aside(state(commitment, language))]
    return [*words, buttons(*row)] if row else [*words]


def state(commitment: Commitment, language: str) -> str:
    _, n_ = translation(language), plural(language)
    by = {
        Outcome.OPEN: _("Open, for {date}"),
        Outcome.DONE: _("Done; it was for {date}"),
        Outcome.DROPPED: _("Dropped; it was for {date}"),
    }[Outcome(commitment.outcome)].format(date=day(commitment.due_on, language))
    if not commitment.moved:
        return by
    moved = n_("moved once", "moved {number} times", commitment.moved).format(number=commitment.moved)
    return f"{by} · {moved}"


def pressable(listing: Listing, commitment: Commitment) -> list[ButtonElement]:
    """The leader answers; either may offer a theme, one at a time; in a pair that is over there is nothing to press."""
    scene = listing.scene
    if not running(scene.pair):
        return []
    mine = scene.role == Role.LEADER and commitment.outcome == Outcome.OPEN
    row = answers(commitment, scene.language) if mine else []
    if pledges.shareable(commitment) and not listing.theme_waits:
        _ = translation(scene.language)
        row.append(button(_("Share a theme"), Act.SHARE_THEME, str(commitment.id)))
    return row


def about_theme(listing: Listing) -> list[Block]:
    """Where the theme stands that one of them offered to the board; a no is told to whoever offered it, and no more."""
    offer, scene = listing.offer, listing.scene
    if offer is None or (offer.answer == WAITING and not running(scene.pair)):
        return []
    _ = translation(scene.language)
    partner, mine = mention(scene.partner), offer.by == scene.role
    if offer.answer == WAITING and not mine:
        told = _("{partner} would like to share a theme with the programme, if you agree.").format(partner=partner)
        return [paragraph(told), buttons(button(_("Read it"), Act.READ_THEME, str(offer.insight_id)))]
    sentences = {
        WAITING: _("The theme that you offered waits for a yes from {partner}.").format(partner=partner),
        YES: _("A theme of yours is on the programme's board: `/rm-status insights` shows it."),
        NO: _("The theme that you offered stays between the two of you."),
    }
    return [] if offer.answer == NO and not mine else [aside(sentences[offer.answer])]
