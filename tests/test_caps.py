"""A week with a session has its three messages, any other week one; a day has two at most."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.caps import AROUND_A_SESSION, room_this_week, room_today
from bot.letters import redraw
from bot.models import Kind, Letter, Pair, Post
from tests.factories import NOW, make_pair

FRIDAY = NOW + timedelta(days=4)
NEXT_MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)  # on which the week of FRIDAY begins


def letter(db: Session, pair: Pair, kind: Kind, **changes: Any) -> Letter:
    """To the leader, about the second session, due on Friday."""
    values: dict[str, Any] = {
        "workspace_id": pair.workspace_id,
        "kind": kind,
        "key": uuid.uuid4().hex,
        "person_id": pair.leader.person_id,
        "pair_id": pair.id,
        "meeting_id": pair.meetings[1].id,
        "due_at": FRIDAY,
        "try_at": FRIDAY,
    }
    row = Letter(**values | changes)
    db.add(row)
    db.flush()
    return row


def sent(at: datetime) -> dict[str, Any]:
    return {"state": Post.SENT, "sent_at": at, "ts": "1.0", "due_at": at}


def test_a_quiet_week_has_room(db: Session) -> None:
    assert room_this_week(db, letter(db, make_pair(db), Kind.SILENCE), FRIDAY) is None


@pytest.mark.parametrize("kind", [Kind.CHECK_IN, Kind.PREPARATION, Kind.ROLE_CARD, Kind.BOOKING, Kind.MIDPOINT])
def test_after_something_else_has_come_it_waits_for_next_week(db: Session, kind: Kind) -> None:
    pair = make_pair(db)
    letter(db, pair, kind, **sent(NOW))
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), FRIDAY) == NEXT_MONDAY


def test_it_makes_room_for_a_session_that_is_still_to_come_this_week(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.ROLE_CARD, due_at=FRIDAY)
    assert room_this_week(db, letter(db, pair, Kind.SILENCE, due_at=NOW), NOW) == NEXT_MONDAY


def test_a_session_of_next_week_takes_nothing_from_this_one(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.PREPARATION, due_at=NEXT_MONDAY)
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), FRIDAY) is None


@pytest.mark.parametrize(
    ("moment", "takes_room"),
    [(MIDNIGHT - SECOND, False), (MIDNIGHT, True), (MIDNIGHT + 7 * DAY - SECOND, True), (MIDNIGHT + 7 * DAY, False)],
)
def test_a_week_is_from_monday_to_sunday_to_the_second(db: Session, moment: datetime, takes_room: bool) -> None:
    came, comes = make_pair(db), make_pair(db)
    letter(db, came, Kind.ROLE_CARD, **sent(moment))
    letter(db, comes, Kind.ROLE_CARD, due_at=moment)
    waits = [room_this_week(db, letter(db, pair, Kind.SILENCE), FRIDAY) for pair in (came, comes)]
    assert waits == [NEXT_MONDAY if takes_room else None] * 2


def test_what_was_dropped_takes_no_room(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.CHECK_IN, state=Post.DROPPED)
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), FRIDAY) is None


def test_what_answers_somebody_takes_no_room(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.REBOOKING, **sent(NOW))
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), FRIDAY) is None


@pytest.mark.parametrize("state", [Post.WAITING, Post.SENDING])
def test_what_only_is_written_again_takes_no_room(db: Session, state: Post) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.ROLE_CARD, ts="1.0", sent_at=NOW - 3 * DAY, state=state)
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), FRIDAY) is None


def test_last_week_is_over(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.CHECK_IN, **sent(NOW - 3 * DAY))  # a Friday
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), NOW) is None


def test_weeks_begin_where_the_reader_lives(db: Session) -> None:
    """On Sunday evening in London it is Monday in Auckland already."""
    pair = make_pair(db)
    pair.leader.person.zone = "Pacific/Auckland"
    sunday_evening = datetime(2026, 3, 8, 22, 0, tzinfo=UTC)
    letter(db, pair, Kind.CHECK_IN, **sent(sunday_evening - DAY))
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), sunday_evening) is None


def test_what_the_partner_gets_or_another_pair_takes_no_room(db: Session) -> None:
    pair, other = make_pair(db), make_pair(db)
    letter(db, pair, Kind.CHECK_IN, person_id=pair.mentor.person_id, **sent(NOW))
    letter(db, other, Kind.CHECK_IN, person_id=pair.leader.person_id, **sent(NOW))
    assert room_this_week(db, letter(db, pair, Kind.SILENCE), FRIDAY) is None


@pytest.mark.parametrize("kind", [Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN, Kind.MISSED, Kind.REBOOKING])
def test_what_a_session_needs_and_what_answers_somebody_never_waits(db: Session, kind: Kind) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.MIDPOINT, **sent(NOW))
    assert room_this_week(db, letter(db, pair, kind), FRIDAY) is None


def test_the_first_date_is_asked_for_as_soon_as_both_have_signed(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.AGREEMENT_REMINDER, **sent(NOW))
    assert room_this_week(db, letter(db, pair, Kind.BOOKING, meeting_id=pair.meetings[0].id), FRIDAY) is None


def test_the_date_of_a_later_session_waits_for_its_week(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.AGREEMENT_REMINDER, **sent(NOW))
    assert room_this_week(db, letter(db, pair, Kind.BOOKING, meeting_id=pair.meetings[1].id), FRIDAY) == NEXT_MONDAY


def test_nothing_waits_longer_than_two_weeks(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.CHECK_IN, **sent(FRIDAY))
    waiting = letter(db, pair, Kind.SILENCE, due_at=FRIDAY - 13 * DAY)
    assert room_this_week(db, waiting, FRIDAY) == NEXT_MONDAY
    waiting.due_at = FRIDAY - 14 * DAY
    assert room_this_week(db, waiting, FRIDAY) is None


def test_after_two_weeks_there_is_still_only_one_such_a_week(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.MIDPOINT, **sent(NOW))
    waiting = letter(db, pair, Kind.SILENCE, due_at=FRIDAY - 20 * DAY)
    assert room_this_week(db, waiting, FRIDAY) == NEXT_MONDAY


@pytest.mark.parametrize("kind", sorted(AROUND_A_SESSION))
def test_each_kind_around_a_session_comes_once_a_week(db: Session, kind: Kind) -> None:
    """Two sessions in one week: the second preparation comes next week if that helps, else not at all."""
    pair = make_pair(db)
    letter(db, pair, kind, **sent(NOW))
    again = letter(db, pair, kind, meeting_id=pair.meetings[2].id)
    assert room_this_week(db, again, FRIDAY) == NEXT_MONDAY
    assert room_this_week(db, again, NEXT_MONDAY) is None


def test_one_that_is_on_its_way_counts_as_sent(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.ROLE_CARD, state=Post.SENDING)
    assert room_this_week(db, letter(db, pair, Kind.ROLE_CARD), FRIDAY) == NEXT_MONDAY


def test_a_letter_to_both_in_their_group_has_no_cap(db: Session) -> None:
    pair = make_pair(db)
    for name in ("one", "two", "three"):
        letter(db, pair, Kind.INTRODUCTION, person_id=None, key=name, **sent(FRIDAY))
    together = letter(db, pair, Kind.BOOKING, person_id=None)
    assert room_this_week(db, together, FRIDAY) is None
    assert room_today(db, together, FRIDAY) is None
    assert room_today(db, letter(db, pair, Kind.OFFER), FRIDAY) is None


def test_a_day_has_two_over_all_pairs(db: Session) -> None:
    pair, other = make_pair(db), make_pair(db)
    letter(db, pair, Kind.CHECK_IN, **sent(FRIDAY - HOUR))
    third = letter(db, pair, Kind.OFFER)
    assert room_today(db, third, FRIDAY) is None
    letter(db, other, Kind.CHECK_IN, person_id=pair.leader.person_id, **sent(FRIDAY - HOUR))
    assert room_today(db, third, FRIDAY) == NEXT_MONDAY  # Friday was full: the next working day
    assert room_today(db, third, NEXT_MONDAY) is None


def test_a_message_that_was_written_again_since_counts_as_before(db: Session) -> None:
    pair = make_pair(db)
    for _ in range(2):
        redraw(letter(db, pair, Kind.CHECK_IN, **sent(FRIDAY - HOUR)), FRIDAY - HOUR)
    assert room_today(db, letter(db, pair, Kind.OFFER), FRIDAY) == NEXT_MONDAY


def test_a_day_begins_where_the_reader_lives(db: Session) -> None:
    """09:00 on Friday in Auckland is Thursday evening in London, and what came on Thursday afternoon there is past."""
    pair = make_pair(db)
    pair.leader.person.zone = "Pacific/Auckland"
    friday_there = datetime(2026, 3, 5, 20, 0, tzinfo=UTC)
    for _ in range(2):
        letter(db, pair, Kind.OFFER, **sent(friday_there - 16 * HOUR))
    assert room_today(db, letter(db, pair, Kind.OFFER), friday_there) is None


def test_answers_and_help_neither_wait_nor_count(db: Session) -> None:
    pair = make_pair(db)
    for _ in range(3):
        letter(db, pair, Kind.JOINED, any_hour=True, **sent(FRIDAY - HOUR))
    assert room_today(db, letter(db, pair, Kind.OFFER), FRIDAY) is None
    for _ in range(2):
        letter(db, pair, Kind.OFFER, **sent(FRIDAY - HOUR))
    assert room_today(db, letter(db, pair, Kind.HELP_NOTE, any_hour=True), FRIDAY) is None
    assert room_today(db, letter(db, pair, Kind.BOOKING, meeting_id=pair.meetings[0].id), FRIDAY) is None


@pytest.mark.parametrize(
    ("kind", "waits"),
    [(Kind.SILENCE, True), (Kind.OFFER, True), (Kind.CHECK_IN, False), (Kind.PREPARATION, False)],
)
def test_room_is_kept_for_what_is_more_urgent_later_that_day(db: Session, kind: Kind, waits: bool) -> None:
    pair, other = make_pair(db), make_pair(db)
    theirs = {"person_id": pair.leader.person_id, "due_at": FRIDAY + HOUR, "try_at": FRIDAY + HOUR}
    letter(db, other, Kind.ROLE_CARD, **theirs)
    letter(db, other, Kind.CHECK_IN, **theirs)
    assert room_today(db, letter(db, pair, kind), FRIDAY) == (NEXT_MONDAY if waits else None)


def test_on_the_day_somebody_is_back_they_prepare_rather_than_hear_of_the_date(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.ROLE_CARD)
    letter(db, pair, Kind.PREPARATION)
    assert room_today(db, letter(db, pair, Kind.BOOKED), FRIDAY) == NEXT_MONDAY


@pytest.mark.parametrize(
    "changes",
    [
        {"try_at": MIDNIGHT + 5 * DAY},  # as Saturday begins
        {"try_at": NEXT_MONDAY},
        {"state": Post.DROPPED},
        {"ts": "1.0"},  # an update of what came long ago
    ],
)
def test_what_is_urgent_only_tomorrow_or_is_no_letter_any_more_keeps_no_room(
    db: Session, changes: dict[str, Any]
) -> None:
    pair, other = make_pair(db), make_pair(db)
    for _ in range(2):
        letter(db, other, Kind.ROLE_CARD, person_id=pair.leader.person_id, **changes)
    assert room_today(db, letter(db, pair, Kind.SILENCE), FRIDAY) is None


def test_what_has_waited_for_two_weeks_lets_only_pass_what_a_session_needs(db: Session) -> None:
    pair, other = make_pair(db), make_pair(db)
    theirs = {"person_id": pair.leader.person_id}
    for _ in range(2):
        letter(db, other, Kind.CHECK_IN, **theirs)
    waiting = letter(db, pair, Kind.SILENCE, due_at=FRIDAY - 13 * DAY)
    assert room_today(db, waiting, FRIDAY) == NEXT_MONDAY
    waiting.due_at = FRIDAY - 14 * DAY
    assert room_today(db, waiting, FRIDAY) is None
    for _ in range(2):
        letter(db, other, Kind.PREPARATION, **theirs)
    assert room_today(db, waiting, FRIDAY) == NEXT_MONDAY


def test_news_that_has_waited_through_a_long_break_still_comes_after_the_preparation(db: Session) -> None:
    pair = make_pair(db)
    letter(db, pair, Kind.ROLE_CARD)
    letter(db, pair, Kind.PREPARATION)
    assert room_today(db, letter(db, pair, Kind.BOOKED, due_at=FRIDAY - 24 * DAY), FRIDAY) == NEXT_MONDAY
