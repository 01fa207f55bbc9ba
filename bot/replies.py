"""The answer to a pressed button, where the person is looking."""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.said import Said, notice


def replace(said: Said, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """In place of the message whose button was pressed, so that it invites no second press; else in a window."""
    if context.response_url and context.respond:
        context.respond(text=said.text, blocks=said.blocks, replace_original=True)
    else:
        show(View(type="modal", title="Reverse mentoring", close="OK", blocks=said.blocks), body, client)


def answer(with_: Said | View, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    if isinstance(with_, View):
        show(with_, body, client)
    else:
        replace(with_, body, context, client)


def beside(text: str, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Privately under the message, which stays; from App Home in a window."""
    if context.response_url and context.respond:
        context.respond(text=text, response_type="ephemeral", replace_original=False)
    else:
        show(notice("Reverse mentoring", text, "OK"), body, client)


def show(view: View, body: dict[str, Any], client: WebClient) -> None:
    """In a window of its own, or on top of the one whose button was pressed."""
    over = (body.get("view") or {}).get("type") == "modal"
    (client.views_push if over else client.views_open)(trigger_id=body["trigger_id"], view=view)
