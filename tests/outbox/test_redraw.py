"""A message that was sent already is written again in its place."""

import threading
import time
import uuid

from slack_sdk import WebClient

from bot.letters import redraw
from bot.models import Letter
from bot.outbox.claims import Sent
from tests.factories import NOW
from tests.outbox.desk import Desk


def now_says(desk: Desk, letter_id: uuid.UUID, words: str) -> None:
    """What the message is about changes, as a listener changes it."""
    with desk.sessions.begin() as db:
        letter = db.get_one(Letter, ("T0RM", letter_id))
        letter.facts = {"words": words}
        redraw(letter, NOW)


def test_a_message_changes_in_its_place(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Step 1 of 4"})
    desk.sends()
    before = desk.letter(letter_id)
    now_says(desk, letter_id, "Step 2 of 4")

    assert desk.sends() == [Sent("note", "sent", None)]
    after = desk.letter(letter_id)
    assert desk.reads() == ["Step 2 of 4"]
    assert (after.ts, after.sent_at, after.tries) == (before.ts, before.sent_at, 1)


def test_a_change_that_comes_before_the_message_makes_no_second_one(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Step 1 of 4"})
    now_says(desk, letter_id, "Step 2 of 4")
    desk.sends()
    assert desk.reads() == ["Step 2 of 4"]
    assert desk.asked("chat.update") == 0


def test_what_changes_while_the_message_is_on_its_way_is_written_again(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Step 1 of 4"})
    changed: list[bool] = []

    def speak_late(_: str) -> WebClient:
        """It is written by now, and not posted yet."""
        if not changed:
            changed.append(True)
            now_says(desk, letter_id, "Step 2 of 4")
        return desk.client()

    assert [sent.state for sent in desk.sends(speak=speak_late)] == ["waiting", "sent"]
    assert desk.reads() == ["Step 2 of 4"]
    assert not desk.letter(letter_id).stale


def test_a_change_that_is_being_committed_while_the_message_is_settled_is_not_lost(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Step 1 of 4"}, channel=desk.channel())
    under_way = threading.Event()
    slow = threading.Thread(target=change_slowly, args=(desk, letter_id, under_way))

    def speak_late(_: str) -> WebClient:
        if not under_way.is_set():
            slow.start()
            under_way.wait()
        return desk.client()

    desk.sends(speak=speak_late)
    slow.join()
    desk.sends()
    assert desk.reads() == ["Step 2 of 4"]


def change_slowly(desk: Desk, letter_id: uuid.UUID, under_way: threading.Event) -> None:
    """The row is changed at once, the commit comes after the message is posted."""
    with desk.sessions.begin() as db:
        letter = db.get_one(Letter, ("T0RM", letter_id))
        letter.facts = {"words": "Step 2 of 4"}
        redraw(letter, NOW)
        db.flush()
        under_way.set()
        time.sleep(0.5)


def test_what_changes_while_nobody_knows_whether_it_came_is_written_again_once_it_is_found(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Step 1 of 4"})
    desk.ws.fail_next("chat.postMessage", drop_after=True)
    desk.sends()
    now_says(desk, letter_id, "Step 2 of 4")
    desk.settle_time_passes()

    assert [sent.state for sent in desk.sends()] == ["waiting", "sent"]
    assert desk.reads() == ["Step 2 of 4"]


def test_an_update_that_has_no_answer_is_simply_done_again(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Step 1 of 4"})
    desk.sends()
    now_says(desk, letter_id, "Step 2 of 4")
    desk.ws.fail_next("chat.update", drop_before=True)

    assert [sent.state for sent in desk.sends()] == ["waiting"]
    desk.changes(letter_id, try_at=NOW)
    assert [sent.state for sent in desk.sends()] == ["sent"]
    assert desk.reads() == ["Step 2 of 4"]
    assert desk.asked("conversations.history") == 0


def test_a_sender_that_died_while_it_updated_left_nothing_to_look_for(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Step 1 of 4"})
    desk.sends()
    now_says(desk, letter_id, "Step 2 of 4")
    desk.is_claimed_by_somebody_who_died(letter_id)

    assert [sent.state for sent in desk.sends()] == ["waiting", "sent"]
    assert desk.reads() == ["Step 2 of 4"]
    assert desk.asked("conversations.history") == 0


def test_a_message_with_nothing_new_to_say_stays_as_it_is(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.sends()
    now_says(desk, letter_id, "Something else")
    desk.changes(letter_id, kind="nothing")

    assert desk.sends() == [Sent("nothing", "sent", "no_longer_worth_saying")]
    assert desk.reads() == ["Good morning"]


def test_a_message_that_is_gone_cannot_be_updated(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.sends()
    desk.client().chat_delete(channel=desk.channel(), ts=str(desk.letter(letter_id).ts))
    now_says(desk, letter_id, "Too late")
    assert desk.sends() == [Sent("note", "failed", "message_not_found")]


def test_an_update_reaches_its_message_at_any_hour_and_disturbs_nobody(desk: Desk) -> None:
    letter_id = desk.owes()
    desk.sends()
    now_says(desk, letter_id, "Changed at night")
    desk.changes_person("ayu", zone="Asia/Tokyo")

    assert desk.sends() == [Sent("note", "sent", None)]
    assert desk.reads() == ["Changed at night"]
