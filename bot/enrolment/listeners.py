"""What Slack tells us about joining: `/rm-join`, its steps, and the buttons that lead into them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.models.views import View
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.actions import Act, id_of
from bot.commands import words_of
from bot.enrolment import forms, messages, rules
from bot.enrolment.answers import Work
from bot.enrolment.steps import Step, next_step
from bot.enrolment.titles import spoken
from bot.inbound import Lent
from bot.models import Enrolment, Joining, Person, Programme
from bot.roster import Visitor
from bot.visitors import Known
from bot.wording import language_of

Json = dict[str, Any]


def register(app: App) -> None:
    app.command("/rm-join", matchers=[has_words])(explain_joining)
    app.command("/rm-join")(open_onboarding)
    app.action(Act.JOIN)(open_onboarding)
    app.action(Act.GO_ON)(go_on)
    app.action(Act.REVIEW_ANSWERS)(review_answers)
    app.action(Act.STOP_JOINING)(stop_joining)
    app.action(forms.CHANGE)(change_step)
    app.view(forms.CHOICE)(submit_choice)
    for step, listener in SUBMIT.items():
        app.view(forms.callback_of(step))(listener)
    app.view(forms.REVIEW)(submit_review)


def has_words(command: Json) -> bool:
    """`/rm-join` knows only `help`; whatever else stands behind it is answered with that too."""
    return bool(words_of(command))


def explain_joining(ack: Ack, known: Known) -> None:
    ack(messages.help_text(known.language))


def open_onboarding(ack: Ack, body: Json, client: WebClient, reading: sessionmaker[Session], visitor: Visitor) -> None:
    with reading() as db:
        view = first_view(db, visitor)
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def first_view(db: Session, visitor: Visitor) -> View:
    person, programmes = rules.choices(db, visitor)
    if len(programmes) > 1:
        possible = [programme for programme, _ in programmes]
        return forms.draw_choice(possible, language_of(person, possible[0]))
    return way_in(person, *programmes[0])


def way_in(person: Person, programme: Programme, enrolment: Enrolment | None) -> View:
    """Where this person goes on: the first step, the first open one, or their answers."""
    if enrolment is None or enrolment.state == Joining.LEFT:
        return forms.draw_consent(programme, language_of(person, programme))
    return forms.draw_next(enrolment)


def submit_choice(ack: Ack, view: Json, reading: sessionmaker[Session], visitor: Visitor) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        programme = rules.programme_to_join(db, person, forms.read_choice(view))
        following = way_in(person, programme, rules.part(db, person, programme))
    ack(response_action="update", view=following)


def go_on(
    ack: Ack, action: Json, body: Json, client: WebClient, reading: sessionmaker[Session], visitor: Visitor
) -> None:
    with reading() as db:
        person = roster.member(db, visitor)
        enrolment = rules.found(db, person, id_of(action))
        view = way_in(person, rules.programme_to_join(db, person, enrolment.programme_id), enrolment)
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def review_answers(
    ack: Ack, action: Json, body: Json, client: WebClient, reading: sessionmaker[Session], visitor: Visitor
) -> None:
    with reading() as db:
        view = forms.draw_review(rules.own(db, roster.member(db, visitor), id_of(action)))
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


def change_step(
    ack: Ack, action: Json, body: Json, client: WebClient, reading: sessionmaker[Session], visitor: Visitor
) -> None:
    """In place of the review, which is drawn again after the step: nothing stale is left underneath."""
    with reading() as db:
        enrolment_id, step = forms.read_change(action)
        view = forms.draw_step(step, rules.own(db, roster.member(db, visitor), enrolment_id))
    client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
    ack()


def stop_joining(ack: Ack, action: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        rules.stop(db, rules.found(db, roster.member(db, visitor), id_of(action)), now)
    ack()


def submit_consent(ack: Ack, view: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        person = roster.member(db, visitor)
        programme = rules.programme_to_join(db, person, forms.about(view))
        forms.read_consent(view, language_of(person, programme))
        following = forms.draw_next(rules.consent(db, person, programme, now))
    ack(response_action="update", view=following)


def submit_role(ack: Ack, view: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        enrolment = behind(db, view, visitor)
        rules.set_role(db, enrolment, forms.read_role(view, spoken(enrolment)), now)
        following = forms.draw_next(enrolment)
    ack(response_action="update", view=following)


def submit_motivation(ack: Ack, view: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        enrolment = behind(db, view, visitor)
        rules.set_motivation(db, enrolment, forms.read_motivation(view, enrolment), now)
        following = forms.draw_next(enrolment)
    ack(response_action="update", view=following)


def submit_goals(ack: Ack, view: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        enrolment = behind(db, view, visitor)
        rules.set_goals(db, enrolment, forms.read_goals(view, spoken(enrolment)), now)
        following = forms.draw_next(enrolment)
    ack(response_action="update", view=following)


def submit_interests(ack: Ack, view: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        enrolment = behind(db, view, visitor)
        rules.set_interests(db, enrolment, forms.read_interests(view, enrolment), now)
        following = forms.draw_next(enrolment)
    ack(response_action="update", view=following)


def submit_work(ack: Ack, view: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    with sessions.begin() as db:
        enrolment = behind(db, view, visitor)
        work = forms.read_work(view, spoken(enrolment))
        forms.refuse_picks(unfit_picks(db, enrolment.person, work), spoken(enrolment))
        rules.set_work(db, enrolment, work, now)
        following = forms.draw_next(enrolment)
    ack(response_action="update", view=following)


def unfit_picks(db: Session, person: Person, work: Work) -> dict[str, str | None]:
    """By the field in which they were picked."""
    return {
        forms.MANAGER: rules.unfit(db, person, [work.manager] if work.manager else []),
        forms.EXCLUSIONS: rules.unfit(db, person, list(work.exclusions)),
    }


def submit_review(ack: Ack, view: Json, sessions: Lent, visitor: Visitor, now: datetime) -> None:
    """Joins; where a step is still open, goes on with it."""
    with sessions.begin() as db:
        enrolment = behind(db, view, visitor)
        step = next_step(enrolment)
        if step is None:
            rules.join(db, enrolment, now)
        following = forms.draw_step(step, enrolment) if step else forms.draw_welcome(enrolment)
    ack(response_action="update", view=following)


def behind(db: Session, view: Json, visitor: Visitor) -> Enrolment:
    """The enrolment that a form is about, if it is this person's and can still be changed."""
    return rules.own(db, roster.member(db, visitor), forms.about(view))


SUBMIT: dict[Step, Callable[..., None]] = {
    Step.CONSENT: submit_consent,
    Step.ROLE: submit_role,
    Step.MOTIVATION: submit_motivation,
    Step.GOALS: submit_goals,
    Step.TOPICS: submit_interests,
    Step.WORK: submit_work,
}
