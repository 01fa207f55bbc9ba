"""What a letter about a session is written from."""

import pytest
from sqlalchemy.orm import Session

from bot.models import HelpContact, Meeting, Role, Standing
from bot.scene import Scene
from bot.wording import mention
from tests.factories import make_pair


@pytest.fixture
def meeting(db: Session) -> Meeting:
    return make_pair(db).meetings[0]


def as_seen(meeting: Meeting, role: Role = Role.MENTOR) -> Scene:
    return Scene.seen_by(meeting, meeting.pair.enrolment(role).person)


def test_the_contacts_are_named(meeting: Meeting) -> None:
    first, second = (mention(contact.person) for contact in meeting.pair.programme.contacts)
    assert as_seen(meeting).contacts() == f"{first} or {second}"


def test_whoever_is_gone_is_not_named_as_a_contact(meeting: Meeting) -> None:
    gone, there = (contact.person for contact in meeting.pair.programme.contacts)
    gone.standing = Standing.DEACTIVATED
    assert as_seen(meeting).contacts() == mention(there)


def test_nobody_around_the_partner_is_named_as_a_contact(db: Session, meeting: Meeting) -> None:
    manager, other = (contact.person for contact in meeting.pair.programme.contacts)
    meeting.pair.leader.manager_id = manager.id
    db.flush()
    assert as_seen(meeting).contacts() == mention(other)
    assert as_seen(meeting, Role.LEADER).contacts() == f"{mention(manager)} or {mention(other)}"


@pytest.mark.parametrize("role", list(Role))
def test_where_the_two_are_the_contacts_the_organisers_help(db: Session, meeting: Meeting, role: Role) -> None:
    pair = meeting.pair
    for contact, enrolment in zip(pair.programme.contacts, (pair.mentor, pair.leader), strict=True):
        db.get_one(HelpContact, (contact.workspace_id, contact.id)).person_id = enrolment.person_id
    db.flush()
    db.expire_all()
    assert as_seen(meeting, role).contacts() == "the organisers"
