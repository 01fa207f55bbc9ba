"""A letter to a circle: whoever is there now reads it, in working hours, and nobody who has left."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.models import Circle, Enrolment, Joining, Standing
from bot.outbox.claims import Sent
from tests.factories import make_enrolment, make_programme
from tests.outbox.desk import Desk

MENTORS = ("ayu", "budi", "citra")


@pytest.fixture
def circle(desk: Desk) -> Circle:
    """Ayu, Budi and Citra."""
    for handle in MENTORS[1:]:
        desk.ws.add_person(handle, name=handle.title())
    with desk.sessions.begin() as db:
        programme = make_programme(db)
        circle = Circle(workspace_id="T0RM", programme_id=programme.id, position=0)
        db.add(circle)
        for handle in MENTORS:
            make_enrolment(db, programme, person=desk.person(db, handle), circle_id=circle.id)
    return circle


def owes(desk: Desk, circle: Circle, words: str = "Good morning") -> None:
    desk.owes_circle(circle, facts={"words": words})


def changes(desk: Desk, handle: str, **values: object) -> None:
    with desk.sessions.begin() as db:
        person = desk.person(db, handle)
        enrolment = db.scalars(select(Enrolment).filter_by(person_id=person.id)).one()
        for name, value in values.items():
            setattr(enrolment, name, value)


def groups(desk: Desk, handle: str) -> list[list[str]]:
    """What this person reads in each group conversation."""
    return [[message.text for message in group] for group in desk.ws.person(handle).group_dms]


def test_all_of_them_read_it_in_one_conversation(desk: Desk, circle: Circle) -> None:
    owes(desk, circle)
    owes(desk, circle)
    assert desk.sends() == [Sent("note", "sent", None)] * 2
    assert [groups(desk, handle) for handle in MENTORS] == [[["Good morning"] * 2]] * 3
    assert groups(desk, "lena") == []
    with desk.sessions() as db:
        assert db.get_one(Circle, ("T0RM", circle.id)).channel


@pytest.mark.parametrize("how", ["left", "deactivated"])
def test_whoever_is_gone_is_not_in_the_next_one(desk: Desk, circle: Circle, how: str) -> None:
    owes(desk, circle, "before")
    desk.sends()
    if how == "left":
        changes(desk, "citra", state=Joining.LEFT)
    else:
        desk.changes_person("citra", standing=Standing.DEACTIVATED)
    owes(desk, circle, "after")
    assert desk.sends() == [Sent("note", "sent", None)]
    assert groups(desk, "citra") == [["before"]]
    assert groups(desk, "ayu") == [["before"], ["after"]]


def test_it_waits_until_all_of_them_work(desk: Desk, circle: Circle) -> None:
    desk.changes_person("citra", zone="Asia/Jakarta")
    owes(desk, circle)
    evening = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # 18:00 in Jakarta
    assert desk.sends(evening) == [Sent("note", "waiting", "out_of_hours")]
    assert desk.sends(datetime(2026, 3, 3, 9, 0, tzinfo=UTC)) == [Sent("note", "sent", None)]


def test_a_break_of_one_holds_nobody_up(desk: Desk, circle: Circle) -> None:
    changes(desk, "citra", paused_until=date(2026, 5, 1))
    owes(desk, circle)
    assert desk.sends() == [Sent("note", "sent", None)]
