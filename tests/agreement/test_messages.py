"""What each side is told about the agreement."""

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot import pairs
from bot.agreement import messages
from bot.models import AgreementVersion, HelpContact, Kind, Letter, Pair, Post, Role
from bot.playbooks.agreement import Level
from bot.wording import mention
from tests.agreement.signing import ELSEWHERE, choose, introduced, letters, sign
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


def test_a_reminder_to_sign_again_speaks_of_the_next_session(db: Session) -> None:
    pair = introduced(db)
    for role in Role:
        sign(db, pair, role)
    sign(db, pair, Role.LEADER, ELSEWHERE)
    text = said(messages.agreement_reminder(db, letters(db, Kind.AGREEMENT_REMINDER, pair, Role.MENTOR)[-1]))
    assert "your name is still missing" in text
    assert "Your next session can be booked once both have signed again." in text


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


def changes(db: Session, pair: Pair, role: Role) -> list[str | None]:
    db.expire_all()
    written = [messages.topics_changed(db, letter) for letter in letters(db, Kind.TOPICS_CHANGED, pair, role)]
    return [said(one) if one else None for one in written]


def signed(db: Session) -> Pair:
    pair = introduced(db)
    for role in Role:
        sign(db, pair, role)
    return pair


@pytest.mark.parametrize("hand", list(Role))
def test_both_hear_of_a_stricter_line_in_the_same_words(db: Session, hand: Role) -> None:
    pair = signed(db)
    choose(db, pair, hand, health=Level.OFF)
    (mine,), (partners,) = changes(db, pair, hand), changes(db, pair, hand.partner)
    assert mine == partners
    assert mine == (
        "One line of your agreement is stricter now: *Health: off limits*. "
        "It holds at once, and nobody has to explain.\n[Our agreement] [My topics] [I need help]"
    )


def test_several_lines_and_both_directions_are_told_together(db: Session) -> None:
    pair = signed(db)
    for role in Role:
        choose(db, pair, role, family=Level.OFF, own_team=Level.OFF)
    for letter in letters(db, Kind.TOPICS_CHANGED, pair):
        letter.state, letter.ts = Post.SENT, "1.0"
    choose(db, pair, Role.LEADER, family=Level.ASK, own_team=Level.ASK)
    choose(db, pair, Role.MENTOR, {"<Sport>": Level.ASK}, family=Level.ASK, own_team=Level.OPEN, health=Level.OFF)
    told = str(changes(db, pair, Role.LEADER)[-1])
    assert "Some lines of your agreement are stricter now: *Health: off limits*, *&lt;Sport&gt;: ask first*." in told
    assert "Some lines of your agreement are more open now: *Our own teams: ask first*, *Family: ask first*." in told


def test_one_line_that_is_more_open_is_told_alone(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.MENTOR, health=Level.OFF)
    for letter in letters(db, Kind.TOPICS_CHANGED, pair):
        letter.state, letter.ts = Post.SENT, "1.0"
    choose(db, pair, Role.MENTOR, health=Level.ASK)
    assert "One line of your agreement is more open now: *Health: ask first*." in str(
        changes(db, pair, Role.LEADER)[-1]
    )


def test_nothing_is_told_of_what_was_taken_back_before_it_was_read(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.MENTOR, health=Level.OFF)
    choose(db, pair, Role.MENTOR, health=Level.ASK)
    assert changes(db, pair, Role.LEADER)[-1] is None


def test_a_pair_whose_versions_were_not_kept_hears_what_is_stricter_than_the_programme(db: Session) -> None:
    pair = signed(db)
    db.execute(delete(AgreementVersion))
    choose(db, pair, Role.MENTOR, health=Level.OFF)
    assert "*Health: off limits*" in str(changes(db, pair, Role.LEADER)[0])


def test_a_change_is_not_told_once_the_pair_has_ended(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.MENTOR, health=Level.OFF)
    pairs.end(db, pair, "left", NOW)
    assert changes(db, pair, Role.LEADER) == [None]


def test_who_has_signed_sees_the_levels_as_they_stand(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.LEADER, health=Level.OFF)
    for role in Role:
        assert "*Off limits:* Health" in told(db, pair, role)
