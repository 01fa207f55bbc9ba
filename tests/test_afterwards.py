"""What outlasts a pair and its programme."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import pairs
from bot.afterwards import ask_later, held, with_sessions
from bot.coordination import rules as coordination
from bot.endings import rules
from bot.endings.rules import Next
from bot.models import Joining, Kind, Letter, Pair, Pairing, Post, Role, Sitting, Stage
from tests.endings.ending import LATE, ended_pair, owed, wants
from tests.factories import NOW, make_match, make_organiser, make_pair, make_programme
from tests.meetings.booking import person


def introduced(db: Session, ends_on: date, now: datetime = NOW) -> Pair:
    programme = make_programme(db, stage=Stage.RUNNING, started_at=NOW, ends_on=ends_on)
    pair = make_match(db, programme, state=Pairing.CONFIRMED)
    pair.leader.person.zone = "Asia/Jakarta"
    pairs.introduce(db, pair, now)
    return pair


def test_both_hear_of_the_end_two_weeks_before_it_in_their_morning(db: Session) -> None:
    pair = introduced(db, date(2026, 9, 30))
    due = {one.person_id: one.due_at for one in owed(db, Kind.CLOSING_SOON, pair)}
    assert due == {
        pair.mentor.person_id: datetime(2026, 9, 16, 9, tzinfo=NOW.tzinfo),
        pair.leader.person_id: datetime(2026, 9, 16, 2, tzinfo=NOW.tzinfo),
    }


@pytest.mark.parametrize(("ends_on", "told"), [(date(2026, 3, 16), 0), (date(2026, 3, 17), 2)])
def test_a_pair_that_begins_within_the_last_two_weeks_is_not_told(db: Session, ends_on: date, told: int) -> None:
    assert len(owed(db, Kind.CLOSING_SOON, introduced(db, ends_on))) == told


@pytest.mark.parametrize(
    ("sessions", "due"),
    [(0, []), (1, [LATE + timedelta(days=90)] * 2)],
)
def test_what_lasts_is_asked_of_whoever_had_a_session(db: Session, sessions: int, due: list[datetime]) -> None:
    pair = ended_pair(db, sessions)
    ask_later(db, pair.programme, LATE)
    assert [one.due_at for one in owed(db, Kind.FOLLOW_UP, pair)] == due


def test_nothing_is_asked_later_of_somebody_who_left_nor_of_another_programme(db: Session) -> None:
    pair, other = ended_pair(db), make_pair(db)
    other.meetings[0].state = Sitting.HELD
    pair.leader.state = Joining.LEFT
    ask_later(db, pair.programme, LATE)
    assert [one.person_id for one in owed(db, Kind.FOLLOW_UP, pair)] == [pair.mentor.person_id]
    assert owed(db, Kind.FOLLOW_UP, other) == []


def test_only_sessions_that_both_know_of_count(db: Session) -> None:
    pair = ended_pair(db, 2)
    for meeting, state in zip(pair.meetings[2:], (Sitting.UNCONFIRMED, Sitting.MISSED, Sitting.BOOKED), strict=False):
        meeting.state = state
    assert [meeting.number for meeting in held(pair)] == [1, 2]


def test_the_pairs_with_sessions_are_found_whether_running_or_over(db: Session) -> None:
    pair = ended_pair(db, 1)
    pairs.end(db, pair, "ended_kindly", LATE)
    second = make_pair(db, pair.programme, mentor=pair.mentor, proposed_at=NOW + timedelta(days=1))
    second.meetings[0].state = Sitting.HELD
    make_pair(db, pair.programme, mentor=pair.mentor)
    assert with_sessions(db, pair.mentor) == [pair, second]
    assert with_sessions(db, second.leader) == [second]


def keepsakes_and_the_rest(db: Session, pair: Pair) -> list[Letter]:
    pairs.ask_to_book(db, pair.meetings[-1], LATE)
    rules.thank(db, pair, "Thank you.", LATE)
    rules.ask_for_certificate(db, pair, person(pair, Role.MENTOR), LATE)
    for role in Role:
        wants(db, pair, role, Next.GO_ON)
    return [one for kind in (Kind.THANKS, Kind.CERTIFICATE, Kind.GO_ON_TOGETHER) for one in owed(db, kind, pair)]


def test_what_was_given_or_asked_for_still_comes_after_a_kind_end(db: Session) -> None:
    pair = ended_pair(db, 5)
    kept = keepsakes_and_the_rest(db, pair)
    pairs.end(db, pair, "ended_kindly", LATE)
    db.expire_all()
    assert [one.state for one in kept] == [Post.WAITING] * 4
    assert owed(db, Kind.BOOKING, pair) == []


def test_what_was_given_or_asked_for_still_comes_after_the_close(db: Session) -> None:
    pair = ended_pair(db, 5)
    kept = keepsakes_and_the_rest(db, pair)
    coordination.close(db, make_organiser(db), pair.programme, LATE)
    db.expire_all()
    assert [one.state for one in kept] == [Post.WAITING] * 4
    assert owed(db, Kind.BOOKING, pair) == []
    assert len(owed(db, Kind.FOLLOW_UP, pair)) == 2
