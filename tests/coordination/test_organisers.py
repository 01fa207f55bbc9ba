"""Who becomes an organiser, and which programmes organisers are shown."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.coordination import organisers
from bot.errors import Refused
from bot.models import (
    AuditEntry,
    Kind,
    Letter,
    Organiser,
    Person,
    Stage,
)
from tests.factories import (
    NOW,
    make_organiser,
    make_person,
    make_programme,
    make_workspace,
)


def test_a_workspace_admin_becomes_the_first_organiser(db: Session) -> None:
    admin = make_person(db, admin=True)
    organisers.claim(db, admin, NOW)
    db.flush()
    assert db.scalars(select(Organiser.person_id)).all() == [admin.id]
    assert noted(db) == ["organisers_claimed"]
    letter = db.scalars(select(Letter)).one()
    assert (letter.kind, letter.person_id, letter.any_hour) == (Kind.ORGANISER_ADDED, admin.id, True)


def test_nobody_but_an_admin_claims_the_list(db: Session) -> None:
    with pytest.raises(Refused, match="not_an_admin"):
        organisers.claim(db, make_person(db), NOW)
    assert noted(db) == []


def test_an_admin_cannot_claim_a_list_with_somebody_on_it(db: Session, orla: Person) -> None:
    with pytest.raises(Refused, match="organisers_exist"):
        organisers.claim(db, make_person(db, admin=True), NOW)
    with pytest.raises(Refused, match="organisers_exist"):
        organisers.claim(db, orla, NOW)


def test_organisers_of_another_workspace_do_not_fill_the_list(db: Session) -> None:
    make_organiser(db)
    admin = make_person(db, workspace_id=make_workspace(db, "T0ELSE").id, admin=True)
    assert organisers.claim(db, admin, NOW).workspace_id == "T0ELSE"


def test_what_is_shown_are_the_open_programmes_with_the_newest_first(db: Session, orla: Person) -> None:
    made = [make_programme(db, created_at=NOW + timedelta(days=day)) for day in range(3)]
    make_programme(db, stage=Stage.CLOSED, created_at=NOW + timedelta(days=9))
    assert organisers.to_show(db, orla, "") == made[::-1]


def test_a_message_shows_six_programmes_at_most(db: Session, orla: Person) -> None:
    for day in range(7):
        make_programme(db, created_at=NOW + timedelta(days=day))
    assert len(organisers.to_show(db, orla, "")) == 6


def test_where_all_have_closed_the_last_one_is_shown(db: Session, orla: Person) -> None:
    make_programme(db, stage=Stage.CLOSED)
    last = make_programme(db, stage=Stage.CLOSED, created_at=NOW + timedelta(days=1))
    assert organisers.to_show(db, orla, "") == [last]


def test_the_one_that_is_named_is_shown_at_any_stage(db: Session, orla: Person) -> None:
    make_programme(db)
    named = make_programme(db, name="Spring & all", stage=Stage.CLOSED)
    assert organisers.to_show(db, orla, "spring &amp; ALL") == [named]
    with pytest.raises(Refused, match="no_such_programme"):
        organisers.to_show(db, orla, "Autumn")


def test_nothing_is_shown_where_there_is_nothing(db: Session, orla: Person) -> None:
    make_programme(db, workspace_id=make_workspace(db, "T0ELSE").id)
    assert organisers.to_show(db, orla, "") == []


def test_drafts_are_shared_only_by_name(db: Session, orla: Person) -> None:
    draft, open_one = make_programme(db, name="Draft", stage=Stage.DRAFT), make_programme(db)
    assert organisers.to_share(db, orla, "") == [open_one]
    assert organisers.to_share(db, orla, "draft") == [draft]


def noted(db: Session) -> list[str]:
    db.flush()
    return list(db.scalars(select(AuditEntry.action).order_by(AuditEntry.at)))
