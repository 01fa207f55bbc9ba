"""The connection over which letters are settled and claimed: what it commits, and how it is given back."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.bulk import plain
from bot.models import Letter, Pulse
from bot.outbox.claiming import SETTLE_TAKEN, claim
from bot.outbox.postbag import Postbag
from bot.outbox.prepared import Line, line
from tests.factories import NOW
from tests.outbox.desk import PATIENT, WRITERS, Desk


def line_of(desk: Desk) -> Line:
    engine = desk.sessions.kw["bind"]
    return line(engine, SETTLE_TAKEN, claim(engine.dialect))


def claiming(letter: Letter, **other: Any) -> dict[str, Any]:
    """As a sender called `me` claims it."""
    values = {"its_workspace": letter.workspace_id, "its_id": letter.id, "its_fence": letter.fence}
    given = {"its_state": letter.state, "moment": NOW, "me": "me", "real": NOW, "until": NOW, "place": None, "try": 1}
    return {**values, **given, **other}


def settling(letter: Letter, **other: Any) -> dict[str, Any]:
    values = {"of_workspace": letter.workspace_id, "of_id": letter.id, "of_fence": letter.fence}
    return {**values, "me": "me", "now": NOW, "taken_to": "D0AYU", "stamp": "1.5", **other}


def test_letters_are_settled_and_the_next_is_claimed_in_one_turn(desk: Desk) -> None:
    first, second, third = (desk.owes() for _ in range(3))
    hands = line_of(desk)
    for letter_id in (first, second):
        assert hands.turn([], claiming(desk.letter(letter_id))) == ([], True)
    ended = [settling(desk.letter(letter_id)) for letter_id in (first, second)]
    assert hands.turn(ended, claiming(desk.letter(third))) == ([True, True], True)
    assert [desk.letter(letter_id).state for letter_id in (first, second, third)] == ["sent", "sent", "sending"]
    hands.hang_up()


def test_what_is_no_longer_as_it_was_is_left_alone_and_told(desk: Desk) -> None:
    sent, due = desk.owes(), desk.owes()
    hands = line_of(desk)
    hands.turn([], claiming(desk.letter(sent)))
    overtaken = settling(desk.letter(sent), of_fence=7)
    assert hands.turn([overtaken], claiming(desk.letter(due), its_fence=7)) == ([False], False)
    assert [desk.letter(letter_id).state for letter_id in (sent, due)] == ["sending", "waiting"]
    hands.hang_up()


def test_after_a_fault_others_may_write_and_the_next_turn_is_as_good_as_any(desk: Desk) -> None:
    due = desk.owes()
    hands = line_of(desk)
    with pytest.raises(SQLAlchemyError):
        hands.turn([], claiming(desk.letter(due), its_fence=object()))
    with desk.sessions.begin() as db:
        db.add(Pulse(job="somebody else's", last_at=NOW))
    with desk.sessions.begin() as db:
        db.delete(db.get_one(Pulse, "somebody else's"))
    assert hands.turn([], claiming(desk.letter(due))) == ([], True)
    hands.hang_up()


def test_a_connection_that_was_given_back_commits_only_when_told(desk: Desk) -> None:
    due = desk.owes()
    postbag = Postbag(desk.sessions, desk.reading, WRITERS, PATIENT)
    [seen] = postbag.peek(NOW, (), 9)
    assert postbag.turn([], seen, NOW)[1]
    postbag.release()
    for _ in range(3):  # whichever connection of the pool that was
        with desk.sessions() as db:
            db.add(Pulse(job="never to be seen", last_at=NOW))
            db.flush()
            db.rollback()
    with desk.reading() as db:
        assert db.scalar(select(func.count()).select_from(Pulse)) == 0
    assert desk.letter(due).state == "sending"


def test_moments_are_kept_in_utc_whatever_zone_they_come_in(desk: Desk) -> None:
    """SQLite compares them as text: the caps of a day ask which letters came after midnight."""
    due, there = desk.owes(), NOW.astimezone(timezone(timedelta(hours=7)))
    hands = line_of(desk)
    hands.turn([], claiming(desk.letter(due), real=there, until=there, moment=there))
    hands.turn([settling(desk.letter(due), now=there)], None)
    hands.hang_up()
    with desk.reading() as db:
        for column in ("sent_at", "claimed_at", "first_claimed_at", "try_at"):
            kept = db.scalar(text(f"SELECT {column} FROM letters"))  # noqa: S608 (our names)
            assert kept == NOW if isinstance(kept, datetime) else kept == plain(NOW)


def test_what_is_settled_already_is_not_settled_again(desk: Desk) -> None:
    """Nobody knows whether a commit that failed was one: a message that is to be written again meanwhile still is."""
    due = desk.owes()
    hands = line_of(desk)
    hands.turn([], claiming(desk.letter(due)))
    once = settling(desk.letter(due))
    assert hands.turn([once], None) == ([True], False)
    desk.changes(due, state="waiting")  # as `redraw` does
    assert hands.turn([once], None) == ([False], False)
    assert desk.letter(due).state == "waiting"
    hands.hang_up()
