"""What Slack tells us about agreements."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of
from bot.agreement import forms, rules, terms
from bot.agreement.forms import Clash
from bot.agreement.rules import Signature
from bot.inbound import Lent
from bot.models import Agreement
from bot.pairs import active_pair
from bot.roster import Visitor
from bot.said import notice
from bot.wording import language_of, translation


def register(app: App) -> None:
    app.action(Act.SIGN_AGREEMENT)(open_signing)
    app.action(Act.READ_AGREEMENT)(open_reading)
    app.view(forms.SIGN)(submit_signing)


def open_signing(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        pair, role = active_pair(db, id_of(body["actions"][0]), person)
        view = forms.draw_signing(rules.current(db, pair), role, language_of(person, pair.programme))
    show(client, body, view)
    ack()


def open_reading(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        pair, _role = active_pair(db, id_of(body["actions"][0]), person)
        view = forms.draw_reading(rules.current(db, pair), language_of(person, pair.programme))
    show(client, body, view)
    ack()


def show(client: WebClient, body: dict[str, Any], view: View) -> None:
    """In a window of its own, or in the one whose button was pressed."""
    shown = body.get("view") or {}
    if shown.get("type") == "modal":
        client.views_update(view_id=shown["id"], hash=shown["hash"], view=view)
    else:
        client.views_open(trigger_id=body["trigger_id"], view=view)


def submit_signing(ack: Ack, view: dict[str, Any], sessions: Lent, visitor: Visitor, now: datetime) -> None:
    drawn = forms.drawn(view)
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair, role = active_pair(db, drawn.pair_id, person)
        language = language_of(person, pair.programme)
        written = forms.read_signing(view, terms.outline(pair), role, language)
        fields = rules.sign(db, pair, Signature(role, written, drawn.version), now)
        agreement = rules.current(db, pair)
        clash = Clash(fields, written)
        following = forms.draw_clash(agreement, role, language, clash) if fields else signed(agreement, language)
    ack(response_action="update", view=following)


def signed(agreement: Agreement, language: str) -> View:
    _ = translation(language)
    both = _("You have both signed. The agreement holds from now on; App Home always shows it.")
    waiting = _("Signed, thank you. Your partner is asked next; we tell you when you have both signed.")
    return notice(_("Our agreement"), both if agreement.signed else waiting, _("Close"))
