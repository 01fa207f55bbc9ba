"""Builds the Bolt app: lends each listener what it needs, registers each feature, answers each error."""

import logging
from collections.abc import Callable
from typing import Any, cast

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot.agreement import listeners as agreement
from bot.answers import Answers
from bot.clock import Clock
from bot.commitments import listeners as commitments
from bot.coordination import listeners as coordination
from bot.endings import listeners as endings
from bot.enrolment import listeners as enrolment
from bot.help import listeners as help_
from bot.home import listeners as home
from bot.inbound import SIGNATURE, Lent, keys_of
from bot.indexed import IndexedApp
from bot.insights import listeners as insights
from bot.matching import listeners as matching
from bot.meetings import listeners as meetings
from bot.privacy import listeners as privacy
from bot.reflection import listeners as reflection
from bot.review import listeners as review
from bot.roster import Visitor
from bot.shelf import listeners as shelf
from bot.visitors import Door
from bot.workspaces import Installations

# coordination and home come last: theirs are the answers to what no other feature listens for.
FEATURES = (
    enrolment,
    review,
    matching,
    agreement,
    meetings,
    reflection,
    commitments,
    insights,
    endings,
    help_,
    privacy,
    shelf,
    coordination,
    home,
)
LISTENER_TIMEOUT = 1  # seconds a listener waits for Slack: two such calls fit into the life of a trigger_id


def build_app(
    installations: Installations, sessions: sessionmaker[Session], reading: sessionmaker[Session], clock: Clock
) -> App:
    """Nothing is asked of Slack here: the bot starts while Slack is away."""

    def authorize(team_id: str | None) -> AuthorizeResult:
        """Bolt reads the argument's name, and takes None for a workspace in which the app is not installed."""
        return cast(AuthorizeResult, installations.authorize(team_id))

    app = IndexedApp(
        logger=reticent(),
        authorize=authorize,
        client=WebClient(base_url=installations.api_url, timeout=LISTENER_TIMEOUT, retry_handlers=[]),
        process_before_response=True,
        request_verification_enabled=False,  # our HTTP layer checks the raw bytes before Bolt parses any
        user_facing_authorize_error_message="Sorry, this app is not installed in your workspace.",
    )

    app.use(Lending(sessions, reading, clock))
    for feature in FEATURES:
        feature.register(app)
    app.error(Answers(reading).handle)
    return app


class Lending(Middleware):
    """What each listener may ask for by name: `now`, `visitor`, `sessions`, `reading`, `door`.

    And `known`, where it is a person who asks for something.
    """

    def __init__(self, sessions: sessionmaker[Session], reading: sessionmaker[Session], clock: Clock) -> None:
        self._sessions = sessions
        self._reading = reading
        self._clock = clock
        self._door = Door(sessions, reading)

    def process(self, *, req: BoltRequest, resp: BoltResponse, next: Callable[[], BoltResponse]) -> BoltResponse:  # noqa: ARG002 (Bolt's signature)
        now, context = self._clock(), req.context
        visitor = Visitor(str(context.team_id), str(context.user_id))
        signature = req.headers.get(SIGNATURE, [None])[0]
        context["now"], context["visitor"] = now, visitor
        context["sessions"] = Lent(self._sessions, visitor.workspace_id, keys_of(req.body, signature), now)
        context["reading"], context["door"] = self._reading, self._door
        if context.client and speaks(req.body):
            context["known"] = self._door.know(context.client, visitor, now)
        return next()


def reticent() -> logging.Logger:
    """Bolt's loggers take the root's level, or this one's: at DEBUG they would quote what people wrote."""
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.WARNING)
    return logger


def speaks(body: dict[str, Any]) -> bool:
    """A person asks for something; an event only tells what has happened."""
    return body.get("type") in (None, "block_actions", "view_submission", "view_closed")
