"""The organiser's forms: a new programme, and closing one."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.catalogues import LANGUAGES
from bot.coordination.rules import FEWEST_CONTACTS, Plan, last_session_on
from bot.errors import Invalid
from bot.hours import local_day
from bot.models import Person, Programme
from bot.playbooks import Playbook
from bot.said import notice, paragraph
from bot.wording import day, escape, language_name, language_of, plural, translation

CREATE = "programme_create"
CLOSE = "programme_close"

NAME, LABEL, STARTS, ENDS = "name", "label", "starts_on", "ends_on"
CADENCE, COUNT, MINUTES, LANGUAGE = "cadence", "count", "minutes", "language"
CONTACTS, SPONSOR = "contacts", "sponsor"
BOOK, PLANNED = "playbook", "planned"

LABELS = ("reverse", "upward", "reciprocal")
CADENCES = (14, 21, 30)
COUNTS = tuple(range(3, 13))
LENGTHS = (30, 45, 60, 90)
LONGEST_NAME = 60
MOST_BOOKS = 100  # of a menu's options
PREPARATION = timedelta(days=21)  # to join and to be matched, before the first session
GRACE = timedelta(days=30)  # after the last session that the cadence wants, where no last day is chosen


def draw_create(organiser: Person, books: Mapping[str, Playbook], now: datetime) -> View:
    """Filled in as the first playbook suggests, so that an organiser in a hurry only names it and picks people."""
    language, first = language_of(organiser), next(iter(books.values()))
    _ = translation(language)
    starts = local_day(now, organiser.zone) + PREPARATION
    return View(
        type="modal",
        callback_id=CREATE,
        title=_("New programme"),
        submit=_("Create"),
        close=_("Cancel"),
        blocks=[
            paragraph(_("Nobody sees the programme before you open it.")),
            named(_("Name"), _("For example: Reverse mentoring, spring")),
            choice(LABEL, _("What you call it"), labels(language), LABELS[0]),
            playbooks(books, first, language),
            InputBlock(block_id=STARTS, label=_("First session from"), element=on(starts)),
            last_day(language),
            choice(CADENCE, _("Time between sessions"), as_planned(cadences(language), language), PLANNED),
            choice(COUNT, _("Number of sessions"), as_planned(counts(), language), PLANNED),
            choice(MINUTES, _("Length of a session"), as_planned(lengths(language), language), PLANNED),
            choice(LANGUAGE, _("Language, where somebody's own is missing"), languages(language), language),
            picker(
                CONTACTS,
                _("People who help (two at least)"),
                _("They are named to everybody before they join. None of them is the sponsor."),
                UserMultiSelectElement(action_id=CONTACTS),
            ),
            picker(
                SPONSOR,
                _("Sponsor"),
                _("A senior person who stands behind the programme."),
                UserSelectElement(action_id=SPONSOR),
            ),
        ],
    )


def last_day(language: str) -> InputBlock:
    """What would suit the first playbook is too late for a short one, and too early for a long one."""
    _ = translation(language)
    hint = _("Leave it empty to end a month after the last session.")
    element = DatePickerElement(action_id=ENDS)
    return InputBlock(block_id=ENDS, label=_("Ends on"), hint=hint, element=element, optional=True)


def playbooks(books: Mapping[str, Playbook], first: Playbook, language: str) -> InputBlock:
    """Each with what it plans, which holds where the fields below say nothing else."""
    _ = translation(language)
    options = {
        name: Option(value=name, text=title(book, language), description=planned(book, language))
        for name, book in list(books.items())[:MOST_BOOKS]
    }
    element = StaticSelectElement(action_id=BOOK, options=list(options.values()), initial_option=options[first.id])
    return InputBlock(block_id=BOOK, label=_("Playbook"), element=element)


def title(book: Playbook, language: str) -> PlainTextObject:
    return PlainTextObject(text=book.name.in_(language))


def planned(book: Playbook, language: str) -> PlainTextObject:
    _ = translation(language)
    text = _("{count} sessions of {minutes} minutes, every {days} days, version {version}").format(
        count=book.meetings, minutes=book.minutes, days=book.cadence_days, version=book.version
    )
    return PlainTextObject(text=text)


def as_planned(texts: Mapping[str, str], language: str) -> dict[str, str]:
    _ = translation(language)
    return {PLANNED: _("As in the playbook")} | dict(texts)


def read_create(view: dict[str, Any], books: Mapping[str, Playbook], language: str) -> Plan:
    """Raises Invalid where a field is empty; whether the plan can be a programme is the rules' to say."""
    _ = translation(language)
    name, starts, ends = filled.line(view, NAME), filled.day(view, STARTS), filled.day(view, ENDS)
    contacts, sponsor = filled.people(view, CONTACTS), filled.person(view, SPONSOR)
    empty = {NAME: not name, STARTS: not starts, CONTACTS: not contacts, SPONSOR: not sponsor}
    if any(empty.values()):
        raise Invalid({block: _("Please fill this in.") for block, gap in empty.items() if gap})
    book = books[filled.one_of(view, BOOK, list(books)) or next(iter(books))]
    plan = Plan(
        name=name,
        label=filled.one_of(view, LABEL, LABELS) or LABELS[0],
        starts_on=starts or date.min,
        ends_on=ends or date.min,
        cadence_days=filled.one_of(view, CADENCE, CADENCES) or book.cadence_days,
        meeting_count=filled.one_of(view, COUNT, COUNTS) or book.meetings,
        minutes=filled.one_of(view, MINUTES, LENGTHS) or book.minutes,
        language=filled.one_of(view, LANGUAGE, LANGUAGES) or LANGUAGES[0],
        contacts=tuple(contacts),
        sponsor=sponsor or "",
        playbook=book.id,
    )
    return plan if ends else replace(plan, ends_on=last_session_on(plan) + GRACE)


def explain(faults: Mapping[str, str], plan: Plan, language: str) -> Invalid:
    """The rules' faults in words, under the fields that they belong to."""
    _ = translation(language)
    words = {
        "name:taken": _("There is a programme of that name already. Please choose another."),
        "name:reserved": _("Please choose another first word: `/rm-status` reads “help” and “share” otherwise."),
        "starts_on:past": _("That day has passed. Please choose today or later."),
        "ends_on:before_start": _("The end must come after the start."),
        "ends_on:too_short": _(
            "With this many sessions, the last one can be on {day} at the earliest. "
            "Please end later, or choose fewer sessions."
        ).format(day=day(last_session_on(plan), language)),
        "contacts:too_few": _("Please pick at least {number} people.").format(number=FEWEST_CONTACTS),
        "contacts:sponsor": _("The sponsor cannot be one of the people who help. Please pick somebody else."),
        "contacts:cannot": _("A guest, a bot or somebody deactivated cannot help. Please pick somebody else."),
        "sponsor:cannot": _("A guest, a bot or somebody deactivated cannot be the sponsor."),
    }
    return Invalid({field: words[f"{field}:{fault}"] for field, fault in faults.items()})


def draw_close(programme: Programme, pairs: int, language: str) -> View:
    """What closing does, before it is done."""
    _, n_ = translation(language), plural(language)
    going_on = n_("{number} pair is still going on and ends.", "{number} pairs are still going on and end.", pairs)
    return View(
        type="modal",
        callback_id=CLOSE,
        title=_("Close programme"),
        submit=_("Close it"),
        close=_("Not yet"),
        private_metadata=programme.id.hex,
        blocks=[
            paragraph(_("You are about to close *{name}*.").format(name=escape(programme.name))),
            paragraph(going_on.format(number=pairs)),
            paragraph(_("Everybody who takes part is thanked by direct message. This cannot be undone.")),
        ],
    )


def draw_created(name: str, language: str) -> View:
    _ = translation(language)
    text = _("*{name}* is there as a draft. When you are ready, `/rm-programme open` lets people join.")
    return notice(_("New programme"), text.format(name=escape(name)), _("Close"))


def draw_closed(name: str, thanked: int, language: str) -> View:
    _, n_ = translation(language), plural(language)
    text = n_(
        "*{name}* has closed. {number} person is being thanked.",
        "*{name}* has closed. {number} people are being thanked.",
        thanked,
    )
    return notice(_("Close programme"), text.format(name=escape(name), number=thanked), _("Close"))


def read_programme_id(view: dict[str, Any]) -> uuid.UUID:
    return filled.carried(view, uuid.UUID)


def named(label: str, placeholder: str) -> InputBlock:
    element = PlainTextInputElement(action_id=NAME, max_length=LONGEST_NAME, placeholder=placeholder)
    return InputBlock(block_id=NAME, label=label, element=element)


def on(when: date) -> DatePickerElement:
    return DatePickerElement(action_id="day", initial_date=when.isoformat())


def choice(block: str, label: str, texts: Mapping[str, str], chosen: str) -> InputBlock:
    options = {value: Option(value=value, text=PlainTextObject(text=text)) for value, text in texts.items()}
    element = StaticSelectElement(action_id=block, options=list(options.values()), initial_option=options[chosen])
    return InputBlock(block_id=block, label=label, element=element)


def picker(block: str, label: str, hint: str, element: UserSelectElement | UserMultiSelectElement) -> InputBlock:
    return InputBlock(block_id=block, label=label, hint=hint, element=element)


def labels(language: str) -> dict[str, str]:
    _ = translation(language)
    return {
        "reverse": _("Reverse mentoring"),
        "upward": _("Upward mentoring"),
        "reciprocal": _("Reciprocal mentoring"),
    }


def counts() -> dict[str, str]:
    return {str(number): str(number) for number in COUNTS}


def cadences(language: str) -> dict[str, str]:
    _ = translation(language)
    return {"14": _("Two weeks"), "21": _("Three weeks"), "30": _("A month (30 days)")}


def lengths(language: str) -> dict[str, str]:
    _ = translation(language)
    return {str(minutes): _("{number} minutes").format(number=minutes) for minutes in LENGTHS}


def languages(language: str) -> dict[str, str]:
    return {code: language_name(code, language) for code in LANGUAGES}
