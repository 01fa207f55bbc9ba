"""Offering a theme, reading one that waits for a yes, and what leaders changed: drawn and read side by side."""

import json
import uuid
from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot import filled
from bot.actions import Act
from bot.errors import Invalid
from bot.insights.names import names_one_of, points_to_somebody
from bot.models import Commitment, Insight
from bot.said import aside, button, buttons, notice, paragraph
from bot.scene import Scene
from bot.wording import mention, quote, translation

OFFERING, ANSWERING = "offer_theme", "what_we_changed_form"
THEME, CHANGE, ANSWER = "theme", "change", "answer"
LONGEST_THEME, LONGEST_CHANGE = 150, 500


def draw_offering(scene: Scene, commitment: Commitment) -> View:
    _ = translation(scene.language)
    told = _("{partner} is asked for a yes first. Then it stands on the programme's board, without saying whose it is.")
    words = PlainTextInputElement(action_id=ANSWER, max_length=LONGEST_THEME)
    return View(
        type="modal",
        callback_id=OFFERING,
        private_metadata=json.dumps({"commitment": str(commitment.id)}),
        title=_("Share a theme"),
        submit=_("Ask for a yes"),
        close=_("Not now"),
        blocks=[
            paragraph(told.format(partner=mention(scene.partner))),
            InputBlock(
                block_id=THEME,
                label=_("What did you learn that others should know?"),
                hint=_("One line. No names, nothing that points to somebody."),
                element=words,
            ),
        ],
    )


def read_commitment(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["commitment"]))


def read_theme(view: dict[str, Any], names: Sequence[str], language: str) -> str:
    """Refuses what is empty, too long, or points to one of these people or to anybody else."""
    _ = translation(language)
    theme = filled.line(view, THEME)
    if not theme:
        raise Invalid({THEME: _("Please write one line.")})
    if len(theme) > LONGEST_THEME:
        raise Invalid({THEME: _("That is more than one line. Please make it shorter.")})
    if points_to_somebody(theme):
        raise Invalid({THEME: _("Please leave out mentions, addresses and links: they point to somebody.")})
    if names_one_of(theme, names):
        raise Invalid({THEME: _("Please leave out your two names. The theme is what others need.")})
    return theme


def draw_offered(scene: Scene) -> View:
    _ = translation(scene.language)
    told = _("{partner} is asked. With a yes it goes to the board; without one it stays between the two of you.")
    return notice(_("Share a theme"), told.format(partner=mention(scene.partner)), _("Good"))


def draw_asking(scene: Scene, insight: Insight) -> View:
    """To be drawn inside the session: the words are sealed."""
    _ = translation(scene.language)
    told = _("{partner} would like to share this with the programme. It will not say whose it is.")
    fine = _("Either answer is fine, and nobody asks why.")
    return View(
        type="modal",
        title=_("A theme for the board"),
        close=_("Not now"),
        blocks=[
            paragraph(told.format(partner=mention(scene.partner))),
            paragraph(quote(insight.theme or "")),
            buttons(
                button(_("Yes, share it"), Act.ALLOW_THEME, str(insight.id), style="primary"),
                button(_("No, keep it between us"), Act.REFUSE_THEME, str(insight.id)),
            ),
            aside(fine),
        ],
    )


def draw_allowed(language: str) -> View:
    _ = translation(language)
    told = _("It goes to the programme's board, without saying whose it is. `/rm-status insights` shows the board.")
    return notice(_("A theme for the board"), told, _("Good"))


def draw_refused(language: str) -> View:
    _ = translation(language)
    return notice(
        _("A theme for the board"), _("It stays between the two of you, and its words are deleted."), _("Good")
    )


def draw_answering(insight: Insight, language: str) -> View:
    """With what stands already. To be drawn inside the session: both texts are sealed."""
    _ = translation(language)
    told = _(
        "Everybody in the programme reads this. Any of its leaders may write it or add to it; what is sent last stands."
    )
    words = PlainTextInputElement(
        action_id=ANSWER, multiline=True, max_length=LONGEST_CHANGE, initial_value=insight.change
    )
    return View(
        type="modal",
        callback_id=ANSWERING,
        private_metadata=json.dumps({"insight": str(insight.id)}),
        title=_("What we changed"),
        submit=_("Put it up"),
        close=_("Not now"),
        blocks=[
            paragraph(quote(insight.theme or "")),
            aside(told),
            InputBlock(block_id=CHANGE, label=_("What have you leaders changed?"), element=words, optional=True),
        ],
    )


def read_insight(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["insight"]))


def read_change(view: dict[str, Any], language: str) -> str:
    _ = translation(language)
    change = filled.text(view, CHANGE)
    if len(change) > LONGEST_CHANGE:
        raise Invalid({CHANGE: _("That is longer than the board can show. Please make it shorter.")})
    return change


def draw_put_up(insight: Insight, language: str) -> View:
    _ = translation(language)
    told = _("It stands on the board now.") if insight.change_sealed else _("The board says nothing about it any more.")
    return notice(_("What we changed"), told, _("Good"))
