"""What a plan needs to become a programme, and the programme that it becomes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.coordination import rules
from bot.coordination.rules import Plan
from bot.models import (
    AuditEntry,
    HelpContact,
    Person,
    Stage,
    Standing,
)
from tests.factories import (
    NOW,
    make_organiser,
    make_person,
    make_programme,
    make_workspace,
)

PLAN = Plan(
    name="Spring",
    label="reverse",
    starts_on=date(2026, 3, 9),
    ends_on=date(2026, 9, 30),
    cadence_days=30,
    meeting_count=6,
    minutes=60,
    language="en",
    contacts=("U0HANA", "U0HUGO"),
    sponsor="U0SAM",
)
LAST_SESSION = date(2026, 8, 6)  # five times thirty days after the first


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"starts_on": date(2026, 3, 1)}, {"starts_on": "past"}),
        ({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 8, 2)}, {}),
        ({"ends_on": PLAN.starts_on}, {"ends_on": "before_start"}),
        ({"ends_on": PLAN.starts_on - timedelta(days=1)}, {"ends_on": "before_start"}),
        ({"ends_on": LAST_SESSION - timedelta(days=1)}, {"ends_on": "too_short"}),
        ({"ends_on": LAST_SESSION}, {}),
        ({"contacts": ()}, {"contacts": "too_few"}),
        ({"contacts": ("U0HANA",)}, {"contacts": "too_few"}),
        ({"contacts": ("U0HANA", "U0HANA")}, {"contacts": "too_few"}),
        ({"contacts": ("U0HANA", "U0SAM")}, {"contacts": "sponsor"}),
    ],
)
def test_a_plan_says_what_keeps_it_from_being_a_programme(
    db: Session, orla: Person, changes: dict[str, Any], fault: dict[str, str]
) -> None:
    assert rules.faults(db, orla, replace(PLAN, **changes), NOW) == fault


def test_today_is_the_organisers_own(db: Session) -> None:
    """At noon in UTC it is tomorrow already on Kiritimati."""
    early = make_organiser(db, zone="Pacific/Kiritimati")
    today = replace(PLAN, starts_on=date(2026, 3, 2), ends_on=date(2026, 9, 30))
    assert rules.faults(db, early, today, NOW) == {"starts_on": "past"}


@pytest.mark.parametrize("name", ["Spring", "spring", " SPRING ", "Spring &amp; more", "Spr\u200bing"])
def test_a_name_that_could_not_be_told_apart_is_taken(db: Session, orla: Person, name: str) -> None:
    for taken in ("Spring", "Spring & more"):
        make_programme(db, name=taken)
    assert rules.faults(db, orla, replace(PLAN, name=name), NOW) == {"name": "taken"}


def test_capitals_with_accents_do_not_make_another_name(db: Session, orla: Person) -> None:
    make_programme(db, name="Été")
    assert rules.faults(db, orla, replace(PLAN, name="ÉTÉ"), NOW) == {"name": "taken"}


def test_a_name_of_another_workspace_is_free(db: Session, orla: Person) -> None:
    make_programme(db, name="Spring", workspace_id=make_workspace(db, "T0ELSE").id)
    assert rules.faults(db, orla, PLAN, NOW) == {}


@pytest.mark.parametrize("standing", [Standing.GUEST, Standing.BOT, Standing.DEACTIVATED, Standing.STRANGER])
def test_only_members_can_help_or_be_the_sponsor(db: Session, orla: Person, standing: Standing) -> None:
    make_person(db, slack_id="U0GUY", standing=standing)
    assert rules.faults(db, orla, replace(PLAN, contacts=("U0HANA", "U0GUY")), NOW) == {"contacts": "cannot"}
    assert rules.faults(db, orla, replace(PLAN, sponsor="U0GUY"), NOW) == {"sponsor": "cannot"}


def test_all_faults_are_said_at_once(db: Session, orla: Person) -> None:
    broken = replace(PLAN, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 1), contacts=())
    assert rules.faults(db, orla, broken, NOW).keys() == {"starts_on", "ends_on", "contacts"}


def test_a_new_programme_is_a_draft_with_its_people_in_order(db: Session, orla: Person) -> None:
    programme = rules.create(db, orla, replace(PLAN, contacts=("U0HUGO", "U0HANA", "U0HUGO")), NOW)
    db.flush()
    assert (programme.stage, programme.zone, programme.playbook) == (Stage.DRAFT, orla.zone, "core-6")
    assert programme.sponsor.slack_id == "U0SAM"
    assert [contact.person.slack_id for contact in programme.contacts] == ["U0HUGO", "U0HANA"]
    assert programme.created_by_id == orla.id
    assert noted(db) == ["programme_created"]


def test_help_contacts_are_kept_apart_by_programme(db: Session, orla: Person) -> None:
    first = rules.create(db, orla, PLAN, NOW)
    rules.create(db, orla, replace(PLAN, name="Autumn"), NOW)
    db.flush()
    assert len(db.scalars(select(HelpContact).where(HelpContact.programme_id == first.id)).all()) == 2


def noted(db: Session) -> list[str]:
    db.flush()
    return list(db.scalars(select(AuditEntry.action).order_by(AuditEntry.at)))


@pytest.mark.parametrize("name", ["help", "Help desk", "SHARE", "Share & learn", "Insights"])
def test_a_name_that_a_command_takes_for_its_own_word_is_refused(db: Session, orla: Person, name: str) -> None:
    assert rules.faults(db, orla, replace(PLAN, name=name), NOW) == {"name": "reserved"}
