"""Which commitments a message of a pair speaks of."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import pledges
from bot.commitments import rules
from bot.letters import owe
from bot.models import Kind, Letter, Outcome, Pair, Post, Role, Sitting
from tests.commitments.promising import AFTER, FRIDAY_20, met_pair, promise
from tests.meetings.booking import only, person

LEADER = Role.LEADER
MONDAY = datetime.fromisoformat("2026-03-16T10:00:00+00:00")  # of the week in which FRIDAY_20 is asked about
DAY = timedelta(days=1)


@pytest.fixture
def pair(db: Session) -> Pair:
    return met_pair(db)


def letter(db: Session, pair: Pair, kind: Kind, due_at: datetime, role: Role = LEADER) -> Letter:
    found = owe(db, kind, pair.meetings[1], due_at, to=person(pair, role), any_hour=True)
    db.flush()
    return found


def question(db: Session, pair: Pair) -> Letter:
    return only(db, Kind.COMMITMENT_DUE, pair.meetings[0], LEADER)


def test_the_list_begins_with_the_newest_and_the_open_ones_with_the_earliest_date(db: Session, pair: Pair) -> None:
    first = promise(db, pair, FRIDAY_20)
    second = promise(db, pair, FRIDAY_20 - DAY, AFTER + DAY)
    third = promise(db, pair, FRIDAY_20 + DAY, AFTER + 2 * DAY)
    rules.close(db, third, Outcome.DROPPED, AFTER + 3 * DAY)
    assert pledges.all_of(db, pair) == [third, second, first]
    assert pledges.open_ones(db, pair) == [second, first]


def test_another_pairs_commitments_are_not_on_the_list(db: Session, pair: Pair) -> None:
    promise(db, met_pair(db))
    assert pledges.all_of(db, pair) == []


def test_what_is_due_by_a_day_includes_that_day(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    assert pledges.due_soon(db, pair, FRIDAY_20) == [commitment]
    assert pledges.due_soon(db, pair, FRIDAY_20 - DAY) == []


@pytest.mark.parametrize("kind", pledges.ASKING)
@pytest.mark.parametrize(
    ("due_at", "asks"),
    [
        (MONDAY.replace(day=15, hour=23), False),
        (MONDAY.replace(hour=0), True),
        (MONDAY.replace(day=22, hour=23), True),
        (MONDAY.replace(day=23, hour=0), False),
    ],
)
def test_a_message_of_the_same_iso_week_asks_in_place_of_the_question(
    db: Session, pair: Pair, kind: Kind, due_at: datetime, asks: bool
) -> None:
    promise(db, pair)
    letter(db, pair, kind, due_at)
    assert pledges.asked_elsewhere(db, question(db, pair)) is asks


@pytest.mark.parametrize(
    ("state", "asks"),
    [(Post.WAITING, True), (Post.SENDING, True), (Post.SENT, True), (Post.DROPPED, False), (Post.FAILED, False)],
)
def test_a_message_that_never_comes_asks_nothing(db: Session, pair: Pair, state: Post, asks: bool) -> None:
    promise(db, pair)
    letter(db, pair, Kind.PREPARATION, MONDAY).state = state
    db.flush()
    assert pledges.asked_elsewhere(db, question(db, pair)) is asks


def test_one_that_came_while_the_question_was_put_off_has_asked(db: Session, pair: Pair) -> None:
    promise(db, pair)
    later = letter(db, pair, Kind.CHECK_IN, MONDAY + 7 * DAY)
    assert not pledges.asked_elsewhere(db, question(db, pair))
    later.state = Post.SENT
    db.flush()
    assert pledges.asked_elsewhere(db, question(db, pair))


def test_what_the_mentor_is_sent_does_not_ask_the_leader(db: Session, pair: Pair) -> None:
    promise(db, pair)
    letter(db, pair, Kind.PREPARATION, MONDAY, Role.MENTOR)
    letter(db, pair, Kind.BOOKING, MONDAY)
    assert not pledges.asked_elsewhere(db, question(db, pair))


def test_the_week_is_the_leaders(db: Session) -> None:
    pair = met_pair(db, leader={"zone": "Pacific/Auckland"})
    promise(db, pair)
    letter(db, pair, Kind.PREPARATION, MONDAY.replace(day=15, hour=12))  # Monday there
    assert pledges.asked_elsewhere(db, question(db, pair))


def test_the_message_asks_about_what_falls_due_by_its_week(db: Session, pair: Pair) -> None:
    this_week, later = promise(db, pair), promise(db, pair, date(2026, 4, 10))
    asking = letter(db, pair, Kind.PREPARATION, MONDAY)
    assert pledges.asked_with(db, asking) == [this_week]
    assert pledges.asked_with(db, letter(db, pair, Kind.CHECK_IN, MONDAY + 28 * DAY)) == [this_week, later]
    assert pledges.asked_with(db, letter(db, pair, Kind.BOOKING, MONDAY - 7 * DAY)) == []


def test_what_was_moved_or_closed_is_not_asked_about_in_its_old_week(db: Session, pair: Pair) -> None:
    moved, done = promise(db, pair), promise(db, pair)
    rules.move(db, moved, date(2026, 4, 10), AFTER)
    rules.close(db, done, Outcome.DONE, AFTER)
    assert pledges.asked_with(db, letter(db, pair, Kind.PREPARATION, MONDAY)) == []


def test_a_letter_about_no_pair_asks_nothing(db: Session, pair: Pair) -> None:
    leader = person(pair, LEADER)
    alone = owe(db, Kind.JOINED, leader, MONDAY, to=leader)
    assert pledges.asked_with(db, alone) == []
    assert not pledges.asked_elsewhere(db, alone)


@pytest.mark.parametrize(
    ("sessions", "outcome", "shareable"),
    [
        (1, Outcome.OPEN, False),
        (2, Outcome.DROPPED, False),
        (3, Outcome.OPEN, True),
        (3, Outcome.DROPPED, True),
        (1, Outcome.DONE, True),
    ],
)
def test_a_theme_comes_of_what_is_done_or_after_three_sessions(
    db: Session, sessions: int, outcome: Outcome, shareable: bool
) -> None:
    pair = met_pair(db, sessions)
    commitment = promise(db, pair)
    commitment.outcome = outcome
    assert pledges.shareable(commitment) is shareable


def test_a_session_on_which_the_two_differ_counts_as_met(db: Session) -> None:
    pair = met_pair(db, 3)
    pair.meetings[2].state = Sitting.UNCONFIRMED
    assert pledges.shareable(promise(db, pair))
