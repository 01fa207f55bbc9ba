"""Dates of sessions: booked, moved, called off, prepared, counted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot import pairs
from bot.errors import Refused
from bot.hours import local_day
from bot.meetings import rules
from bot.meetings.rules import Wanted
from bot.models import Agreement, Kind, Meeting, Pair, Role, Sitting
from tests.factories import NOW, make_pair
from tests.meetings.booking import FRIDAY, THURSDAY, book, letters, paired, person

HOUR = timedelta(hours=1)


@pytest.fixture
def pair(db: Session) -> Pair:
    return paired(db)


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


@pytest.mark.parametrize(("mentor", "leader"), [("Asia/Jakarta", "UTC"), ("America/Los_Angeles", "Europe/Berlin")])
def test_a_programme_that_starts_early_offers_nothing_before_its_first_day(
    db: Session, mentor: str, leader: str
) -> None:
    pair = paired(db, mentor={"zone": mentor}, leader={"zone": leader})
    pair.programme.starts_on = date(2026, 3, 24)
    first = pairs.planned_meetings(pair, NOW)[0]
    pair.meetings[0].target_at = NOW + timedelta(days=7)  # as an earlier version of the bot aimed
    slots = rules.proposals(db, pair.meetings[0], NOW)
    assert len(slots) == 3
    for starts_at in (first.target_at, *(slot.starts_at for slot in slots)):
        assert min(local_day(starts_at, zone) for zone in (mentor, leader)) >= date(2026, 3, 24)


def test_the_leader_books(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    assert (meeting.state, meeting.starts_at, meeting.version) == (Sitting.BOOKED, THURSDAY, 1)
    assert meeting.booked_at == NOW


@pytest.mark.parametrize("by", list(Role))
def test_either_moves(db: Session, meeting: Meeting, by: Role) -> None:
    book(db, meeting, THURSDAY)
    book(db, meeting, FRIDAY, by)
    assert (meeting.starts_at, meeting.version) == (FRIDAY, 2)


def test_the_mentor_does_not_have_to_book_and_cannot(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="leader_books"):
        book(db, meeting, THURSDAY, Role.MENTOR)


def test_the_same_date_again_changes_nothing(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    rules.book(db, meeting, Wanted(THURSDAY, person(meeting.pair, Role.LEADER), 0), NOW)
    assert meeting.version == 1
    assert len(letters(db, Kind.BOOKED, meeting)) == 2


def test_a_date_that_stands_can_be_had_by_whoever_presses_again(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    assert rules.gone(db, meeting, Wanted(THURSDAY, person(meeting.pair, Role.LEADER), 0), NOW) is None


@pytest.mark.parametrize("settled", [Sitting.HELD, Sitting.UNCONFIRMED])
def test_a_session_that_is_behind_them_gets_no_date(db: Session, meeting: Meeting, settled: Sitting) -> None:
    meeting.state = settled
    with pytest.raises(Refused, match="session_over"):
        book(db, meeting, THURSDAY)


@pytest.mark.parametrize("state", [Sitting.PLANNED, Sitting.BOOKED, Sitting.MISSED])
def test_once_a_later_one_has_been_nobody_goes_back(db: Session, meeting: Meeting, state: Sitting) -> None:
    """Somebody who changes an old answer must not put the third session after the fourth."""
    _, second, third, *_ = meeting.pair.meetings
    meeting.state, second.state = state, Sitting.HELD
    assert pairs.next_meeting(meeting.pair) is third
    with pytest.raises(Refused, match="session_over"):
        book(db, meeting, THURSDAY)


def test_a_missed_session_is_booked_anew(db: Session, meeting: Meeting) -> None:
    meeting.state, meeting.settled_at = Sitting.MISSED, NOW
    book(db, meeting, THURSDAY)
    assert (meeting.state, meeting.settled_at) == (Sitting.BOOKED, None)


def test_dates_wait_for_both_signatures(db: Session, meeting: Meeting) -> None:
    agreement = meeting.pair.agreement
    assert agreement is not None
    agreement.version = 2
    with pytest.raises(Refused, match="agreement_first"):
        book(db, meeting, THURSDAY)


def test_dates_wait_for_an_agreement(db: Session, pair: Pair) -> None:
    db.delete(db.get_one(Agreement, (pair.workspace_id, pair.agreement.id if pair.agreement else None)))
    db.flush()
    db.expire(pair, ["agreement"])
    with pytest.raises(Refused, match="agreement_first"):
        book(db, pair.meetings[0], THURSDAY)


@pytest.mark.parametrize("starts_at", [NOW - HOUR, NOW, NOW + HOUR - timedelta(seconds=1)])
def test_a_session_starts_an_hour_from_now_at_the_soonest(db: Session, meeting: Meeting, starts_at: datetime) -> None:
    with pytest.raises(Refused, match="too_soon"):
        book(db, meeting, starts_at)


def test_an_hour_from_now_is_late_enough(db: Session, meeting: Meeting) -> None:
    book(db, meeting, NOW + HOUR)
    assert meeting.state == Sitting.BOOKED


def test_a_month_after_the_programme_dates_end(db: Session, meeting: Meeting) -> None:
    meeting.pair.programme.ends_on = date(2026, 12, 10)
    last = datetime(2027, 1, 9, 17, 0, tzinfo=UTC)
    book(db, meeting, last)
    with pytest.raises(Refused, match="after_the_programme"):
        book(db, meeting, last + HOUR)


def test_a_form_from_before_the_date_changed_is_refused(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    with pytest.raises(Refused, match="date_changed"):
        rules.book(db, meeting, Wanted(FRIDAY, person(meeting.pair, Role.MENTOR), 0), NOW)


@pytest.mark.parametrize("minutes", [-59, -30, 0, 30, 59])
def test_nobody_is_in_two_sessions_at_once(db: Session, pair: Pair, minutes: int) -> None:
    """The leader has a second mentor, whose session overlaps."""
    other = make_pair(db, pair.programme, leader=pair.leader)
    book(db, other.meetings[0], THURSDAY)
    with pytest.raises(Refused, match="time_taken"):
        book(db, pair.meetings[0], THURSDAY + timedelta(minutes=minutes))


@pytest.mark.parametrize("minutes", [-60, 60])
def test_one_session_may_follow_another(db: Session, pair: Pair, minutes: int) -> None:
    other = make_pair(db, pair.programme, mentor=pair.mentor)
    book(db, other.meetings[0], THURSDAY)
    book(db, pair.meetings[0], THURSDAY + timedelta(minutes=minutes))
    assert pair.meetings[0].state == Sitting.BOOKED


def test_sessions_of_a_pair_that_has_ended_block_nothing(db: Session, pair: Pair) -> None:
    other = make_pair(db, pair.programme, leader=pair.leader)
    book(db, other.meetings[0], THURSDAY)
    pairs.end(db, other, "left", NOW)
    book(db, pair.meetings[0], THURSDAY)
    assert pair.meetings[0].state == Sitting.BOOKED


def test_proposals_avoid_what_is_booked(db: Session, pair: Pair) -> None:
    other = make_pair(db, pair.programme, leader=pair.leader)
    first = rules.proposals(db, pair.meetings[0], NOW)[0].starts_at
    book(db, other.meetings[0], first)
    assert first not in [slot.starts_at for slot in rules.proposals(db, pair.meetings[0], NOW)]


@pytest.mark.parametrize("role", list(Role))
def test_nobody_is_asked_to_meet_on_a_break(db: Session, pair: Pair, role: Role) -> None:
    pair.enrolment(role).paused_until = date(2026, 3, 20)
    assert rules.proposals(db, pair.meetings[0], NOW)[0].starts_at == datetime(2026, 3, 20, 10, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="on_a_break"):
        book(db, pair.meetings[0], datetime(2026, 3, 20, 8, 30, tzinfo=UTC))
    book(db, pair.meetings[0], datetime(2026, 3, 20, 9, 0, tzinfo=UTC))


def test_proposals_end_with_the_programme(db: Session, pair: Pair) -> None:
    assert rules.proposals(db, pair.meetings[0], NOW + timedelta(days=400)) == []


def test_a_pair_that_began_late_still_has_all_its_sessions(db: Session, pair: Pair) -> None:
    pair.programme.ends_on = NOW.date() - timedelta(days=60)
    for meeting in (pair.meetings[0], pair.meetings[-1]):
        first, *_rest = rules.proposals(db, meeting, NOW)
        book(db, meeting, first.starts_at)
    with pytest.raises(Refused, match="after_the_programme"):
        book(db, pair.meetings[1], pair.meetings[-1].target_at + timedelta(days=31))


def test_proposals_may_be_booked_as_they_are(db: Session) -> None:
    far = paired(db, mentor={"zone": "Asia/Jakarta"}, leader={"zone": "America/New_York"})
    for slot in rules.proposals(db, far.meetings[0], NOW):
        book(db, far.meetings[0], slot.starts_at)
    assert far.meetings[0].version == 3


def test_people_of_another_pair_are_free(db: Session, pair: Pair) -> None:
    book(db, paired(db).meetings[0], THURSDAY)
    assert rules.busy(db, pair.meetings[0]) == []
