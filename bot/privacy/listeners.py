"""What Slack tells us about somebody's part, their profile, and the app itself."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import replies, roster
from bot.actions import Act, id_of, page_of
from bot.commands import subcommand
from bot.hours import local_day
from bot.inbound import Lent
from bot.models import Enrolment, Person
from bot.privacy import forms, messages, record, rules
from bot.roster import Visitor
from bot.said import notice
from bot.visitors import Door, profile_of
from bot.wording import language_of, translation


def register(app: App) -> None:
    for name, listener in COMMANDS.items():
        app.command("/rm-me", matchers=[subcommand(name)])(listener)
    app.command("/rm-me")(explain)
    for act, pressed in ACTIONS.items():
        app.action(act)(pressed)
    app.view(forms.PAUSE)(submit_pause)
    app.view(forms.LEAVE)(submit_leave)
    app.event("user_change")(change_person)
    app.event("app_uninstalled")(uninstall)
    app.event("tokens_revoked")(revoke)


def ask_pause(
    ack: Ack,
    command: dict[str, Any],
    client: WebClient,
    visitor: Visitor,
    reading: sessionmaker[Session],
    now: datetime,
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        view = pause_form(person, rules.joined(db, person), now)
    client.views_open(trigger_id=command["trigger_id"], view=view)
    ack()


def pause_form(person: Person, parts: list[Enrolment], now: datetime) -> View:
    return forms.draw_pause(parts, language_of(person, parts[0].programme), today(person, now))


def today(person: Person, now: datetime) -> date:
    return local_day(now, person.zone)


def ask_leave(
    ack: Ack, command: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        parts = rules.leavable(db, person)
        view = forms.draw_leave(parts, language_of(person, parts[0].programme))
    client.views_open(trigger_id=command["trigger_id"], view=view)
    ack()


def come_back(ack: Ack, visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        away = [part for part in rules.joined(db, person) if rules.paused(part, now)]
        for part in away or rules.joined(db, person):
            rules.resume(db, part, now)
        text = messages.resumed(language_of(person))
    ack(response_type="ephemeral", text=text)


def show_record(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=record_page(visitor, reading, 0))
    ack()


def turn_page(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    page = page_of(body["actions"][0])
    client.views_update(view_id=body["view"]["id"], view=record_page(visitor, reading, page))
    ack()


def record_page(visitor: Visitor, reading: sessionmaker[Session], page: int) -> View:
    with reading() as db:
        person = roster.member(db, visitor)
        return forms.draw_record(record.paragraphs(db, person), page, language_of(person))


def explain(ack: Ack, visitor: Visitor, reading: sessionmaker[Session], now: datetime) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        text = messages.usage(rules.parts(db, person), now, language_of(person))
    ack(response_type="ephemeral", text=text)


def press_pause(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        part = rules.own(rules.joined(db, person), id_of(body["actions"][0]))
        view = pause_form(person, [part], now)
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def press_pause_from_dm(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session], now: datetime
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        part = rules.part_in(db, id_of(body["actions"][0]), person)
        view = pause_form(person, [part], now)
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def press_leave(
    ack: Ack, body: dict[str, Any], client: WebClient, visitor: Visitor, reading: sessionmaker[Session]
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        part = rules.own(rules.leavable(db, person), id_of(body["actions"][0]))
        view = forms.draw_leave([part], language_of(person, part.programme))
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def press_resume(
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
        part = rules.own(rules.joined(db, person), id_of(body["actions"][0]))
        rules.resume(db, part, now)
        text = messages.resumed(language_of(person, part.programme))
    replies.beside(text, body, context, client)
    ack()


def submit_pause(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        language = language_of(person)
        wanted = forms.read_pause(view, language, today(person, now))
        part = rules.own(rules.joined(db, person), wanted.enrolment_id)
        rules.pause(db, part, wanted.until, now)
        _ = translation(language)
        said = notice(_("Take a break"), messages.pausing(wanted.until, language), _("Close"))
    ack(response_action="update", view=said)


def submit_leave(ack: Ack, view: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        part = rules.own(rules.leavable(db, person), forms.chosen(view))
        rules.leave(db, part, now)
        _ = translation(language_of(person, part.programme))
        said = notice(_("Leave the programme"), messages.leaving(person, part), _("Close"))
    ack(response_action="update", view=said)


def change_person(ack: Ack, event: dict[str, Any], visitor: Visitor, sessions: Lent, door: Door, now: datetime) -> None:
    """Only people we know already: the event comes for everybody in the workspace. It may leave out the language."""
    profile = profile_of(event["user"], visitor.workspace_id)
    changed = Visitor(visitor.workspace_id, profile.slack_id)
    with sessions.begin() as db:
        person = roster.find(db, changed)
        if person is not None:
            rules.change(db, person, replace(profile, locale=profile.locale or person.locale), now)
    door.forget(changed)
    ack()


def uninstall(ack: Ack, visitor: Visitor, sessions: Lent, now: datetime) -> None:
    with sessions.begin() as db:
        rules.uninstall(db, visitor.workspace_id, now)
    ack()


def revoke(ack: Ack, event: dict[str, Any], visitor: Visitor, sessions: Lent, now: datetime) -> None:
    """A person may take back their own token; only without the bot's own is it as good as uninstalled."""
    if (event.get("tokens") or {}).get("bot"):
        uninstall(ack, visitor, sessions, now)
    ack()


COMMANDS = {"pause": ask_pause, "resume": come_back, "leave": ask_leave, "show": show_record}
ACTIONS = {
    Act.PAUSE: press_pause,
    Act.PAUSE_FROM_DM: press_pause_from_dm,
    Act.RESUME: press_resume,
    Act.LEAVE: press_leave,
    Act.SHOW_DATA: show_record,
    forms.MORE: turn_page,
}
