"""Whose pair, or session, a button is about."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.models import Pair, Pairing, Person, Role, Stage
from bot.pairs import active_meeting, active_pair
from tests.factories import make_pair, make_person, make_workspace


def refused(db: Session, pair: Pair, person: Person) -> set[str]:
    """Why this person gets neither the pair nor its first session."""
    reasons = set()
    for find, about in ((active_pair, pair.id), (active_meeting, pair.meetings[0].id)):
        with pytest.raises(Refused) as refusal:
            find(db, about, person)
        reasons.add(refusal.value.reason)
    return reasons


@pytest.mark.parametrize("role", list(Role))
def test_each_of_the_two_finds_pair_and_session_in_their_role(db: Session, role: Role) -> None:
    pair = make_pair(db)
    person = pair.enrolment(role).person
    assert active_pair(db, pair.id, person) == (pair, role)
    assert active_meeting(db, pair.meetings[0].id, person) == (pair.meetings[0], role)


def test_nobody_else_does(db: Session) -> None:
    pair, other = make_pair(db), make_pair(db)
    make_workspace(db, "T0ELSE")
    elsewhere = make_person(db, slack_id=pair.mentor.person.slack_id, workspace_id="T0ELSE")
    for person in (make_person(db), other.mentor.person, elsewhere):
        assert refused(db, pair, person) == {"not_your_pair"}


def test_what_never_was_is_nobodys(db: Session) -> None:
    person = make_pair(db).mentor.person
    for find in (active_pair, active_meeting):
        with pytest.raises(Refused, match="not_your_pair"):
            find(db, uuid4(), person)


def test_a_pair_that_is_over_is_refused_and_one_whose_programme_has_closed(db: Session) -> None:
    pair = make_pair(db)
    pair.state = Pairing.ENDED
    assert refused(db, pair, pair.leader.person) == {"pair_over"}
    pair.programme.stage = Stage.CLOSED
    assert refused(db, pair, pair.leader.person) == {"programme_closed"}
