"""What Slack tells us when an organiser goes through the people of a programme."""

from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session

from bot import programmes, roster
from bot.actions import id_of, page_of
from bot.commands import rest_of, subcommand
from bot.inbound import Lent
from bot.models import Person, Stage
from bot.paging import PAGE
from bot.review import forms, rules
from bot.review.forms import Page
from bot.roster import Visitor
from bot.wording import language_of

REVIEWABLE = (Stage.OPEN, Stage.MATCHING, Stage.RUNNING)


def register(app: App) -> None:
    app.command("/rm-programme", matchers=[subcommand("review")])(open_people)
    app.action(forms.EARLIER)(turn_page)
    app.action(forms.LATER)(turn_page)
    app.action(forms.CORRECT)(open_correction)
    app.view(forms.CORRECTION)(submit_correction)
    app.view(forms.PEOPLE)(submit_roles)


def open_people(
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
        programme = programmes.choose(db, visitor.workspace_id, rest_of(command), REVIEWABLE)
        view = look(db, organiser, Page(str(programme.id)), now)
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def turn_page(
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
        view = look(db, organiser, Page(page.programme, page_of(action)), now)
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
    ack()


def open_correction(
    ack: Ack,
    body: dict[str, Any],
    action: dict[str, Any],
    client: WebClient,
    sessions: Lent,
    visitor: Visitor,
) -> None:
    page = forms.read_page(body["view"])
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        enrolment = rules.enrolment_of(db, organiser, id_of(action))
        view = forms.draw_correction(enrolment, page, language_of(organiser, enrolment.programme))
    client.views_push(trigger_id=body["trigger_id"], view=view)
    ack()


def submit_correction(
    ack: Ack, view: dict[str, Any], client: WebClient, sessions: Lent, visitor: Visitor, now: datetime
) -> None:
    correcting = forms.read_correcting(view)
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        enrolment = rules.enrolment_of(db, organiser, correcting.enrolment_id)
        language = language_of(organiser, enrolment.programme)
        correction = forms.read_correction(view, language)
        if correction.manager is not None:
            forms.refuse_manager(rules.unfit_manager(db, enrolment, correction.manager), language)
        rules.correct(db, enrolment, correction, now, by=organiser)
        below = look(db, organiser, correcting.page, now)
    client.views_update(view_id=view["root_view_id"], view=below)
    ack()


def submit_roles(ack: Ack, view: dict[str, Any], sessions: Lent, visitor: Visitor, now: datetime) -> None:
    """Confirms this page and goes on to the next, or shows the last one as it is now."""
    page = forms.read_page(view)
    with sessions.begin() as db:
        organiser = roster.organiser(db, visitor)
        rules.confirm(db, programmes.behind(db, organiser, page.programme_id), page.seen, now, by=organiser)
        following = look(db, organiser, Page(page.programme, page.offset + PAGE), now)
    ack(response_action="update", view=following)


def look(db: Session, organiser: Person, page: Page, now: datetime) -> View:
    """The page as it is now, and a line in the audit log for each person on it."""
    programme = programmes.behind(db, organiser, page.programme_id)
    entries = rules.people(db, programme, now)
    rules.note_look(db, forms.on_page(entries, page.offset), now, by=organiser)
    return forms.draw_people(programme, entries, page.offset, language_of(organiser, programme))
