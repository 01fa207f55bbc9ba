"""The sixth step: manager, team, how many partners, and whom one would rather not be paired with."""

from typing import Any

from slack_sdk.models.blocks import (
    CheckboxesElement,
    InputBlock,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.enrolment.answers import Work
from bot.enrolment.forms.frame import ANSWER, ask, choice, chosen, step_view, writing
from bot.enrolment.steps import Step
from bot.enrolment.titles import spoken
from bot.errors import Invalid
from bot.models import Enrolment, Person, Role, Standing
from bot.said import paragraph
from bot.wording import translation

MANAGER = "manager"
NO_MANAGER = "no_manager"
TEAM = "team"
CAPACITY = "capacity"
EXCLUSIONS = "exclusions"
LONGEST_TEAM = 80
MOST_EXCLUSIONS = 10


def draw_work(enrolment: Enrolment) -> View:
    language = spoken(enrolment)
    _ = translation(language)
    told = _(
        "This keeps pairs outside a line of management and outside one team; it is used for nothing else. "
        "An organiser may correct your manager and your team."
    )
    blocks = [
        paragraph(told),
        manager_field(enrolment, language),
        no_manager_field(enrolment, language),
        ask(
            TEAM,
            _("Your team"),
            writing(enrolment.team, longest=LONGEST_TEAM),
            hint=_("As your colleagues call it."),
        ),
        capacity_field(enrolment, language),
        exclusions_field(enrolment, language),
    ]
    return step_view(Step.WORK, enrolment.id, language, blocks)


def manager_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    picker = UserSelectElement(
        action_id=ANSWER,
        placeholder=_("Choose a person"),
        initial_user=next(iter(pickable([enrolment.manager])), None),
    )
    return ask(MANAGER, _("Your manager"), picker, optional=True)


def no_manager_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    nobody = choice("yes", _("I report to nobody in this workspace"))
    box = CheckboxesElement(
        action_id=ANSWER, options=[nobody], initial_options=[nobody] if enrolment.no_manager else None
    )
    return ask(NO_MANAGER, _("No manager here?"), box, optional=True)


def capacity_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    leaders, mentors = _("How many leaders could you mentor?"), _("How many mentors could you learn from?")
    options = [choice("1", _("One")), choice("2", _("Up to two")), choice("3", _("Up to three"))]
    marked = chosen(options, str(enrolment.capacity or 1))
    menu = StaticSelectElement(action_id=ANSWER, options=options, initial_option=marked)
    asked = mentors if enrolment.role == Role.LEADER else leaders
    hint = _("Each partner means {count} sessions of {minutes} minutes.").format(
        count=enrolment.programme.meeting_count, minutes=enrolment.programme.minutes
    )
    return ask(CAPACITY, asked, menu, hint=hint)


def exclusions_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    picker = UserMultiSelectElement(
        action_id=ANSWER,
        placeholder=_("Choose people"),
        initial_users=pickable(excluded(enrolment)) or None,
        max_selected_items=MOST_EXCLUSIONS,
    )
    return ask(
        EXCLUSIONS,
        _("Anybody you would rather not be paired with?"),
        picker,
        hint=_("Nobody else sees this, nobody is told, and you need no reason."),
        optional=True,
    )


def excluded(enrolment: Enrolment) -> list[Person | None]:
    return [exclusion.person for exclusion in enrolment.exclusions]


def pickable(people: list[Person | None]) -> list[str]:
    """Slack refuses a form in which somebody is marked who has been deactivated."""
    return [person.slack_id for person in people if person and person.standing == Standing.MEMBER]


def read_work(view: dict[str, Any], language: str) -> Work:
    _ = translation(language)
    manager, alone = filled.person(view, MANAGER), bool(filled.options(view, NO_MANAGER))
    team, capacity = filled.line(view, TEAM), filled.option(view, CAPACITY)
    errors = manager_errors(manager, alone, language)
    if not any(map(str.isalnum, team)):
        errors[TEAM] = _("What do your colleagues call your team? You will not be paired inside it.")
    if capacity not in ("1", "2", "3"):
        errors[CAPACITY] = _("Please choose from one to three.")
    if errors:
        raise Invalid(errors)
    return Work(
        manager=manager,
        no_manager=alone,
        team=team,
        capacity=int(capacity or 1),
        exclusions=tuple(filled.people(view, EXCLUSIONS)[:MOST_EXCLUSIONS]),
    )


def manager_errors(manager: str | None, alone: bool, language: str) -> dict[str, str]:
    _ = translation(language)
    if manager and alone:
        return {NO_MANAGER: _("You chose a manager as well. Which of the two is right?")}
    if not manager and not alone:
        return {MANAGER: _("Please choose your manager, or tick the box below if you report to nobody here.")}
    return {}


def refuse_picks(unfit: dict[str, str | None], language: str) -> None:
    """Raises Invalid where somebody was picked, by block id, who cannot be: yourself, a bot, a guest …"""
    _ = translation(language)
    reasons = {
        "yourself": _("That is you. Please choose somebody else."),
        Standing.GUEST: _("Guests do not take part, so please choose somebody else, or nobody."),
        Standing.BOT: _("That is an app. Please choose a person, or nobody."),
        Standing.DEACTIVATED: _("That account has been deactivated. Please choose somebody else, or nobody."),
        Standing.STRANGER: _("That person is from another workspace. Please choose somebody else, or nobody."),
    }
    errors = {block: reasons[reason] for block, reason in unfit.items() if reason}
    if errors:
        raise Invalid(errors)
