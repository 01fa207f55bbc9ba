"""The agreement as a page to read."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.actions import Act
from bot.agreement import terms
from bot.models import Agreement, Role
from bot.said import aside, button, buttons, paragraph
from bot.wording import translation


def draw_reading(agreement: Agreement, role: Role, language: str, first: Sequence[Block] = ()) -> View:
    """What stands, with the ways to change it. To be drawn inside the session: words are sealed."""
    _ = translation(language)
    nobody = _("Nobody has filled it in yet: whoever is first makes a proposal.")
    yours = terms.lines(agreement, language) if agreement.version else [nobody]
    change = _("Change it") if agreement.signed_by(role) else _("Read and sign")
    pair_id = str(agreement.pair_id)
    return View(
        type="modal",
        title=_("Our agreement"),
        close=_("Close"),
        blocks=[
            *first,
            *map(paragraph, [*yours, *terms.rules_and_levels(agreement, language)]),
            buttons(button(change, Act.SIGN_AGREEMENT, pair_id), button(_("My topics"), Act.TOPICS, pair_id)),
            *looking_back(agreement, role, language),
        ],
    )


def looking_back(agreement: Agreement, role: Role, language: str) -> list[Block]:
    versions = terms.history(agreement, role, language)
    return [aside("\n".join(versions))] if versions else []
