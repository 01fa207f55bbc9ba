"""What follows from a letter's end, in the same transaction."""

import uuid
from datetime import datetime, timedelta

import pytest
from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.letters import redraw
from bot.models import Letter
from bot.outbox.claims import Sent
from tests.factories import NOW
from tests.outbox.desk import Desk


def sends(desk: Desk, kind: str = "note", now: datetime = NOW) -> tuple[list[Sent], list[str]]:
    """What became of the letters, and the states in which somebody was told of them."""
    told: list[str] = []

    def follow(db: Session, letter: Letter, at: datetime) -> None:
        assert (at, letter in db) == (now, True)
        told.append(letter.state)

    return desk.sends(now, afterwards={kind: follow}), told


def test_it_follows_from_a_letter_that_was_sent(desk: Desk) -> None:
    desk.owes()
    assert sends(desk) == ([Sent("note", "sent", None)], ["sent"])


def test_it_follows_from_one_that_slack_will_never_take(desk: Desk) -> None:
    desk.owes()
    desk.ws.person("ayu").deactivated = True
    assert sends(desk) == ([Sent("note", "failed", "user_disabled")], ["failed"])


@pytest.mark.parametrize("changes", [{"useful_until": NOW - timedelta(hours=1)}, {"kind": "nothing"}])
def test_it_follows_from_one_that_was_dropped(desk: Desk, changes: dict[str, datetime | str]) -> None:
    desk.owes(**changes)
    dealt, told = sends(desk, str(changes.get("kind", "note")))
    assert ([sent.state for sent in dealt], told) == (["dropped"], ["dropped"])


def test_it_follows_once_from_one_that_is_written_again(desk: Desk) -> None:
    letter_id = desk.owes()
    assert sends(desk)[1] == ["sent"]
    change(desk, letter_id)
    assert sends(desk) == ([Sent("note", "sent", None)], [])


def test_it_follows_once_from_one_that_changes_while_it_is_on_its_way(desk: Desk) -> None:
    letter_id, told = desk.owes(), list[str]()

    def speak(_: str) -> WebClient:
        if not told:
            change(desk, letter_id)
        return desk.client()

    desk.sends(speak=speak, afterwards={"note": lambda _, letter, __: told.append(letter.state)})
    assert (told, desk.letter(letter_id).state) == (["waiting"], "sent")


def change(desk: Desk, letter_id: uuid.UUID) -> None:
    with desk.sessions.begin() as db:
        redraw(db.get_one(Letter, ("T0RM", letter_id)), NOW)


def test_nothing_follows_while_a_letter_is_still_to_come(desk: Desk) -> None:
    desk.owes()
    desk.ws.fail_next("chat.postMessage", error="team_access_not_granted")
    assert sends(desk)[1] == []
    desk.owes("lena")
    desk.ws.fail_next("chat.postMessage", drop_after=True)
    assert sends(desk)[1] == []


def test_nothing_follows_from_letters_of_another_kind(desk: Desk) -> None:
    desk.owes()
    assert sends(desk, "calendar")[1] == []


def test_what_follows_is_stored_with_the_end_or_not_at_all(desk: Desk) -> None:
    letter_id = desk.owes()

    def fail(_: Session, __: Letter, ___: datetime) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        desk.sends(afterwards={"note": fail})
    assert desk.letter(letter_id).state == "sending"
    desk.settle_time_passes()
    assert sends(desk) == ([Sent("note", "sent", None)], ["sent"])
    assert len(desk.messages()) == 1
