"""What Slack tells us half-way, at the end and afterwards."""

import re
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of
from bot.endings import forms, messages, rules
from bot.endings.rules import Lasting, Next
from bot.errors import Refused
from bot.inbound import Lent
from bot.models import Pair, Person
from bot.replies import beside, replace, show
from bot.roster import Visitor
from bot.scene import Scene


def register(app: App) -> None:
    app.action(Act.RATE_GOALS)(open_rating)
    app.view(forms.RATING_FORM)(submit_rating)
    app.action(Act.WRITE_THANKS)(open_thanks)
    app.view(forms.THANKS_FORM)(submit_thanks)
    app.action(Act.CERTIFICATE)(press_certificate)
    app.action(re.compile(f"^{Act.NEXT}_"))(press_next)
    app.action(re.compile(f"^{Act.LASTING}_"))(press_lasting)


def open_rating(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        enrolment = rules.own_part(db, id_of(body["actions"][0]), roster.member(db, visitor))
        view = forms.draw_rating(enrolment, rules.look_of(db, enrolment, now))
    show(view, body, client)
    ack()


def submit_rating(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        enrolment = rules.own_part(db, forms.read_part(view), person)
        rules.rate(db, enrolment, forms.read_rating(view, forms.spoken(enrolment)), now)
        rated = forms.draw_rated(enrolment)
    ack(response_action="update", view=rated)


def open_thanks(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        pair, role = rules.own_pair(db, id_of(body["actions"][0]), person)
        rules.may_thank(pair, role)
        view = forms.draw_thanks(seen_by(pair, person), rules.thanks_of(db, pair))
    show(view, body, client)
    ack()


def submit_thanks(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair, role = rules.own_pair(db, forms.read_pair(view), person)
        rules.may_thank(pair, role)
        scene = seen_by(pair, person)
        rules.thank(db, pair, forms.read_thanks(view, scene.language), now)
        thanked = forms.draw_thanked(scene)
    ack(response_action="update", view=thanked)


def press_certificate(
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
        pair, _role = rules.own_pair(db, id_of(body["actions"][0]), person)
        letter = rules.ask_for_certificate(db, pair, person, now)
        told = messages.certificate_comes(seen_by(pair, person), letter)
    beside(told, body, context, client)
    ack()


def press_next(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    pressed = body["actions"][0]
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair, _role = rules.own_pair(db, id_of(pressed), person)
        rules.say_next(db, pair, person, Next(answer_of(pressed, list(Next))), now)
        said = messages.closed(db, seen_by(pair, person))
    replace(said, body, context, client)
    ack()


def press_lasting(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    pressed = body["actions"][0]
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair, _role = rules.own_pair(db, id_of(pressed), person)
        rules.say_lasting(db, pair, person, Lasting(answer_of(pressed, list(Lasting))), now)
        said = messages.asked_later(db, seen_by(pair, person))
    replace(said, body, context, client)
    ack()


def answer_of(action: dict[str, Any], answers: list[Next] | list[Lasting]) -> str:
    """What an action id carries behind its prefix; refuses one that we do not offer any more."""
    _prefix, _, answer = str(action["action_id"]).partition("_")
    if answer not in answers:
        raise Refused("old_button")
    return answer


def seen_by(pair: Pair, person: Person) -> Scene:
    return Scene.seen_by(pair.meetings[-1], person)
