"""What organisers do with playbooks: look at the shelf, have a file sent, load one."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act
from bot.books import on_the_shelf
from bot.commands import subcommand
from bot.errors import Refused
from bot.inbound import Lent
from bot.playbooks import BadPlaybook, read
from bot.roster import Visitor
from bot.shelf import forms, rules
from bot.shelf.download import NotFetched, fetch
from bot.wording import language_of

Json = dict[str, Any]


def register(app: App) -> None:
    app.command("/rm-programme", matchers=[subcommand("playbook")])(open_shelf)
    app.action(Act.SEND_PLAYBOOK)(press_send)
    app.view(forms.LOAD)(submit_load)


def open_shelf(ack: Ack, body: Json, client: WebClient, visitor: Visitor, reading: sessionmaker[Session]) -> None:
    with reading() as db:
        organiser = roster.organiser(db, visitor)
        view = forms.draw_shelf(on_the_shelf(db, organiser.workspace_id), language_of(organiser))
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def press_send(ack: Ack, body: Json, client: WebClient, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    view = body["view"]
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        book = rules.hand_out(db, organiser, str(body["actions"][0].get("value")), now)
        books, language = on_the_shelf(db, organiser.workspace_id), language_of(organiser)
        drawn = forms.draw_sent(books, book, language, forms.read_attempt(view))
    client.views_update(view_id=view["id"], hash=view["hash"], view=drawn)
    ack()


def submit_load(
    ack: Ack,
    view: Json,
    client: WebClient,
    sessions: Lent,
    visitor: Visitor,
    reading: sessionmaker[Session],
    now: datetime,
) -> None:
    """The file is fetched and checked before anything is written: nobody waits for Slack inside a transaction."""
    with reading() as db:
        organiser = roster.organiser(db, visitor)
        books, language = on_the_shelf(db, organiser.workspace_id), language_of(organiser)
    content = fetched(forms.read_file(view, language), client)
    try:
        book = read(content, "loaded")
    except BadPlaybook as bad:
        faulty = forms.draw_faults(books, bad.faults, language, forms.read_attempt(view))
        ack(response_action="update", view=faulty)
        return
    with sessions.begin() as db:
        new = rules.take_in(db, roster.organiser(db, visitor), book, content.decode("utf-8-sig"), now)
    ack(response_action="update", view=forms.draw_loaded(book, new, language))


def fetched(url: str, client: WebClient) -> bytes:
    try:
        return fetch(url, client.token or "", client.base_url)
    except NotFetched:
        raise Refused("file_not_fetched") from None
