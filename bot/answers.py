"""The answer to a person when something was refused, invalid, repeated or broken, by the way they asked."""

import json
import logging
from typing import Any
from urllib.error import URLError

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.errors import Invalid, Refused, Repeated
from bot.refusals import sentence
from bot.replies import beside
from bot.roster import Visitor
from bot.said import notice
from bot.traces import frames
from bot.wording import language_of, translation

LOG = logging.getLogger(__name__)
SLACK_IS_AWAY = (SlackClientError, URLError, OSError)  # OSError covers time-outs and broken connections


class Answers:
    """The one error handler: each failure ends in words that say what to do, and a log line holds none of theirs."""

    def __init__(self, reading: sessionmaker[Session]) -> None:
        self._reading = reading

    def handle(
        self, error: Exception, body: dict[str, Any], context: BoltContext, client: WebClient
    ) -> BoltResponse | None:
        if isinstance(error, Repeated) or overtaken(error):
            return BoltResponse(status=200, body="")
        if isinstance(error, Invalid):
            return as_json({"response_action": "errors", "errors": error.errors})
        if not isinstance(error, Refused):
            LOG.error("%s in %s%s", type(error).__name__, what(body), trace(error))
        return reply(self._words(error, context), body, context, client)

    def _words(self, error: Exception, context: BoltContext) -> str:
        language = self._language(context)
        _ = translation(language)
        if isinstance(error, Refused):
            return sentence(error, language)
        if isinstance(error, SLACK_IS_AWAY):
            return _("Slack did not answer just now. Nothing that you sent is lost. Please try once more in a minute.")
        return _("Something went wrong on our side. Nothing that was saved is lost. Please try once more.")

    def _language(self, context: BoltContext) -> str:
        visitor = context.get("visitor")
        if not isinstance(visitor, Visitor):
            return "en"
        try:
            with self._reading() as db:
                person = roster.find(db, visitor)
        except SQLAlchemyError:  # the very failure that is to be answered
            return "en"
        return language_of(person) if person else "en"


def overtaken(error: Exception) -> bool:
    """The window has changed since: a second press of a button whose first has been answered."""
    return isinstance(error, SlackApiError) and bool(error.response.get("error") == "hash_conflict")


def trace(error: Exception) -> str:
    """Slack being away needs no traceback; a fault of ours does."""
    return "" if isinstance(error, SLACK_IS_AWAY) else f"\n{frames(error)}"


def what(body: dict[str, Any]) -> str:
    """Names what was asked, without a word of what was written."""
    view, actions = body.get("view") or {}, body.get("actions") or [{}]
    event = body.get("event") or {}
    name = body.get("command") or actions[0].get("action_id") or view.get("callback_id") or event.get("type")
    return f"{body.get('type') or 'command'} {name}"


def reply(text: str, body: dict[str, Any], context: BoltContext, client: WebClient) -> BoltResponse | None:
    """Says it where the person is looking."""
    match body.get("type"):
        case "view_submission":
            return as_json(in_the_form(text, body["view"]))
        case "block_actions":
            beside_the_button(text, body, context, client)
            return BoltResponse(status=200, body="")
        case "event_callback":
            return None
        case _:
            return as_json({"response_type": "ephemeral", "text": text})


def in_the_form(text: str, view: dict[str, Any]) -> dict[str, Any]:
    """Under the last field, so that what was typed stays; a form without fields turns into the answer."""
    fields = [block["block_id"] for block in view.get("blocks", []) if block["type"] == "input"]
    if fields:
        return {"response_action": "errors", "errors": {fields[-1]: text}}
    return {"response_action": "update", "view": notice(view["title"]["text"], text, "OK").to_dict()}


def beside_the_button(text: str, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Where even that fails there is nothing left but the log."""
    try:
        beside(text, body, context, client)
    except SLACK_IS_AWAY as error:
        LOG.warning("no answer could be shown: %s", type(error).__name__)


def as_json(content: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(content), headers={"content-type": ["application/json"]})
