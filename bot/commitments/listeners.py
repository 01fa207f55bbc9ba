"""What Slack tells us about commitments."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import pledges, roster, themes
from bot.actions import Act, id_of, page_of
from bot.commitments import forms, listing, rules
from bot.commitments.listing import Listing
from bot.inbound import Lent
from bot.models import Commitment, Outcome, Pair, Person
from bot.pairs import active_meeting
from bot.replies import beside, show
from bot.roster import Visitor
from bot.scene import Scene
from bot.wording import mention, translation

CLOSING = {Act.COMMITMENT_DONE: Outcome.DONE, Act.COMMITMENT_DROPPED: Outcome.DROPPED}


def register(app: App) -> None:
    app.action(Act.COMMIT)(open_writing)
    app.view(forms.WRITING)(submit_writing)
    app.action(Act.COMMITMENTS)(open_list)
    app.action(listing.EARLIER)(turn_page)
    app.action(listing.LATER)(turn_page)
    for act in CLOSING:
        app.action(act)(press_closing)
    app.action(Act.COMMITMENT_MOVED)(open_moving)
    app.view(forms.MOVING)(submit_moving)


def open_writing(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        meeting, role = active_meeting(db, id_of(body["actions"][0]), person)
        rules.may_write(db, meeting, role)
        view = forms.draw_writing(Scene.seen_by(meeting, person), rules.usual_date(meeting, now))
    show(view, body, client)
    ack()


def submit_writing(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    """The form turns into the list, with what was written on top."""
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        meeting, role = active_meeting(db, forms.read_meeting(view), person)
        rules.may_write(db, meeting, role)
        scene = Scene.seen_by(meeting, person)
        rules.commit(db, meeting, forms.read_promise(view, person, scene.language, now), now)
        _ = translation(scene.language)
        note = _("It is written down. We ask you shortly before its date.")
        drawn = draw(db, scene.pair, person, 0, note)
    ack(response_action="update", view=drawn)


def open_list(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        pair, _role = rules.readable_pair(db, id_of(body["actions"][0]), person)
        view = draw(db, pair, person)
    show(view, body, client)
    ack()


def turn_page(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    pair_id, _offset = listing.read_place(body["view"])
    with reading() as db:
        person = roster.member(db, visitor)
        pair, _role = rules.readable_pair(db, pair_id, person)
        view = draw(db, pair, person, page_of(body["actions"][0]))
    instead(view, body, client)
    ack()


def press_closing(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    sessions: Lent,
    now: datetime,
) -> None:
    """The message that asked is drawn anew by its letter; the list, where it was pressed there, at once."""
    pressed = body["actions"][0]
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        commitment = rules.own(db, id_of(pressed), person)
        rules.close(db, commitment, CLOSING[pressed["action_id"]], now)
        told = closed_text(commitment, person)
        view = draw(db, commitment.pair, person, offset_in(body), told)
    if in_list(body):
        instead(view, body, client)
    else:
        beside(told, body, context, client)
    ack()


def closed_text(commitment: Commitment, person: Person) -> str:
    scene = Scene.seen_by(commitment.meeting, person)
    _ = translation(scene.language)
    sentences = {
        Outcome.DONE: _("Noted as done. {partner} sees it in your list."),
        Outcome.DROPPED: _("Noted as dropped, without a why. {partner} sees it in your list."),
    }
    return sentences[Outcome(commitment.outcome)].format(partner=mention(scene.partner))


def open_moving(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        commitment = rules.own(db, id_of(body["actions"][0]), person)
        scene = Scene.seen_by(commitment.meeting, person)
        view = forms.draw_moving(scene, commitment, rules.later_date(commitment, now))
    if in_list(body):
        instead(view, body, client)
    else:
        show(view, body, client)
    ack()


def submit_moving(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        commitment = rules.own(db, forms.read_commitment(view), person)
        scene = Scene.seen_by(commitment.meeting, person)
        rules.move(db, commitment, forms.read_moving(view, commitment, scene.language, now), now)
        _ = translation(scene.language)
        drawn = draw(db, scene.pair, person, 0, _("It has a new date. We ask you again shortly before it."))
    ack(response_action="update", view=drawn)


def draw(db: Session, pair: Pair, person: Person, offset: int = 0, note: str = "") -> View:
    scene = Scene.seen_by(pair.meetings[0], person)
    return listing.draw_list(Listing(scene, pledges.all_of(db, pair), themes.last_offer(db, pair), offset, note))


def in_list(body: dict[str, Any]) -> bool:
    return (body.get("view") or {}).get("callback_id") == listing.LIST


def offset_in(body: dict[str, Any]) -> int:
    return listing.read_place(body["view"])[1] if in_list(body) else 0


def instead(view: View, body: dict[str, Any], client: WebClient) -> None:
    """In place of the window whose button was pressed."""
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
