"""Signing what has moved meanwhile, and the versions that are kept."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.agreement import rules, topics, versions
from bot.models import Pair, Role
from bot.playbooks.agreement import Level
from tests.agreement.signing import TERMS, choose, introduced, sign, strangers
from tests.factories import NOW, make_agreement, make_match, make_programme

ASK, OFF = Level.ASK, Level.OFF


def signed(db: Session) -> Pair:
    pair = introduced(db)
    for role in Role:
        sign(db, pair, role)
    return pair


def test_levels_that_moved_while_the_form_was_open_stop_the_signature(db: Session) -> None:
    pair = introduced(db)
    sign(db, pair, Role.MENTOR)
    seen = rules.current(db, pair).levels
    choose(db, pair, Role.MENTOR, {"My evenings": OFF}, health=OFF)
    moved = rules.sign(db, pair, rules.Signature(Role.LEADER, TERMS, 1, seen), NOW)
    agreement = rules.current(db, pair)
    (topic,) = agreement.added_topics
    assert moved == rules.Moved(topics=["health", topics.key_of(topic)])
    assert not agreement.signed_by(Role.LEADER)
    assert not rules.sign(db, pair, rules.Signature(Role.LEADER, TERMS, 1, agreement.levels), NOW)


def test_levels_that_turn_out_to_be_the_floors_stop_nobody(db: Session) -> None:
    pair = strangers(db)
    choose(db, pair, Role.MENTOR)
    choose(db, pair, Role.LEADER)
    assert not rules.sign(db, pair, rules.Signature(Role.MENTOR, TERMS, 0, {}), NOW)


def test_new_words_from_a_form_before_a_mere_change_of_levels_are_taken(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.LEADER, health=OFF)
    choose(db, pair, Role.LEADER, health=ASK)
    elsewhere = rules.Terms("hat", "a walk", TERMS.choices)
    seen = rules.current(db, pair).levels
    assert not rules.sign(db, pair, rules.Signature(Role.MENTOR, elsewhere, 1, seen), NOW)
    assert rules.current(db, pair).place == "a walk"


def test_each_version_is_kept_with_its_words_levels_and_names(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.MENTOR, health=OFF)
    later = NOW + timedelta(days=1)
    elsewhere = rules.Terms("topi", "a walk", TERMS.choices)
    agreement = rules.current(db, pair)
    rules.sign(db, pair, rules.Signature(Role.LEADER, elsewhere, 2, agreement.levels), later)
    first, second, third = agreement.versions
    assert [one.stop_word for one in agreement.versions] == ["hat", "hat", "topi"]
    assert [one.levels["health"] for one in agreement.versions] == ["ask", "off", "off"]
    assert [one.mentor_signed_at for one in agreement.versions] == [NOW, NOW, None]
    assert [one.leader_signed_at for one in agreement.versions] == [NOW, NOW, later]
    assert (first.made_at, second.made_at, third.made_at) == (NOW, NOW, later)


def test_a_version_that_was_never_kept_is_signed_all_the_same(db: Session) -> None:
    pair = make_match(db, make_programme(db), state="active", started_at=NOW)
    agreement = make_agreement(db, pair, leader_signed_version=0)
    versions.put_name(db, agreement, Role.LEADER, NOW)
    assert agreement.signed
