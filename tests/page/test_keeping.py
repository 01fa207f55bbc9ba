"""A rehearsal that is put away goes on where it stopped."""

from datetime import timedelta
from pathlib import Path

from sandbox import Workspace, keeping, posting
from sandbox.demo import at_the_desk
from tests.page.conftest import MONDAY


def test_people_messages_and_the_time_are_there_again(tmp_path: Path) -> None:
    with at_the_desk(tmp_path, keep=False, now=MONDAY) as desk:
        ayu = desk.ws.person("ayu")
        ayu.runs("/rm-status")
        ayu.says("Hello?")
        desk.rehearsal.waits(days=1)
        before, ids = [one.readable for one in ayu.dm], list(desk.ws.conversations)
    with at_the_desk(tmp_path, keep=True) as desk:
        ayu = desk.ws.person("ayu")
        assert desk.rehearsal.now == MONDAY + timedelta(days=1)
        assert [one.readable for one in ayu.dm] == before
        assert list(desk.ws.conversations) == ids
        assert ayu.dm[-1].author is desk.ws.bot
        ayu.says("Still there?")
        desk.rehearsal.tick()
        assert len(ayu.dm) == len(before) + 2
        assert desk.ws.troubles == []


def test_without_keeping_everything_begins_again(tmp_path: Path) -> None:
    with at_the_desk(tmp_path, keep=False, now=MONDAY) as desk:
        desk.ws.person("ayu").says("Hello?")
    with at_the_desk(tmp_path, keep=False, now=MONDAY) as desk:
        assert desk.ws.person("ayu").dm == []


def test_an_open_form_can_still_be_sent_and_ids_go_on(tmp_path: Path) -> None:
    with at_the_desk(tmp_path, keep=False, now=MONDAY) as desk:
        desk.ws.person("orla").runs("/rm-programme create", channel="mentoring")
        number = desk.ws.ids.new("X")
    with at_the_desk(tmp_path, keep=True) as desk:
        form = desk.ws.person("orla").submits()
        assert form is not None
        assert "Name" in form.errors
        assert desk.ws.ids.new("X") > number


def test_what_is_put_away_also_comes_out_again(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    with Workspace.start() as ws:
        ayu = ws.add_person("ayu")
        posting.post(ws, ws.dm_with(ayu), {"text": "Hello <@U0AYU>"})
        keeping.put_away(ws, path, {"anything": [1, 2]})
    with Workspace.start() as ws:
        assert keeping.take_out(ws, path) == {"anything": [1, 2]}
        assert ws.person("ayu").dm[0].readable == "Hello @ayu"
        assert ws.person("ayu").workspace is ws
