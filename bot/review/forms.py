"""The people of a programme as an organiser sees them, and the form that corrects one of them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import (
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot import filled
from bot.errors import Invalid
from bot.gaps import told
from bot.models import Enrolment, Programme, Role, Standing
from bot.paging import Stretch, turning
from bot.review.rules import Correction, Entry
from bot.said import button, paragraph
from bot.wording import escape, mention, translation

PEOPLE = "review_people"
CORRECTION = "correct_person"
CORRECT = "correct_person_open"
EARLIER = "people_earlier"
LATER = "people_later"
ROLE = "role"
MANAGER = "manager"
NO_MANAGER = "no_manager"
TEAM = "team"
LONGEST_TEAM = 80


@dataclass(frozen=True)
class Page:
    """Which part of the list is shown. `roles`: each enrolment's role as the organiser sees it."""

    programme: str
    offset: int = 0
    roles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises ValueError where something is no id."""
        for carried in (self.programme, *self.roles.keys()):
            UUID(carried)

    @property
    def programme_id(self) -> UUID:
        return UUID(self.programme)

    @property
    def seen(self) -> dict[UUID, str]:
        return {UUID(enrolment): role for enrolment, role in self.roles.items()}


def read_page(view: dict[str, Any]) -> Page:
    return filled.carried(view, lambda kept: Page(**json.loads(kept)))


def on_page(entries: Sequence[Entry], offset: int) -> Sequence[Entry]:
    """Who is on that page."""
    stretch = Stretch.at(offset, len(entries))
    return entries[stretch.start : stretch.end]


def draw_people(programme: Programme, entries: Sequence[Entry], offset: int, language: str) -> View:
    _ = translation(language)
    stretch, shown = Stretch.at(offset, len(entries)), on_page(entries, offset)
    page = Page(
        str(programme.id), stretch.start, {str(entry.enrolment.id): entry.enrolment.role or "" for entry in shown}
    )
    unconfirmed = any(entry.enrolment.role and entry.enrolment.role_confirmed_at is None for entry in shown)
    head = f"*{escape(programme.name)}*\n{summary(entries, language)}"
    return View(
        type="modal",
        callback_id=PEOPLE,
        title=_("People"),
        submit=_("Confirm these roles") if unconfirmed else None,
        close=_("Close"),
        private_metadata=json.dumps(asdict(page)),
        blocks=[
            paragraph(head),
            *(draw_person(entry, language) for entry in shown),
            *turning(stretch, EARLIER, LATER, language),
        ],
    )


def summary(entries: Sequence[Entry], language: str) -> str:
    _ = translation(language)
    if not entries:
        return _("Nobody has begun to join yet. `/rm-join` is how people do.")
    ready = sum(not entry.gaps for entry in entries)
    if ready == len(entries):
        told = _("{ready} of {total} are ready to be matched. `/rm-programme match` proposes pairs.")
    else:
        told = _("{ready} of {total} are ready to be matched. Everybody needs a confirmed role first.")
    return told.format(ready=ready, total=len(entries))


def draw_person(entry: Entry, language: str) -> SectionBlock:
    _ = translation(language)
    enrolment = entry.enrolment
    about = _("{role} · manager: {manager} · team: {team}").format(
        role=role_name(enrolment.role, language),
        manager=manager_name(enrolment, language),
        team=escape(enrolment.team) or _("not known"),
    )
    standing = told(entry.gaps, language) if entry.gaps else _("ready")
    section = paragraph(f"*{mention(enrolment.person)}* {about}\n_{standing}_")
    section.accessory = button(_("Correct"), CORRECT, str(enrolment.id))
    return section


def role_name(role: str | None, language: str) -> str:
    _ = translation(language)
    return {Role.MENTOR: _("mentor"), Role.LEADER: _("leader")}[Role(role)] if role else _("no role yet")


def manager_name(enrolment: Enrolment, language: str) -> str:
    _ = translation(language)
    if enrolment.manager is not None:
        return mention(enrolment.manager)
    return _("nobody") if enrolment.no_manager else _("not known")


def draw_correction(enrolment: Enrolment, page: Page, language: str) -> View:
    _ = translation(language)
    return View(
        type="modal",
        callback_id=CORRECTION,
        title=_("Correct"),
        submit=_("Save"),
        close=_("Back"),
        private_metadata=json.dumps({"enrolment": str(enrolment.id), "page": asdict(page)}),
        blocks=[
            paragraph(_("What you enter about {person} counts as confirmed.").format(person=mention(enrolment.person))),
            role_field(enrolment, language),
            manager_field(enrolment, language),
            no_manager_field(enrolment, language),
            team_field(enrolment, language),
        ],
    )


def role_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    words = {Role.MENTOR: _("Mentor: teaches"), Role.LEADER: _("Leader: learns")}
    options = {role: Option(text=PlainTextObject(text=text), value=role) for role, text in words.items()}
    menu = StaticSelectElement(
        action_id=ROLE,
        options=list(options.values()),
        initial_option=options[Role(enrolment.role)] if enrolment.role else None,
    )
    return InputBlock(block_id=ROLE, label=_("Role"), element=menu, optional=enrolment.role is None)


def manager_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    known = enrolment.manager
    pickable = known is not None and known.standing == Standing.MEMBER  # Slack refuses a form that marks others
    picker = UserSelectElement(action_id=MANAGER, initial_user=known.slack_id if known and pickable else None)
    return InputBlock(block_id=MANAGER, label=_("Manager"), element=picker, optional=True)


def no_manager_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    nobody = Option(text=PlainTextObject(text=_("Reports to nobody in this workspace")), value="yes")
    box = CheckboxesElement(
        action_id=NO_MANAGER, options=[nobody], initial_options=[nobody] if enrolment.no_manager else None
    )
    return InputBlock(block_id=NO_MANAGER, label=_("No manager here?"), element=box, optional=True)


def team_field(enrolment: Enrolment, language: str) -> InputBlock:
    _ = translation(language)
    line = PlainTextInputElement(action_id=TEAM, initial_value=enrolment.team or None, max_length=LONGEST_TEAM)
    return InputBlock(block_id=TEAM, label=_("Team"), element=line, optional=True)


@dataclass(frozen=True)
class Correcting:
    enrolment_id: UUID
    page: Page


def read_correcting(view: dict[str, Any]) -> Correcting:
    return filled.carried(view, correcting_of)


def correcting_of(kept: str) -> Correcting:
    carried = json.loads(kept)
    return Correcting(UUID(carried["enrolment"]), Page(**carried["page"]))


def read_correction(view: dict[str, Any], language: str) -> Correction:
    """Raises Invalid."""
    manager, alone = filled.person(view, MANAGER), bool(filled.options(view, NO_MANAGER))
    if manager and alone:
        _ = translation(language)
        raise Invalid({NO_MANAGER: _("You chose a manager as well. Which of the two is right?")})
    role = filled.option(view, ROLE)
    return Correction(Role(role) if role else None, manager, alone, filled.line(view, TEAM)[:LONGEST_TEAM])


def refuse_manager(unfit: str | None, language: str) -> None:
    """Raises Invalid, given what `rules.unfit_manager` says."""
    _ = translation(language)
    reasons = {
        "themselves": _("Nobody is their own manager. Please choose somebody else."),
        "not_a_member": _("Please choose a full member of this workspace, or nobody."),
    }
    if unfit is not None:
        raise Invalid({MANAGER: reasons[unfit]})
