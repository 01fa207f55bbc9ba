"""Signing, changing and signing again."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.agreement import rules
from bot.agreement.rules import Moved
from bot.models import Kind, Post, Role
from tests.agreement.signing import CHOICES, ELSEWHERE, TERMS, Terms, introduced, letters, sent, sign
from tests.factories import NOW, book


def test_both_are_asked_to_sign_and_reminded_a_week_later(db: Session) -> None:
    pair = introduced(db)
    for role in Role:
        (asked,) = letters(db, Kind.AGREEMENT, pair, role)
        (reminder,) = letters(db, Kind.AGREEMENT_REMINDER, pair, role)
        assert reminder.due_at - asked.due_at == timedelta(days=7)


def test_the_first_signature_makes_version_one(db: Session) -> None:
    pair = introduced(db)
    assert not sign(db, pair, Role.MENTOR)
    agreement = rules.current(db, pair)
    assert (agreement.version, agreement.stop_word, agreement.place) == (1, "hat", "the café")
    assert agreement.choices == CHOICES
    assert agreement.mentor_signed_at == NOW
    assert not agreement.signed


def test_the_leader_is_asked_for_a_date_once_both_have_signed(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.LEADER)
    assert letters(db, Kind.BOOKING, pair) == []
    sign(db, pair, Role.MENTOR)
    (booking,) = letters(db, Kind.BOOKING, pair)
    (silence,) = letters(db, Kind.SILENCE, pair)
    assert rules.current(db, pair).signed
    assert booking.person_id == silence.person_id == pair.leader.person_id
    assert booking.meeting_id == pair.meetings[0].id
    assert silence.due_at == booking.due_at + timedelta(days=14)


def test_other_words_void_the_partners_signature_and_ask_once_more(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    sent(db, pair)
    sign(db, pair, Role.LEADER, ELSEWHERE)
    agreement = rules.current(db, pair)
    assert (agreement.version, agreement.signed_by(Role.MENTOR), agreement.signed_by(Role.LEADER)) == (2, False, True)
    asked, again = letters(db, Kind.AGREEMENT, pair, Role.MENTOR)
    assert again.facts == {"changed": ["place"]}
    assert again.state == Post.WAITING
    assert asked.state == Post.WAITING  # it is written again in its place


def test_whoever_is_asked_again_is_reminded_once_a_week_later(db: Session) -> None:
    pair = introduced(db)
    for role in Role:
        sign(db, pair, role)
    sign(db, pair, Role.LEADER, ELSEWHERE)
    sign(db, pair, Role.LEADER, Terms("topi", "a walk by the river", CHOICES))
    both = [letter.person_id for letter in letters(db, Kind.AGREEMENT_REMINDER, pair)]
    assert sorted(both.count(side.person_id) for side in (pair.mentor, pair.leader)) == [1, 2]
    again = letters(db, Kind.AGREEMENT_REMINDER, pair, Role.MENTOR)[-1]
    assert again.due_at - letters(db, Kind.AGREEMENT, pair, Role.MENTOR)[-1].due_at == timedelta(days=7)


def test_several_changes_before_the_partner_reads_are_told_in_one_message(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    sign(db, pair, Role.LEADER, ELSEWHERE)
    sign(db, pair, Role.LEADER, Terms("topi", "a walk by the river", CHOICES))
    (again,) = [letter for letter in letters(db, Kind.AGREEMENT, pair, Role.MENTOR) if letter.facts]
    assert again.facts == {"changed": ["stop_word", "place"]}


def test_a_partner_who_has_not_signed_yet_gets_no_second_message(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    sign(db, pair, Role.MENTOR, ELSEWHERE)
    assert len(letters(db, Kind.AGREEMENT, pair, Role.LEADER)) == 1


def test_a_form_drawn_before_the_partners_change_signs_nothing_and_names_the_fields(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    mine = Terms("topi", "the café", {**CHOICES, "notice": "h24"})
    assert sign(db, pair, Role.LEADER, mine, drawn_from=0) == Moved(["stop_word", "notice"])
    agreement = rules.current(db, pair)
    assert (agreement.version, agreement.stop_word, agreement.leader_signed_version) == (1, "hat", 0)


def test_the_same_words_from_an_older_form_sign_what_stands(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    assert not sign(db, pair, Role.LEADER, TERMS, drawn_from=0)
    assert rules.current(db, pair).signed


def test_signing_twice_changes_nothing(db: Session) -> None:
    pair = introduced(db)
    for role in (Role.MENTOR, Role.LEADER, Role.LEADER):
        sign(db, pair, role)
    assert rules.current(db, pair).version == 1
    assert len(letters(db, Kind.BOOKING, pair)) == 1


def test_signing_anew_after_the_first_date_asks_for_no_other(db: Session) -> None:
    pair = introduced(db)
    book(db, pair.meetings[0], NOW + timedelta(days=7))
    sign(db, pair, Role.MENTOR)
    sign(db, pair, Role.LEADER)
    assert letters(db, Kind.BOOKING, pair) == []


def test_the_words_are_sealed_at_rest(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR, Terms("rhubarb", "the lighthouse", CHOICES))
    (row,) = db.execute(text("SELECT stop_word_sealed, place_sealed FROM agreements"))
    assert not any(word in bytes(value) for value in row for word in (b"rhubarb", b"lighthouse"))
