"""When a letter reaches somebody: in their working hours, while it helps, and not while they are away."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.models import Enrolment, Letter, Standing
from bot.outbox.claims import Sent
from tests.factories import NOW, make_enrolment, make_programme
from tests.outbox.desk import Desk

NIGHT = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


def test_at_night_it_waits_for_the_morning(desk: Desk) -> None:
    desk.owes()
    assert desk.sends(NIGHT) == [Sent("note", "waiting", "out_of_hours")]
    assert desk.sends(TUESDAY - timedelta(seconds=1)) == []
    assert desk.sends(TUESDAY) == [Sent("note", "sent", None)]


def test_what_would_be_of_no_use_in_the_morning_is_dropped_at_night(desk: Desk) -> None:
    desk.owes(useful_until=TUESDAY - timedelta(hours=1))
    assert desk.sends(NIGHT) == [Sent("note", "dropped", "out_of_hours")]


def test_what_helps_until_the_morning_comes_in_the_morning(desk: Desk) -> None:
    desk.owes(useful_until=TUESDAY)
    assert desk.sends(NIGHT) == [Sent("note", "waiting", "out_of_hours")]
    assert desk.sends(TUESDAY) == [Sent("note", "sent", None)]


def test_what_is_late_but_still_helps_goes_out_and_what_does_not_is_dropped(desk: Desk) -> None:
    desk.owes(useful_until=NOW, try_at=NOW - timedelta(days=2))
    desk.owes(useful_until=NOW - timedelta(seconds=1))
    assert desk.sends() == [Sent("note", "sent", None), Sent("note", "dropped", "too_late")]


def test_help_and_answers_go_out_at_any_hour(desk: Desk) -> None:
    desk.owes(any_hour=True)
    assert desk.sends(NIGHT) == [Sent("note", "sent", None)]


@pytest.mark.parametrize("standing", [Standing.DEACTIVATED, Standing.GUEST, Standing.STRANGER, Standing.BOT])
def test_who_is_no_member_any_more_gets_nothing(desk: Desk, standing: Standing) -> None:
    desk.owes()
    desk.changes_person("ayu", standing=standing)
    assert desk.sends() == [Sent("note", "dropped", "not_a_member_any_more")]


def test_who_pauses_is_written_to_when_they_are_back(desk: Desk) -> None:
    enrolment = paused(desk, until=date(2026, 3, 7))  # a Saturday
    desk.owes(programme_id=enrolment.programme_id)
    monday = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)

    assert desk.sends() == [Sent("note", "waiting", "paused")]
    assert desk.sends(datetime(2026, 3, 7, 9, 0, tzinfo=UTC)) == [Sent("note", "waiting", "out_of_hours")]
    assert desk.sends(monday) == [Sent("note", "sent", None)]


def test_what_would_be_of_no_use_after_the_pause_is_dropped(desk: Desk) -> None:
    enrolment = paused(desk, until=date(2026, 3, 6))
    desk.owes(programme_id=enrolment.programme_id, useful_until=datetime(2026, 3, 5, tzinfo=UTC))
    assert desk.sends() == [Sent("note", "dropped", "paused")]


def test_a_pause_holds_only_for_its_own_programme(desk: Desk) -> None:
    paused(desk, until=date(2026, 3, 6))
    desk.owes()
    assert desk.sends() == [Sent("note", "sent", None)]


def test_a_pause_that_is_over_holds_nothing_back(desk: Desk) -> None:
    enrolment = paused(desk, until=date(2026, 3, 2))
    desk.owes(programme_id=enrolment.programme_id)
    assert desk.sends() == [Sent("note", "sent", None)]


def paused(desk: Desk, until: date) -> Enrolment:
    with desk.sessions.begin() as db:
        return make_enrolment(db, make_programme(db), person=desk.person(db, "ayu"), paused_until=until)


def test_a_message_to_a_pair_waits_until_both_are_at_work(desk: Desk) -> None:
    letter_id = desk.owes_a_pair()
    with desk.sessions.begin() as db:
        pair = db.get_one(Letter, ("T0RM", letter_id)).pair
        assert pair is not None
        pair.mentor.person.zone, pair.leader.person.zone = "Asia/Jakarta", "Europe/Berlin"
    early = datetime(2026, 3, 3, 3, 0, tzinfo=UTC)  # 10:00 in Jakarta, 04:00 in Berlin
    assert desk.sends(early) == [Sent("note", "waiting", "out_of_hours")]
    assert desk.sends(datetime(2026, 3, 3, 8, 0, tzinfo=UTC)) == [Sent("note", "sent", None)]


def test_a_message_to_a_pair_is_dropped_when_one_of_them_is_gone(desk: Desk) -> None:
    letter_id = desk.owes_a_pair()
    with desk.sessions.begin() as db:
        pair = db.get_one(Letter, ("T0RM", letter_id)).pair
        assert pair is not None
        pair.leader.person.standing = Standing.DEACTIVATED
    assert desk.sends(NOW) == [Sent("note", "dropped", "not_a_member_any_more")]


def test_one_message_too_many_waits_for_the_week_after(desk: Desk) -> None:
    desk.owes(kind="silence", sent_at=NOW, state="sent", ts="1.0")
    desk.owes(kind="silence", key="another")
    assert desk.sends() == [Sent("silence", "waiting", "enough_this_week")]
    assert desk.sends(NOW + timedelta(days=7)) == [Sent("silence", "sent", None)]


def test_a_third_message_of_the_day_waits_for_tomorrow_or_is_dropped_where_that_is_too_late(desk: Desk) -> None:
    for name in ("one", "two"):
        desk.owes(key=name, sent_at=NOW, state="sent", ts="1.0")
    desk.owes(key="three")
    desk.owes(key="four", useful_until=NOW + timedelta(hours=4))
    assert sorted(desk.sends(), key=str) == [
        Sent("note", "dropped", "enough_today"),
        Sent("note", "waiting", "enough_today"),
    ]
    assert desk.sends(TUESDAY) == [Sent("note", "sent", None)]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=7)])
def test_a_clock_that_jumps_back_sends_nothing_again_and_nothing_early(desk: Desk, back: timedelta) -> None:
    desk.owes()
    desk.owes(key="later", try_at=NOW + timedelta(hours=1))
    assert desk.sends() == [Sent("note", "sent", None)]
    assert desk.sends(NOW - back) == []
    assert desk.sends() == []
    assert desk.sends(NOW + timedelta(hours=1)) == [Sent("note", "sent", None)]


def test_after_an_outage_of_days_what_still_helps_is_sent_once_and_the_rest_is_dropped(desk: Desk) -> None:
    desk.owes(key="one")
    desk.owes(key="two", useful_until=NOW + timedelta(days=1))
    wednesday_after = NOW + timedelta(days=9)
    assert sorted(desk.sends(wednesday_after), key=str) == [
        Sent("note", "dropped", "too_late"),
        Sent("note", "sent", None),
    ]
    assert desk.sends(wednesday_after) == []


def test_nothing_comes_on_a_public_holiday_of_the_readers_country(desk: Desk) -> None:
    desk.owes()
    desk.changes_person("ayu", zone="Europe/Berlin")
    good_friday, tuesday = datetime(2026, 4, 3, 10, 0, tzinfo=UTC), datetime(2026, 4, 7, 7, 0, tzinfo=UTC)
    assert desk.sends(good_friday) == [Sent("note", "waiting", "out_of_hours")]
    assert desk.sends(tuesday - timedelta(seconds=1)) == []
    assert desk.sends(tuesday) == [Sent("note", "sent", None)]
