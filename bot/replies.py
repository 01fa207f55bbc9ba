"""The answer to a pressed button, where the person is looking."""

from http import HTTPStatus
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View
from slack_sdk.webhook import WebhookClient

from bot.outbox import delivery
from bot.said import Said, notice


def replace(said: Said, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """In place of the message whose button was pressed, so that it invites no second press; else in a window."""
    if not taken(context, client, text=said.text, blocks=said.blocks, replace_original=True):
        show(View(type="modal", title="Reverse mentoring", close="OK", blocks=said.blocks), body, client)


def answer(with_: Said | View, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    if isinstance(with_, View):
        show(with_, body, client)
    else:
        replace(with_, body, context, client)


def beside(text: str, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Privately under the message, which stays; from App Home in a window."""
    if not taken(context, client, text=text, response_type="ephemeral", replace_original=False):
        show(notice("Reverse mentoring", text, "OK"), body, client)


def taken(context: BoltContext, client: WebClient, **message: Any) -> bool:
    """Whether there is a message to answer at, and Slack took the answer."""
    if not context.response_url:
        return False
    at_the_message = WebhookClient(
        context.response_url, timeout=client.timeout, ssl=client.ssl, proxy=client.proxy, retry_handlers=[]
    )
    try:
        return at_the_message.send(**message).status_code == HTTPStatus.OK
    except delivery.ERRORS:
        return False


def show(view: View, body: dict[str, Any], client: WebClient) -> None:
    """In a window of its own, or on top of the one whose button was pressed."""
    over = (body.get("view") or {}).get("type") == "modal"
    (client.views_push if over else client.views_open)(trigger_id=body["trigger_id"], view=view)
