"""Who helps whom."""

import pytest
from sqlalchemy.orm import Session

from bot import contacts
from bot.contacts import Helpers
from bot.models import Joining, Pair, Pairing, Person, Programme, Role, Stage, Standing
from tests.factories import make_enrolment, make_organiser, make_pair, make_person, make_programme, make_workspace
from tests.help.asking import becomes, helpers, writes


def people(db: Session, person: Person) -> tuple[Person, ...]:
    (found,) = contacts.helpers(db, person)
    return found.people


def test_the_contacts_of_every_programme_help(db: Session) -> None:
    first, second = make_programme(db, name="A"), make_programme(db, name="B")
    person = make_person(db)
    for programme in (first, second):
        make_enrolment(db, programme, person=person)
    found = contacts.helpers(db, person)
    assert [(one.programme, len(one.people)) for one in found] == [(first, 2), (second, 2)]


@pytest.mark.parametrize("state", list(Joining))
def test_whoever_has_left_may_still_ask(db: Session, state: Joining) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=state)
    assert contacts.helpers(db, enrolment.person)[0].programme is enrolment.programme


@pytest.mark.parametrize("state", [Pairing.ACTIVE, Pairing.ENDED, Pairing.DECLINED])
def test_no_partner_there_ever_was_is_named_as_the_one_who_helps(db: Session, state: Pairing) -> None:
    pair = make_pair(db, state=state)
    becomes(db, pair, 0, pair.leader.person)
    assert people(db, pair.mentor.person) == (pair.programme.contacts[1].person,)


def test_a_partner_in_another_programme_does_not_help_either(db: Session) -> None:
    pair = make_pair(db)
    elsewhere = make_enrolment(db, make_programme(db, stage=Stage.CLOSED), person=pair.mentor.person)
    old = make_pair(db, elsewhere.programme, mentor=elsewhere, state=Pairing.ENDED)
    becomes(db, pair, 1, old.leader.person)
    assert people(db, pair.mentor.person) == (pair.programme.contacts[0].person,)


def test_nobody_whom_the_partner_reports_to_or_who_reports_to_the_partner_helps(db: Session) -> None:
    pair, organiser = make_pair(db), make_organiser(db)
    manager, report = helpers(pair)
    pair.leader.manager_id, pair.leader.no_manager = manager.id, False
    make_enrolment(db, pair.programme, person=report, manager_id=pair.leader.person_id, no_manager=False)
    db.flush()
    assert people(db, pair.mentor.person) == (organiser,)
    assert people(db, pair.leader.person) == (manager, report)


def test_the_sponsor_does_not_help(db: Session) -> None:
    pair = make_pair(db)
    becomes(db, pair, 0, pair.programme.sponsor)
    assert people(db, pair.mentor.person) == (helpers(pair)[1],)


def test_where_fewer_than_two_remain_the_organisers_help_too(db: Session) -> None:
    organiser, enrolment = make_organiser(db), make_enrolment(db, make_programme(db))
    gone, there = (contact.person for contact in enrolment.programme.contacts)
    gone.standing = Standing.DEACTIVATED
    assert contacts.helpers(db, enrolment.person) == [Helpers(enrolment.programme, (there,), (organiser,))]
    there.standing = Standing.GUEST
    assert contacts.helpers(db, enrolment.person) == [Helpers(enrolment.programme, (), (organiser,))]
    organiser.standing = Standing.DEACTIVATED
    assert contacts.helpers(db, enrolment.person) == [Helpers(None, (), ())]


def test_a_contact_who_organises_too_is_named_once(db: Session) -> None:
    pair, organiser = make_pair(db), make_organiser(db)
    becomes(db, pair, 0, organiser)
    becomes(db, pair, 1, pair.leader.person)
    assert people(db, pair.mentor.person) == (organiser,)


def test_an_organiser_whom_it_concerns_does_not_help(db: Session) -> None:
    leader = make_organiser(db)
    programme = make_programme(db, stage=Stage.RUNNING)
    pair = make_pair(db, programme, leader=make_enrolment(db, programme, Role.LEADER, person=leader))
    for contact in helpers(pair):
        contact.standing = Standing.DEACTIVATED
    assert people(db, pair.mentor.person) == ()


def test_the_organisers_help_whoever_has_no_programme(db: Session) -> None:
    organiser = make_organiser(db)
    assert contacts.helpers(db, make_person(db)) == [Helpers(None, (), (organiser,))]
    assert contacts.helpers(db, organiser) == [Helpers(None, (), ())]


def test_after_a_programme_has_closed_the_organisers_help_but_not_its_sponsor(db: Session) -> None:
    organiser, sponsor = make_organiser(db), make_organiser(db)
    programme = make_programme(db, stage=Stage.CLOSED, sponsor_id=sponsor.id)
    assert people(db, make_enrolment(db, programme).person) == (organiser,)


def test_a_contact_of_another_workspace_is_unknown_here(db: Session) -> None:
    pair = make_pair(db)
    db.flush()
    stranger = make_person(db, workspace_id=make_workspace(db, "T0OTHER").id)
    assert contacts.helpers(db, stranger) == [Helpers(None, (), ())]
    assert people(db, pair.mentor.person) == tuple(helpers(pair))


def test_a_note_is_for_those_who_are_free_as_things_are_now(db: Session) -> None:
    pair = make_pair(db)
    note = writes(db, pair.mentor.person)
    assert contacts.free_for(db, note) == tuple(helpers(pair))
    pair.programme.stage = Stage.CLOSED
    assert contacts.free_for(db, note) == tuple(helpers(pair))
    pair.leader.manager_id = helpers(pair)[0].id
    db.flush()
    assert contacts.free_for(db, note) == (helpers(pair)[1],)
    assert contacts.concerns(db, note, helpers(pair)[0])
    assert not contacts.concerns(db, note, helpers(pair)[1])


def test_a_note_without_a_programme_concerns_the_sponsor_of_each_that_its_author_was_in(db: Session) -> None:
    organiser = make_organiser(db)
    programme = make_programme(db, stage=Stage.CLOSED)
    note = writes(db, make_enrolment(db, programme).person)
    assert note.programme_id is None
    assert contacts.free_for(db, note) == (organiser,)
    assert contacts.concerns(db, note, programme.sponsor)


def test_a_pair_of_two_others_makes_nobody_unfit_to_help(db: Session) -> None:
    pair: Pair = make_pair(db)
    make_pair(db, pair.programme, leader=make_enrolment(db, pair.programme, Role.LEADER, person=helpers(pair)[0]))
    assert people(db, pair.mentor.person) == tuple(helpers(pair))


def test_outside_a_session_nobody_is_named() -> None:
    assert contacts.named_to(Person(), Programme()) == ()
