"""A leader says what they will do, by when; later that it is done, moved or dropped."""

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import pairs, pledges
from bot.commitments import rules
from bot.commitments.rules import Promise
from bot.errors import Refused
from bot.letters import owe
from bot.models import Kind, Letter, Meeting, Outcome, Pair, Pairing, Post, Role, Sitting
from tests.commitments.promising import AFTER, FRIDAY_20, WORDS, met_pair, promise
from tests.factories import NOW, make_match, make_organiser
from tests.meetings.booking import came, letters, only, paired, person, waiting

MENTOR, LEADER = Role.MENTOR, Role.LEADER
DAY = timedelta(days=1)


@pytest.fixture
def pair(db: Session) -> Pair:
    return met_pair(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def question(db: Session, pair: Pair) -> Letter:
    return only(db, Kind.COMMITMENT_DUE, pair.meetings[0], LEADER)


def test_what_was_written_is_sealed_and_open(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    assert (commitment.text, commitment.due_on, commitment.outcome) == (WORDS, FRIDAY_20, Outcome.OPEN)
    assert b"juniors" not in (commitment.text_sealed or b"")


@pytest.mark.parametrize("state", [Sitting.HELD, Sitting.UNCONFIRMED])
def test_the_leader_writes_after_a_session_that_took_place(db: Session, meeting: Meeting, state: Sitting) -> None:
    meeting.state = state
    rules.may_write(db, meeting, LEADER)


@pytest.mark.parametrize("state", [Sitting.PLANNED, Sitting.BOOKED, Sitting.MISSED])
def test_nothing_is_written_before_it(db: Session, meeting: Meeting, state: Sitting) -> None:
    meeting.state = state
    with pytest.raises(Refused, match="commits_afterwards"):
        rules.may_write(db, meeting, LEADER)


def test_the_mentor_commits_to_nothing(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="leader_commits"):
        rules.may_write(db, meeting, MENTOR)


def test_three_are_open_at_most(db: Session, pair: Pair) -> None:
    first, *_ = [promise(db, pair) for _ in range(3)]
    with pytest.raises(Refused, match="three_open"):
        promise(db, pair)
    rules.close(db, first, Outcome.DROPPED, AFTER)
    promise(db, pair)
    assert len(pledges.open_ones(db, pair)) == 3


@pytest.mark.parametrize(
    ("due_on", "fault"),
    [
        (date(2026, 3, 4), "early"),
        (date(2026, 3, 5), "early"),
        (date(2026, 3, 6), None),
        (date(2026, 3, 5) + 180 * DAY, None),
        (date(2026, 3, 5) + 181 * DAY, "late"),
    ],
)
def test_a_date_is_from_tomorrow_to_half_a_year_ahead(pair: Pair, due_on: date, fault: str | None) -> None:
    assert rules.fault_of_date(due_on, person(pair, LEADER), AFTER) == fault


def test_today_is_the_leaders_today(pair: Pair) -> None:
    leader = person(pair, LEADER)
    leader.zone = "Pacific/Auckland"  # where it is Friday already
    assert rules.fault_of_date(date(2026, 3, 6), leader, AFTER) == "early"


def test_two_weeks_are_proposed_while_no_session_is_in_the_diary(meeting: Meeting) -> None:
    assert rules.usual_date(meeting, AFTER) == date(2026, 3, 19)


@pytest.mark.parametrize(("days", "proposed"), [(0, 19), (7, 12), (200, 19)])
def test_the_next_session_is_proposed_where_its_date_can_be_picked(pair: Pair, days: int, proposed: int) -> None:
    following = pair.meetings[1]
    following.state, following.starts_at = Sitting.BOOKED, AFTER + days * DAY
    assert rules.usual_date(pair.meetings[0], AFTER) == date(2026, 3, proposed)


@pytest.mark.parametrize(
    ("due_on", "today", "proposed"),
    [
        (FRIDAY_20, date(2026, 3, 5), date(2026, 4, 3)),
        (FRIDAY_20, date(2026, 3, 30), date(2026, 4, 13)),
        (date(2026, 9, 1), date(2026, 3, 5), date(2026, 9, 1)),
    ],
)
def test_a_date_that_can_be_picked_is_proposed_for_one_that_moves(
    db: Session, pair: Pair, due_on: date, today: date, proposed: date
) -> None:
    commitment = promise(db, pair, due_on)
    assert rules.later_date(commitment, AFTER + (today - AFTER.date())) == proposed


@pytest.mark.parametrize(
    ("due_on", "asked_on"),
    [
        (date(2026, 3, 20), date(2026, 3, 17)),  # Friday: on Tuesday
        (date(2026, 3, 18), date(2026, 3, 13)),  # Wednesday: three days before is Sunday, so on Friday
        (date(2026, 3, 17), date(2026, 3, 13)),  # Tuesday: three days before is Saturday
        (date(2026, 3, 9), date(2026, 3, 6)),  # Monday: on Friday
        (date(2026, 3, 8), date(2026, 3, 6)),  # Sunday: three days before has begun, so the last working day by it
        (date(2026, 3, 6), date(2026, 3, 6)),  # tomorrow: on that day
    ],
)
def test_it_is_asked_on_the_last_working_day_that_leaves_three_days(
    db: Session, pair: Pair, due_on: date, asked_on: date
) -> None:
    promise(db, pair, due_on)
    assert question(db, pair).due_at.date() == asked_on


def test_what_is_due_tomorrow_on_a_day_off_is_asked_at_the_next_opening(db: Session, pair: Pair) -> None:
    promise(db, pair, date(2026, 3, 8), AFTER + 2 * DAY)
    assert question(db, pair).due_at.date() == date(2026, 3, 9)


def test_only_the_leader_is_asked(db: Session, pair: Pair) -> None:
    promise(db, pair)
    assert letters(db, Kind.COMMITMENT_DUE, pair.meetings[0], MENTOR) == []


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.DROPPED])
def test_what_is_done_or_dropped_is_not_asked_about(db: Session, pair: Pair, outcome: Outcome) -> None:
    commitment, letter = promise(db, pair), question(db, pair)
    rules.close(db, commitment, outcome, AFTER + DAY)
    db.refresh(letter)
    assert (commitment.outcome, commitment.closed_at) == (outcome, AFTER + DAY)
    assert (letter.state, letter.reason) == (Post.DROPPED, outcome)


def test_what_is_moved_is_asked_about_again_each_time(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    for days, count in ((7, 1), (-7, 2)):
        rules.move(db, commitment, commitment.due_on + days * DAY, AFTER)
        assert commitment.moved == count
    assert question(db, pair).facts == {"commitment": str(commitment.id), "moved": 2}
    assert [letter.state for letter in letters(db, Kind.COMMITMENT_DUE, pair.meetings[0])].count(Post.DROPPED) == 2


def test_the_date_that_it_has_is_no_new_one(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    rules.move(db, commitment, FRIDAY_20, AFTER)
    assert (commitment.moved, len(waiting(db, Kind.COMMITMENT_DUE, pair.meetings[0]))) == (0, 1)


def test_an_answer_leaves_the_question_about_another_alone(db: Session, pair: Pair) -> None:
    first, second = promise(db, pair), promise(db, pair)
    rules.close(db, first, Outcome.DONE, AFTER)
    assert question(db, pair).facts["commitment"] == str(second.id)


def test_both_are_shown_what_they_were_sent_anew(db: Session, pair: Pair) -> None:
    meeting = pair.meetings[0]
    for role in Role:
        came(db, owe(db, Kind.CHECK_IN, meeting, NOW, to=person(pair, role), facts={"version": 1}))
    promise(db, pair)
    assert [letter.state for letter in letters(db, Kind.CHECK_IN, meeting)] == [Post.WAITING] * 2


def test_an_older_message_about_another_session_stays_as_it_is(db: Session, pair: Pair) -> None:
    other = came(db, owe(db, Kind.PREPARATION, pair.meetings[1], NOW - 30 * DAY, to=person(pair, LEADER)))
    promise(db, pair)
    assert other.state == Post.SENT


@pytest.mark.parametrize(("state", "anew"), [(Sitting.BOOKED, Post.WAITING), (Sitting.HELD, Post.SENT)])
def test_a_preparation_is_shown_anew_only_while_its_session_is_to_come(
    db: Session, pair: Pair, state: Sitting, anew: Post
) -> None:
    pair.meetings[1].state = state
    preparation = came(db, owe(db, Kind.PREPARATION, pair.meetings[1], AFTER, to=person(pair, LEADER)))
    promise(db, pair)
    assert preparation.state == anew


def test_the_leader_alone_answers(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    assert rules.own(db, commitment.id, person(pair, LEADER)) is commitment
    with pytest.raises(Refused, match="leader_commits"):
        rules.own(db, commitment.id, person(pair, MENTOR))


def test_nobody_else_answers(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    for stranger in (make_organiser(db), person(met_pair(db), LEADER)):
        with pytest.raises(Refused, match="not_your_pair"):
            rules.own(db, commitment.id, stranger)
    with pytest.raises(Refused, match="not_your_pair"):
        rules.own(db, uuid.uuid4(), person(pair, LEADER))


def test_what_is_answered_stays_answered(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    rules.close(db, commitment, Outcome.DONE, AFTER)
    with pytest.raises(Refused, match="commitment_closed"):
        rules.own(db, commitment.id, person(pair, LEADER))


def test_a_pair_that_is_over_reads_its_list_and_changes_nothing(db: Session, pair: Pair) -> None:
    commitment, letter = promise(db, pair), question(db, pair)
    pairs.end(db, pair, "left", AFTER)
    db.refresh(letter)
    assert letter.state == Post.DROPPED
    assert rules.readable_pair(db, pair.id, person(pair, MENTOR)) == (pair, MENTOR)
    with pytest.raises(Refused, match="pair_over"):
        rules.own(db, commitment.id, person(pair, LEADER))


def test_nobody_else_reads_the_list(db: Session, pair: Pair) -> None:
    for stranger in (make_organiser(db), person(paired(db), LEADER)):
        with pytest.raises(Refused, match="not_your_pair"):
            rules.readable_pair(db, pair.id, stranger)


def test_a_pair_that_has_not_begun_has_no_list(db: Session, pair: Pair) -> None:
    proposed = make_match(db, pair.programme, state=Pairing.PROPOSED)
    with pytest.raises(Refused, match="not_your_pair"):
        rules.readable_pair(db, proposed.id, person(proposed, LEADER))


def test_a_question_about_what_is_gone_is_about_nothing(db: Session, pair: Pair) -> None:
    commitment = promise(db, pair)
    letter = question(db, pair)
    assert rules.asked_about(db, letter) == (commitment, 0)
    db.delete(commitment)
    db.flush()
    assert rules.asked_about(db, letter) is None


def test_a_session_that_was_taken_back_meanwhile_is_written_about_no_more(db: Session, meeting: Meeting) -> None:
    meeting.state = Sitting.BOOKED
    db.flush()
    with pytest.raises(Refused, match="commits_afterwards"):
        rules.commit(db, meeting, Promise(WORDS, FRIDAY_20), AFTER)
