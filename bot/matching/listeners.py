"""What Slack tells us about matching: an organiser's decisions, and the answers of the two."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import programmes, replies, roster
from bot.actions import Act, id_of, page_of
from bot.commands import rest_of, subcommand
from bot.inbound import Lent
from bot.matching import forms, messages, rules
from bot.matching.forms import Page
from bot.matching.messages import Side
from bot.models import Person, Stage
from bot.roster import Visitor
from bot.wording import language_of

MATCHABLE = (Stage.OPEN, Stage.MATCHING, Stage.RUNNING)
ANSWERS = {Act.ACCEPT_OFFER: rules.accept, Act.DECLINE_OFFER: rules.decline}


def register(app: App) -> None:
    app.command("/rm-programme", matchers=[subcommand("match")])(open_proposals)
    app.action(forms.EARLIER)(turn_page)
    app.action(forms.LATER)(turn_page)
    app.action(forms.REJECT_PROPOSAL)(reject_proposal)
    app.action(forms.SWAP_PROPOSAL)(open_swap)
    app.view(forms.SWAP)(submit_swap)
    app.view(forms.BOARD)(submit_approval)
    for act in ANSWERS:
        app.action(act)(answer_offer)


def open_proposals(
    ack: Ack,
    body: dict[str, Any],
    command: dict[str, Any],
    client: WebClient,
    sessions: Lent,
    visitor: Visitor,
    now: datetime,
) -> None:
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        programme = programmes.choose(db, visitor.workspace_id, rest_of(command), MATCHABLE)
        board = rules.propose(db, programme, now, by=organiser)
        view = forms.draw_board(board, 0, language_of(organiser, programme))
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def turn_page(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    reading: sessionmaker[Session],
    visitor: Visitor,
    now: datetime,
) -> None:
    page = forms.read_page(body["view"])
    with reading() as db:
        organiser = roster.organiser(db, visitor)
        board = rules.board(db, programmes.behind(db, organiser, page.programme_id), now)
        view = forms.draw_board(board, page_of(action), language_of(organiser, board.programme))
    replace(client, body, view)
    ack()


def reject_proposal(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    sessions: Lent,
    visitor: Visitor,
    now: datetime,
) -> None:
    page = forms.read_page(body["view"])
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        pair = rules.proposal(db, organiser, id_of(action))
        rules.reject(db, pair, now, by=organiser)
        view = redrawn(db, organiser, page, now)
    replace(client, body, view)
    ack()


def open_swap(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    sessions: Lent,
    visitor: Visitor,
    now: datetime,
) -> None:
    page = forms.read_page(body["view"])
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        pair = rules.proposal(db, organiser, id_of(action))
        language = language_of(organiser, pair.programme)
        view = forms.draw_swap(pair, rules.swaps(db, pair, now), page, language)
    client.views_push(trigger_id=body["trigger_id"], view=view)
    ack()


def submit_swap(
    ack: Ack, view: dict[str, Any], client: WebClient, sessions: Lent, visitor: Visitor, now: datetime
) -> None:
    swapping = forms.read_swapping(view)
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        pair = rules.proposal(db, organiser, swapping.pair_id)
        mentor_id = forms.read_swap(view, language_of(organiser, pair.programme))
        rules.swap(db, pair, mentor_id, now, by=organiser)
        below = redrawn(db, organiser, swapping.page, now)
    client.views_update(view_id=view["root_view_id"], view=below)
    ack()


def submit_approval(ack: Ack, view: dict[str, Any], sessions: Lent, visitor: Visitor, now: datetime) -> None:
    page = forms.read_page(view)
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        programme = programmes.behind(db, organiser, page.programme_id)
        rest = rules.approve(db, programme, page.pair_ids, now, by=organiser)
        language = language_of(organiser, programme)
        following = forms.draw_rest(rest, page, language)
    ack(response_action="update", view=following)


def answer_offer(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    sessions: Lent,
    visitor: Visitor,
    now: datetime,
) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair, role = rules.offered(db, person, id_of(action))
        ANSWERS[Act(action["action_id"])](db, pair, role, now)
        side = Side(pair, role, language_of(person, pair.programme))
        said = messages.standing(side)
    replies.replace(said, body, context, client)
    ack()


def redrawn(db: Session, organiser: Person, page: Page, now: datetime) -> View:
    board = rules.board(db, programmes.behind(db, organiser, page.programme_id), now)
    return forms.draw_board(board, page.offset, language_of(organiser, board.programme))


def replace(client: WebClient, body: dict[str, Any], view: View) -> None:
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
