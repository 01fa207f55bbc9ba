"""Two people book, move, call off and hold their sessions, over the wire."""

from datetime import timedelta

from bot.models import Sitting
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.walks.sessions import FIRST_OFFERED, about, booked, meeting, newest, ready_to_book, starts_at, window

THURSDAY = timedelta(days=3)


def test_one_press_books_a_session_and_both_hear_of_it(stage: Rehearsal, ws: Workspace) -> None:
    ready_to_book(stage)
    lena = ws.person("lena")
    assert "Time to pick a date for *Session 1 of 6* with @Ayu Lestari" in newest(ws, "lena")
    lena.presses(FIRST_OFFERED)
    assert "is in the diary: *Monday 9 March, 10:00 (Berlin) · 16:00 (Jakarta)*" in newest(ws, "lena")
    stage.waits(hours=15)
    told = about(ws, "ayu", "is in the diary").readable
    assert "*Monday 9 March, 16:00 (Jakarta) · 10:00 (Berlin)*" in told
    assert "Add it to Google Calendar" in told
    assert ws.troubles == []


def test_the_calendar_file_comes_into_the_conversation(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    lena = ws.person("lena")
    lena.presses("Calendar file")
    assert "in a moment" in lena.ephemerals[-1].readable
    stage.tick()
    [file] = lena.dm[-1].files
    assert file.name == "session-1.ics"
    assert b"DTSTART:20260309T090000Z" in file.bytes
    assert ws.troubles == []


def test_app_home_does_the_same_and_answers_in_a_window(stage: Rehearsal, ws: Workspace) -> None:
    ready_to_book(stage)
    lena = ws.person("lena")
    lena.opens_home()
    lena.presses("Pick a time")
    lena.chooses("Times that suit you both", FIRST_OFFERED)
    lena.submits()
    lena.closes()
    lena.opens_home()
    lena.presses("Calendar file")
    assert "The calendar file comes into this conversation in a moment." in window(ws, "lena")
    lena.closes()
    lena.presses("Call it off")
    assert "this date no longer stands. You pick the next one." in window(ws, "lena")
    assert meeting(stage).state == Sitting.PLANNED
    assert ws.troubles == []


def test_pressing_twice_books_once(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    sent = len(ws.person("lena").dm)
    ws.redeliver_last()
    stage.tick()
    assert meeting(stage).version == 1
    assert len(ws.person("lena").dm) == sent


def test_another_time_is_picked_in_the_form(stage: Rehearsal, ws: Workspace) -> None:
    ready_to_book(stage)
    lena = ws.person("lena")
    lena.presses("Another time…")
    lena.submits()
    assert lena.modal.errors == {"Another time": "Please pick one of the times above, or another one here."}
    lena.fills("Another time", stage.now - timedelta(hours=1))
    lena.submits()
    assert "That time is past" in lena.modal.errors["Another time"]
    lena.fills("Another time", stage.now + THURSDAY)
    lena.submits()
    assert "It is in the diary: Thursday 5 March, 13:00 (Berlin) · 19:00 (Jakarta)" in window(ws, "lena")
    stage.tick()
    assert starts_at(stage) == stage.now + THURSDAY
    assert "Time to pick a date" not in " ".join(message.readable for message in lena.dm)
    assert ws.troubles == []


def test_the_mentor_may_move_what_stands_and_both_messages_say_so(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    stage.waits(hours=15)
    ayu = ws.person("ayu")
    ayu.presses("Move it")
    assert "In the diary now: Monday 9 March, 16:00 (Jakarta)" in window(ws, "ayu")
    ayu.chooses("Times that suit you both", "Tuesday 10 March, 16:00 (Jakarta)")
    ayu.submits()
    stage.waits(hours=8)
    for handle in ("ayu", "lena"):
        texts = [message.readable for message in ws.person(handle).dm]
        assert "Monday 9 March" not in " ".join(texts)
        assert any("Tuesday 10 March" in text for text in texts)
    assert ws.troubles == []


def test_the_mentor_does_not_pick_the_first_date(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    stage.waits(hours=15)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    ayu.presses("Move it")
    lena.presses("Call it off")
    ayu.fills("Another time", stage.now + THURSDAY)
    ayu.submits()
    assert "Your leader picks this date" in ayu.modal.errors["Another time"]


def test_a_time_that_has_passed_is_answered_with_others(stage: Rehearsal, ws: Workspace) -> None:
    ready_to_book(stage)
    stage.waits(days=10)
    lena = ws.person("lena")
    lena.presses(FIRST_OFFERED, inside=about(ws, "lena", "Time to pick a date"))
    assert "That time is past, or less than an hour away." in window(ws, "lena")
    lena.chooses("Times that suit you both", lena.modal.options("Times that suit you both")[0])
    lena.submits()
    assert meeting(stage).state == Sitting.BOOKED
    assert ws.troubles == []


def test_the_leaders_questions_reach_the_mentor_in_a_window(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    stage.waits_until(starts_at(stage) - timedelta(hours=24))
    assert "Please send your questions now" in newest(ws, "lena")
    ayu.presses("Read the questions")
    assert "has not sent questions yet" in window(ws, "ayu")
    ayu.closes()
    lena.presses("Send my questions")
    lena.fills("What would you like to ask?", "Who goes quiet when I speak? <!channel>")
    lena.submits()
    assert "@Ayu Lestari can read them now." in window(ws, "lena")
    stage.tick()
    assert "Questions from your partner are waiting" in about(ws, "ayu", "The plan is yours").readable
    ayu.presses("Read the questions")
    assert "Who goes quiet when I speak? <!channel>" in window(ws, "ayu")
    assert not any("goes quiet" in message.readable for message in ayu.dm + lena.dm)
    assert ws.troubles == []


def test_an_hour_before_each_is_kept_in_role(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    stage.waits_until(starts_at(stage))
    assert "today at 16:00 (Jakarta)" in newest(ws, "ayu")
    assert "You open today" in newest(ws, "ayu")
    assert "today at 10:00 (Berlin)" in newest(ws, "lena")
    assert "Leave your title outside" in newest(ws, "lena")


def test_a_leader_who_calls_off_twice_is_asked_how_to_go_on(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    lena = ws.person("lena")
    lena.presses("Call it off")
    stage.tick()
    assert "You called off the session with @Ayu Lestari." in newest(ws, "lena")
    lena.presses("Wednesday 11 March, 10:00 (Berlin)")
    stage.tick()
    lena.presses("Call it off")
    stage.tick()
    assert "That is two in a row" in newest(ws, "lena")
    stage.waits(hours=15)
    assert "It says nothing about you." in about(ws, "ayu", "called off two sessions in a row").readable
    lena.presses("Keep going")
    assert "the two of you are back on track" in newest(ws, "lena")
    lena.presses(FIRST_OFFERED)
    stage.tick()
    assert meeting(stage).state == Sitting.BOOKED
    assert ws.troubles == []


def test_a_pair_ends_kindly(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    lena, ayu = ws.person("lena"), ws.person("ayu")
    for _ in range(2):
        lena.presses("Call it off")
        stage.tick()
        if "These suit you both" in newest(ws, "lena"):
            lena.presses(FIRST_OFFERED)
            stage.tick()
    lena.presses("End it kindly")
    assert "nobody asks why" in newest(ws, "lena")
    stage.waits(days=2)
    assert "Your sessions with @Lena Vogel end here." in newest(ws, "ayu")
    told = len(ayu.dm) + len(lena.dm)
    stage.waits(days=60)
    assert len(ayu.dm) + len(lena.dm) == told
    assert ws.troubles == []


def test_two_who_met_are_thanked_and_the_next_date_is_asked_for(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    stage.waits_until(starts_at(stage) + timedelta(days=1))
    assert "Did you and @Lena Vogel meet?" in newest(ws, "ayu")
    ayu.presses("Yes")
    stage.tick()
    for handle in ("ayu", "lena"):  # there is nothing to move or to call off any more
        assert about(ws, handle, "was in the diary for *Monday 9 March").buttons == ["I need help"]
    assert "Was there anything you held back?" in newest(ws, "ayu")
    ayu.presses("A private note")
    ayu.fills("What would you like to remember?", "I did not mention the lift.")
    ayu.submits()
    assert "Kept." in window(ws, "ayu")
    lena.presses("Yes")
    stage.tick()
    assert meeting(stage).state == Sitting.HELD
    assert not any("the lift" in message.readable for message in ayu.dm + lena.dm)
    stage.waits(days=28)
    assert about(ws, "lena", "Time to pick a date for *Session 2 of 6*")
    assert ws.troubles == []


def test_a_session_that_was_missed_is_offered_anew_without_blame(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    stage.waits_until(starts_at(stage) + timedelta(days=1))
    for handle in ("ayu", "lena"):
        ws.person(handle).presses("No")
    stage.waits(days=1)
    assert "did not happen. You do not have to chase" in newest(ws, "ayu")
    assert "did not happen, and nobody has to explain. Which new date suits you?" in newest(ws, "lena")
    assert meeting(stage).state == Sitting.MISSED
    assert ws.troubles == []


def test_an_answer_about_a_date_that_has_moved_is_not_counted(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    ayu, lena = ws.person("ayu"), ws.person("lena")
    stage.waits_until(starts_at(stage) + timedelta(days=1))
    ayu.presses("We moved it")
    ayu.presses("Put in the new date")
    ayu.fills("Another time", stage.now + THURSDAY)
    ayu.submits()
    lena.presses("Yes", inside=about(ws, "lena", "Did you and @Ayu Lestari meet?"))
    assert "a date which no longer stands" in lena.ephemerals[-1].readable
    assert meeting(stage).state == Sitting.BOOKED
    stage.tick()
    assert "has another date by now" in about(ws, "lena", "has another date").readable
    assert ws.troubles == []
