"""What each side is told about the agreement."""

import pytest
from sqlalchemy.orm import Session

from bot import pairs
from bot.agreement import messages
from bot.models import HelpContact, Kind, Letter, Pair, Role
from bot.wording import mention
from tests.agreement.signing import ELSEWHERE, introduced, letters, sign
from tests.factories import NOW, book, make_person
from tests.fitting import LONGEST_NAME, said


def told(db: Session, pair: Pair, role: Role, number: int = 0) -> str:
    db.expire_all()
    return said(messages.agreement(db, letters(db, Kind.AGREEMENT, pair, role)[number]))


def reminder(db: Session, pair: Pair, role: Role) -> Letter:
    db.expire_all()
    (letter,) = letters(db, Kind.AGREEMENT_REMINDER, pair, role)
    return letter


def test_both_learn_who_they_are_paired_with_and_what_comes_first(db: Session) -> None:
    pair = introduced(db)
    mentor, leader = told(db, pair, Role.MENTOR), told(db, pair, Role.LEADER)
    assert f"You and {mention(pair.leader.person)} are a pair, and you are the teacher here" in mentor
    assert f"You and {mention(pair.mentor.person)} are a pair, and you are the one who learns" in leader
    assert "[Read and sign] [I need help]" in mentor
    assert "First comes your agreement" in leader


def test_after_one_signature_the_one_waits_and_the_other_is_asked(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.LEADER)
    mentor, leader = told(db, pair, Role.MENTOR), told(db, pair, Role.LEADER)
    assert f"{mention(pair.leader.person)} has signed your agreement. Please read it" in mentor
    assert f"You have signed your agreement. {mention(pair.mentor.person)} reads it next" in leader
    assert "[Our agreement]" in leader


def test_once_both_have_signed_each_learns_what_comes_next(db: Session) -> None:
    pair = introduced(db)
    for role in Role:
        sign(db, pair, role)
    assert told(db, pair, Role.MENTOR).count("you do not have to chase") == 1
    assert "Next you book your first session" in told(db, pair, Role.LEADER)
    book(db, pair.meetings[0], NOW)
    assert "Next you book" not in told(db, pair, Role.LEADER)


def test_whoever_signed_is_told_what_was_changed(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    sign(db, pair, Role.LEADER, ELSEWHERE)
    older, newer = told(db, pair, Role.MENTOR), told(db, pair, Role.MENTOR, 1)
    partner = mention(pair.leader.person)
    assert f"{partner} has changed your agreement: where you meet. What you signed no longer holds" in newer
    assert "are a pair" not in newer
    assert f"{partner} has changed your agreement. What you signed no longer holds" in older


@pytest.mark.parametrize("partner_signed", [False, True])
def test_a_reminder_comes_to_who_has_not_signed(db: Session, partner_signed: bool) -> None:
    pair = introduced(db)
    if partner_signed:
        sign(db, pair, Role.MENTOR)
        assert messages.agreement_reminder(db, reminder(db, pair, Role.MENTOR)) is None
    text = said(messages.agreement_reminder(db, reminder(db, pair, Role.LEADER)))
    assert ("has signed your agreement" in text) == partner_signed
    assert "Your first session can be booked once both have signed." in text


def test_nothing_is_said_once_the_pair_has_ended(db: Session) -> None:
    pair = introduced(db)
    pairs.end(db, pair, "left", NOW)
    assert messages.agreement(db, letters(db, Kind.AGREEMENT, pair, Role.LEADER)[0]) is None
    assert messages.agreement_reminder(db, reminder(db, pair, Role.LEADER)) is None


def test_somebody_who_is_not_of_the_pair_is_told_nothing(db: Session) -> None:
    pair = introduced(db)
    (letter,) = letters(db, Kind.AGREEMENT, pair, Role.LEADER)
    stranger = make_person(db)
    letter.person_id = stranger.id
    db.flush()
    db.expire_all()
    assert messages.agreement(db, letter) is None


def test_a_contact_who_is_the_partner_is_not_named_as_help(db: Session) -> None:
    pair = introduced(db)
    contact = db.get_one(HelpContact, (pair.workspace_id, pair.programme.contacts[0].id))
    contact.person_id = pair.leader.person_id
    db.flush()
    db.expire_all()
    (letter,) = letters(db, Kind.AGREEMENT, pair, Role.MENTOR)
    side = messages.side_of(letter)
    assert side is not None
    assert messages.contact(side) == mention(pair.programme.contacts[1].person)


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_the_longest_names_fit_in_each_language(db: Session, locale: str) -> None:
    people = {role: make_person(db, LONGEST_NAME, locale=locale) for role in ("mentor", "leader")}
    pair = introduced(db, **people)
    for role in Role:
        told(db, pair, role)
        sign(db, pair, role)
        told(db, pair, role)
