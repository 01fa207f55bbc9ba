"""What people are told of a programme as a whole."""

import pytest
from sqlalchemy.orm import Session

from bot.coordination import messages
from bot.letters import owe
from bot.models import Kind, Role
from tests.factories import NOW, make_enrolment, make_person, make_programme
from tests.fitting import said


@pytest.mark.parametrize(("role", "words"), [(Role.MENTOR, "for teaching"), (Role.LEADER, "for learning")])
def test_each_is_thanked_for_what_they_did(db: Session, role: Role, words: str) -> None:
    enrolment = make_enrolment(db, make_programme(db, name="<" * 60), role)
    letter = owe(db, Kind.PROGRAMME_CLOSED, enrolment, NOW, to=enrolment.person)
    text = said(messages.programme_closed(db, letter))
    assert words in text
    assert "[I need help]" in text


def test_nobody_is_thanked_for_sessions_that_they_never_had(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    letter = owe(db, Kind.PROGRAMME_CLOSED, enrolment, NOW, to=enrolment.person, facts={"paired": False})
    text = said(messages.programme_closed(db, letter))
    assert "There was no partner for you this time." in text
    assert "for teaching" not in text


def test_whoever_becomes_an_organiser_is_told(db: Session) -> None:
    person = make_person(db)
    letter = owe(db, Kind.ORGANISER_ADDED, person, NOW, to=person)
    assert "/rm-programme help" in said(messages.organiser_added(db, letter))


def test_a_letter_to_nobody_is_not_worth_saying(db: Session) -> None:
    letter = owe(db, Kind.PROGRAMME_CLOSED, make_programme(db), NOW, to=None)
    assert messages.programme_closed(db, letter) is None
    assert messages.organiser_added(db, letter) is None


def test_help_names_every_command_of_an_organiser() -> None:
    commands = ("create", "open", "review", "match", "start", "close", "claim")
    assert all(f"/rm-programme {word}" in messages.help_text("en") for word in commands)
    assert "share" in messages.status_help("en")
