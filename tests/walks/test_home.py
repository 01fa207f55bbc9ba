"""App Home, help, direct messages, and whatever nobody else listens for, over the wire."""

import pytest
from sqlalchemy import func, select

from bot.models import Inbound
from sandbox import Workspace
from sandbox.rehearsal import Rehearsal
from tests.walks.paired import introduce


def home(ws: Workspace, handle: str) -> str:
    person = ws.person(handle)
    person.opens_home()
    assert person.home is not None
    return person.home.text


def window(ws: Workspace, handle: str) -> str:
    modal = ws.person(handle).modal
    assert modal is not None
    return modal.text


@pytest.mark.usefixtures("stage")
def test_a_newcomer_reads_what_this_is(ws: Workspace) -> None:
    text = home(ws, "marc")
    assert "a junior colleague mentors a senior leader" in text
    assert ws.person("marc").home.buttons == ["Join", "I need help"]
    assert ws.troubles == []


def test_each_of_a_pair_reads_where_they_stand(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    text = home(ws, "lena")
    assert "Spring" in text
    assert "You take part as a leader." in text
    assert "○ *Boundaries:* your agreement on what may be spoken about is not signed yet." in text
    assert ws.person("lena").home.buttons[0] == "Read and sign"
    assert "You take part as a mentor." in home(ws, "ayu")
    assert ws.troubles == []


def test_an_organiser_reads_what_they_organise(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    home(ws, "orla")
    assert "You organise *Spring*." in home(ws, "orla")


@pytest.mark.usefixtures("stage")
def test_a_guest_reads_a_polite_no(ws: Workspace) -> None:
    ws.add_person("gil", name="Gil", guest=True)
    assert "full members of this workspace" in home(ws, "gil")
    assert ws.person("gil").home.buttons == []


@pytest.mark.usefixtures("stage")
def test_the_messages_tab_needs_no_home(ws: Workspace) -> None:
    opened = {"type": "app_home_opened", "user": "U0MARC", "channel": "D0MARC", "tab": "messages"}
    assert ws.deliver_event(opened).status == 200
    assert ws.person("marc").home is None


def test_help_names_the_contacts_from_a_message_and_from_home(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    lena.presses("I need help", inside=lena.dm[-1])
    assert "@Hana Ito" in window(ws, "lena")
    lena.closes()
    home(ws, "marc")
    ws.person("marc").presses("I need help")
    assert "The organisers" in window(ws, "marc")
    assert "@Orla Byrne" in window(ws, "marc")
    assert ws.troubles == []


def test_what_is_typed_to_the_bot_is_answered_once_and_not_kept(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    before = len(lena.dm)
    lena.says("He shouted at me")
    ws.redeliver_last()
    mine = [message for message in lena.dm[before:] if "This is a bot" in message.readable]
    assert len(mine) == 1
    assert mine[0].buttons == ["I need help"]
    assert ws.troubles == []


def test_where_slack_takes_no_answer_the_next_try_brings_it(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    before = len(lena.dm)
    ws.fail_next("chat.postMessage", http=500, times=2)
    lena.says("Is anybody there?")
    assert [message.author for message in lena.dm[before:]] == [lena]
    ws.retry_events()
    assert "bot" in lena.dm[-1].readable
    assert lena.dm[-1].author is ws.bot


@pytest.mark.usefixtures("stage")
def test_a_guest_who_writes_gets_a_polite_no(ws: Workspace) -> None:
    guest = ws.add_person("gil", name="Gil", guest=True)
    guest.says("hello?")
    assert "full members of this workspace" in guest.dm[-1].readable


def test_edits_and_other_bots_are_heard_in_silence(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    before = len(lena.dm)
    told = {"type": "message", "channel": "D0LENA", "channel_type": "im", "user": "U0LENA", "text": "x", "ts": "9.9"}
    for more in ({"subtype": "message_changed"}, {"bot_id": "B0OTHER"}, {"channel_type": "mpim"}):
        assert ws.deliver_event(told | more).status == 200
    assert len(lena.dm) == before


def test_a_button_that_nobody_knows_any_more_is_answered(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    message = lena.dm[-1]
    for block in message.blocks:
        for element in block.get("elements", []):
            element["action_id"] = "of_an_older_version"
    lena.presses("Read and sign", inside=message)
    assert "That button is out of date, so nothing was changed." in lena.ephemerals[-1].readable
    assert ws.troubles == []


def test_a_button_without_an_id_is_answered_too(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    lena = ws.person("lena")
    message = lena.dm[-1]
    for block in message.blocks:
        for element in block.get("elements", []):
            element["value"] = "not-an-id"
    lena.presses("Read and sign", inside=message)
    assert "That button is out of date" in lena.ephemerals[-1].readable


def test_looking_at_app_home_leaves_no_trace(stage: Rehearsal, ws: Workspace) -> None:
    introduce(stage)
    home(ws, "lena")
    with stage.house.reading() as db:
        assert db.scalar(select(func.count()).select_from(Inbound)) == 0
