"""What people are told of a programme as a whole."""

import pytest
from sqlalchemy.orm import Session

from bot.coordination import messages
from bot.letters import owe
from bot.models import Joining, Kind, Pair, Role, Sitting
from bot.said import Said
from tests.endings.ending import actions, ended_pair
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme
from tests.fitting import said


@pytest.mark.parametrize(("role", "words"), [(Role.MENTOR, "for teaching"), (Role.LEADER, "for learning")])
def test_each_is_thanked_for_what_they_did(db: Session, role: Role, words: str) -> None:
    pair = ended_pair(db, 1)
    pair.programme.name = "<" * 60
    text = said(closed(db, pair, role))
    assert words in text
    assert "[I need help]" in text


def test_nobody_is_thanked_for_sessions_that_they_never_had(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    letter = owe(db, Kind.PROGRAMME_CLOSED, enrolment, NOW, to=enrolment.person, facts={"paired": False})
    text = said(messages.programme_closed(db, letter))
    assert "There was no partner for you this time." in text
    assert "for teaching" not in text


@pytest.mark.parametrize("role", list(Role))
def test_whoever_had_a_partner_and_no_session_is_not_thanked_for_any(db: Session, role: Role) -> None:
    text = said(closed(db, ended_pair(db, 0), role))
    assert "No session came about this time." in text
    assert "for teaching" not in text
    assert "for learning" not in text


@pytest.mark.parametrize(
    ("role", "row"), [(Role.MENTOR, ["certificate", "help"]), (Role.LEADER, ["certificate", "write_thanks", "help"])]
)
def test_whoever_had_a_session_takes_something_along_and_is_asked_once_more(
    db: Session, role: Role, row: list[str]
) -> None:
    pair = ended_pair(db, 1)
    message = closed(db, pair, role)
    assert "In three months we ask you one last question" in said(message)
    assert f"Your sessions with <@{pair.enrolment(role.partner).person.slack_id}>:" in said(message)
    assert actions(message) == row


def test_without_a_session_nothing_is_offered_and_nothing_more_comes(db: Session) -> None:
    message = closed(db, ended_pair(db, 0), Role.LEADER)
    assert "this programme sends no more messages" in said(message)
    assert actions(message) == ["help"]


def test_nobody_is_offered_to_thank_somebody_who_has_left(db: Session) -> None:
    pair = ended_pair(db, 3)
    pair.mentor.state = Joining.LEFT
    assert actions(closed(db, pair, Role.LEADER)) == ["certificate", "help"]


def test_each_of_several_pairs_has_its_own_row(db: Session) -> None:
    pair = ended_pair(db, 1)
    second = make_pair(db, pair.programme, mentor=pair.mentor)
    second.meetings[0].state = Sitting.HELD
    assert actions(closed(db, pair, Role.MENTOR)) == ["certificate", "certificate", "help"]


def closed(db: Session, pair: Pair, role: Role) -> Said | None:
    enrolment = pair.enrolment(role)
    return messages.programme_closed(db, owe(db, Kind.PROGRAMME_CLOSED, enrolment, NOW, to=enrolment.person))


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
