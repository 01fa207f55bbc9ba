"""A theme goes to the board when both of a pair agree, and names no pair there."""

import json
import uuid
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import pairs, themes
from bot.errors import Refused
from bot.insights import rules
from bot.models import AuditEntry, Insight, Joining, Kind, Letter, Pair, Post, Role, Stage
from tests.commitments.promising import AFTER, met_pair, promise
from tests.factories import make_enrolment, make_organiser, make_person, make_programme
from tests.insights.offering import THEME, another_pair, answered, done, offered, opened, published
from tests.meetings.booking import came, person

MENTOR, LEADER = Role.MENTOR, Role.LEADER


@pytest.fixture
def pair(db: Session) -> Pair:
    return met_pair(db)


def question(db: Session, pair: Pair) -> Letter:
    return db.scalars(select(Letter).where(Letter.kind == Kind.THEME_OFFERED, Letter.pair_id == pair.id)).one()


@pytest.mark.parametrize("by", list(Role))
def test_the_other_of_the_two_is_asked_and_the_words_are_sealed(db: Session, pair: Pair, by: Role) -> None:
    insight = offered(db, pair, by)
    letter = question(db, pair)
    assert letter.person_id == person(pair, by.partner).id
    assert letter.facts == {"insight": str(insight.id)}
    assert insight.theme == THEME
    assert b"youngest" not in (insight.theme_sealed or b"")
    assert themes.last_offer(db, pair) == themes.Offer(insight.id, by, themes.WAITING)


def test_the_newest_offer_is_the_one_that_counts(db: Session, pair: Pair) -> None:
    answered(db, offered(db, pair, LEADER), pair, LEADER, themes.NO)
    newer = offered(db, pair, MENTOR)
    assert themes.last_offer(db, pair) == themes.Offer(newer.id, MENTOR, themes.WAITING)


def test_either_may_offer_what_came_of_a_commitment_that_is_done(db: Session, pair: Pair) -> None:
    commitment = done(db, pair)
    for role in Role:
        assert rules.may_offer(db, commitment.id, person(pair, role)) == (commitment, role)


def test_an_open_commitment_makes_no_theme_yet(db: Session, pair: Pair) -> None:
    with pytest.raises(Refused, match="theme_too_early"):
        rules.may_offer(db, promise(db, pair).id, person(pair, LEADER))


@pytest.mark.parametrize("role", list(Role))
def test_one_theme_waits_at_a_time(db: Session, pair: Pair, role: Role) -> None:
    commitment, insight = done(db, pair), offered(db, pair)
    with pytest.raises(Refused, match="theme_waits"):
        rules.may_offer(db, commitment.id, person(pair, role))
    answered(db, insight, pair, LEADER, themes.NO)
    rules.may_offer(db, commitment.id, person(pair, role))


def test_nobody_offers_what_came_of_anothers_commitment(db: Session, pair: Pair) -> None:
    commitment = done(db, pair)
    for stranger in (make_organiser(db), person(met_pair(db), LEADER)):
        with pytest.raises(Refused, match="not_your_pair"):
            rules.may_offer(db, commitment.id, stranger)
    with pytest.raises(Refused, match="not_your_pair"):
        rules.may_offer(db, uuid.uuid4(), person(pair, LEADER))


def test_only_whoever_is_asked_answers(db: Session, pair: Pair) -> None:
    insight = offered(db, pair, MENTOR)
    assert rules.asked_of(db, insight.id, person(pair, LEADER)) == (insight, pair)
    with pytest.raises(Refused, match="theme_of_yours"):
        rules.asked_of(db, insight.id, person(pair, MENTOR))
    with pytest.raises(Refused, match="not_your_pair"):
        rules.asked_of(db, insight.id, make_organiser(db))


def test_having_been_asked_once_gives_no_say_over_another_theme(db: Session, pair: Pair) -> None:
    answered(db, offered(db, pair, MENTOR), pair, MENTOR)
    with pytest.raises(Refused, match="theme_of_yours"):
        rules.asked_of(db, offered(db, pair, LEADER).id, person(pair, LEADER))


def test_a_yes_puts_it_on_the_board_as_a_row_that_nothing_leads_to(db: Session, pair: Pair) -> None:
    insight = offered(db, pair, MENTOR)
    letter = came(db, question(db, pair))
    on_board = answered(db, insight, pair, MENTOR)
    assert on_board is not None
    assert (on_board.theme, on_board.pair_id, on_board.on_board_since) == (THEME, None, date(2026, 3, 1))
    assert letter.state == Post.WAITING  # drawn anew
    assert str(on_board.id) not in json.dumps(letter.facts) + letter.key
    assert db.scalars(select(Insight)).all() == [on_board]
    assert themes.last_offer(db, pair) == themes.Offer(insight.id, MENTOR, themes.YES)


def test_the_month_is_the_programmes(db: Session, pair: Pair) -> None:
    pair.programme.zone = "Pacific/Auckland"
    insight = offered(db, pair)
    published = rules.allow(db, insight, person(pair, MENTOR), AFTER.replace(day=31, hour=13))
    assert published.on_board_since == date(2026, 4, 1)


def test_a_no_deletes_the_words(db: Session, pair: Pair) -> None:
    insight = offered(db, pair)
    answered(db, insight, pair, LEADER, themes.NO)
    assert db.scalars(select(Insight)).all() == []
    assert themes.last_offer(db, pair) == themes.Offer(insight.id, LEADER, themes.NO)


@pytest.mark.parametrize("said", [themes.YES, themes.NO])
def test_an_answer_is_given_once(db: Session, pair: Pair, said: str) -> None:
    insight = offered(db, pair)
    answered(db, insight, pair, LEADER, said)
    with pytest.raises(Refused, match="theme_answered"):
        rules.asked_of(db, insight.id, person(pair, MENTOR))


def test_what_stands_on_the_board_waits_for_no_yes(db: Session, pair: Pair) -> None:
    with pytest.raises(Refused, match="theme_answered"):
        rules.asked_of(db, published(db, pair).id, person(pair, MENTOR))


def test_a_theme_that_waits_ends_with_its_pair(db: Session, pair: Pair) -> None:
    other = another_pair(db, pair.programme)
    offered(db, pair)
    kept = [published(db, other), offered(db, other)]
    pairs.end(db, pair, "left", AFTER)
    assert set(db.scalars(select(Insight))) == set(kept)
    assert themes.last_offer(db, pair) is None


def test_the_board_opens_with_its_third_theme_from_more_than_one_pair(db: Session, pair: Pair) -> None:
    for _ in range(3):
        published(db, pair)
    offered(db, pair)
    assert rules.board(db, pair.programme) == []
    published(db, another_pair(db, pair.programme))
    shown = rules.board(db, pair.programme)
    assert len(shown) == 4
    assert shown == sorted(shown, key=lambda insight: insight.id)


def test_two_themes_are_too_few_and_other_programmes_do_not_count(db: Session, pair: Pair) -> None:
    published(db, pair)
    published(db, another_pair(db, pair.programme))
    opened(db)
    assert rules.board(db, pair.programme) == []


def test_participants_read_their_boards_and_organisers_all(db: Session, pair: Pair) -> None:
    other = make_programme(db, name="Other", stage=Stage.DRAFT)
    for role in Role:
        assert rules.boards_of(db, person(pair, role)) == [pair.programme]
    assert {one.name for one in rules.boards_of(db, make_organiser(db))} == {pair.programme.name, other.name}


@pytest.mark.parametrize("state", [Joining.DRAFT, Joining.LEFT])
def test_whoever_does_not_take_part_reads_none(db: Session, pair: Pair, state: Joining) -> None:
    enrolment = make_enrolment(db, pair.programme, state=state)
    for stranger in (enrolment.person, make_person(db)):
        with pytest.raises(Refused, match="no_board"):
            rules.choose_board(db, stranger, "")
        with pytest.raises(Refused, match="no_board"):
            rules.own_board(db, pair.programme_id, stranger)


def test_the_board_is_chosen_by_name_or_is_the_only_one_that_runs(db: Session, pair: Pair) -> None:
    leader, running = person(pair, LEADER), pair.programme
    past = make_programme(db, name="Past", stage=Stage.CLOSED)
    make_enrolment(db, past, LEADER, person=leader)
    assert rules.choose_board(db, leader, "") is running
    assert rules.choose_board(db, leader, " PAST ") is past
    assert rules.own_board(db, past.id, leader) is past
    with pytest.raises(Refused, match="no_such_programme"):
        rules.choose_board(db, leader, "Nothing")
    running.stage = Stage.CLOSED
    with pytest.raises(Refused, match="which_programme"):
        rules.choose_board(db, leader, "")


def test_a_programme_that_somebody_takes_no_part_in_is_not_even_named(db: Session, pair: Pair) -> None:
    make_programme(db, name="Secret")
    with pytest.raises(Refused) as refused:
        rules.choose_board(db, person(pair, LEADER), "Secret")
    assert refused.value.details == {"names": f"“{pair.programme.name}”"}


def test_any_leader_of_the_programme_says_what_was_changed(db: Session) -> None:
    pair, [insight, *_] = opened(db)
    other = make_enrolment(db, pair.programme, LEADER).person
    for leader, words in ((person(pair, LEADER), "We ask first."), (other, "We ask first. And wait.")):
        assert rules.on_board(db, insight.id, leader) == (insight, pair.programme)
        rules.write_change(db, insight, words, AFTER, by=leader)
    db.flush()
    assert insight.change == "We ask first. And wait."
    assert b"wait" not in (insight.change_sealed or b"")
    written = db.scalars(select(AuditEntry).where(AuditEntry.action == "insight_answered")).all()
    assert [(entry.actor_id, entry.about) for entry in written][-1] == (other.id, str(insight.id))


def test_no_text_takes_it_back(db: Session) -> None:
    pair, [insight, *_] = opened(db)
    for words in ("We ask first.", ""):
        rules.write_change(db, insight, words, AFTER, by=person(pair, LEADER))
    assert insight.change is None


def test_nobody_but_leaders_of_the_programme_says_it(db: Session) -> None:
    pair, [insight, *_] = opened(db)
    left = make_enrolment(db, pair.programme, LEADER, state=Joining.LEFT).person
    for somebody in (person(pair, MENTOR), make_organiser(db), left, person(met_pair(db), LEADER)):
        with pytest.raises(Refused, match="leaders_answer"):
            rules.on_board(db, insight.id, somebody)


def test_what_is_on_no_open_board_is_not_answered(db: Session, pair: Pair) -> None:
    leader = person(pair, LEADER)
    for insight_id in (published(db, pair).id, offered(db, pair).id, uuid.uuid4()):
        with pytest.raises(Refused, match="not_on_board"):
            rules.on_board(db, insight_id, leader)


def test_a_theme_that_waits_is_not_answered_on_an_open_board(db: Session) -> None:
    pair, _ = opened(db)
    with pytest.raises(Refused, match="not_on_board"):
        rules.on_board(db, offered(db, pair).id, person(pair, LEADER))
