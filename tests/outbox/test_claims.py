"""A claim is one sender's, for as long as its lease; several senders share the work."""

import threading
import uuid
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.assembly import outbox_for
from bot.clock import real_time
from bot.models import Letter
from bot.outbox.claims import Sent, Times
from bot.outbox.postbag import Postbag
from tests.factories import NOW
from tests.outbox.desk import PATIENT, WRITERS, Desk


def take_over(desk: Desk, letter_id: uuid.UUID, owner: str) -> None:
    """As a sender does once the lease and the settle time of the claim before are over."""
    with desk.sessions.begin() as db:
        letter = db.get_one(Letter, ("T0RM", letter_id))
        letter.owner, letter.fence = owner or letter.owner, letter.fence + 1


def test_a_claim_is_on_disk_before_anything_is_posted(desk: Desk) -> None:
    letter_id, seen = desk.owes(), []

    def look(_: str) -> WebClient:
        seen.append(desk.letter(letter_id))
        return desk.client()

    before = real_time()
    desk.sends(speak=look)
    [claimed] = seen
    assert (claimed.state, claimed.fence, claimed.tries) == ("sending", 1, 1)
    assert claimed.owner
    assert claimed.first_claimed_at
    assert claimed.first_claimed_at >= before
    assert claimed.try_at >= before + timedelta(seconds=PATIENT.lease + PATIENT.settle)


def test_a_sender_whose_lease_has_run_out_posts_nothing(desk: Desk) -> None:
    letter_id = desk.owes()
    used_up = Times(lease=5, timeout=5, settle=300)

    assert desk.sends(times=used_up) == [Sent("note", "waiting", "lease_ran_out")]
    assert desk.asked("chat.postMessage") == 0
    assert desk.sends(desk.letter(letter_id).try_at) == [Sent("note", "sent", None)]


def test_a_lease_that_ran_out_before_the_post_leaves_no_doubt_about_a_message_to_a_pair(desk: Desk) -> None:
    letter_id = desk.owes_a_pair()
    desk.sends(times=Times(lease=5, timeout=5, settle=300))
    assert desk.sends(desk.letter(letter_id).try_at) == [Sent("note", "sent", None)]


@pytest.mark.parametrize("owner", ["somebody else", ""])  # "": by another thread of the same sender
def test_a_sender_that_was_overtaken_writes_nothing_into_the_row(desk: Desk, owner: str) -> None:
    letter_id = desk.owes()

    def overtaken(workspace_id: str) -> WebClient:
        take_over(desk, letter_id, owner)
        return desk.client(workspace_id)

    assert desk.sends(speak=overtaken) == [Sent("note", "sending", "taken_over")]
    assert (desk.letter(letter_id).ts, desk.letter(letter_id).fence) == (None, 2)


def test_a_sender_that_is_killed_leaves_its_claim_and_the_letter_comes_once(desk: Desk) -> None:
    letter_id = desk.owes()

    def killed(_: str) -> WebClient:
        raise SystemExit

    with pytest.raises(SystemExit):
        desk.sends(speak=killed)
    assert desk.letter(letter_id).state == "sending"
    assert desk.sends() == []  # the claim still holds

    desk.settle_time_passes()
    assert [sent.state for sent in desk.sends()] == ["waiting", "sent"]
    assert len(desk.messages()) == 1


def test_several_senders_at_once_send_each_letter_once(desk: Desk) -> None:
    wanted = [f"Letter {number}" for number in range(24)]
    for words in wanted:
        desk.owes(any_hour=True, facts={"words": words})
    dealt: list[Sent] = []

    def work() -> None:
        dealt.extend(desk.sends())

    senders = [threading.Thread(target=work) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert sorted(desk.reads()) == sorted(wanted)
    assert [sent.state for sent in dealt] == ["sent"] * 24


def test_a_letter_that_two_saw_is_claimed_by_one(desk: Desk) -> None:
    desk.owes()
    one, other = (Postbag(desk.sessions, desk.reading, WRITERS, PATIENT) for _ in range(2))
    [seen], [seen_too] = one.peek(NOW, (), 9), other.peek(NOW, (), 9)
    assert seen == seen_too
    assert [postbag.turn([], seen, NOW)[1] is not None for postbag in (one, other)] == [True, False]


def test_nothing_goes_to_a_workspace_that_removed_the_bot(desk: Desk) -> None:
    desk.owes()
    desk.changes_workspace(uninstalled_at=NOW)
    assert desk.sends() == []

    desk.changes_workspace(uninstalled_at=None)
    assert [sent.state for sent in desk.sends()] == ["sent"]


def test_nothing_goes_out_before_slack_lets_us_again(desk: Desk) -> None:
    desk.owes()
    desk.changes_workspace(closed_until=real_time() + timedelta(seconds=30))
    assert desk.sends() == []

    desk.pause_at_slack_passes()
    assert [sent.state for sent in desk.sends()] == ["sent"]


def test_without_a_token_the_letter_waits(desk: Desk) -> None:
    letter_id = desk.owes()
    assert desk.sends(speak=lambda _: None) == [Sent("note", "waiting", "not_installed")]
    assert desk.letter(letter_id).try_at == NOW + timedelta(minutes=2)


def test_what_answers_somebody_goes_before_what_has_only_waited_longer(desk: Desk) -> None:
    desk.owes(try_at=NOW - timedelta(hours=3), facts={"words": "Your session is on Tuesday"})
    desk.owes(any_hour=True, facts={"words": "You asked for help"})
    desk.sends()
    assert desk.reads() == ["You asked for help", "Your session is on Tuesday"]


def test_what_is_soon_of_no_use_goes_before_what_has_only_waited_longer(desk: Desk) -> None:
    """After an outage, a role card for the session in half an hour must not stand behind a morning's letters."""
    waited = {"try_at": NOW - timedelta(hours=5)}
    desk.owes("lena", **waited, facts={"words": "How was it?"}, useful_until=NOW + timedelta(days=3))
    desk.owes("lena", **waited, facts={"words": "Please pick a time"})
    desk.owes(facts={"words": "You meet at ten"}, useful_until=NOW + timedelta(minutes=40))
    desk.owes(facts={"words": "You meet at half past nine"}, useful_until=NOW + timedelta(minutes=10))
    desk.owes("lena", facts={"words": "You met yesterday"}, useful_until=NOW - timedelta(days=1))  # too late already
    later = {"try_at": NOW + timedelta(minutes=5), "useful_until": NOW + timedelta(minutes=50)}
    desk.owes(**later, facts={"words": "Not yet"})
    assert [sent.state for sent in desk.sends()] == ["sent", "sent", "sent", "sent", "dropped"]
    posted = [call.arguments["text"] for call in desk.ws.calls if call.method == "chat.postMessage"]
    assert posted == ["You meet at half past nine", "You meet at ten", "How was it?", "Please pick a time"]


def test_many_at_once_come_to_each_in_their_order(desk: Desk) -> None:
    wanted = [f"Letter {number}" for number in range(8)]
    for number, words in enumerate(wanted):
        for handle in ("ayu", "lena"):
            desk.owes(handle, any_hour=True, try_at=NOW - timedelta(minutes=10 - number), facts={"words": words})
    assert [sent.state for sent in desk.sends(at_once=4)] == ["sent"] * 16
    assert (desk.reads("ayu"), desk.reads("lena")) == (wanted, wanted)


def test_a_workspace_is_sent_for_by_one_at_a_time(desk: Desk) -> None:
    if desk.sessions.kw["bind"].dialect.name == "sqlite":
        return  # there a second sending process is refused as a whole
    desk.owes()
    desk.owes("lena")
    one, other = (Postbag(desk.sessions, desk.reading, WRITERS, PATIENT) for _ in range(2))
    mine, theirs = one.peek(NOW, (), 9)
    assert one.turn([], mine, NOW)[1]
    assert other.turn([], theirs, NOW)[1] is None
    assert other.peek(NOW, (), 9) == []

    one.release()
    assert other.peek(NOW, (), 9) == [theirs]


def test_a_workspace_whose_sender_died_is_taken_over_when_its_lease_is_over(desk: Desk) -> None:
    desk.owes()
    desk.changes_workspace(sender="somebody who died", sender_until=real_time() + timedelta(seconds=30))
    if desk.sessions.kw["bind"].dialect.name == "postgresql":
        assert desk.sends() == []
    desk.changes_workspace(sender_until=real_time())
    assert [sent.state for sent in desk.sends()] == ["sent"]


def test_a_sender_that_is_stopped_settles_what_is_on_its_way_and_claims_nothing_more(desk: Desk) -> None:
    for number in range(6):
        desk.owes(("ayu", "lena")[number % 2], any_hour=True)
    postbag = Postbag(desk.sessions, desk.reading, WRITERS, PATIENT)
    outbox = outbox_for(postbag, desk.client, PATIENT, at_once=2)
    dealt = []
    for sent in outbox.send_due(lambda: NOW):
        dealt.append(sent)
        outbox.stop()
    assert 1 <= len(dealt) <= 3
    assert len(desk.messages()) + len(desk.messages("lena")) == len(dealt)
    with desk.sessions() as db:
        assert db.scalars(select(Letter.state).where(Letter.state == "sending")).all() == []
