"""What keeps somebody out of the matching."""

from typing import Any

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.completeness import missing
from bot.models import Goal
from tests.factories import make_enrolment, make_person, make_programme


def test_whoever_has_answered_everything_lacks_nothing(db: Session) -> None:
    assert missing(make_enrolment(db, make_programme(db))) == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"consent_version": None}, "consent"),
        ({"role": None}, "role"),
        ({"why": None}, "motivation"),
        ({"why_now": None}, "motivation"),
        ({"insight": None}, "motivation"),
        ({"topics": []}, "topics"),
        ({"languages": []}, "languages"),
        ({"no_manager": False}, "manager"),
        ({"team": ""}, "team"),
        ({"capacity": None}, "capacity"),
        ({"role_confirmed_at": None}, "role_confirmed"),
    ],
)
def test_each_gap_is_named(db: Session, changes: dict[str, Any], key: str) -> None:
    assert missing(make_enrolment(db, make_programme(db), **changes)) == [key]


def test_a_goal_is_needed(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    db.execute(delete(Goal))
    assert missing(enrolment) == ["goals"]


def test_a_manager_is_as_good_as_nobody_above(db: Session) -> None:
    programme = make_programme(db)
    enrolment = make_enrolment(db, programme, no_manager=False, manager_id=make_person(db).id)
    assert missing(enrolment) == []
