"""What a plan needs to become a programme, and the programme that it becomes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.books import book_of
from bot.coordination import rules
from bot.coordination.rules import Plan
from bot.models import (
    AuditEntry,
    Edition,
    HelpContact,
    Person,
    Stage,
    Standing,
)
from bot.playbooks import load, source_of
from tests.factories import (
    NOW,
    make_organiser,
    make_person,
    make_programme,
    make_workspace,
)
from tests.shelf.books import own

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
    playbook="core-6",
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


def test_a_programme_follows_the_playbook_that_was_chosen(db: Session, orla: Person) -> None:
    load_own(db, orla, version=1)
    programme = rules.create(db, orla, replace(PLAN, playbook="ours"), NOW)
    db.flush()
    assert (programme.playbook, programme.playbook_version) == ("ours", 1)
    assert book_of(programme).name.in_("en") == "Version 1"


def test_a_programme_keeps_its_edition_and_the_next_one_gets_the_newer(db: Session, orla: Person) -> None:
    load_own(db, orla, version=1)
    before = rules.create(db, orla, replace(PLAN, playbook="ours"), NOW)
    load_own(db, orla, version=2)
    after = rules.create(db, orla, replace(PLAN, name="Autumn", playbook="ours"), NOW)
    db.flush()
    assert [book_of(one).name.in_("en") for one in (before, after)] == ["Version 1", "Version 2"]


def test_one_of_ours_is_kept_word_for_word_so_that_an_update_of_the_bot_changes_nothing(
    db: Session, orla: Person
) -> None:
    programmes = [rules.create(db, orla, replace(PLAN, name=name), NOW) for name in ("Spring", "Autumn")]
    db.flush()
    [edition] = db.scalars(select(Edition))
    assert (edition.name, edition.version, edition.loaded_by_id) == ("core-6", load().version, None)
    assert edition.source == source_of("core-6")
    edition.source = edition.source.replace('en: "Core six"', 'en: "As it was"')
    db.flush()
    db.expire_all()
    assert [book_of(one).name.in_("en") for one in programmes] == ["As it was", "As it was"]


def load_own(db: Session, organiser: Person, version: int) -> None:
    values = {"workspace_id": organiser.workspace_id, "name": "ours", "version": version, "loaded_at": NOW}
    source = own(version=version, title=f"Version {version}")
    db.add(Edition(**values, source=source, loaded_by_id=organiser.id))
    db.flush()


def noted(db: Session) -> list[str]:
    db.flush()
    return list(db.scalars(select(AuditEntry.action).order_by(AuditEntry.at)))


@pytest.mark.parametrize("name", ["help", "Help desk", "SHARE", "Share & learn", "Insights"])
def test_a_name_that_a_command_takes_for_its_own_word_is_refused(db: Session, orla: Person, name: str) -> None:
    assert rules.faults(db, orla, replace(PLAN, name=name), NOW) == {"name": "reserved"}
