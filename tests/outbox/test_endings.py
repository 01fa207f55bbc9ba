"""Every way in which one letter can end, and that no ending holds up the next letter."""

import logging
from datetime import timedelta

import pytest

from bot.clock import real_time
from bot.outbox.claims import Sent
from tests.factories import NOW
from tests.outbox.desk import Desk


def test_a_due_letter_is_sent_once_and_remembers_where(desk: Desk) -> None:
    letter_id = desk.owes(facts={"words": "Your session is on Tuesday"})

    assert desk.sends() == [Sent("note", "sent", None)]
    assert desk.sends() == []

    [message] = desk.messages()
    letter = desk.letter(letter_id)
    assert message.readable == message.text == "Your session is on Tuesday"
    assert message.metadata == {"event_type": "rm_letter", "event_payload": {"id": letter_id.hex}}
    assert (letter.channel, letter.ts, letter.sent_at, letter.tries) == (desk.channel(), message.ts, NOW, 1)
    assert letter.person
    assert letter.person.channel == desk.channel()


def test_what_is_not_due_yet_stays(desk: Desk) -> None:
    desk.owes(try_at=NOW + timedelta(seconds=1))
    assert desk.sends() == []
    assert len(desk.sends(NOW + timedelta(seconds=1))) == 1


def test_the_one_that_has_waited_longest_goes_first(desk: Desk) -> None:
    for hours in (1, 3, 2):
        desk.owes(any_hour=True, try_at=NOW - timedelta(hours=hours), facts={"words": f"{hours} hours old"})
    desk.sends()
    assert desk.reads() == ["3 hours old", "2 hours old", "1 hours old"]


def test_a_pair_reads_it_in_one_group_conversation(desk: Desk) -> None:
    letter_id = desk.owes_a_pair(facts={"words": "Meet each other"})
    assert desk.sends() == [Sent("note", "sent", None)]

    [conversation] = desk.ws.person("lena").group_dms
    letter = desk.letter(letter_id)
    assert [message.text for message in conversation] == ["Meet each other"]
    assert {member.id for member in conversation.members} == {"U0AYU", "U0LENA", desk.ws.bot.id}
    assert letter.pair
    assert letter.pair.channel == letter.channel == conversation.id


def test_what_is_no_longer_worth_saying_is_dropped(desk: Desk) -> None:
    desk.owes(kind="nothing")
    assert desk.sends() == [Sent("nothing", "dropped", "no_longer_worth_saying")]
    assert desk.messages() == []


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_rest(desk: Desk) -> None:
    letter_id = desk.owes(kind="broken", facts={"words": "a secret"}, try_at=NOW - timedelta(minutes=1))
    desk.owes()

    assert [sent.state for sent in desk.sends()] == ["waiting", "sent"]
    assert (desk.letter(letter_id).reason, desk.letter(letter_id).try_at) == ("KeyError", NOW + timedelta(minutes=2))


def test_the_log_of_a_fault_says_where_and_not_what_somebody_wrote(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.owes(kind="broken", facts={"words": "a secret"})
    with caplog.at_level(logging.ERROR, "bot.outbox.dispatcher"):
        desk.sends()
    assert "in broken" in caplog.text
    assert "KeyError" in caplog.text
    assert "a secret" not in caplog.text


def test_429_holds_the_whole_workspace_as_long_as_slack_says_and_counts_no_try(desk: Desk) -> None:
    first, second = desk.owes(try_at=NOW - timedelta(minutes=1)), desk.owes("lena")
    desk.ws.fail_next("chat.postMessage", retry_after=30)

    before = real_time()
    assert desk.sends() == [Sent("note", "waiting", "ratelimited")]
    assert desk.letter(first).tries == desk.letter(second).tries == 0
    assert timedelta(seconds=29) < desk.closed_until() - before < timedelta(seconds=35)

    desk.pause_at_slack_passes()
    assert [sent.state for sent in desk.sends()] == ["sent", "sent"]
    assert len(desk.messages()) == len(desk.messages("lena")) == 1


def test_429_while_the_conversation_is_opened_holds_the_workspace_too(desk: Desk) -> None:
    desk.owes()
    desk.ws.fail_next("conversations.open", retry_after=30)
    assert desk.sends() == [Sent("note", "waiting", "ratelimited")]
    assert desk.sends() == []


def test_what_slack_will_never_take_fails_at_once(desk: Desk) -> None:
    gone, strange = desk.owes(), desk.owes("lena", kind="too_long")
    desk.ws.person("ayu").deactivated = True

    desk.sends()
    assert (desk.letter(gone).state, desk.letter(gone).reason) == ("failed", "user_disabled")
    assert (desk.letter(strange).state, desk.letter(strange).reason) == ("failed", "invalid_blocks")
    assert desk.sends(NOW + timedelta(days=1)) == []


def test_another_refusal_is_tried_again_after_2_4_8_minutes_and_fails_after_twelve_tries(desk: Desk) -> None:
    letter_id = desk.owes(any_hour=True)
    desk.ws.fail_next("chat.postMessage", error="team_access_not_granted", times=12)

    now, pauses = NOW, []
    while desk.letter(letter_id).state == "waiting":
        assert len(desk.sends(now)) == 1
        pauses.append((desk.letter(letter_id).try_at - now) // timedelta(minutes=1))
        now = max(now, desk.letter(letter_id).try_at)

    letter = desk.letter(letter_id)
    assert pauses[:-1] == [2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]
    assert (letter.state, letter.reason, letter.tries) == ("failed", "team_access_not_granted", 12)
    assert desk.asked("chat.postMessage") == 12


def test_a_conversation_that_does_not_open_is_no_riddle(desk: Desk) -> None:
    desk.owes()
    desk.ws.fail_next("conversations.open", drop_after=True)
    assert desk.sends() == [Sent("note", "waiting", "RemoteDisconnected")]
    assert [sent.state for sent in desk.sends(NOW + timedelta(minutes=2))] == ["sent"]
    assert desk.asked("conversations.history") == 0


@pytest.mark.parametrize("error", ["invalid_auth", "missing_scope", "token_revoked"])
def test_a_token_that_slack_does_not_take_holds_the_workspace_and_costs_no_letter_a_try(desk: Desk, error: str) -> None:
    first, second = desk.owes(try_at=NOW - timedelta(minutes=1)), desk.owes("lena")
    desk.ws.fail_next("chat.postMessage", error=error)

    assert desk.sends() == [Sent("note", "waiting", error)]
    assert desk.letter(first).tries == desk.letter(second).tries == 0
    assert desk.closed_until() > real_time() + timedelta(minutes=4)

    desk.pause_at_slack_passes()
    assert [sent.state for sent in desk.sends()] == ["sent", "sent"]


def test_a_conversation_that_is_known_is_not_opened_again(desk: Desk) -> None:
    desk.owes()
    desk.sends()
    desk.owes()
    desk.sends()
    assert len(desk.messages()) == 2
    assert desk.asked("conversations.open") == 1
