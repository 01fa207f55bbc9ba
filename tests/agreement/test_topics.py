"""Choosing in private how open each topic is, and what comes of it for both."""

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.agreement import rules, topics
from bot.agreement.topics import MOST_ADDED
from bot.errors import Refused
from bot.models import Kind, Letter, Pair, Post, Role, TopicLevels
from bot.playbooks.agreement import Level
from tests.agreement.signing import choose, introduced, letters, sign, strangers
from tests.factories import NOW, make_agreement, make_match, make_programme

ASK, OFF = Level.ASK, Level.OFF


def shown(db: Session, pair: Pair) -> dict[str, Level]:
    return topics.standing(rules.current(db, pair))


def signed(db: Session) -> Pair:
    pair = introduced(db)
    for role in Role:
        sign(db, pair, role)
    return pair


def told(db: Session, pair: Pair, role: Role | None = None) -> list[Letter]:
    return [one for one in letters(db, Kind.TOPICS_CHANGED, pair, role) if one.state != Post.DROPPED]


def test_what_one_side_chose_shows_nowhere_before_the_other_has_chosen(db: Session) -> None:
    pair = strangers(db)
    before = shown(db, pair)
    choose(db, pair, Role.MENTOR, health=OFF)
    assert rules.current(db, pair).levels == {}
    assert shown(db, pair) == before
    assert before["health"] == ASK


def test_once_both_have_chosen_the_stricter_of_both_is_known(db: Session) -> None:
    pair = strangers(db)
    choose(db, pair, Role.MENTOR, health=OFF, own_team=Level.OPEN)
    choose(db, pair, Role.LEADER, own_team=ASK)
    assert (shown(db, pair)["health"], shown(db, pair)["own_team"], shown(db, pair)["family"]) == (OFF, ASK, ASK)
    assert rules.current(db, pair).levels == shown(db, pair)
    assert told(db, pair) == []


def test_a_level_below_the_floor_does_not_count(db: Session) -> None:
    pair = strangers(db)
    for role in Role:
        choose(db, pair, role, health=Level.OPEN)
    assert shown(db, pair)["health"] == ASK


def test_nobody_signs_before_they_have_chosen(db: Session) -> None:
    pair = strangers(db)
    choose(db, pair, Role.MENTOR)
    with pytest.raises(Refused, match="topics_first"):
        sign(db, pair, Role.LEADER)
    assert not sign(db, pair, Role.MENTOR)


def test_the_signature_of_the_first_stands_when_the_second_chooses(db: Session) -> None:
    pair = strangers(db)
    choose(db, pair, Role.MENTOR)
    sign(db, pair, Role.MENTOR)
    choose(db, pair, Role.LEADER, health=OFF)
    agreement = rules.current(db, pair)
    assert (agreement.version, agreement.signed_by(Role.MENTOR), agreement.signed) == (2, True, False)
    assert [version.cause for version in agreement.versions] == ["terms", "topics"]
    sign(db, pair, Role.LEADER)
    assert agreement.signed
    assert told(db, pair) == []


@pytest.mark.parametrize("hand", list(Role))
def test_a_stricter_line_holds_at_once_and_both_are_told_alike(db: Session, hand: Role) -> None:
    pair = signed(db)
    choose(db, pair, hand, health=OFF)
    agreement = rules.current(db, pair)
    assert shown(db, pair)["health"] == OFF
    assert (agreement.version, agreement.signed) == (2, True)
    mine, partners = (told(db, pair, role) for role in (hand, hand.partner))
    assert [one.facts for one in mine] == [one.facts for one in partners] == [{"since": 1, "until": 2}]
    assert (mine[0].any_hour, partners[0].any_hour) == (True, False)


def test_what_changes_nothing_for_the_pair_leaves_no_trace_but_ones_own(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.MENTOR, health=OFF)
    seen = everything_but_choices(db)
    choose(db, pair, Role.LEADER, health=OFF)
    choose(db, pair, Role.LEADER, health=ASK)
    assert everything_but_choices(db) == seen


def everything_but_choices(db: Session) -> list[object]:
    rows = [db.execute(text(f"SELECT * FROM {table} ORDER BY id")).all() for table in TABLES]  # noqa: S608 (our own names)
    return [tuple(row) for found in rows for row in found]


TABLES = ("agreements", "agreement_versions", "added_topics", "letters", "pairs", "meetings")


def test_more_open_takes_both(db: Session) -> None:
    pair = signed(db)
    for role in Role:
        choose(db, pair, role, health=OFF)
    choose(db, pair, Role.MENTOR, health=ASK)
    assert shown(db, pair)["health"] == OFF
    choose(db, pair, Role.LEADER, health=ASK)
    agreement = rules.current(db, pair)
    assert shown(db, pair)["health"] == ASK
    assert [version.cause for version in agreement.versions] == ["terms", "stricter", "looser"]
    assert agreement.signed


def test_several_changes_before_the_partner_reads_are_one_letter(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.MENTOR, health=OFF)
    (mine,) = told(db, pair, Role.MENTOR)
    mine.state, mine.ts = Post.SENT, "1.0"
    db.flush()
    choose(db, pair, Role.MENTOR, health=OFF, family=OFF)
    assert [one.facts for one in told(db, pair, Role.LEADER)] == [{"since": 1, "until": 3}]
    assert [one.facts for one in told(db, pair, Role.MENTOR)] == [{"since": 1, "until": 2}, {"since": 2, "until": 3}]


def test_messages_that_show_the_levels_are_written_again(db: Session) -> None:
    pair = signed(db)
    for letter in letters(db, Kind.AGREEMENT, pair):
        letter.state, letter.ts = Post.SENT, "1.0"
    db.flush()
    choose(db, pair, Role.MENTOR)
    assert {letter.state for letter in letters(db, Kind.AGREEMENT, pair)} == {Post.SENT}
    choose(db, pair, Role.MENTOR, health=OFF)
    assert {letter.state for letter in letters(db, Kind.AGREEMENT, pair)} == {Post.WAITING}


def test_a_topic_of_ones_own_is_seen_by_both_and_its_owner_by_nobody(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.LEADER, {"My divorce": OFF})
    agreement = rules.current(db, pair)
    (topic,) = agreement.added_topics
    assert (topic.name, shown(db, pair)[topics.key_of(topic)]) == ("My divorce", OFF)
    assert topics.sheet(db, agreement, Role.MENTOR).levels[topics.key_of(topic)] == Level.OPEN
    assert [topics.sheet(db, agreement, role).room for role in Role] == [MOST_ADDED, MOST_ADDED - 1]
    assert len(told(db, pair)) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [("My evenings", "MY EVENINGS"), ("Cafe\u0301", "CAF\u00c9"), ("Caf\u00e9", "cafe\u0301")],
)
def test_the_same_name_from_the_other_side_is_the_same_topic(db: Session, first: str, second: str) -> None:
    pair = signed(db)
    choose(db, pair, Role.LEADER, {first: ASK})
    choose(db, pair, Role.MENTOR, {second: OFF})
    agreement = rules.current(db, pair)
    (topic,) = agreement.added_topics
    assert shown(db, pair)[topics.key_of(topic)] == OFF
    assert topics.sheet(db, agreement, Role.MENTOR).room == MOST_ADDED


def test_added_topics_keep_their_order_over_several_forms(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.LEADER, {"One": ASK, "Two": ASK})
    choose(db, pair, Role.MENTOR, {"Three": OFF})
    assert [topic.name for topic in rules.current(db, pair).added_topics] == ["One", "Two", "Three"]


def test_what_was_chosen_and_named_is_sealed_at_rest(db: Session) -> None:
    pair = signed(db)
    choose(db, pair, Role.LEADER, {"rhubarb": OFF}, health=OFF)
    rows = [*db.execute(text("SELECT levels_sealed, added_sealed FROM topic_levels WHERE role = 'leader'"))]
    rows += [*db.execute(text("SELECT name_sealed FROM added_topics"))]
    sealed = [bytes(value) for row in rows for value in row if value is not None]
    assert len(sealed) == 3
    assert not any(word in value for value in sealed for word in (b"rhubarb", b"health", b"off", b"own:"))


def test_a_level_kept_for_a_topic_that_is_no_more_harms_nobody(db: Session) -> None:
    pair = signed(db)
    row = db.scalars(select(TopicLevels).where(TopicLevels.role == Role.LEADER)).one()
    row.levels = json.dumps({"weather": "off"})
    agreement = rules.current(db, pair)
    agreement.levels = {**agreement.levels, "weather": "off"}
    db.flush()
    choose(db, pair, Role.LEADER)
    assert "weather" not in shown(db, pair)
    assert told(db, pair) == []
    assert agreement.version == 1


def test_a_pair_that_signed_before_there_were_levels_is_told_when_both_have_chosen(db: Session) -> None:
    pair = make_match(db, make_programme(db), state="active", started_at=NOW)
    make_agreement(db, pair)
    choose(db, pair, Role.LEADER, health=OFF)
    assert told(db, pair) == []
    choose(db, pair, Role.MENTOR)
    agreement = rules.current(db, pair)
    assert (agreement.version, agreement.signed) == (2, True)
    assert len(told(db, pair)) == 2
