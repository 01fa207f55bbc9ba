"""Who is who in a workspace, and who may do what."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import roster
from bot.errors import Refused
from bot.models import AuditEntry, Person, Standing
from bot.roster import NEVER, Profile, Visitor
from tests.factories import NOW, make_organiser, make_person, make_workspace, visitor

AYU = Profile("U1", "Ayu Lestari", "Analyst", "Asia/Jakarta", "id-ID", Standing.MEMBER, admin=False)


def test_a_member_is_let_in(db: Session) -> None:
    person = make_person(db)
    assert roster.member(db, visitor(person)) == person


@pytest.mark.parametrize("standing", [Standing.GUEST, Standing.BOT, Standing.DEACTIVATED, Standing.STRANGER])
def test_nobody_else_is(db: Session, standing: Standing) -> None:
    person = make_organiser(db, standing=standing)
    for door in (roster.member, roster.organiser):
        with pytest.raises(Refused, match="not_a_member"):
            door(db, visitor(person))


def test_somebody_unknown_is_not(db: Session) -> None:
    with pytest.raises(Refused, match="not_a_member"):
        roster.member(db, Visitor("T0RM", "U0NOBODY"))


def test_an_organiser_is_one_in_their_own_workspace_only(db: Session) -> None:
    organiser = make_organiser(db)
    make_workspace(db, "T0OTHER")
    namesake = make_person(db, workspace_id="T0OTHER", slack_id=organiser.slack_id)

    assert roster.organiser(db, visitor(organiser)) == organiser
    with pytest.raises(Refused, match="not_an_organiser"):
        roster.organiser(db, visitor(namesake))


def test_an_admin_of_the_workspace_is_no_organiser(db: Session) -> None:
    with pytest.raises(Refused, match="not_an_organiser"):
        roster.organiser(db, visitor(make_person(db, admin=True)))


def test_organisers_are_listed_for_their_workspace(db: Session) -> None:
    mine = [make_organiser(db), make_organiser(db)]
    make_workspace(db, "T0OTHER")
    make_organiser(db, workspace_id="T0OTHER")
    make_person(db)
    assert {person.id for person in roster.organisers(db, "T0RM")} == {person.id for person in mine}


def test_whoever_somebody_picked_is_known_by_id_until_they_come(db: Session) -> None:
    make_workspace(db)
    picked = roster.somebody(db, "T0RM", "U1")
    assert (picked.name, picked.standing, picked.seen_at) == ("", Standing.MEMBER, NEVER)
    assert not roster.fresh(picked, NOW)

    assert roster.remember(db, "T0RM", AYU, NOW) == picked
    assert (picked.name, picked.zone, picked.locale, picked.seen_at) == ("Ayu Lestari", "Asia/Jakarta", "id-ID", NOW)


def test_picking_somebody_who_is_known_changes_nothing(db: Session) -> None:
    make_workspace(db)
    known = roster.remember(db, "T0RM", AYU, NOW)
    assert roster.somebody(db, "T0RM", "U1") == known
    assert known.name == "Ayu Lestari"


def test_names_longer_than_a_column_are_cut(db: Session) -> None:
    make_workspace(db)
    long = Profile("U1", "語" * 300, "t" * 300, "z" * 100, "l" * 100, Standing.MEMBER, admin=True)
    person = roster.remember(db, "T0RM", long, NOW)
    db.flush()
    db.expire_all()
    assert [len(words) for words in (person.name, person.title, person.zone, person.locale)] == [255, 255, 64, 32]


def test_what_slack_said_holds_for_a_day() -> None:
    person = Person(seen_at=NOW)
    assert roster.fresh(person, NOW + timedelta(hours=23))
    assert not roster.fresh(person, NOW + timedelta(days=1))
    assert not roster.fresh(None, NOW)


def test_the_audit_log_says_who_did_what(db: Session) -> None:
    organiser = make_organiser(db)
    roster.note(db, organiser, "looked", about="U1", now=NOW)
    db.flush()
    entries = db.scalars(select(AuditEntry)).all()
    assert [(entry.actor_id, entry.action, entry.about, entry.at) for entry in entries] == [
        (organiser.id, "looked", "U1", NOW)
    ]
