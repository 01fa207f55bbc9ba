"""What Slack tells us after a session."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of
from bot.inbound import Lent
from bot.models import Met
from bot.pairs import active_meeting
from bot.reflection import forms, messages, rules
from bot.reflection.about import About
from bot.reflection.rules import Answer
from bot.replies import replace, show
from bot.roster import Visitor
from bot.scene import Scene

MEANING = {act: met for met, act in messages.ACTS.items()}


def register(app: App) -> None:
    for act in MEANING:
        app.action(act)(press_answer)
    app.action(Act.NOTE)(open_note)
    app.view(forms.NOTE_FORM)(submit_note)


def press_answer(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    pressed = body["actions"][0]
    about, met = About.read(str(pressed.get("value"))), Met(MEANING[pressed["action_id"]])
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        meeting, _role = active_meeting(db, about.meeting_id, person)
        mine = rules.answer(db, meeting, Answer(person, about.version, met), now)
        _mine, theirs = rules.both_sides(db, meeting, person)
        said = messages.answered(Scene.seen_by(meeting, person), mine, theirs)
    replace(said, body, context, client)
    ack()


def open_note(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        meeting, _role = active_meeting(db, id_of(body["actions"][0]), person)
        view = forms.draw_note(Scene.seen_by(meeting, person), rules.answer_of(db, meeting, person))
    show(view, body, client)
    ack()


def submit_note(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        meeting, _role = active_meeting(db, forms.read_meeting(view), person)
        rules.write_note(db, meeting, person, forms.read_note(view))
        kept = forms.draw_kept(Scene.seen_by(meeting, person))
    ack(response_action="update", view=kept)
