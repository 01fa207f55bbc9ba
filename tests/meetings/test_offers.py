"""The answers to pressed buttons, and who stands in them."""

import pytest
from sqlalchemy.orm import Session

from bot.meetings import offers
from bot.models import Meeting, Pair, Role
from bot.scene import Scene
from tests.factories import NOW
from tests.fitting import said
from tests.meetings.booking import THURSDAY, book, person
from tests.meetings.reading import ayu_and_lena


@pytest.fixture
def pair(db: Session) -> Pair:
    return ayu_and_lena(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def test_the_people_who_help_are_others_than_the_two(db: Session, meeting: Meeting) -> None:
    contact = meeting.pair.programme.contacts[0]
    contact.person_id = person(meeting.pair, Role.LEADER).id
    db.flush()
    db.expire(contact)
    hugo = meeting.pair.programme.contacts[1].person
    assert Scene.seen_by(meeting, person(meeting.pair, Role.MENTOR)).contacts() == f"<@{hugo.slack_id}>"


def seen_by(meeting: Meeting, role: Role) -> Scene:
    return Scene.seen_by(meeting, person(meeting.pair, role))


def test_answers_to_buttons_fit_and_say_what_comes_next(db: Session, meeting: Meeting) -> None:
    leader, mentor = seen_by(meeting, Role.LEADER), seen_by(meeting, Role.MENTOR)
    assert "You pick the next one." in said(offers.dm(leader, offers.in_the_diary(leader)))
    assert "<@U0LENA> picks the next one." in said(offers.dm(mentor, offers.in_the_diary(mentor)))
    assert "nobody asks why" in said(offers.after_ending(leader))
    assert "calendar file" in offers.file_comes(leader)
    assert "the two of you are back on track" in said(offers.anew(db, leader, NOW))


def test_a_leader_who_keeps_a_date_that_stands_is_shown_it(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    assert "is in the diary" in said(offers.anew(db, seen_by(meeting, Role.LEADER), NOW))
