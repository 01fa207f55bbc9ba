"""Ratings, thanks, certificates, what comes next and what lasts, as rows."""

import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import pairs
from bot.endings import rules
from bot.endings.rules import Lasting, Look, Next
from bot.errors import Refused
from bot.models import Goal, Joining, Kind, Meeting, Note, Occasion, Pair, Pairing, Post, Role, Sitting, Stage
from tests.endings.ending import DAY, LATE, ended_pair, letter, owed, wants
from tests.factories import NOW, make_match, make_pair, make_person
from tests.meetings.booking import came, person

MENTOR, LEADER = Role.MENTOR, Role.LEADER
GO_ON, STOP, ELSE = Next.GO_ON, Next.STOP, Next.SOMEBODY_ELSE


@pytest.fixture
def pair(db: Session) -> Pair:
    return ended_pair(db)


def test_a_pair_that_is_over_is_still_its_own(db: Session, pair: Pair) -> None:
    pairs.end(db, pair, "ended_kindly", LATE)
    pair.programme.stage = Stage.CLOSED
    assert rules.own_pair(db, pair.id, person(pair, LEADER)) == (pair, LEADER)


def test_nobody_elses_pair_is_touched_nor_one_that_never_began(db: Session, pair: Pair) -> None:
    offered = make_match(db, pair.programme, state=Pairing.OFFERED)
    for pair_id, who in (
        (pair.id, make_person(db)),
        (uuid.uuid4(), person(pair, MENTOR)),
        (offered.id, person(offered, MENTOR)),
    ):
        with pytest.raises(Refused, match="not_your_pair"):
            rules.own_pair(db, pair_id, who)


def test_a_part_without_goals_or_of_somebody_else_has_nothing_to_rate(db: Session, pair: Pair) -> None:
    mentor = pair.mentor
    assert rules.own_part(db, mentor.id, mentor.person) is mentor
    for enrolment_id in (pair.leader_id, uuid.uuid4()):
        with pytest.raises(Refused, match="not_your_part"):
            rules.own_part(db, enrolment_id, mentor.person)
    db.delete(mentor.goals[0])
    db.flush()
    db.expire(mentor)
    with pytest.raises(Refused, match="not_your_part"):
        rules.own_part(db, mentor.id, mentor.person)
    pair.programme.stage = Stage.CLOSED
    with pytest.raises(Refused, match="words_deleted"):
        rules.own_part(db, mentor.id, mentor.person)


@pytest.mark.parametrize(
    ("sessions", "now", "look"),
    [
        (5, LATE, Look.MIDPOINT),
        (6, LATE, Look.END),
        (0, datetime(2026, 9, 15, 23, tzinfo=NOW.tzinfo), Look.MIDPOINT),
        (0, datetime(2026, 9, 16, 0, tzinfo=NOW.tzinfo), Look.END),  # 14 days before the 30th
    ],
)
def test_a_rating_is_of_the_end_once_the_end_is_near(db: Session, sessions: int, now: datetime, look: Look) -> None:
    assert rules.look_of(db, ended_pair(db, sessions).mentor, now) == look


def test_a_programme_that_closed_early_has_come_to_its_end(db: Session) -> None:
    enrolment = ended_pair(db, 1).leader
    enrolment.programme.stage = Stage.CLOSED
    assert rules.look_of(db, enrolment, NOW) == Look.END


def test_one_of_several_pairs_is_enough_for_the_end(db: Session, pair: Pair) -> None:
    make_pair(db, pair.programme, mentor=pair.mentor)
    assert rules.look_of(db, pair.mentor, LATE) == Look.END


def test_a_pair_without_sessions_is_far_from_its_end(db: Session) -> None:
    proposed = make_match(db, ended_pair(db, 1).programme)
    assert rules.look_of(db, proposed.mentor, NOW) == Look.MIDPOINT


def test_each_look_keeps_its_own_rating_and_the_newest_counts(db: Session) -> None:
    pair = ended_pair(db, 3)
    [goal] = pair.mentor.goals
    for rating in (3, 4):
        rules.rate(db, pair.mentor, {goal.id: rating}, NOW)
    pair.meetings[-1].state = Sitting.HELD
    rules.rate(db, pair.mentor, {goal.id: 5}, NOW)
    assert (goal.rating_start, goal.rating_midpoint, goal.rating_end) == (2, 4, 5)


def test_goals_that_changed_under_the_form_are_not_rated(db: Session, pair: Pair) -> None:
    [goal] = pair.mentor.goals
    db.add(Goal(workspace_id=pair.workspace_id, enrolment_id=pair.mentor_id, position=1, rating_start=1))
    db.flush()
    db.expire(pair.mentor)
    with pytest.raises(Refused, match="old_form"):
        rules.rate(db, pair.mentor, {goal.id: 5}, LATE)


def test_a_thank_you_is_the_leaders_and_for_somebody_who_is_there(pair: Pair) -> None:
    rules.may_thank(pair, LEADER)
    with pytest.raises(Refused, match="leader_thanks"):
        rules.may_thank(pair, MENTOR)
    pair.mentor.state = Joining.LEFT
    with pytest.raises(Refused, match="partner_gone"):
        rules.may_thank(pair, LEADER)


def test_a_second_thank_you_takes_the_place_of_the_first(db: Session, pair: Pair) -> None:
    rules.thank(db, pair, "You showed me the queue.", LATE)
    [sent] = owed(db, Kind.THANKS, pair)
    assert sent.person_id == pair.mentor.person_id
    came(db, sent)
    rules.thank(db, pair, "You showed me what waiting costs.", LATE + DAY)
    note = rules.thanks_of(db, pair)
    assert note is not None
    assert (note.text, note.occasion, note.author_id) == (
        "You showed me what waiting costs.",
        Occasion.THANKS,
        pair.leader.person_id,
    )
    db.refresh(sent)
    assert (sent.state, sent.ts) == (Post.WAITING, "1.0")


def test_words_to_others_about_the_pair_are_no_thanks(db: Session, pair: Pair) -> None:
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "author_id": pair.leader.person_id}
    db.add(Note(**keys, occasion=Occasion.SPONSOR, text="Please take the time.", written_at=NOW))
    db.flush()
    assert rules.thanks_of(db, pair) is None


def test_a_certificate_comes_once_a_day_and_again_after_one_more_session(db: Session) -> None:
    pair = ended_pair(db, 2)
    mentor = person(pair, MENTOR)
    first = rules.ask_for_certificate(db, pair, mentor, LATE)
    assert (first.any_hour, first.facts) == (True, {"day": "2026-08-19"})
    assert rules.ask_for_certificate(db, pair, mentor, LATE + timedelta(hours=3)).id == first.id
    assert rules.ask_for_certificate(db, pair, mentor, LATE + DAY).id != first.id
    pair.meetings[2].state = Sitting.HELD
    assert rules.ask_for_certificate(db, pair, mentor, LATE).id != first.id


@pytest.mark.parametrize("state", [Sitting.PLANNED, Sitting.MISSED, Sitting.UNCONFIRMED])
def test_without_a_session_that_took_place_there_is_no_certificate(db: Session, state: Sitting) -> None:
    pair = ended_pair(db, 0)
    pair.meetings[0].state = state
    with pytest.raises(Refused, match="nothing_held"):
        rules.ask_for_certificate(db, pair, person(pair, MENTOR), LATE)


@pytest.mark.parametrize("theirs", [None, STOP, ELSE])
def test_whoever_wants_to_go_on_alone_is_told_nothing(db: Session, pair: Pair, theirs: Next | None) -> None:
    if theirs:
        wants(db, pair, MENTOR, theirs)
    wants(db, pair, LEADER, GO_ON)
    assert owed(db, Kind.GO_ON_TOGETHER, pair) == []


def test_two_who_want_to_go_on_are_told_at_the_same_moment_and_once(db: Session, pair: Pair) -> None:
    person(pair, MENTOR).zone, person(pair, LEADER).zone = "Asia/Jakarta", "Europe/Berlin"
    wants(db, pair, MENTOR, GO_ON)
    wants(db, pair, LEADER, GO_ON)
    wants(db, pair, LEADER, GO_ON, LATE + DAY)
    told = owed(db, Kind.GO_ON_TOGETHER, pair)
    assert [one.person_id for one in told] == [pair.mentor.person_id, pair.leader.person_id]
    assert len({one.due_at for one in told}) == 1


def test_whoever_thinks_again_in_time_stops_both_messages_and_may_turn_back(db: Session, pair: Pair) -> None:
    for role in Role:
        wants(db, pair, role, GO_ON)
    wants(db, pair, MENTOR, STOP)
    assert owed(db, Kind.GO_ON_TOGETHER, pair) == []
    wants(db, pair, MENTOR, GO_ON, LATE + timedelta(hours=1))
    assert len(owed(db, Kind.GO_ON_TOGETHER, pair)) == 2


def test_what_was_said_is_not_said_twice_when_somebody_wavers(db: Session, pair: Pair) -> None:
    for role in Role:
        wants(db, pair, role, GO_ON)
    for one in owed(db, Kind.GO_ON_TOGETHER, pair):
        came(db, one)
    wants(db, pair, LEADER, STOP, LATE + DAY)
    wants(db, pair, LEADER, GO_ON, LATE + 2 * DAY)
    assert owed(db, Kind.GO_ON_TOGETHER, pair) == []


def test_somebody_who_has_left_does_not_go_on(db: Session, pair: Pair) -> None:
    wants(db, pair, MENTOR, GO_ON)
    pair.mentor.state = Joining.LEFT
    wants(db, pair, LEADER, GO_ON)
    assert owed(db, Kind.GO_ON_TOGETHER, pair) == []


def test_an_answer_is_shown_anew_to_its_author_alone(db: Session, pair: Pair) -> None:
    last: Meeting = pair.meetings[-1]
    mine, theirs = (letter(db, Kind.CLOSING, last, role) for role in (MENTOR, LEADER))
    wants(db, pair, MENTOR, STOP)
    assert (mine.state, theirs.state) == (Post.WAITING, Post.SENT)


def test_a_thank_you_changes_what_the_leaders_own_messages_offer(db: Session, pair: Pair) -> None:
    soon = [letter(db, Kind.CLOSING_SOON, pair, role) for role in (MENTOR, LEADER)]
    rules.thank(db, pair, "Thank you.", LATE)
    assert [one.state for one in soon] == [Post.SENT, Post.WAITING]


def test_what_lasts_and_what_comes_next_are_kept_side_by_side(db: Session, pair: Pair) -> None:
    wants(db, pair, LEADER, STOP)
    asked, closing = letter(db, Kind.FOLLOW_UP, pair, LEADER), letter(db, Kind.CLOSING, pair.meetings[-1], LEADER)
    rules.say_lasting(db, pair, person(pair, LEADER), Lasting.PARTLY, LATE)
    farewell = rules.farewell_of(db, pair, person(pair, LEADER))
    assert farewell is not None
    assert (farewell.next, farewell.lasting, farewell.answered_at) == ("stop", "partly", LATE)
    assert (asked.state, closing.state) == (Post.WAITING, Post.SENT)
    assert rules.farewell_of(db, pair, person(pair, MENTOR)) is None
