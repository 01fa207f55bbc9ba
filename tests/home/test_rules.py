"""Where somebody stands."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.home import rules
from bot.models import Joining, Pairing, Person, Role, Sitting, Stage
from tests.factories import NOW, make_enrolment, make_match, make_organiser, make_pair, make_person, make_programme


def only(db: Session, person: Person) -> rules.Standing:
    (standing,) = rules.standing(db, person, NOW)
    return standing


def test_nobody_stands_anywhere_before_they_join(db: Session) -> None:
    assert rules.standing(db, make_person(db), NOW) == []


def test_a_part_that_was_left_is_not_shown(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), state=Joining.LEFT)
    assert rules.standing(db, enrolment.person, NOW) == []


def test_who_has_signed_an_earlier_version_is_known_of_each(db: Session) -> None:
    pair = make_pair(db)
    assert pair.agreement is not None

    def before() -> list[bool]:
        return [only(db, pair.enrolment(role).person).pairs[0].signed_before for role in Role]

    assert before() == [False, False]
    pair.agreement.version = pair.agreement.leader_signed_version = 2
    assert before() == [True, False]
    pair.agreement.version, pair.agreement.mentor_signed_version = 3, 3
    assert before() == [False, True]
    pair.agreement.leader_signed_version = 0
    assert before() == [False, False]


def test_without_an_agreement_nobody_has_signed_before(db: Session) -> None:
    pair = make_match(db, make_programme(db), state=Pairing.OFFERED)
    assert not only(db, pair.mentor.person).pairs[0].signed_before


@pytest.mark.parametrize(("days", "shown"), [(29, True), (31, False)])
def test_a_closed_programme_is_shown_for_a_month(db: Session, days: int, shown: bool) -> None:
    programme = make_programme(db, stage=Stage.CLOSED, closed_at=NOW - timedelta(days=days))
    enrolment = make_enrolment(db, programme)
    assert bool(rules.standing(db, enrolment.person, NOW)) == shown


def test_a_draft_knows_what_is_missing(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), None, state=Joining.DRAFT, team="")
    standing = only(db, enrolment.person)
    assert standing.draft
    assert standing.missing == ("role", "team")


def test_a_pause_counts_until_the_morning_of_its_day(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), paused_until=date(2026, 3, 3))
    assert only(db, enrolment.person).paused
    later = NOW + timedelta(days=1)
    assert not rules.standing(db, enrolment.person, later)[0].paused


def test_each_side_sees_the_other_as_partner_and_the_session_that_comes_next(db: Session) -> None:
    pair = make_pair(db)
    pair.meetings[0].state = Sitting.HELD
    for role in Role:
        (together,) = only(db, pair.enrolment(role).person).pairs
        assert together.partner is pair.enrolment(role.partner).person
        assert together.meeting is pair.meetings[1]


def test_an_answer_to_an_offer_is_each_sides_own(db: Session) -> None:
    pair = make_pair(db, state=Pairing.OFFERED, mentor_said_yes_at=NOW)
    answered = {role: only(db, pair.enrolment(role).person).pairs[0].answered for role in Role}
    assert answered == {Role.MENTOR: True, Role.LEADER: False}


def test_who_has_signed_is_seen_from_either_side(db: Session) -> None:
    pair = make_pair(db)
    assert pair.agreement is not None
    pair.agreement.leader_signed_version = 0
    mentors = only(db, pair.mentor.person).pairs[0]
    assert (mentors.signed, mentors.partner_signed, mentors.both_signed) == (True, False, False)
    leaders = only(db, pair.leader.person).pairs[0]
    assert (leaders.signed, leaders.partner_signed, leaders.both_signed) == (False, True, False)


def test_a_word_that_only_one_has_signed_is_not_theirs_yet(db: Session) -> None:
    pair = make_pair(db)
    assert only(db, pair.mentor.person).pairs[0].stop_word == "pineapple"
    assert pair.agreement is not None
    pair.agreement.leader_signed_version = 0
    assert only(db, pair.mentor.person).pairs[0].stop_word == ""


@pytest.mark.parametrize("state", Pairing)
def test_only_a_pair_that_was_introduced_is_running(db: Session, state: Pairing) -> None:
    pair = make_pair(db, state=state)
    assert only(db, pair.mentor.person).running == (state == Pairing.ACTIVE)


def test_only_organisers_organise(db: Session) -> None:
    programme = make_programme(db)
    make_programme(db, stage=Stage.CLOSED)
    assert rules.running(db, make_organiser(db)) == [programme]
    assert rules.running(db, make_person(db)) == []
