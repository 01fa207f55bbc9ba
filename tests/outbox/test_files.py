"""A letter with a file: brought to Slack, shown once, and looked for by the file's own id."""

from datetime import timedelta
from typing import Any

import pytest

from bot.letters import redraw
from bot.models import Letter
from bot.outbox.claims import Sent
from tests.factories import NOW
from tests.outbox.desk import Desk


def test_a_file_comes_with_its_words(desk: Desk) -> None:
    letter_id = desk.owes(kind="calendar")
    assert desk.sends() == [Sent("calendar", "sent", None)]

    [message] = desk.messages()
    [file] = message.files
    assert message.text == "Your session"
    assert (file.name, file.title, file.bytes) == ("session.ics", "Session 1", b"BEGIN:VCALENDAR")
    assert desk.letter(letter_id).file_id == file.id


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "conversations.open"])
def test_an_upload_that_fails_is_no_riddle(desk: Desk, step: str) -> None:
    letter_id = desk.owes(kind="calendar")
    desk.ws.fail_next(step, http=500)
    assert [sent.state for sent in desk.sends()] == ["waiting"]

    assert desk.sends(desk.letter(letter_id).try_at) == [Sent("calendar", "sent", None)]
    assert len(desk.messages()) == 1


def test_a_file_that_slack_shows_without_saying_so_is_found(desk: Desk) -> None:
    letter_id = desk.owes(kind="calendar")
    desk.ws.fail_next("files.completeUploadExternal", drop_after=True)
    assert [sent.state for sent in desk.sends()] == ["sending"]

    desk.settle_time_passes()
    assert desk.sends() == [Sent("calendar", "sent", None)]
    assert desk.letter(letter_id).ts == desk.messages()[0].ts
    assert desk.asked("files.completeUploadExternal") == 1


@pytest.mark.parametrize("how", [{"drop_before": True}, {"error": "not_allowed"}])
def test_a_file_that_slack_does_not_show_is_shown_later_without_a_second_upload(
    desk: Desk, how: dict[str, Any]
) -> None:
    letter_id = desk.owes(kind="calendar")
    desk.ws.fail_next("files.completeUploadExternal", **how)
    desk.sends()
    desk.settle_time_passes()
    desk.changes(letter_id, try_at=NOW)
    desk.sends()

    assert desk.letter(letter_id).state == "sent"
    assert (len(desk.messages()), desk.asked("files.getUploadURLExternal")) == (1, 1)


def test_a_file_is_not_sent_again_when_what_it_is_about_changes(desk: Desk) -> None:
    letter_id = desk.owes(kind="calendar")
    desk.sends()
    with desk.sessions.begin() as db:
        redraw(db.get_one(Letter, ("T0RM", letter_id)), NOW)

    assert desk.sends() == []
    assert len(desk.messages()) == 1


def test_a_change_while_the_file_is_on_its_way_does_not_send_it_again(desk: Desk) -> None:
    letter_id = desk.owes(kind="calendar", stale=True)
    assert desk.sends() == [Sent("calendar", "sent", None)]
    assert not desk.letter(letter_id).stale


def test_a_file_that_slack_has_forgotten_is_uploaded_anew(desk: Desk) -> None:
    letter_id = desk.owes(kind="calendar")
    desk.ws.fail_next("files.completeUploadExternal", error="file_not_found")

    assert desk.sends() == [Sent("calendar", "waiting", "file_not_found")]
    assert desk.letter(letter_id).file_id is None
    assert desk.sends(NOW + timedelta(minutes=3)) == [Sent("calendar", "sent", None)]
    assert desk.asked("files.getUploadURLExternal") == 2
