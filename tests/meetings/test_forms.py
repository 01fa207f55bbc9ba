"""Picking a date, and the leader's questions: drawn, filled in, read."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

import pytest
from sqlalchemy.orm import Session

from bot.errors import Invalid, Refused
from bot.meetings import forms, rules
from bot.meetings.forms import OTHER_TIME, QUESTIONS, TIME, Choice
from bot.meetings.picked import Picked
from bot.models import Meeting, Pair, Role
from bot.scene import Scene
from bot.wording import when
from tests.factories import NOW
from tests.fitting import LONGEST_ANSWER, LONGEST_NAME, filled, fits
from tests.meetings.booking import FRIDAY, THURSDAY, book, paired, person


@pytest.fixture
def pair(db: Session) -> Pair:
    return paired(db, mentor={"zone": "Asia/Jakarta"}, leader={"zone": "Europe/London"})


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


def scene(meeting: Meeting, role: Role = Role.LEADER) -> Scene:
    return Scene.seen_by(meeting, person(meeting.pair, role))


def choice(db: Session, meeting: Meeting, role: Role = Role.LEADER, note: str = "") -> Choice:
    return Choice(scene(meeting, role), rules.proposals(db, meeting, NOW), note)


def texts(view: dict[str, Any]) -> str:
    return str(view["blocks"])


def test_three_times_are_offered_in_the_readers_zone_with_the_partners_beneath(db: Session, meeting: Meeting) -> None:
    view = fits(forms.draw_booking(choice(db, meeting)))
    options = next(block for block in view["blocks"] if block.get("block_id") == TIME)["element"]["options"]
    assert [option["text"]["text"] for option in options] == [
        "Monday 9 March, 09:00 (London)",
        "Tuesday 10 March, 09:00 (London)",
        "Wednesday 11 March, 09:00 (London)",
    ]
    assert options[0]["description"]["text"] == "Monday 9 March, 16:00 (Jakarta)"


def test_the_same_zone_is_told_once(db: Session) -> None:
    view = fits(forms.draw_booking(choice(db, paired(db).meetings[0])))
    assert "description" not in texts(view)


def test_a_time_that_was_picked_is_read(db: Session, meeting: Meeting) -> None:
    offered = choice(db, meeting)
    picked = Picked.of(meeting, offered.slots[1].starts_at)
    view = filled(forms.draw_booking(offered), time=str(picked))
    assert forms.read_booking(view, "en") == picked
    assert forms.read_meeting(view) == meeting.id


def test_another_time_is_read(db: Session, meeting: Meeting) -> None:
    view = filled(forms.draw_booking(choice(db, meeting)), other_time=THURSDAY)
    assert forms.read_booking(view, "en") == Picked(meeting.id, 0, THURSDAY)


def test_two_times_are_one_too_many(db: Session, meeting: Meeting) -> None:
    offered = choice(db, meeting)
    first = str(Picked.of(meeting, offered.slots[0].starts_at))
    with pytest.raises(Invalid) as invalid:
        forms.read_booking(filled(forms.draw_booking(offered), time=first, other_time=THURSDAY), "en")
    assert list(invalid.value.errors) == [OTHER_TIME]
    assert "two times" in invalid.value.errors[OTHER_TIME]


def test_no_time_is_one_too_few(db: Session, meeting: Meeting) -> None:
    with pytest.raises(Invalid) as invalid:
        forms.read_booking(filled(forms.draw_booking(choice(db, meeting))), "en")
    assert list(invalid.value.errors) == [OTHER_TIME]


def test_where_no_time_suits_both_any_other_can_be_given(meeting: Meeting) -> None:
    view = forms.draw_booking(Choice(scene(meeting), []))
    assert TIME not in [block.get("block_id") for block in fits(view)["blocks"]]
    assert forms.read_booking(filled(view, other_time=FRIDAY), "en").starts_at == FRIDAY


def test_moving_shows_the_date_that_stands(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    view = fits(forms.draw_booking(choice(db, meeting, Role.MENTOR)))
    assert view["title"]["text"] == "Move the session"
    assert "In the diary now: Thursday 5 March, 17:00 (Jakarta) · 10:00 (London)" in texts(view)


def test_a_time_that_has_gone_is_told_first(db: Session, meeting: Meeting) -> None:
    view = fits(forms.draw_booking(choice(db, meeting, note="That time has gone.")))
    assert view["blocks"][0]["text"]["text"] == "That time has gone."


def test_times_outside_working_hours_say_so(db: Session) -> None:
    far = paired(db, mentor={"zone": "Asia/Jakarta"}, leader={"zone": "America/New_York"})
    assert "early or late for one of you" in texts(fits(forms.draw_booking(choice(db, far.meetings[0]))))


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_zone_fits_into_a_button(language: str) -> None:
    moments = [datetime(2026, month, 23, 12, 0, tzinfo=UTC) for month in (9, 11)]
    zones = available_timezones()
    assert max(len(when(moment, zone, language)) for moment in moments for zone in zones) <= 75


@pytest.mark.parametrize("role", list(Role))
def test_the_longest_names_fit(db: Session, role: Role) -> None:
    pair = paired(db, mentor={"name": LONGEST_NAME}, leader={"name": LONGEST_NAME})
    book(db, pair.meetings[0], THURSDAY)
    fits(forms.draw_booking(choice(db, pair.meetings[0], role)))
    fits(forms.draw_booked(scene(pair.meetings[0], role), THURSDAY))


def test_what_a_button_carries_comes_back(meeting: Meeting) -> None:
    picked = Picked.of(meeting, THURSDAY + timedelta(minutes=30))
    assert Picked.read(str(picked)) == picked


@pytest.mark.parametrize("value", ["", "None", "x|1|2", "00000000-0000-0000-0000-000000000001|1", "a|b|c|d"])
def test_a_button_without_a_time_is_an_old_one(value: str) -> None:
    with pytest.raises(Refused, match="old_button"):
        Picked.read(value)


@pytest.mark.parametrize("seconds", ["99999999999999999999", "9" * 400])
def test_a_moment_beyond_the_calendar_is_refused(meeting: Meeting, seconds: str) -> None:
    with pytest.raises(Refused, match="old_button"):
        Picked.read(f"{meeting.id}|1|{seconds}")


def test_questions_are_written_and_read(meeting: Meeting) -> None:
    view = filled(forms.draw_asking(scene(meeting)), questions="  Who is quiet?\nWhy?  ")
    assert forms.read_questions(view) == "Who is quiet?\nWhy?"
    assert forms.read_meeting(view) == meeting.id


def test_questions_may_be_left_out(meeting: Meeting) -> None:
    assert forms.read_questions(filled(forms.draw_asking(scene(meeting)))) == ""


def test_questions_are_changed_where_they_were_left(db: Session, meeting: Meeting) -> None:
    rules.ask(db, meeting, "Who is quiet?", NOW)
    view = filled(forms.draw_asking(scene(meeting)))
    assert forms.read_questions(view) == "Who is quiet?"
    assert QUESTIONS in [block.get("block_id") for block in view["blocks"]]


def test_the_longest_questions_fit_and_nothing_in_them_comes_alive(db: Session, meeting: Meeting) -> None:
    rules.ask(db, meeting, LONGEST_ANSWER.strip(), NOW)
    fits(forms.draw_asking(scene(meeting)))
    shown = fits(forms.draw_questions(scene(meeting, Role.MENTOR)))["blocks"][1]["text"]
    assert (shown["type"], shown["text"]) == ("plain_text", LONGEST_ANSWER.strip())


def test_a_mentor_reads_that_there_are_none_yet(meeting: Meeting) -> None:
    assert "has not sent questions yet" in texts(fits(forms.draw_questions(scene(meeting, Role.MENTOR))))


def test_the_leader_sees_what_the_mentor_can_read_now(db: Session, meeting: Meeting) -> None:
    assert "sees no questions now. You can still send some." in texts(fits(forms.draw_sent(scene(meeting))))
    rules.ask(db, meeting, "Who is quiet?", NOW)
    assert "can read them now" in texts(fits(forms.draw_sent(scene(meeting))))
    rules.ask(db, meeting, "", NOW)
    assert "sees no questions now" in texts(fits(forms.draw_sent(scene(meeting))))


def test_what_was_booked_is_confirmed_in_both_zones(meeting: Meeting) -> None:
    assert "10:00 (London) · 17:00 (Jakarta)" in texts(fits(forms.draw_booked(scene(meeting), THURSDAY)))
