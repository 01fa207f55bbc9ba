"""What Slack tells us about the dates of sessions."""

import re
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of
from bot.errors import Refused
from bot.inbound import Lent
from bot.meetings import forms, offers, rules
from bot.meetings.forms import Choice
from bot.meetings.picked import Picked
from bot.meetings.rules import Wanted
from bot.models import Person
from bot.pairs import active_meeting, active_pair
from bot.refusals import sentence
from bot.replies import answer, beside, replace, show
from bot.roster import Visitor
from bot.said import Said
from bot.scene import Scene


def register(app: App) -> None:
    app.action(Act.BOOK)(open_booking)
    app.action(Act.MOVE)(open_booking)
    app.action(re.compile(f"^{Act.BOOK_SLOT}_"))(press_slot)
    app.view(forms.BOOKING)(submit_booking)
    app.action(Act.CANCEL)(press_cancel)
    app.action(Act.KEEP_GOING)(press_keep_going)
    app.action(Act.END_KINDLY)(press_end_kindly)
    app.action(Act.CALENDAR_FILE)(press_calendar_file)
    app.action(Act.SEND_QUESTIONS)(open_asking)
    app.view(forms.ASKING)(submit_asking)
    app.action(Act.READ_QUESTIONS)(open_questions)
    app.action(Act.PLAN_SESSION)(open_planning)
    app.view(forms.PLANNING)(submit_planning)


def open_booking(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        meeting, _role = active_meeting(db, id_of(body["actions"][0]), person)
        rules.may_book(meeting, person)
        view = forms.draw_booking(Choice(Scene.seen_by(meeting, person), rules.proposals(db, meeting, now)))
    show(view, body, client)
    ack()


def press_slot(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    picked = Picked.read(str(body["actions"][0].get("value")))
    with sessions.begin() as db:
        result = taken_or_gone(db, picked, roster.member(db, visitor), now)
    answer(result, body, context, client)
    ack()


def taken_or_gone(db: Session, picked: Picked, person: Person, now: datetime) -> Said | View:
    """A time that has gone in the meantime is answered with others."""
    meeting, _role = active_meeting(db, picked.meeting_id, person)
    scene, wanted = Scene.seen_by(meeting, person), Wanted(picked.starts_at, person, picked.seen)
    rules.may_book(meeting, person)
    if reason := rules.gone(db, meeting, wanted, now):
        note = sentence(Refused(reason), scene.language)
        return forms.draw_booking(Choice(scene, rules.proposals(db, meeting, now), note))
    rules.book(db, meeting, wanted, now)
    return offers.dm(scene, offers.in_the_diary(scene))


def submit_booking(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        meeting, _role = active_meeting(db, forms.read_meeting(view), person)
        scene = Scene.seen_by(meeting, person)
        picked = forms.read_booking(view, scene.language)
        rules.book(db, meeting, Wanted(picked.starts_at, person, picked.seen), now)
        booked = forms.draw_booked(scene, picked.starts_at)
    ack(response_action="update", view=booked)


def press_cancel(
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
        meeting, _role = active_meeting(db, id_of(body["actions"][0]), person)
        rules.cancel(db, meeting, person, now)
        scene = Scene.seen_by(meeting, person)
        said = offers.dm(scene, offers.in_the_diary(scene))
    replace(said, body, context, client)
    ack()


def press_keep_going(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    reading: sessionmaker[Session],
    now: datetime,
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        pair, _role = active_pair(db, id_of(body["actions"][0]), person)
        meeting = rules.to_be_booked(pair, person)
        said = offers.anew(db, Scene.seen_by(meeting, person), now)
    replace(said, body, context, client)
    ack()


def press_end_kindly(
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
        scene = Scene.seen_by(pair.meetings[0], person)
        rules.end_kindly(db, pair, person, now)
        said = offers.after_ending(scene)
    replace(said, body, context, client)
    ack()


def press_calendar_file(
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
        meeting, _role = active_meeting(db, id_of(body["actions"][0]), person)
        rules.ask_for_file(db, meeting, person, now)
        told = offers.file_comes(Scene.seen_by(meeting, person))
    beside(told, body, context, client)
    ack()


def open_asking(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        meeting, role = active_meeting(db, id_of(body["actions"][0]), person)
        rules.may_ask(meeting, role)
        view = forms.draw_asking(Scene.seen_by(meeting, person))
    show(view, body, client)
    ack()


def submit_asking(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        meeting, role = active_meeting(db, forms.read_meeting(view), person)
        rules.may_ask(meeting, role)
        rules.ask(db, meeting, forms.read_questions(view), now)
        sent = forms.draw_sent(Scene.seen_by(meeting, person))
    ack(response_action="update", view=sent)


def open_questions(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        meeting, _role = active_meeting(db, id_of(body["actions"][0]), person)
        view = forms.draw_questions(Scene.seen_by(meeting, person))
    show(view, body, client)
    ack()


def open_planning(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        meeting, role = active_meeting(db, id_of(body["actions"][0]), person)
        rules.may_plan(meeting, role, now)
        view = forms.draw_planning(Scene.seen_by(meeting, person))
    show(view, body, client)
    ack()


def submit_planning(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        meeting, role = active_meeting(db, forms.read_meeting(view), person)
        rules.may_plan(meeting, role, now)
        scene = Scene.seen_by(meeting, person)
        rules.plan(db, meeting, forms.read_planning(view, scene), now)
        planned = forms.draw_planned(scene)
    ack(response_action="update", view=planned)
