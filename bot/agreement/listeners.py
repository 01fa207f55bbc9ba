"""What Slack tells us about agreements."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of
from bot.agreement import forms, rules, topics
from bot.agreement.forms import Clash
from bot.agreement.rules import Signature
from bot.inbound import Lent
from bot.models import Agreement, Role
from bot.pairs import active_pair
from bot.roster import Visitor
from bot.said import notice, paragraph
from bot.wording import language_of, translation


def register(app: App) -> None:
    app.action(Act.SIGN_AGREEMENT)(open_signing)
    app.action(Act.READ_AGREEMENT)(open_reading)
    app.action(Act.TOPICS)(open_choosing)
    app.view(forms.TOPICS)(submit_choosing)
    app.view(forms.SIGN)(submit_signing)


def open_signing(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    """One's topics come first, once."""
    with reading() as db:
        reader = reader_of(db, visitor, id_of(body["actions"][0]))
        view = signing(reader) if topics.has_chosen(db, reader.agreement, reader.role) else choosing(db, reader)
    show(client, body, view)
    ack()


def open_reading(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        reader = reader_of(db, visitor, id_of(body["actions"][0]))
        view = forms.draw_reading(reader.agreement, reader.role, reader.language)
    show(client, body, view)
    ack()


def open_choosing(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        view = choosing(db, reader_of(db, visitor, id_of(body["actions"][0])))
    show(client, body, view)
    ack()


@dataclass(frozen=True)
class Reader:
    """One of the two, with their agreement before them."""

    agreement: Agreement
    role: Role
    language: str


def reader_of(db: Session, visitor: Visitor, pair_id: uuid.UUID) -> Reader:
    person = roster.member(db, visitor)
    pair, role = active_pair(db, pair_id, person)
    return Reader(rules.current(db, pair), role, language_of(person, pair.programme))


def choosing(db: Session, reader: Reader) -> View:
    return forms.draw_choosing(topics.sheet(db, reader.agreement, reader.role), reader.language)


def signing(reader: Reader) -> View:
    return forms.draw_signing(reader.agreement, reader.role, reader.language)


def show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """In a window of its own, or in the one whose button was pressed."""
    shown = body.get("view") or {}
    if shown.get("type") == "modal":
        client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def submit_choosing(ack: Ack, view: dict[str, Any], sessions: Lent, visitor: Visitor, now: datetime) -> None:
    pair_id = forms.about_topics(view)
    with sessions.begin() as db:
        reader = reader_of(db, visitor, pair_id)
        pair = reader.agreement.pair
        sheet = topics.sheet(db, rules.held(db, pair), reader.role)
        topics.choose(db, pair, forms.read_choosing(view, sheet, reader.language), now)
        following = chosen(reader) if reader.agreement.signed_by(reader.role) else signing(reader)
    ack(response_action="update", view=following)


def chosen(reader: Reader) -> View:
    """Says nothing of whether that changed anything: what both see stands below."""
    _ = translation(reader.language)
    kept = _("Your choices are kept, for your eyes only. This is what you both see:")
    return forms.draw_reading(reader.agreement, reader.role, reader.language, [paragraph(kept)])


def submit_signing(ack: Ack, view: dict[str, Any], sessions: Lent, visitor: Visitor, now: datetime) -> None:
    drawn = forms.drawn(view)
    with sessions.begin() as db:
        reader = reader_of(db, visitor, drawn.pair_id)
        pair = reader.agreement.pair
        written = forms.read_signing(view, topics.outline(pair), reader.role, reader.language)
        moved = rules.sign(db, pair, Signature(reader.role, written, drawn.version, drawn.levels), now)
        clash = Clash(moved, written)
        following = draw_clash(reader, clash) if moved else signed(reader.agreement, reader.language)
    ack(response_action="update", view=following)


def draw_clash(reader: Reader, clash: Clash) -> View:
    return forms.draw_clash(reader.agreement, reader.role, reader.language, clash)


def signed(agreement: Agreement, language: str) -> View:
    _ = translation(language)
    both = _("You have both signed. The agreement holds from now on; App Home always shows it.")
    waiting = _("Signed, thank you. Your partner is asked next; we tell you when you have both signed.")
    return notice(_("Our agreement"), both if agreement.signed else waiting, _("Close"))
