"""External selects: the app is asked what it offers for what was typed."""

from typing import TYPE_CHECKING

from sandbox import payloads
from sandbox.errors import Json
from sandbox.fields import Field

if TYPE_CHECKING:
    from sandbox.people import Person


def suggested(person: "Person", place: Json, field: Field, typed: str) -> list[Json]:
    action = {
        "block_id": field.block["block_id"],
        "action_id": field.element["action_id"],
        "value": typed,
        "api_app_id": person.workspace.app_id,
    }
    reply = person.workspace.delivery.interaction(payloads.suggestion(person, place, action))
    body = reply.json()
    if not reply.acked or not isinstance(body, dict):
        person.workspace.trouble(f"block_suggestion for {field.label!r}: {reply.failure} (HTTP {reply.status})")
        return []
    groups = body.get("option_groups") or []
    return [*(body.get("options") or []), *(option for group in groups for option in group["options"])]
