"""What Slack tells us about App Home and direct messages, and the answer to whatever nobody else listens for."""

import re
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, Say
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.errors import Refused
from bot.home import forms, messages, rules
from bot.inbound import Lent
from bot.models import Person, Standing
from bot.refusals import sentence
from bot.roster import Visitor
from bot.visitors import Door
from bot.wording import language_of

ANYTHING = re.compile("")


def register(app: App) -> None:
    app.event("app_home_opened")(open_home)
    app.event("message", matchers=[written_by_a_person])(answer_message)
    app.event("message")(hear_message)
    app.action(ANYTHING)(refuse_old)
    app.view(ANYTHING)(refuse_old)


def open_home(
    ack: Ack,
    event: dict[str, Any],
    client: WebClient,
    door: Door,
    visitor: Visitor,
    reading: sessionmaker[Session],
    now: datetime,
) -> None:
    if event.get("tab") == "home":
        door.know(client, visitor, now)
        with reading() as db:
            view = home_of(db, roster.find(db, visitor), now)
        client.views_publish(user_id=visitor.slack_id, view=view)
    ack()


def home_of(db: Session, person: Person | None, now: datetime) -> View:
    if person is None or person.standing != Standing.MEMBER:
        return forms.draw_closed_door(not_for(person))
    front = forms.Front(person, rules.standing(db, person, now), rules.running(db, person))
    return forms.draw_home(front, now)


def not_for(person: Person | None) -> str:
    return sentence(Refused("not_a_member"), language_of(person) if person else "en")


def written_by_a_person(event: dict[str, Any]) -> bool:
    """A Bolt matcher: new words in the DM with the bot, not an edit, a deletion, or a bot's own."""
    return event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id")


def answer_message(
    ack: Ack,
    event: dict[str, Any],
    client: WebClient,
    say: Say,
    door: Door,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    """Once for each event. What was written is not even looked at."""
    door.know(client, visitor, now)
    with sessions.begin() as db:
        person = roster.find(db, visitor)
        if person is None or person.standing != Standing.MEMBER:
            answer: dict[str, Any] = {"text": not_for(person)}
        else:
            said = messages.written_to(person, joined=bool(rules.standing(db, person, now)))
            answer = {"text": said.text, "blocks": said.blocks}
    with sessions.or_again():
        say(**answer, thread_ts=event.get("thread_ts"))
    ack()


def hear_message(ack: Ack) -> None:
    ack()


def refuse_old() -> None:
    raise Refused("old_button")
