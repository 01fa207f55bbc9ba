"""What Slack tells us after a session, and while the roles slip in one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of
from bot.inbound import Lent
from bot.models import Meeting, Met, Person
from bot.pairs import active_meeting, active_pair
from bot.reflection import check_in, forms, heavy, role_check, roles, rules
from bot.reflection.about import About
from bot.reflection.roles import Wish
from bot.reflection.rules import Answer
from bot.replies import beside, replace, show
from bot.roster import Visitor
from bot.said import Said
from bot.scene import Scene
from bot.wording import language_of, translation

MEANING = {act: met for met, act in check_in.ACTS.items()}
WISHES = {Act.WANTS_PERSON: Wish.PERSON, Act.WANTS_NOBODY: Wish.NOBODY}


def register(app: App) -> None:
    for act in MEANING:
        app.action(act)(under_the_check_in(answers))
    for prefix in role_check.ACTS.values():
        app.action(re.compile(f"^{prefix}_"))(under_the_check_in(tells))
    app.action(Act.STILL_HOLDS)(under_the_check_in(says_it_still_holds))
    app.action(Act.ASK_ANEW)(under_the_check_in(asks_anew))
    app.action(Act.NOTE)(open_note)
    app.view(forms.NOTE_FORM)(submit_note)
    for act in WISHES:
        app.action(act)(press_wish)
    app.action(Act.SAY_WORD)(press_word)


@dataclass(frozen=True)
class Pressed:
    """A button under "did you meet?", by whom, and about which date of which session."""

    action: dict[str, Any]
    person: Person
    meeting: Meeting
    version: int
    at: datetime

    @property
    def scene(self) -> Scene:
        return Scene.seen_by(self.meeting, self.person)


Verb = Callable[[Session, Pressed], Said]


def under_the_check_in(verb: Verb) -> Callable[..., None]:
    """The verb changes rows and says what now stands in place of the message."""

    def press(
        ack: Ack,
        body: dict[str, Any],
        client: WebClient,
        context: BoltContext,
        visitor: Visitor,
        sessions: Lent,
        now: datetime,
    ) -> None:
        action = body["actions"][0]
        about = About.read(str(action.get("value")))
        with sessions.begin() as db:
            person = roster.member(db, visitor)
            meeting, _role = active_meeting(db, about.meeting_id, person)
            said = verb(db, Pressed(action, person, meeting, about.version, now))
        replace(said, body, context, client)
        ack()

    return press


def answers(db: Session, pressed: Pressed) -> Said:
    met = Met(MEANING[pressed.action["action_id"]])
    rules.answer(db, pressed.meeting, Answer(pressed.person, pressed.version, met), pressed.at)
    return check_in.drawn(db, pressed.scene)


def tells(db: Session, pressed: Pressed) -> Said:
    question, value = role_check.read(pressed.action)
    roles.tell(db, pressed.meeting, roles.Tap(pressed.person, pressed.version, question, value), pressed.at)
    return check_in.drawn(db, pressed.scene)


def says_it_still_holds(db: Session, pressed: Pressed) -> Said:
    roles.still_holds(db, pressed.meeting, Answer(pressed.person, pressed.version, Met.YES), pressed.at)
    return check_in.drawn(db, pressed.scene)


def asks_anew(db: Session, pressed: Pressed) -> Said:
    roles.ask_anew(db, pressed.meeting, pressed.person, pressed.version)
    return check_in.changing(db, pressed.scene)


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


def press_wish(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    action = body["actions"][0]
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair, role = active_pair(db, id_of(action), person)
        what = WISHES[action["action_id"]]
        roles.wish(db, pair, role, what, now)
        said = heavy.after_wish(Scene(pair.meetings[0], role, language_of(person, pair.programme)), what)
    replace(said, body, context, client)
    ack()


def press_word(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair, _role = active_pair(db, id_of(body["actions"][0]), person)
        roles.say_word(db, pair, now)
        _ = translation(language_of(person, pair.programme))
    beside(
        _("Your word comes into your conversation in a moment. It does not say who asked."),
        body,
        context,
        client,
    )
    ack()
