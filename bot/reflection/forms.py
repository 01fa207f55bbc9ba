"""A private note after a session: drawn and read side by side."""

import json
import uuid
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot import filled
from bot.models import Reflection
from bot.said import notice, paragraph
from bot.scene import Scene
from bot.wording import translation

NOTE_FORM = "private_note"
NOTE, ANSWER = "note", "answer"
LONGEST_NOTE = 3000


def draw_note(scene: Scene, reflection: Reflection) -> View:
    """With what they wrote before. To be drawn inside the session: it is sealed."""
    _ = translation(scene.language)
    return View(
        type="modal",
        callback_id=NOTE_FORM,
        private_metadata=json.dumps({"meeting": str(scene.meeting.id)}),
        title=_("A note for yourself"),
        submit=_("Keep it"),
        close=_("Not now"),
        blocks=[
            paragraph(_("*{session}*. Only you can open this note.").format(session=scene.name)),
            InputBlock(
                block_id=NOTE,
                label=_("What would you like to remember?"),
                element=PlainTextInputElement(
                    action_id=ANSWER, multiline=True, max_length=LONGEST_NOTE, initial_value=reflection.note
                ),
                optional=True,
            ),
        ],
    )


def read_meeting(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["meeting"]))


def read_note(view: dict[str, Any]) -> str:
    return filled.text(view, NOTE)


def draw_kept(scene: Scene) -> View:
    _ = translation(scene.language)
    return notice(_("A note for yourself"), _("Kept. The button in your message opens it again."), _("Good"))
