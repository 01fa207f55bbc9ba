"""People whom somebody picked, as a manager or a helper, are asked of Slack once: name, title, zone and standing."""

from collections.abc import Callable
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.models import Person, Workspace
from bot.outbox import delivery
from bot.outbox.delivery import Hopeless
from bot.roster import Visitor
from bot.visitors import ask, profile_of

AT_ONCE = 20  # in one tick: Slack allows a hundred such questions a minute


def get_acquainted(sessions: sessionmaker[Session], speak: Callable[[str], WebClient | None], now: datetime) -> int:
    """Asks Slack about people known by their id alone; returns how many. Slack being away only puts it off."""
    with sessions() as db:
        strangers = list(db.scalars(unknown()))
    for number, person in enumerate(strangers):
        client = speak(person.workspace_id)
        if client is None or not learn(sessions, client, Visitor(person.workspace_id, person.slack_id), now):
            return number
    return len(strangers)


def unknown() -> Select[Person]:
    return (
        select(Person)
        .join(Workspace, Workspace.id == Person.workspace_id)
        .where(Person.seen_at == roster.NEVER, Workspace.uninstalled_at.is_(None))
        .order_by(Person.id)
        .limit(AT_ONCE)
    )


def learn(sessions: sessionmaker[Session], client: WebClient, visitor: Visitor, now: datetime) -> bool:
    """False where Slack did not answer; somebody whom Slack does not know, or does not show, is a stranger."""
    try:
        user = ask(client, visitor.slack_id)
    except delivery.ERRORS as error:
        if not isinstance(error, SlackApiError) or not isinstance(delivery.meaning(error), Hopeless):
            return False
        user = {"id": visitor.slack_id, "is_stranger": True}
    with sessions.begin() as db:
        roster.remember(db, visitor.workspace_id, profile_of(user, visitor.workspace_id), now)
    return True
