"""The last window: you are in."""

from slack_sdk.models.views import View

from bot.enrolment.titles import spoken
from bot.models import Enrolment
from bot.said import paragraph
from bot.wording import translation


def draw_welcome(enrolment: Enrolment) -> View:
    _ = translation(spoken(enrolment))
    told = _(
        "*You are in. Thank you!*\nWhat happens next is in your messages from us. "
        "`/rm-join` shows your answers again, whenever you want to change one."
    )
    return View(type="modal", title=_("Welcome"), close=_("Close"), blocks=[paragraph(told)])
