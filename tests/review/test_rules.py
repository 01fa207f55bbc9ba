"""An organiser corrects manager, team and role, and confirms what people said of themselves."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.letters import owe
from bot.models import AuditEntry, Enrolment, Joining, Kind, Person, Post, Programme, Role, Stage, Standing
from bot.review import rules
from bot.review.rules import Correction
from tests.factories import NOW, make_enrolment, make_organiser, make_pair, make_person, make_programme, make_workspace


@pytest.fixture
def programme(db: Session) -> Programme:
    return make_programme(db)


@pytest.fixture
def orla(db: Session) -> Person:
    return make_organiser(db, name="Orla")


def unconfirmed(db: Session, programme: Programme, role: Role | None = Role.MENTOR, **changes: Any) -> Enrolment:
    return make_enrolment(db, programme, role, role_confirmed_at=None, **changes)


def correct(db: Session, enrolment: Enrolment, by: Person, **changes: Any) -> None:
    values: dict[str, Any] = {"role": None, "manager": None, "no_manager": False, "team": enrolment.team}
    rules.correct(db, enrolment, Correction(**values | changes), NOW, by=by)


def done(db: Session, enrolment: Enrolment) -> list[str]:
    return list(db.scalars(select(AuditEntry.action).where(AuditEntry.about == str(enrolment.id))))


def test_everybody_who_has_begun_is_listed_by_name_with_what_is_missing(db: Session, programme: Programme) -> None:
    zoe = unconfirmed(db, programme, person=make_person(db, "zoe"), state=Joining.DRAFT)
    adam = make_enrolment(db, programme, person=make_person(db, "Adam"))
    make_enrolment(db, programme, state=Joining.LEFT)
    make_enrolment(db, make_programme(db))
    listed = rules.people(db, programme, NOW)
    assert [(entry.enrolment, entry.gaps) for entry in listed] == [
        (adam, []),
        (zoe, ["role_confirmed", "not_joined"]),
    ]


def test_each_look_at_a_person_is_written_down(db: Session, programme: Programme, orla: Person) -> None:
    enrolment = make_enrolment(db, programme)
    rules.note_look(db, rules.people(db, programme, NOW), NOW, by=orla)
    assert done(db, enrolment) == ["looked_at_person"]


def test_the_roles_that_an_organiser_saw_are_confirmed(db: Session, programme: Programme, orla: Person) -> None:
    mentor, leader = unconfirmed(db, programme), unconfirmed(db, programme, Role.LEADER)
    rules.confirm(db, programme, {mentor.id: "mentor", leader.id: "leader"}, NOW, by=orla)
    assert mentor.role_confirmed_at == leader.role_confirmed_at == NOW
    assert done(db, mentor) == ["confirmed_role"]


def test_a_role_that_changed_after_the_organiser_saw_it_is_not_confirmed(
    db: Session, programme: Programme, orla: Person
) -> None:
    changed, undecided = unconfirmed(db, programme, Role.LEADER), unconfirmed(db, programme, None)
    left = unconfirmed(db, programme, state=Joining.LEFT)
    elsewhere = unconfirmed(db, make_programme(db))
    seen = {changed.id: "mentor", undecided.id: "", left.id: "mentor", elsewhere.id: "mentor"}
    rules.confirm(db, programme, seen, NOW, by=orla)
    assert {one.role_confirmed_at for one in (changed, undecided, left, elsewhere)} == {None}


def test_a_role_is_confirmed_once(db: Session, programme: Programme, orla: Person) -> None:
    mentor = unconfirmed(db, programme)
    for _ in range(2):
        rules.confirm(db, programme, {mentor.id: "mentor"}, NOW, by=orla)
    assert done(db, mentor) == ["confirmed_role"]


def test_a_closed_programme_is_left_alone(db: Session, programme: Programme, orla: Person) -> None:
    enrolment = unconfirmed(db, programme)
    programme.stage = Stage.CLOSED
    with pytest.raises(Refused, match="programme_closed"):
        rules.confirm(db, programme, {enrolment.id: "mentor"}, NOW, by=orla)
    with pytest.raises(Refused, match="programme_closed"):
        rules.enrolment_of(db, orla, enrolment.id)


def test_a_correction_sets_manager_and_team_and_confirms_the_role(
    db: Session, programme: Programme, orla: Person
) -> None:
    enrolment, boss = unconfirmed(db, programme, no_manager=True), make_person(db)
    correct(db, enrolment, orla, role=Role.LEADER, manager=boss.slack_id, team="Lab")
    assert (enrolment.role, enrolment.role_confirmed_at) == (Role.LEADER, NOW)
    assert (enrolment.manager, enrolment.no_manager, enrolment.team) == (boss, False, "Lab")
    assert done(db, enrolment) == ["confirmed_role", "corrected_person"]


def test_somebody_who_reports_to_nobody_has_no_manager(db: Session, programme: Programme, orla: Person) -> None:
    enrolment = make_enrolment(db, programme, manager_id=make_person(db).id, no_manager=False)
    correct(db, enrolment, orla, no_manager=True)
    assert (enrolment.manager_id, enrolment.no_manager) == (None, True)


def test_what_is_left_empty_stays_as_it_was(db: Session, programme: Programme, orla: Person) -> None:
    boss = make_person(db)
    enrolment = unconfirmed(db, programme, None, manager_id=boss.id, no_manager=False)
    correct(db, enrolment, orla)
    assert (enrolment.role, enrolment.role_confirmed_at, enrolment.manager) == (None, None, boss)


def test_a_role_stays_while_there_is_a_pair_in_it(db: Session, orla: Person) -> None:
    mentor = make_pair(db).mentor
    with pytest.raises(Refused, match="role_paired"):
        correct(db, mentor, orla, role=Role.LEADER)
    correct(db, mentor, orla, role=Role.MENTOR, team="Lab")
    assert (mentor.role, mentor.team) == (Role.MENTOR, "Lab")


def test_the_persons_own_list_of_steps_shows_the_correction(db: Session, programme: Programme, orla: Person) -> None:
    enrolment = make_enrolment(db, programme)
    steps = owe(db, Kind.ONBOARDING, enrolment, NOW, to=enrolment.person)
    steps.state, steps.ts = Post.SENT, "1.0"
    correct(db, enrolment, orla)
    assert steps.state == Post.WAITING


def test_only_people_of_this_workspace_who_take_part_can_be_corrected(
    db: Session, programme: Programme, orla: Person
) -> None:
    left = make_enrolment(db, programme, state=Joining.LEFT)
    elsewhere = make_enrolment(db, make_programme(db, workspace_id=make_workspace(db, "T0ELSE").id))
    assert rules.enrolment_of(db, orla, make_enrolment(db, programme).id)
    for enrolment_id in (uuid4(), left.id, elsewhere.id):
        with pytest.raises(Refused, match="person_gone"):
            rules.enrolment_of(db, orla, enrolment_id)


@pytest.mark.parametrize("standing", [Standing.BOT, Standing.GUEST, Standing.STRANGER])
def test_only_a_full_member_can_be_a_manager(db: Session, programme: Programme, standing: Standing) -> None:
    enrolment = make_enrolment(db, programme)
    picked = make_person(db, standing=standing)
    assert rules.unfit_manager(db, enrolment, picked.slack_id) == "not_a_member"
    assert rules.unfit_manager(db, enrolment, enrolment.person.slack_id) == "themselves"
    assert rules.unfit_manager(db, enrolment, "U0UNSEEN") is None
