"""What an app sends to be shown: completed with ids, and checked against the people who are there."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from sandbox.answers import slot
from sandbox.errors import Json, SlackError, invalid
from sandbox.ids import Ids
from sandbox.limits import elements_of, message_problems, numbers, text_in_blocks

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

INTERACTIVE = ("button", "overflow", "icon_button", "feedback_buttons")


def with_ids(content: Json, ids: Ids) -> Json:
    """A copy in which every block and every interactive element has an id, as Slack gives them out."""
    found = deepcopy(content)
    for block in found.get("blocks") or ():
        block.setdefault("block_id", ids.short())
        for element in elements_of(block):
            if slot(element) or element["type"] in INTERACTIVE:
                element.setdefault("action_id", ids.short())
    return found


def check_message(body: Json, workspace: "Workspace") -> None:
    """Raises Slack's error for a message that it would not take."""
    problems = message_problems(body.get("blocks") or [])
    if problems:
        raise invalid("invalid_blocks", problems)
    if text_in_blocks(body.get("blocks") or []) > numbers.TEXT_IN_ALL_BLOCKS_OF_A_MESSAGE:
        raise SlackError("msg_blocks_too_long")
    if body.get("attachments"):
        raise SlackError("invalid_attachments")
    _check_text(body)
    check_people(body.get("blocks") or [], workspace, "invalid_blocks")
    check_metadata(body.get("metadata"))


def _check_text(body: Json) -> None:
    text = body.get("text") or ""
    if not isinstance(text, str):
        raise SlackError("invalid_arguments")
    if not text.strip() and not body.get("blocks"):
        raise SlackError("no_text")
    if len(text) > numbers.MESSAGE_TEXT:
        raise SlackError("msg_too_long")


def check_metadata(metadata: Any) -> None:
    if not metadata:
        return
    well_formed = isinstance(metadata, dict) and metadata.keys() == {"event_type", "event_payload"}
    if not well_formed or not isinstance(metadata["event_payload"], dict) or not metadata["event_type"]:
        raise SlackError("invalid_metadata_format")
    if len(str(metadata).encode()) > numbers.METADATA_BYTES:
        raise SlackError("metadata_too_large")


def check_people(blocks: list[Json], workspace: "Workspace", error: str) -> None:
    """A people picker may start only with somebody who is there and active."""
    for block in blocks:
        for element in elements_of(block):
            people = [*element.get("initial_users", ()), *filter(None, [element.get("initial_user")])]
            for user_id in people:
                person = workspace.people_by_id.get(user_id)
                if person is None or person.deactivated:
                    raise invalid(error, [f"[ERROR] invalid user: {user_id}"])
