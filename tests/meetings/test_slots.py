"""Times that suit two people."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.meetings.slots import NOTICE, Interval, Slot, Wish, earliest, overlap, propose, round_up

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NEAR = [
    ("Asia/Jakarta", "Europe/London"),
    ("Europe/Berlin", "Asia/Kolkata"),
    ("UTC", "UTC"),
    ("Pacific/Auckland", "Pacific/Honolulu"),
]
FAR = [
    ("Asia/Jakarta", "America/New_York"),
    ("America/Los_Angeles", "Europe/Berlin"),
    ("Pacific/Honolulu", "Africa/Nairobi"),
]


def wish(leader: str = "UTC", mentor: str = "UTC", *, minutes: int = 60, busy: tuple[Interval, ...] = ()) -> Wish:
    return Wish((leader, mentor), MONDAY, minutes, busy)


def local(slot: Slot, zone: str) -> datetime:
    return slot.starts_at.astimezone(ZoneInfo(zone))


@pytest.mark.parametrize(("leader", "mentor"), NEAR)
def test_three_times_lie_in_both_working_days(leader: str, mentor: str) -> None:
    slots = propose(wish(leader, mentor))
    assert len(slots) == 3
    for slot in slots:
        assert not slot.outside_hours
        for zone in (leader, mentor):
            start = local(slot, zone)
            end = start + timedelta(hours=1)
            assert time(9) <= start.time() < end.time() <= time(17)
            assert start.weekday() < 5


@pytest.mark.parametrize(("leader", "mentor"), NEAR + FAR)
def test_three_times_lie_on_three_days_on_the_half_hour_soonest_first(leader: str, mentor: str) -> None:
    slots = propose(wish(leader, mentor))
    days = [local(slot, leader).date() for slot in slots]
    assert days == sorted(set(days))
    assert all(local(slot, leader).minute in (0, 30) for slot in slots)


@pytest.mark.parametrize(("leader", "mentor"), FAR)
def test_working_days_that_never_meet_are_widened_and_say_so(leader: str, mentor: str) -> None:
    slots = propose(wish(leader, mentor))
    assert len(slots) == 3
    assert all(slot.outside_hours for slot in slots)
    for slot in slots:
        for zone in (leader, mentor):
            assert time(7) <= local(slot, zone).time() <= time(20)
            assert local(slot, zone).weekday() < 5


def test_hours_are_widened_no_further_than_needed() -> None:
    """Berlin 09:00 to 17:00 is San Francisco 00:00 to 08:00: an hour more for each is enough at 08:00 there."""
    slots = propose(wish("America/Los_Angeles", "Europe/Berlin"))
    assert {local(slot, "America/Los_Angeles").time() for slot in slots} == {time(8)}


def test_the_same_wish_gives_the_same_answer() -> None:
    assert propose(wish("Asia/Jakarta", "Europe/Paris")) == propose(wish("Asia/Jakarta", "Europe/Paris"))


def test_the_three_are_a_choice_of_hours_where_the_days_allow_it() -> None:
    assert [slot.starts_at.time() for slot in propose(wish())] == [time(10), time(14), time(11, 30)]


def test_nothing_comes_before_the_earliest_moment() -> None:
    late = MONDAY.replace(hour=15)
    assert propose(Wish(("UTC", "UTC"), late, 60))[0].starts_at == late


def test_a_time_that_is_taken_is_not_proposed() -> None:
    taken = (MONDAY, MONDAY + timedelta(hours=2, minutes=15))
    first = propose(wish(busy=(taken,)))[0]
    assert not overlap((first.starts_at, first.starts_at + timedelta(hours=1)), taken)
    assert first.starts_at == MONDAY.replace(hour=11, minute=30)


def test_a_full_day_is_skipped() -> None:
    taken = (MONDAY, MONDAY + timedelta(hours=8))
    assert propose(wish(busy=(taken,)))[0].starts_at.day == 3


def test_fewer_than_three_are_offered_where_there_are_no_more() -> None:
    taken = (MONDAY + timedelta(days=1), MONDAY + timedelta(days=60))
    assert [slot.starts_at.day for slot in propose(wish(busy=(taken,)))] == [2]


def test_none_are_offered_where_there_are_none() -> None:
    taken = (MONDAY, MONDAY + timedelta(days=60))
    assert propose(wish(busy=(taken,))) == []


def test_a_session_ends_in_working_hours_too() -> None:
    late = MONDAY.replace(hour=16)
    assert propose(Wish(("UTC", "UTC"), late, 90))[0].starts_at.day == 3


def test_clocks_that_change_do_not_move_the_local_hour() -> None:
    """Berlin's clocks go forward on 29 March 2026."""
    before = Wish(("Europe/Berlin", "Europe/Berlin"), datetime(2026, 3, 27, 6, 0, tzinfo=UTC), 60)
    assert [local(slot, "Europe/Berlin").time() for slot in propose(before)] == [time(10), time(14), time(11, 30)]


def test_nobody_is_asked_to_meet_within_two_days() -> None:
    assert earliest(MONDAY, MONDAY) == MONDAY + NOTICE


def test_a_target_far_away_is_approached_two_days_early() -> None:
    assert earliest(MONDAY + timedelta(days=20), MONDAY) == MONDAY + timedelta(days=18)


@pytest.mark.parametrize(
    ("minute", "rounded"), [(0, (10, 0)), (1, (10, 30)), (29, (10, 30)), (30, (10, 30)), (31, (11, 0)), (59, (11, 0))]
)
def test_moments_are_rounded_up_to_the_half_hour(minute: int, rounded: tuple[int, int]) -> None:
    moment = round_up(datetime(2026, 3, 2, 10, minute, tzinfo=UTC))
    assert (moment.hour, moment.minute) == rounded


def test_a_second_after_the_hour_is_after_the_hour() -> None:
    assert round_up(datetime(2026, 3, 2, 10, 0, 1, tzinfo=UTC)).minute == 30


def test_times_that_only_touch_do_not_overlap() -> None:
    hour = timedelta(hours=1)
    assert not overlap((MONDAY, MONDAY + hour), (MONDAY + hour, MONDAY + 2 * hour))


def test_nobody_is_asked_to_meet_on_a_holiday_of_either() -> None:
    """4 March is Holi in India, 20 March the end of Ramadan in Egypt, where Fridays are free anyway."""
    assert [slot.starts_at.day for slot in propose(wish("Europe/London", "Asia/Kolkata"))] == [2, 3, 5]
    assert [slot.starts_at.day for slot in propose(wish("Europe/London", "Africa/Cairo"))] == [2, 3, 4]
    thursday = Wish(("Europe/London", "Africa/Cairo"), MONDAY + timedelta(days=3), 60)
    assert [slot.starts_at.day for slot in propose(thursday)] == [5, 9, 10]
