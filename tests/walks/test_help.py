"""A note to the people who help and a sponsor's word, over the wire."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.meetings.rules import cancel
from bot.models import Letter, Note, Pair
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.factories import book
from tests.walks.paired import introduce, join_alone
from tests.walks.sessions import newest, window

WORDS = "Since then <@U0LENA> is *cold* to me. <!channel>"
WHAT = "What would you like them to know?"
MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def asks(ws: Workspace, handle: str = "ayu", words: str = WORDS) -> None:
    """From App Home to the note that is sent, and out of the windows again."""
    person = ws.person(handle)
    person.opens_home()
    person.presses("I need help")
    person.presses("Write them a note")
    person.fills(WHAT, words)
    person.submits()


def closes_all(ws: Workspace, handle: str) -> None:
    while ws.person(handle).modal is not None:
        ws.person(handle).closes()


def everything_said_to(ws: Workspace, handle: str) -> str:
    return "\n".join(message.readable for message in ws.person(handle).dm)


def test_a_note_is_brought_read_and_looked_after(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    ayu, hana, hugo = ws.person("ayu"), ws.person("hana"), ws.person("hugo")
    asks(ws)
    assert "@Hana Ito has your note." in window(ws, "ayu")
    closes_all(ws, "ayu")
    stage.tick()
    assert "@Ayu Lestari has written a note to you" in newest(ws, "hana")
    assert hugo.dm == []
    hana.presses("Read the note", inside=hana.dm[-1])
    assert "> Since then <@U0LENA> is *cold* to me. <!channel>" in window(ws, "hana").replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    hana.presses("I look after it")
    assert "You look after the note of @Ayu Lestari" in window(ws, "hana")
    closes_all(ws, "hana")
    stage.tick()
    assert "You look after the note of @Ayu Lestari" in newest(ws, "hana")
    assert "@Hana Ito looks after your note and will write to you." in newest(ws, "ayu")
    ayu.presses("I need help", inside=ayu.dm[-1])
    assert "Your note of Monday 2 March: @Hana Ito looks after it." in window(ws, "ayu")
    stage.waits(days=3)
    assert hugo.dm == []
    assert ws.troubles == []


def test_no_word_of_a_note_stands_in_anybodys_messages(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena_before = everything_said_to(ws, "lena")
    asks(ws, words="canary-of-ayu")
    stage.waits(hours=2)
    ws.person("hana").presses("I look after it", inside=ws.person("hana").dm[-1])
    stage.waits(minutes=5)
    for handle in ("ayu", "lena", "hana", "hugo", "orla", "sam"):
        assert "canary-of-ayu" not in everything_said_to(ws, handle)
    assert everything_said_to(ws, "lena") == lena_before
    assert ws.troubles == []


def test_after_a_working_day_the_second_gets_it_and_the_first_to_answer_has_it(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    hana, hugo = ws.person("hana"), ws.person("hugo")
    asks(ws)
    stage.waits(days=2)
    assert "@Ayu Lestari has written a note to you" in newest(ws, "hugo")
    told = [message for message in ws.person("ayu").dm if "has it as well now" in message.readable]
    assert "@Hugo Reyes has it as well now" in told[0].readable
    hugo.presses("I look after it", inside=hugo.dm[-1])
    hana.presses("Read the note", inside=hana.dm[-1])
    assert "Somebody else who helps looks after this already" in hana.ephemerals[-1].readable
    stage.tick()
    assert "@Hugo Reyes looks after the note of @Ayu Lestari." in newest(ws, "hana")
    assert ws.troubles == []


def test_where_a_contact_is_gone_the_second_gets_it_at_once(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    ws.person("hana").deactivated = True
    asks(ws)
    stage.tick()
    stage.tick()
    assert "@Ayu Lestari has written a note to you" in newest(ws, "hugo")
    assert "could not be brought to @Hana Ito, so @Hugo Reyes gets it now" in newest(ws, "ayu")


def test_a_contact_who_leaves_before_the_day_is_over_is_replaced(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    asks(ws)
    stage.tick()
    ws.person("hugo").changes(deactivated=True)
    stage.waits(days=2)
    assert "@Ayu Lestari has written a note to you" in newest(ws, "orla")
    assert "@Orla Byrne has it as well now" in everything_said_to(ws, "ayu")


def test_nobody_opens_a_note_with_a_button_that_was_another_persons(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    asks(ws)
    stage.tick()
    with stage.house.reading() as db:
        note_id = str(db.scalars(select(Note.id)).one())
    lena = ws.person("lena")
    message = lena.dm[-1]
    for block in message.blocks:
        for element in block.get("elements", []):
            element["action_id"], element["value"] = "read_note", note_id
    lena.presses(message.buttons[0], inside=message)
    assert "That was written to somebody else, so it stays closed." in lena.ephemerals[-1].readable
    assert lena.modal is None
    assert ws.troubles == []


def test_a_guest_who_was_a_contact_opens_nothing(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    asks(ws)
    stage.tick()
    hana = ws.person("hana")
    hana.changes(guest=True)
    hana.presses("Read the note", inside=hana.dm[-1])
    assert hana.modal is None
    assert "full members of this workspace" in hana.ephemerals[-1].readable


def test_of_two_programmes_one_is_chosen(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    join_alone(stage, "U0AYU", "Ayu Lestari")
    ayu = ws.person("ayu")
    ayu.opens_home()
    ayu.presses("I need help")
    ayu.presses("Write them a note")
    ayu.chooses("Which programme is it about?", "Spring")
    ayu.fills(WHAT, WORDS)
    ayu.submits()
    assert "@Hana Ito has your note." in window(ws, "ayu")
    assert ws.troubles == []


def test_a_form_that_is_sent_twice_is_one_note(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    asks(ws)
    ws.redeliver_last()
    stage.tick()
    with stage.house.reading() as db:
        assert len(db.scalars(select(Note)).all()) == 1


@pytest.mark.usefixtures("stage")
def test_where_nobody_helps_any_more_the_form_says_so(ws: Workspace) -> None:
    marc = ws.person("marc")
    marc.opens_home()
    marc.presses("I need help")
    ws.person("orla").changes(deactivated=True)
    marc.presses("Write them a note")
    assert "Nobody is named who could get a note." in window(ws, "marc")
    assert ws.troubles == []


def call_off_twice(stage: Rehearsal) -> None:
    with stage.house.sessions.begin() as db:
        pair = db.scalars(select(Pair)).one()
        pair.programme.sponsor.slack_id, pair.programme.sponsor.name = "U0SAM", "Sam Okoro"
        pair.leader_cancellations = 1
        cancel(db, book(db, pair.meetings[0], stage.now + timedelta(days=7)), pair.leader.person, stage.now)


def test_a_sponsor_writes_a_word_that_the_leader_alone_reads(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    call_off_twice(stage)
    stage.waits(minutes=5)
    sam, lena = ws.person("sam"), ws.person("lena")
    assert "Two sessions of @Lena Vogel in *Spring* were called off in a row" in newest(ws, "sam")
    sam.presses("Write a word", inside=sam.dm[-1])
    sam.fills("Your word", "I would not miss mine. <!here>")
    sam.submits()
    assert "It comes to @Lena Vogel in their working hours." in window(ws, "sam")
    closes_all(ws, "sam")
    stage.waits(minutes=5)
    assert "Your word is on its way to @Lena Vogel." in newest(ws, "sam")
    assert "@Sam Okoro has written you a word." in newest(ws, "lena")
    assert "would not miss" not in everything_said_to(ws, "lena")
    lena.presses("Read it", inside=lena.dm[-1])
    assert "I would not miss mine." in window(ws, "lena")
    assert "a word" not in everything_said_to(ws, "ayu")
    assert ws.troubles == []


def test_a_word_that_is_no_longer_needed_is_not_asked_for(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    call_off_twice(stage)
    stage.waits(minutes=5)
    sam = ws.person("sam")
    message = sam.dm[-1]
    with stage.house.sessions.begin() as db:
        db.scalars(select(Pair)).one().leader_cancellations = 0
    sam.presses("Write a word", inside=message)
    assert "no word is needed now" in sam.ephemerals[-1].readable
    assert ws.troubles == []


def test_help_is_no_part_of_a_programmes_letters(stage: Rehearsal, ws: Workspace) -> None:
    """Organisers count the letters of a programme: that somebody asked for help must not show there."""
    introduce(stage)
    asks(ws)
    with stage.house.reading() as db:
        letters = db.scalars(select(Letter).where(Letter.kind.startswith("help_"))).all()
        assert {(letter.programme_id, letter.pair_id) for letter in letters} == {(None, None)}
