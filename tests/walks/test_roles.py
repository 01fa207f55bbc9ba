"""Two people say privately how the roles went, over the wire; nobody else's world changes by it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.models import Agreement, Pair, Reflection
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from sandbox.screen import Screen
from tests.walks.sessions import about, booked, meeting, newest, starts_at, window

PARTNER = {"ayu": "lena", "lena": "ayu"}
NAMES = {"ayu": "Ayu Lestari", "lena": "Lena Vogel"}


def meets(stage: Rehearsal, ws: Workspace, *handles: str) -> None:
    """The day after the session these say that they met."""
    stage.waits_until(starts_at(stage) + timedelta(days=1))
    for handle in handles:
        ws.person(handle).presses("Yes", inside=about(ws, handle, "meet?"))
    stage.tick()


def told_a_week_before(stage: Rehearsal, **answers: str) -> None:
    """As if whoever has answered had said this of a session a week earlier."""
    with stage.house.sessions.begin() as db:
        first = db.scalars(select(Reflection)).one()
        session = db.scalars(select(Pair)).one().meetings[1]
        session.starts_at, session.version = starts_at(stage) - timedelta(days=7), 1
        keys = {"workspace_id": first.workspace_id, "person_id": first.person_id, "met": "yes"}
        earlier = Reflection(**keys, meeting_id=session.id, meeting_version=1, answered_at=stage.now)
        db.add(earlier)
        for question, value in answers.items():
            setattr(earlier, question, value)


def world(ws: Workspace, handle: str) -> list[object]:
    """All that somebody has before their eyes, to the byte; App Home and /rm-status included."""
    person = ws.person(handle)
    person.opens_home()
    assert person.home is not None
    asked = person.runs("/rm-status")
    messages = [*person.dm, *(message for group in person.group_dms for message in group.messages)]
    return [[(message.ts, message.text, message.blocks) for message in messages], drawn(person.home), asked.text]


def drawn(home: Screen) -> list[dict[str, Any]]:
    """Without the ids that Slack makes up for each block anew."""
    return [{key: value for key, value in block.items() if key != "block_id"} for block in home.view["blocks"]]


def times_redrawn(ws: Workspace, handle: str) -> int:
    return sum(entry.kind == "edited" and handle in entry.people for entry in ws.transcript)


@pytest.mark.parametrize("handle", ["ayu", "lena"])
def test_whatever_one_answers_the_others_world_stays_as_it_is(stage: Rehearsal, ws: Workspace, handle: str) -> None:
    booked(stage, ws)
    meets(stage, ws, "ayu", "lena")
    person, partner = ws.person(handle), PARTNER[handle]
    before, redrawn = world(ws, partner), times_redrawn(ws, partner)
    person.presses(NAMES["lena"] if handle == "ayu" else "I did")
    person.presses("I did" if handle == "ayu" else "About even")
    if handle == "ayu":
        person.presses("Heavy")
    stage.tick()
    said = [message.readable for message in person.dm]
    assert any("You said: advising:" in text for text in said)
    assert times_redrawn(ws, partner) == redrawn
    assert world(ws, partner) == before
    assert ws.troubles == []


def test_the_questions_come_one_by_one_and_answers_may_change(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    meets(stage, ws, "lena")
    lena = ws.person("lena")
    assert "Who did most of the *advising*?" in newest(ws, "lena")
    lena.presses("I did")
    assert "Who did most of the *asking*?" in newest(ws, "lena")
    lena.presses("About even")
    assert "You said: advising: I did · asking: About even" in newest(ws, "lena")
    lena.presses("Change my answers")
    lena.presses("Ayu Lestari")
    assert "You said: advising: Ayu Lestari · asking: About even" in newest(ws, "lena")
    stage.tick()
    assert "You said: advising: Ayu Lestari · asking: About even" in newest(ws, "lena")
    assert ws.troubles == []


def test_a_heavy_session_is_answered_and_an_organiser_sees_only_a_yes(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    meets(stage, ws, "ayu")
    ayu = ws.person("ayu")
    for answer in ("I did", "About even", "Heavy"):
        ayu.presses(answer, inside=about(ws, "ayu", "that you met"))
    stage.tick()
    assert "Thank you for saying so." in newest(ws, "ayu")
    told_a_week_before(stage, load="heavy")
    ayu.presses("Change my answers", inside=about(ws, "ayu", "that you met"))
    ayu.presses("Heavy", inside=about(ws, "ayu", "that you met"))
    stage.tick()
    assert "Would you like to talk it over with somebody?" in newest(ws, "ayu")
    assert "would welcome a conversation" not in ws.person("orla").runs("/rm-status", channel="general").text
    ayu.presses("Yes, please")
    assert "sees only that you would welcome a conversation" in newest(ws, "ayu")
    shown = ws.person("orla").runs("/rm-status", channel="general").text
    assert "would welcome a conversation" in shown
    assert "eavy" not in shown
    ayu.presses("I no longer need it")
    stage.tick()
    assert "nobody is told anything" in newest(ws, "ayu")
    assert "would welcome a conversation" not in ws.person("orla").runs("/rm-status", channel="general").text
    assert ws.troubles == []


def test_the_word_brings_the_roles_back_in_the_conversation_of_both(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    with stage.house.sessions.begin() as db:
        db.scalars(select(Agreement)).one().stop_word = "pineapple"
    stage.waits_until(starts_at(stage) - timedelta(minutes=30))
    lena, ayu = ws.person("lena"), ws.person("ayu")
    [group] = lena.group_dms
    posted = len(list(group.messages))
    assert "Your word: *pineapple*" in about(ws, "ayu", "Bring the roles back").readable
    for _ in range(2):
        ayu.presses("Bring the roles back", inside=about(ws, "ayu", "Bring the roles back"))
        assert "It does not say who asked." in ayu.ephemerals[-1].readable
    stage.tick()
    lena.presses("Bring the roles back", inside=about(ws, "lena", "Bring the roles back"))
    stage.tick()
    added = list(group.messages)[posted:]
    assert len(added) == 1
    assert "*pineapple*: your word for when the roles slip." in added[0].readable
    assert "For the leader: take a breath, then ask one question." in added[0].readable
    assert "Ayu" not in added[0].readable
    stage.waits_until(starts_at(stage) + timedelta(hours=6))
    ayu.presses("Bring the roles back", inside=about(ws, "ayu", "Bring the roles back"))
    assert "from an hour before a session until four hours after it" in ayu.ephemerals[-1].readable
    assert ws.troubles == []


def test_answers_about_a_date_that_moved_are_asked_about_once(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    meets(stage, ws, "ayu")
    ayu = ws.person("ayu")
    for answer in ("I did", "Lena Vogel", "Fine", "We moved it", "Put in the new date"):
        ayu.presses(answer, inside=about(ws, "ayu", "you said that you m"))
    ayu.fills("Another time", stage.now + timedelta(days=7))
    ayu.submits()
    stage.waits_until(starts_at(stage) + timedelta(days=3))
    asked = about(ws, "ayu", "Does that still hold?")
    assert "You said: advising: I did · asking: Lena Vogel · for you: Fine" in asked.readable
    ayu.presses("It still holds", inside=asked)
    assert "Thank you: you said that you met." in newest(ws, "ayu")
    assert "You said: advising: I did · asking: Lena Vogel · for you: Fine" in newest(ws, "ayu")
    assert meeting(stage).state == "held"
    assert not ws.person("lena").modals
    assert ws.troubles == []


def test_what_one_came_for_opens_from_the_coaching(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    meets(stage, ws, "lena")
    told_a_week_before(stage, advising="leader")
    lena = ws.person("lena")
    lena.presses("I did")
    lena.presses("About even")
    assert "Twice in a row you answered that most of the advice or the answers came from you." in newest(ws, "lena")
    lena.presses("What I came for")
    assert "I want leaders to see what we see" in window(ws, "lena")
    assert ws.troubles == []
