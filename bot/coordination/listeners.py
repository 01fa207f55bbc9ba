"""Organisers' commands: /rm-programme, and /rm-status for everybody."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot import programmes, roster
from bot.books import on_the_shelf
from bot.commands import rest_of, subcommand, words_of
from bot.coordination import census, figures, forms, messages, organisers, rules
from bot.home import messages as home
from bot.home import rules as standings
from bot.inbound import Lent
from bot.models import Person, Programme
from bot.roster import Visitor
from bot.said import Said
from bot.wording import day, escape, language_of, plural, translation

Command = dict[str, Any]


def register(app: App) -> None:
    app.command("/rm-programme", matchers=[subcommand("create")])(open_create)
    app.view(forms.CREATE)(submit_create)
    app.command("/rm-programme", matchers=[subcommand("open")])(open_programme)
    app.command("/rm-programme", matchers=[subcommand("start")])(start_programme)
    app.command("/rm-programme", matchers=[subcommand("close")])(open_close)
    app.view(forms.CLOSE)(submit_close)
    app.command("/rm-programme", matchers=[subcommand("claim")])(claim_organising)
    app.command("/rm-programme")(explain_programme)
    app.command("/rm-status")(show_status)


def open_create(ack: Ack, body: Command, client: WebClient, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        view = forms.draw_create(organiser, on_the_shelf(db, visitor.workspace_id), now)
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def submit_create(ack: Ack, view: Command, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        language = language_of(organiser)
        plan = forms.read_create(view, on_the_shelf(db, visitor.workspace_id), language)
        faults = rules.faults(db, organiser, plan, now)
        if faults:
            raise forms.explain(faults, plan, language)
        programme = rules.create(db, organiser, plan, now)
        name = programme.name
    ack(response_action="update", view=forms.draw_created(name, language))


def open_programme(ack: Ack, command: Command, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        programme = programmes.choose(db, visitor.workspace_id, rest_of(command), rules.OPENABLE)
        rules.open_programme(db, organiser, programme, now)
        _ = translation(language_of(organiser))
        text = _(
            "*{name}* is open. People join with `/rm-join`; tell them where they will read it. "
            "`/rm-programme review` shows who has joined."
        ).format(name=escape(programme.name))
    ack(text)


def start_programme(ack: Ack, command: Command, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        programme = programmes.choose(db, visitor.workspace_id, rest_of(command), rules.STARTABLE)
        started = rules.start(db, organiser, programme, now)
        text = started_text(started, programme, language_of(organiser))
    ack(text)


def started_text(started: rules.Start, programme: Programme, language: str) -> str:
    _, n_ = translation(language), plural(language)
    pairs = n_("{number} pair is", "{number} pairs are", started.introduced).format(number=started.introduced)
    text = _("*{name}* has started: {pairs} being introduced.").format(name=escape(programme.name), pairs=pairs)
    if started.early:
        early = _("They can sign at once; sessions are offered from {day} on, the date that you set.")
        text += " " + early.format(day=day(programme.starts_on, language))
    if started.unanswered:
        waiting = n_(
            "{number} offer still waits for an answer; that pair begins as soon as both say yes.",
            "{number} offers still wait for an answer; those pairs begin as soon as both say yes.",
            started.unanswered,
        )
        text += " " + waiting.format(number=started.unanswered)
    return text


def open_close(ack: Ack, body: Command, command: Command, client: WebClient, sessions: Lent, visitor: Visitor) -> None:
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        programme = programmes.choose(db, visitor.workspace_id, rest_of(command), rules.CLOSABLE)
        view = forms.draw_close(programme, rules.going_on(db, programme), language_of(organiser))
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def submit_close(ack: Ack, view: Command, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        programme = programmes.behind(db, organiser, forms.read_programme_id(view))
        thanked = rules.close(db, organiser, programme, now)
        closed = forms.draw_closed(programme.name, thanked, language_of(organiser))
    ack(response_action="update", view=closed)


def claim_organising(ack: Ack, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        organisers.claim(db, person, now)
        _ = translation(language_of(person))
        text = _("You are the first organiser now. `/rm-programme create` makes a programme.")
    ack(text)


def explain_programme(ack: Ack, sessions: Lent, visitor: Visitor) -> None:
    """`help`, nothing, or a word that is no command."""
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        language = language_of(person)
        known = programmes.in_workspace(db, visitor.workspace_id) if roster.is_organiser(db, person) else []
        stages = [f"• *{escape(programme.name)}*: {figures.stage(programme, language)}" for programme in known]
    ack("\n".join([messages.help_text(language), *stages]))


def show_status(ack: Ack, command: Command, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    """Organisers see the programmes; everybody else, privately, where they stand themselves."""
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        if subcommand("help")(command):
            answer: dict[str, Any] = {"text": messages.status_help(language_of(person))}
        elif roster.is_organiser(db, person):
            answer = programmes_answer(db, person, command, now)
        else:
            answer = {"text": own_standing(db, person, now)}
    ack(**answer)


def own_standing(db: Session, person: Person, now: datetime) -> str:
    parts = standings.standing(db, person, now)
    told = [f"*{escape(part.programme.name)}*\n{home.standing_text(part, now)}" for part in parts]
    return "\n\n".join(told) or messages.no_part(language_of(person))


def programmes_answer(db: Session, organiser: Person, command: Command, now: datetime) -> dict[str, Any]:
    """Only for the organiser's eyes, and each look is noted; with `share` numbers go into the channel."""
    language = language_of(organiser)
    if subcommand("share")(command):
        return shared_answer(organisers.to_share(db, organiser, rest_of(command)), db, language, now)
    shown = organisers.to_show(db, organiser, " ".join(words_of(command)))
    if not shown:
        return {"text": messages.nothing_yet(language)}
    for programme in shown:
        roster.note(db, organiser, "status_seen", about=programme.id, now=now)
    return said([figures.status(census.take(db, programme, now), organiser) for programme in shown])


def shared_answer(shown: list[Programme], db: Session, language: str, now: datetime) -> dict[str, Any]:
    """Numbers without a name, for everybody in the channel; where there are none, a word to the organiser alone."""
    if not shown:
        return {"text": messages.nothing_to_share(language)}
    counted = [census.take(db, programme, now) for programme in shown]
    return said([figures.shared_status(one, language) for one in counted]) | {"response_type": "in_channel"}


def said(parts: list[list[Block]]) -> dict[str, Any]:
    blocks = figures.stacked(parts)
    return {"text": Said(blocks).text, "blocks": blocks}
