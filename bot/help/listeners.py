"""What Slack tells us when somebody needs help, helps, or sponsors a programme."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from sqlalchemy.orm import Session, sessionmaker

from bot import contacts, replies, roster
from bot.actions import Act, id_of
from bot.errors import Refused
from bot.help import forms, messages, rules, sponsor
from bot.help.forms import Help
from bot.inbound import Lent
from bot.roster import Visitor
from bot.wording import language_of


def register(app: App) -> None:
    app.action(Act.HELP)(open_help)
    app.action(Act.WRITE_NOTE)(open_note)
    app.view(forms.NOTE)(submit_note)
    app.action(Act.READ_NOTE)(open_reading)
    app.action(Act.ANSWER_NOTE)(press_answer)
    app.action(Act.WRITE_WORD)(open_word)
    app.view(forms.WORD)(submit_word)
    app.action(Act.READ_WORD)(open_word_reading)


def open_help(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        found, written = contacts.helpers(db, person), rules.written_by(db, person, now)
        view = forms.draw_help(Help(found, written, person.zone, language_of(person, found[0].programme)))
    replies.show(view, body, client)
    ack()


def open_note(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        found = [helpers for helpers in contacts.helpers(db, person) if helpers.people]
        if not found:
            raise Refused("nobody_to_write_to")
        view = forms.draw_note(found, language_of(person, found[0].programme))
    replies.show(view, body, client)
    ack()


def submit_note(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        plea = forms.read_note(view, language_of(person))
        to = rules.addressed(contacts.helpers(db, person), plea.key)
        rules.write_note(db, person, to, plea.text, now)
        sent = forms.draw_sent(to, language_of(person, to.programme))
    ack(response_action="update", view=sent)


def open_reading(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        note = rules.given(db, id_of(body["actions"][0]), person)
        view = forms.draw_reading(note, language_of(person, contacts.programme_of(db, note)))
    replies.show(view, body, client)
    ack()


def press_answer(
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
        note = rules.given(db, id_of(body["actions"][0]), person)
        rules.look_after(db, note, person, now)
        said = messages.looked_after(db, note, person)
    replies.replace(said, body, context, client)
    ack()


def open_word(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        pair = sponsor.may_write(db, id_of(body["actions"][0]), person)
        view = forms.draw_word(pair, language_of(person, pair.programme))
    replies.show(view, body, client)
    ack()


def submit_word(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        pair = sponsor.may_write(db, forms.read_pair(view), person)
        sponsor.write_word(db, pair, person, forms.words(view, language_of(person, pair.programme)), now)
        sent = forms.draw_word_sent(pair, language_of(person, pair.programme))
    ack(response_action="update", view=sent)


def open_word_reading(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        note = sponsor.word_to(db, id_of(body["actions"][0]), person)
        view = forms.draw_word_reading(note, language_of(person))
    replies.show(view, body, client)
    ack()
