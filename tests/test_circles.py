"""Which mentors of a programme sit together, and when they talk."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import circles
from bot.models import Enrolment, Joining, Kind, Pairing, Programme, Role, Standing
from tests.circle.gathered import begin, circles_of, letters, mentor, opened, running, sizes
from tests.factories import NOW, make_enrolment


@pytest.fixture
def programme(db: Session) -> Programme:
    return running(db)


def leaves(db: Session, mentor: Enrolment) -> None:
    mentor.state = Joining.LEFT
    circles.step_out(db, mentor, NOW)
    db.flush()


@pytest.mark.parametrize(("number", "evenly"), [(1, [1]), (2, [2]), (7, [7]), (8, [4, 4]), (15, [5, 5, 5])])
def test_those_who_begin_together_are_spread_evenly(
    db: Session, programme: Programme, number: int, evenly: list[int]
) -> None:
    begin(db, programme, number)
    assert sizes(db, programme) == evenly


def test_gathering_again_moves_nobody_and_owes_nothing_more(db: Session, programme: Programme) -> None:
    mentors = begin(db, programme, 8)
    before = [mentor.circle_id for mentor in mentors]
    for circle in circles_of(db, programme):
        opened(db, circle)
    circles.gather(db, programme, NOW + timedelta(days=1))
    db.flush()
    assert [mentor.circle_id for mentor in mentors] == before
    for circle in circles_of(db, programme):
        assert circle.channel == "G1"
        assert (len(letters(db, Kind.CIRCLE, circle)), len(letters(db, Kind.SUPERVISION, circle))) == (1, 3)


def test_whoever_comes_later_joins_the_smallest_in_a_new_conversation(db: Session, programme: Programme) -> None:
    begin(db, programme, 9)
    large, small = circles_of(db, programme)
    opened(db, large, "G1")
    opened(db, small, "G2")
    [late] = begin(db, programme, 1)
    assert sizes(db, programme) == [5, 5]
    assert (late.circle_id, small.channel, large.channel) == (small.id, None, "G1")
    assert len(letters(db, Kind.CIRCLE, small)) == 1


def test_an_eighth_does_not_sit_alone(db: Session, programme: Programme) -> None:
    begin(db, programme, 7)
    opened(db, circles_of(db, programme)[0])
    begin(db, programme, 1)
    old, new = circles_of(db, programme)
    assert (len(old.present), len(new.present), old.channel) == (4, 4, None)
    assert len(letters(db, Kind.CIRCLE, new)) == 1


def test_one_mentor_alone_gets_company_when_the_second_begins(db: Session, programme: Programme) -> None:
    begin(db, programme, 1)
    [circle] = circles_of(db, programme)
    assert letters(db, Kind.CIRCLE, circle) == []
    begin(db, programme, 1)
    assert sizes(db, programme) == [2]
    assert len(letters(db, Kind.CIRCLE, circle)) == 1


def test_whoever_leaves_is_out_and_the_rest_get_another_conversation(db: Session, programme: Programme) -> None:
    leaver, *others = begin(db, programme, 3)
    [circle] = circles_of(db, programme)
    opened(db, circle)
    leaves(db, leaver)
    assert set(circles_of(db, programme)[0].members) == set(others)
    assert (leaver.circle_id, circle.channel) == (None, None)


def test_somebody_left_alone_moves_to_where_there_is_room(db: Session, programme: Programme) -> None:
    begin(db, programme, 8)
    first, second = circles_of(db, programme)
    for member in list(second.members)[1:]:
        leaves(db, member)
    assert sizes(db, programme) == [5, 0]
    begin(db, programme, 1)
    assert sizes(db, programme) == [6, 0]
    assert first.channel is None


def test_the_last_two_may_leave(db: Session, programme: Programme) -> None:
    for member in begin(db, programme, 2):
        leaves(db, member)
    assert sizes(db, programme) == [0]


def test_who_never_had_a_place_leaves_without_one(db: Session, programme: Programme) -> None:
    leaves(db, make_enrolment(db, programme))
    assert circles_of(db, programme) == []


def test_only_mentors_with_a_pair_of_this_programme_get_a_place(db: Session, programme: Programme) -> None:
    begin(db, running(db), 1)
    make_enrolment(db, programme)
    for state in (Pairing.OFFERED, Pairing.ENDED, Pairing.DECLINED):
        mentor(db, programme, state)
    mentor(db, programme, standing=Standing.GUEST)
    begin(db, programme, 1)
    assert sizes(db, programme) == [1]


def test_a_mentor_who_was_given_the_other_role_is_not_among_them(db: Session, programme: Programme) -> None:
    turned, other = begin(db, programme, 2)
    turned.role = Role.LEADER
    assert circles_of(db, programme)[0].present == [other.person]


def test_they_talk_at_a_quarter_half_and_three_quarters_at_ten_on_a_working_day(db: Session) -> None:
    programme = running(db, zone="Asia/Jakarta")
    begin(db, programme, 2)
    [circle] = circles_of(db, programme)
    talks = letters(db, Kind.SUPERVISION, circle)
    assert [talk.due_at for talk in talks] == [
        datetime(2026, 4, 29, 3, 0, tzinfo=UTC),
        datetime(2026, 6, 19, 3, 0, tzinfo=UTC),
        datetime(2026, 8, 10, 3, 0, tzinfo=UTC),  # the ninth is a Sunday
    ]
    assert [talk.facts["number"] for talk in talks] == [0, 1, 2]
    [welcome] = letters(db, Kind.CIRCLE, circle)
    assert welcome.facts["days"] == ["2026-04-29", "2026-06-19", "2026-08-10"]


def test_a_programme_that_starts_late_counts_from_its_start(db: Session) -> None:
    programme = running(db, started_at=datetime(2026, 6, 1, 10, 0, tzinfo=UTC))
    assert circles.talks(programme)[0].date() == date(2026, 7, 1)


def test_dates_that_are_past_are_left_out(db: Session, programme: Programme) -> None:
    for _ in range(2):
        mentor(db, programme)
    circles.gather(db, programme, datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    [circle] = circles_of(db, programme)
    assert [talk.facts["number"] for talk in letters(db, Kind.SUPERVISION, circle)] == [2]
    assert letters(db, Kind.CIRCLE, circle)[0].facts["days"] == ["2026-08-10"]


def test_a_plan_that_nobody_started_yet_counts_from_its_first_day(db: Session) -> None:
    assert circles.talks(running(db, started_at=None))[0].date() == date(2026, 4, 29)


def test_the_welcome_comes_when_all_of_them_work(db: Session, programme: Programme) -> None:
    mentor(db, programme, zone="Asia/Jakarta")
    mentor(db, programme, zone="Europe/Berlin")
    circles.gather(db, programme, NOW + timedelta(hours=2))  # 19:00 in Jakarta
    [circle] = circles_of(db, programme)
    assert letters(db, Kind.CIRCLE, circle)[0].due_at == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


def test_whoever_joined_first_stands_first(db: Session, programme: Programme) -> None:
    second, first = begin(db, programme, 2)
    second.started_at, first.started_at = NOW, NOW - timedelta(days=1)
    assert circles_of(db, programme)[0].present == [first.person, second.person]
