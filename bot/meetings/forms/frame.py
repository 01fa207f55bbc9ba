"""What the forms about a session have in common: what they carry out of sight."""

import json
import uuid
from typing import Any

from bot import filled
from bot.models import Meeting
from bot.scene import Scene
from bot.wording import translation

ANSWER = "answer"  # the one element of each block


def carry(meeting: Meeting) -> str:
    return json.dumps({"meeting": str(meeting.id)})


def read_meeting(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, lambda kept: uuid.UUID(json.loads(kept)["meeting"]))


def ways_in(scene: Scene) -> str:
    """All that the playbook suggests to this role for the theme."""
    _ = translation(scene.language)
    prompts = [f"• {prompt.in_(scene.language)}" for prompt in scene.chapter.prompts.for_(scene.role)]
    return "\n".join([_("*Some ways in:*"), *prompts])
