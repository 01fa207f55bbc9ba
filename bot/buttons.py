"""Buttons that stand in a message and on App Home alike, and ask once more before they do what hurts."""

from slack_sdk.models.blocks import ButtonElement

from bot.actions import Act
from bot.said import button, sure
from bot.wording import translation


def decline(pair_id: str, language: str) -> ButtonElement:
    _ = translation(language)
    certain = sure(
        _("No to this pair?"),
        _("You do not have to say why. You stay in the programme, and at the next matching we look for somebody else."),
        _("No thanks"),
        _("Back"),
    )
    return button(_("No thanks"), Act.DECLINE_OFFER, pair_id, confirm=certain)


def call_off(meeting_id: str, language: str) -> ButtonElement:
    _ = translation(language)
    certain = sure(
        _("Call it off?"),
        _("Your partner hears of it. Moving it is often kinder: then you both have a new date at once."),
        _("Call it off"),
        _("Keep it"),
    )
    return button(_("Call it off"), Act.CANCEL, meeting_id, confirm=certain)
