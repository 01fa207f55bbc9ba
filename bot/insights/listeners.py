"""What Slack tells us about themes and the board."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of, page_of
from bot.commands import rest_of, subcommand
from bot.inbound import Lent
from bot.insights import board, forms, rules
from bot.insights.board import Board
from bot.models import Person, Programme
from bot.replies import replace, show
from bot.roster import Visitor
from bot.said import Said
from bot.scene import Scene
from bot.wording import language_of


def register(app: App) -> None:
    app.command("/rm-status", matchers=[subcommand("insights")])(show_board)
    app.action(board.EARLIER)(turn_page)
    app.action(board.LATER)(turn_page)
    app.action(Act.SHARE_THEME)(open_offering)
    app.view(forms.OFFERING)(submit_offering)
    app.action(Act.READ_THEME)(open_theme)
    app.action(Act.ALLOW_THEME)(press_allow)
    app.action(Act.REFUSE_THEME)(press_refuse)
    app.action(Act.WHAT_WE_CHANGED)(open_answering)
    app.view(forms.ANSWERING)(submit_answering)


def show_board(ack: Ack, command: dict[str, Any], visitor: Visitor, reading: sessionmaker[Session]) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        programme = rules.choose_board(db, person, rest_of(command))
        said = Said(drawn(db, programme, person))
    ack(text=said.text, blocks=said.blocks)


def turn_page(
    ack: Ack,
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    visitor: Visitor,
    reading: sessionmaker[Session],
) -> None:
    about, _, page = str(body["actions"][0].get("value")).partition("|")
    with reading() as db:
        person = roster.member(db, visitor)
        programme = rules.own_board(db, id_of({"value": about}), person)
        said = Said(drawn(db, programme, person, page_of({"value": page})))
    replace(said, body, context, client)
    ack()


def drawn(db: Session, programme: Programme, person: Person, page: int = 0) -> list[Block]:
    answerable = rules.leads_in(db, programme, person)
    shown = Board(programme, rules.board(db, programme), answerable, language_of(person, programme))
    return board.draw_board(shown, page)


def open_offering(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        commitment, _role = rules.may_offer(db, id_of(body["actions"][0]), person)
        view = forms.draw_offering(Scene.seen_by(commitment.meeting, person), commitment)
    show(view, body, client)
    ack()


def submit_offering(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        commitment, role = rules.may_offer(db, forms.read_commitment(view), person)
        scene = Scene.seen_by(commitment.meeting, person)
        theme = forms.read_theme(view, [scene.person.name, scene.partner.name], scene.language)
        rules.offer(db, scene.pair, role, theme, now)
    ack(response_action="update", view=forms.draw_offered(scene))


def open_theme(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        insight, pair = rules.asked_of(db, id_of(body["actions"][0]), person)
        view = forms.draw_asking(Scene.seen_by(pair.meetings[0], person), insight)
    show(view, body, client)
    ack()


def press_allow(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, sessions: Lent, now: datetime
) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        insight, pair = rules.asked_of(db, id_of(body["actions"][0]), person)
        rules.allow(db, insight, person, now)
        view = forms.draw_allowed(language_of(person, pair.programme))
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
    ack()


def press_refuse(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, sessions: Lent, now: datetime
) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        insight, pair = rules.asked_of(db, id_of(body["actions"][0]), person)
        rules.refuse(db, insight, person, now)
        view = forms.draw_refused(language_of(person, pair.programme))
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
    ack()


def open_answering(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        insight, programme = rules.on_board(db, id_of(body["actions"][0]), person)
        view = forms.draw_answering(insight, language_of(person, programme))
    show(view, body, client)
    ack()


def submit_answering(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        insight, programme = rules.on_board(db, forms.read_insight(view), person)
        language = language_of(person, programme)
        rules.write_change(db, insight, forms.read_change(view, language), now, by=person)
        told = forms.draw_put_up(insight, language)
    ack(response_action="update", view=told)
