"""What App Home offers about a pair can be done from there, over the wire."""

from sqlalchemy import select

from bot.models import Agreement, Meeting, Pair, Sitting, Stage
from sandbox import Workspace
from sandbox.fields import buttons_in
from sandbox.pressing import press_button
from sandbox.rehearsal import Rehearsal
from tests.walks.sessions import booked, meeting, ready_to_book, window


def buttons(ws: Workspace, handle: str) -> list[str]:
    person = ws.person(handle)
    person.opens_home()
    assert person.home is not None
    return list(person.home.buttons)


def press(ws: Workspace, handle: str, text: str) -> None:
    """On App Home, where a message may hold a button with the same words."""
    assert text in buttons(ws, handle)
    person = ws.person(handle)
    home = ws.views.homes[person.id]
    press_button(person, home, next(one for one in buttons_in(home.blocks, ws.name_of) if one.text == text))


def pressed(ws: Workspace, handle: str, text: str) -> str:
    """The window that a button on App Home opens; it is put away again."""
    press(ws, handle, text)
    told = window(ws, handle)
    ws.person(handle).closes()
    return told


def hold(walk: Rehearsal, number: int) -> None:
    with walk.house.sessions.begin() as db:
        one = db.scalars(select(Meeting).where(Meeting.number == number)).one()
        one.state, one.starts_at, one.settled_at = Sitting.HELD, walk.now, walk.now


def test_a_pair_that_signed_changes_its_topics_and_plans_from_home(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    with stage.house.sessions.begin() as db:
        db.scalars(select(Agreement)).one().stop_word = "pineapple"
    assert "My topics" in buttons(ws, "lena")
    assert pressed(ws, "ayu", "My topics")
    assert "the plan is yours" in pressed(ws, "ayu", "Plan the session")
    assert "Plan the session" not in buttons(ws, "lena")
    assert ws.troubles == []


def test_around_a_session_the_word_is_said_from_home(stage: Rehearsal, ws: Workspace) -> None:
    booked(stage, ws)
    with stage.house.sessions.begin() as db:
        db.scalars(select(Agreement)).one().stop_word = "pineapple"
    assert "Bring the roles back" not in buttons(ws, "ayu")
    starts_at = meeting(stage).starts_at
    assert starts_at is not None
    stage.waits_until(starts_at)
    assert "It does not say who asked." in pressed(ws, "ayu", "Bring the roles back")
    stage.tick()
    (conversation,) = ws.person("lena").group_dms
    assert "pineapple" in conversation.messages[-1].readable
    assert ws.troubles == []


def test_a_leader_writes_from_home_what_they_will_do_and_both_find_it(stage: Rehearsal, ws: Workspace) -> None:
    ready_to_book(stage)
    hold(stage, 1)
    lena = ws.person("lena")
    press(ws, "lena", "Write what I will do")
    lena.fills("What will you do?", "Ask before I answer")
    lena.submits()
    lena.closes()
    assert "Ask before I answer" in pressed(ws, "ayu", "Our commitments (1 open)")
    assert "Our commitments (1 open)" in buttons(ws, "lena")
    assert ws.troubles == []


def test_at_the_end_each_looks_back_and_takes_something_along_even_once_it_has_closed(
    stage: Rehearsal, ws: Workspace
) -> None:
    ready_to_book(stage)
    for number in range(1, 7):
        hold(stage, number)
    assert pressed(ws, "ayu", "Rate my goals")
    assert "Write a thank-you" not in buttons(ws, "ayu")
    assert pressed(ws, "lena", "Write a thank-you")
    ws.person("orla").runs("/rm-programme close")
    ws.person("orla").submits()
    assert "Your certificate comes into this conversation in a moment." in pressed(ws, "ayu", "My certificate")
    stage.tick()
    assert any(message.files for message in ws.person("ayu").dm)
    assert pressed(ws, "lena", "Write a thank-you")
    assert ws.troubles == []


def test_a_mentor_takes_back_from_home_that_they_would_welcome_somebody(stage: Rehearsal, ws: Workspace) -> None:
    ready_to_book(stage)
    with stage.house.sessions.begin() as db:
        db.scalars(select(Pair)).one().needs_person_at = stage.now
    orla = ws.person("orla")
    asked = "• @Ayu Lestari: would welcome a conversation, just the two of you; we do not ask why"
    assert asked in orla.runs("/rm-status").text
    assert "organisers see your name, and not why." in ws.person("ayu").runs("/rm-status").text
    assert pressed(ws, "ayu", "I need no conversation any more")
    assert "would welcome" not in orla.runs("/rm-status").text
    assert "I need no conversation any more" not in buttons(ws, "ayu")
    assert ws.troubles == []


def test_what_lasted_is_published_by_the_tick_and_shared_without_a_name(stage: Rehearsal, ws: Workspace) -> None:
    ready_to_book(stage)
    hold(stage, 1)
    orla = ws.person("orla")
    orla.runs("/rm-programme close")
    orla.submits()
    with stage.house.reading() as db:
        assert db.scalars(select(Pair)).one().programme.stage == Stage.CLOSED
    assert "Roles held: not shown, since too few people have answered." in orla.runs("/rm-status").text
    assert "the figure stands here from" in orla.runs("/rm-status").text
    stage.waits(days=103)
    stage.tick()
    assert "Three months later" not in orla.runs("/rm-status").text
    stage.waits(days=1)
    stage.tick()
    orla.runs("/rm-status share Spring", channel="general")
    [shared] = ws.channel("general").messages
    assert "Three months later: not shown, since too few people have answered." in shared.readable
    assert "@" not in shared.readable
    assert ws.troubles == []
