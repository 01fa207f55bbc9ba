"""Joining over the wire: every step, every way back, and every way out."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.models import Enrolment, Joining, Programme, Stage
from sandbox.conversations import Message
from sandbox.people import Person
from sandbox.rehearsal import Rehearsal
from sandbox.screen import Screen
from tests.walks.joining import (
    GOALS,
    LEARN,
    RATING,
    TEACH,
    WHY,
    answers_all_steps,
    chooses_role,
    consents,
    joins,
    open_programme,
    says_why,
)


@pytest.fixture
def programme(stage: Rehearsal) -> Programme:
    return open_programme(stage)


@pytest.fixture
def ayu(stage: Rehearsal) -> Person:
    return stage.ws.person("ayu")


def screen(person: Person) -> Screen:
    assert person.modal is not None
    return person.modal


def enrolments(stage: Rehearsal) -> list[Enrolment]:
    with stage.house.reading() as db:
        return list(db.scalars(select(Enrolment)))


def move_to(stage: Rehearsal, to: Stage) -> None:
    with stage.house.sessions.begin() as db:
        db.scalars(select(Programme)).one().stage = to


def newest(person: Person) -> Message:
    return person.dm[-1]


@pytest.mark.usefixtures("programme")
def test_somebody_joins_from_the_first_step_to_the_last(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join", channel="general")
    first = screen(ayu)
    assert first.title == "Step 1 of 6"
    assert "@Hana Ito" in first.text
    assert "@Hugo Reyes" in first.text
    assert enrolments(stage) == []
    answers_all_steps(ayu, TEACH, "Payments", manager="sam")
    review = screen(ayu)
    assert (review.title, review.submit_text) == ("Your answers", "Join")
    for words in ("I want leaders to see what we see", "Speak up in reviews", "Manager: @Sam Okoro", "Team: Payments"):
        assert words in review.text
    ayu.submits()
    assert "You are in" in screen(ayu).text
    stage.tick()
    assert [enrolment.state for enrolment in enrolments(stage)] == [Joining.JOINED]
    assert len(ayu.dm) == 1
    assert "you are in Spring" in ayu.dm[0].readable.replace("*", "")
    assert "you are the teacher here" in ayu.dm[0].readable


@pytest.mark.usefixtures("programme")
def test_the_message_shows_the_steps_and_takes_people_on(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    stage.tick()
    ayu.closes()
    assert "○ Your role: still open" in newest(ayu).readable
    ayu.presses("Go on")
    chooses_role(ayu, TEACH)
    stage.tick()
    assert len(ayu.dm) == 1
    assert "✓ Your role: done" in newest(ayu).readable
    assert screen(ayu).title == "Step 3 of 6"


@pytest.mark.usefixtures("programme")
def test_what_was_submitted_is_there_after_closing(ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    chooses_role(ayu, LEARN)
    ayu.closes()
    ayu.runs("/rm-join")
    assert screen(ayu).title == "Step 3 of 6"


@pytest.mark.usefixtures("programme")
def test_an_answer_that_says_nothing_keeps_what_was_typed(ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    chooses_role(ayu, TEACH)
    says_why(ayu, TEACH)
    ayu.fills(GOALS[TEACH], "n/a")
    ayu.fills("How will you notice that it is happening?", "They ask me back")
    ayu.chooses(RATING, "3: halfway")
    ayu.submits()
    assert screen(ayu).errors == {
        GOALS[TEACH]: "That does not say much yet. What do you want to be able to do, or see differently?"
    }
    ayu.fills(GOALS[TEACH], "Explain our work well")
    ayu.submits()
    assert screen(ayu).title == "Step 5 of 6"


@pytest.mark.usefixtures("programme")
def test_picking_oneself_is_said_under_the_field(ayu: Person) -> None:
    ayu.runs("/rm-join")
    answers_all_steps(ayu, TEACH, "Payments", manager="ayu")
    assert screen(ayu).errors == {"Your manager": "That is you. Please choose somebody else."}


@pytest.mark.usefixtures("programme")
def test_reviewing_half_way_shows_the_words_in_a_form_alone(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    chooses_role(ayu, TEACH)
    says_why(ayu, TEACH)
    ayu.closes()
    stage.tick()
    ayu.presses("Review my answers")
    assert "I want leaders to see what we see" in screen(ayu).text
    assert all("leaders to see" not in message.readable for message in ayu.dm)
    assert screen(ayu).submit_text == "Go on"
    ayu.submits()
    assert screen(ayu).title == "Step 4 of 6"


@pytest.mark.usefixtures("programme")
def test_an_answer_is_changed_from_the_review(stage: Rehearsal, ayu: Person) -> None:
    joins(ayu, TEACH, "Payments")
    ayu.runs("/rm-join")
    assert screen(ayu).submit_text == ""
    stage.ws.person("ayu").presses("Change")
    assert screen(ayu).title == "Step 2 of 6"
    chooses_role(ayu, LEARN)
    assert screen(ayu).title == "Step 3 of 6"
    assert len(ayu.modals) == 1
    says_why(ayu, LEARN)
    assert "I learn, as a leader" in screen(ayu).text


@pytest.mark.usefixtures("programme")
def test_stopping_deletes_the_words_and_says_so(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    chooses_role(ayu, TEACH)
    says_why(ayu, TEACH)
    ayu.closes()
    stage.tick()
    ayu.presses("Stop")
    stage.tick()
    assert "your answers are deleted" in newest(ayu).readable
    (enrolment,) = enrolments(stage)
    assert (enrolment.state, enrolment.why_sealed) == (Joining.LEFT, None)
    ayu.runs("/rm-join")
    assert screen(ayu).title == "Step 1 of 6"
    consents(ayu)
    stage.tick()
    assert len(ayu.dm) == 2


@pytest.mark.usefixtures("programme")
def test_an_old_stop_button_changes_nothing(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    ayu.closes()
    stage.tick()
    ayu.runs("/rm-join")
    chooses_role(ayu, TEACH)
    says_why(ayu, TEACH)
    with stage.house.sessions.begin() as db:
        db.scalars(select(Enrolment)).one().state = Joining.JOINED
    ayu.closes()
    ayu.presses("Stop", inside=newest(ayu))
    assert "/rm-me leave" in ayu.ephemerals[-1].text
    assert enrolments(stage)[0].why_sealed is not None


@pytest.mark.usefixtures("programme")
def test_a_reminder_comes_once_in_working_hours(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    stage.waits(days=10)
    reminders = [message for message in ayu.dm if "You began to join" in message.readable]
    assert [message.at for message in reminders] == [datetime(2026, 3, 5, 2, 0, tzinfo=UTC)]  # 09:00 in Jakarta


@pytest.mark.usefixtures("programme")
def test_no_reminder_comes_to_somebody_who_has_joined(stage: Rehearsal, ayu: Person) -> None:
    joins(ayu, TEACH, "Payments")
    stage.waits(days=10)
    assert not any("You began to join" in message.readable for message in ayu.dm)


def test_nothing_open_is_said_in_a_friendly_way(stage: Rehearsal, ayu: Person) -> None:
    answer = ayu.runs("/rm-join")
    assert (answer.status, ayu.modal) == (200, None)
    assert "Nothing is open to join just now" in answer.text
    assert enrolments(stage) == []


@pytest.mark.usefixtures("programme")
def test_a_programme_that_started_meanwhile_is_said_in_the_form(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    move_to(stage, Stage.RUNNING)
    chooses_role(ayu, TEACH)
    assert "has started already" in next(iter(screen(ayu).errors.values()))
    assert enrolments(stage)[0].role is None


def test_several_programmes_begin_with_a_choice(stage: Rehearsal, ayu: Person) -> None:
    open_programme(stage, "Spring")
    autumn = open_programme(stage, "Autumn")
    ayu.runs("/rm-join")
    ayu.chooses("More than one programme is open. Which is yours?", "Autumn")
    ayu.submits()
    assert screen(ayu).title == "Step 1 of 6"
    consents(ayu)
    assert [enrolment.programme_id for enrolment in enrolments(stage)] == [autumn.id]


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize("line", ["/rm-join help", "/rm-join dance"])
def test_help_is_private_and_opens_nothing(ayu: Person, line: str) -> None:
    answer = ayu.runs(line, channel="general")
    assert "six short steps" in answer.text
    assert ayu.modal is None


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize("kind", ["guest", "stranger"])
def test_guests_and_strangers_are_turned_away_politely(stage: Rehearsal, kind: str) -> None:
    other = stage.ws.add_person("gus", name="Gus", **{kind: True})
    answer = other.runs("/rm-join")
    assert "full members" in answer.text
    assert other.modal is None


@pytest.mark.usefixtures("programme")
def test_a_form_submitted_twice_has_one_effect(stage: Rehearsal, ayu: Person) -> None:
    ayu.runs("/rm-join")
    consents(ayu)
    stage.ws.redeliver_last()
    stage.tick()
    assert len(enrolments(stage)) == 1
    assert len(ayu.dm) == 1


@pytest.mark.usefixtures("programme")
def test_slack_failing_at_the_first_step_loses_nothing(stage: Rehearsal, ayu: Person) -> None:
    stage.ws.fail_next("views.open", error="internal_error")
    assert "Nothing that you sent is lost" in ayu.runs("/rm-join").text
    ayu.runs("/rm-join")
    assert screen(ayu).title == "Step 1 of 6"


@pytest.mark.usefixtures("programme")
def test_a_joining_button_opens_the_first_step_too(ayu: Person) -> None:
    ayu.opens_home()
    ayu.presses("Join")
    assert screen(ayu).title == "Step 1 of 6"
    assert WHY not in screen(ayu).labels
