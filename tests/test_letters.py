"""Owing, withdrawing and redrawing letters, as rows."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import RFC_4122, UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.letters import Owed, ids_of, latest, owe, owe_all, redraw, redraw_those, reschedule, withdraw
from bot.models import Circle, Letter, Post
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme

TONIGHT = datetime(2026, 3, 2, 22, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
STATES = list(Post)


def letter_in(db: Session, state: Post, **changes: Any) -> Letter:
    person = make_person(db)
    letter = owe(db, "note", person, NOW, to=person)
    letter.state = state
    for name, value in changes.items():
        setattr(letter, name, value)
    db.flush()
    return letter


def test_what_is_owed_waits_until_it_is_due(db: Session) -> None:
    person = make_person(db)
    letter = owe(db, "note", person, NOW, to=person, facts={"days": 2}, useful_until=TOMORROW)

    assert (letter.state, letter.due_at, letter.try_at, letter.useful_until) == ("waiting", NOW, NOW, TOMORROW)
    assert (letter.person, letter.facts, letter.tries, letter.any_hour) == (person, {"days": 2}, 0, False)


def test_owing_the_same_twice_makes_one_letter_and_changes_nothing(db: Session) -> None:
    person = make_person(db)
    first = owe(db, "note", person, NOW, to=person, facts={"days": 2})
    again = owe(db, "note", person, TOMORROW, to=person, facts={"days": 3})

    assert (again, again.due_at, again.facts) == (first, NOW, {"days": 2})
    assert db.scalar(select(func.count()).select_from(Letter)) == 1


def test_what_was_dropped_is_not_owed_again(db: Session) -> None:
    letter = letter_in(db, Post.DROPPED)
    assert letter.person
    assert owe(db, "note", letter.person, NOW, to=letter.person).state == "dropped"


def test_kind_subject_reader_and_occasion_make_another_letter(db: Session) -> None:
    programme = make_programme(db)
    one, other = make_person(db), make_person(db)
    letters = {
        owe(db, "note", programme, NOW, to=one).id,
        owe(db, "nudge", programme, NOW, to=one).id,
        owe(db, "note", one, NOW, to=one).id,
        owe(db, "note", programme, NOW, to=other).id,
        owe(db, "note", programme, NOW, to=one, once="2").id,
    }
    assert len(letters) == 5


def test_at_night_it_falls_due_in_the_morning_and_an_answer_at_once(db: Session) -> None:
    person = make_person(db)
    assert owe(db, "note", person, TONIGHT, to=person).due_at == TOMORROW
    assert owe(db, "answer", person, TONIGHT, to=person, any_hour=True).due_at == TONIGHT


def fields_of(letter: Letter) -> dict[str, Any]:
    """All that does not differ between two letters about the same."""
    different = {"id", "key", "owed_at"}
    return {name: getattr(letter, name) for name in Letter.__table__.columns.keys() if name not in different}  # noqa: SIM118 (columns, not names)


def owed_alone(db: Session, owed: Owed) -> Letter:
    kind, subject, due_at, to, *rest = owed
    names = ("once", "useful_until", "any_hour", "facts")
    return owe(db, kind, subject, due_at, to=to, **dict(zip(names, rest, strict=True)))


def all_letters(db: Session) -> list[Letter]:
    return list(db.scalars(select(Letter).order_by(Letter.owed_at, Letter.id)))


def test_many_letters_at_once_are_what_each_alone_would_be(db: Session) -> None:
    pair = make_pair(db)
    person, circle = pair.mentor.person, Circle(workspace_id="T0RM", programme_id=pair.programme_id, position=1)
    db.add(circle)
    db.flush()
    facts, until = {"days": 2, "days_of": ["2026-03-03"], "back": None}, TOMORROW + timedelta(microseconds=1)
    listed = [
        Owed("note", person, TONIGHT, person, useful_until=until, facts=facts),
        Owed("answer", pair.mentor, TONIGHT, person, "2", any_hour=True),
        Owed("note", pair.meetings[0], NOW, person),
        Owed("note", circle, TONIGHT, None),
        Owed("note", pair.programme, NOW.astimezone(timezone(timedelta(hours=7))), person),
    ]
    owe_all(db, listed)
    many = all_letters(db)
    alone = [owed_alone(db, owed._replace(once=owed.once + "again")) for owed in listed]

    assert [fields_of(letter) for letter in many] == [fields_of(letter) for letter in alone]


def test_many_letters_go_out_in_the_order_in_which_they_are_listed(db: Session) -> None:
    people = [make_person(db) for _ in range(20)]
    owe_all(db, [Owed("note", person, NOW, person) for person in people])

    letters = all_letters(db)
    assert [letter.person for letter in letters] == people
    assert len({letter.owed_at for letter in letters}) == 20
    assert len({letter.id for letter in letters}) == 20


def test_what_is_owed_already_is_not_owed_again_among_many(db: Session) -> None:
    one, other = make_person(db), make_person(db)
    owe(db, "note", one, NOW, to=one, facts={"days": 2})
    owe_all(db, [Owed("note", person, TOMORROW, person) for person in (one, other, other)])

    assert [(letter.person, letter.due_at) for letter in all_letters(db)] == [(one, NOW), (other, TOMORROW)]


def test_to_owe_none_at_all_is_nothing(db: Session) -> None:
    owe_all(db, [])
    assert all_letters(db) == []


def test_a_letter_to_a_pair_falls_due_when_it_is_said(db: Session) -> None:
    letter = owe(db, "introduction", make_pair(db), TONIGHT, to=None)
    assert (letter.due_at, letter.person_id) == (TONIGHT, None)


def test_a_letter_knows_what_it_is_about_and_what_that_belongs_to(db: Session) -> None:
    pair = make_pair(db)
    person, meeting, enrolment = pair.mentor.person, pair.meetings[0], pair.mentor

    about_meeting = owe(db, "note", meeting, NOW, to=person)
    assert (about_meeting.meeting_id, about_meeting.pair_id) == (meeting.id, pair.id)
    assert about_meeting.programme_id == pair.programme_id
    about_part = owe(db, "note", enrolment, NOW, to=person)
    assert (about_part.enrolment_id, about_part.programme_id) == (enrolment.id, pair.programme_id)
    about_nothing_else = owe(db, "note", person, NOW, to=person)
    assert (about_nothing_else.programme_id, about_nothing_else.pair_id) == (None, None)


@pytest.mark.parametrize("state", STATES)
def test_only_what_waits_is_withdrawn(db: Session, state: Post) -> None:
    letter = letter_in(db, state)
    withdraw(db, "left", Letter.id == letter.id)
    db.refresh(letter)
    assert (letter.state, letter.reason) == (("dropped", "left") if state == Post.WAITING else (state, None))


def test_what_was_sent_and_is_to_be_written_again_is_not_withdrawn(db: Session) -> None:
    letter = letter_in(db, Post.WAITING, ts="1.1")
    withdraw(db, "left", Letter.id == letter.id)
    db.refresh(letter)
    assert letter.state == "waiting"


@pytest.mark.parametrize(
    ("state", "ts", "then", "stale"),
    [
        (Post.WAITING, None, "waiting", False),
        (Post.SENDING, None, "sending", True),
        (Post.SENT, "1.1", "waiting", False),
        (Post.SENT, None, "sent", False),  # a file
        (Post.DROPPED, None, "dropped", False),
        (Post.FAILED, None, "failed", False),
    ],
)
def test_what_is_redrawn_depends_on_where_it_stands(
    db: Session, state: Post, ts: str | None, then: str, stale: bool
) -> None:
    letter = letter_in(db, state, ts=ts, tries=3)
    letter.try_at = TOMORROW
    redraw(letter, TOMORROW)
    assert (letter.state, letter.stale) == (then, stale)
    assert (letter.try_at, letter.tries) == ((NOW, 0) if then != state else (TOMORROW, 3))


def test_what_is_redrawn_counts_as_it_did_and_goes_before_what_is_due_today(db: Session) -> None:
    letter = letter_in(db, Post.SENT, ts="1.1", any_hour=False)
    redraw(letter, TOMORROW)
    assert (letter.any_hour, letter.try_at) == (False, letter.due_at)


def test_after_the_clock_was_set_back_a_redraw_does_not_wait_for_the_letters_own_moment(db: Session) -> None:
    letter = letter_in(db, Post.SENT, ts="1.1")
    redraw(letter, NOW - timedelta(days=7))
    assert letter.try_at == NOW - timedelta(days=7)


def test_a_redraw_sees_what_a_sender_has_committed_in_the_meantime(db: Session) -> None:
    letter = letter_in(db, Post.WAITING)
    db.connection().execute(
        Letter.__table__.update().where(Letter.id == letter.id).values(state=Post.SENT, ts="1.1")  # type: ignore[attr-defined]
    )
    redraw(letter, TOMORROW)
    assert (letter.state, letter.try_at) == ("waiting", NOW)


def test_all_that_is_redrawn_at_once_is_read_anew(db: Session) -> None:
    sent, dropped = letter_in(db, Post.WAITING), letter_in(db, Post.DROPPED, ts="1.2")
    db.connection().execute(
        Letter.__table__.update().where(Letter.id == sent.id).values(state=Post.SENT, ts="1.1")  # type: ignore[attr-defined]
    )
    redraw_those(db, TOMORROW, Letter.id.in_([sent.id, dropped.id]))
    assert (sent.state, sent.try_at, dropped.state) == ("waiting", NOW, "dropped")


def test_a_letter_that_is_in_no_database_yet_is_redrawn_as_it_stands() -> None:
    letter = Letter(state=Post.SENT, ts="1.1", due_at=NOW)
    redraw(letter, NOW)
    assert letter.state == "waiting"


@pytest.mark.parametrize("state", STATES)
def test_only_what_waits_moves_to_another_moment(db: Session, state: Post) -> None:
    letter = letter_in(db, state)
    reschedule(letter, TONIGHT)
    assert (letter.due_at, letter.try_at) == ((TOMORROW, TOMORROW) if state == Post.WAITING else (NOW, NOW))


def test_an_update_that_waits_does_not_move(db: Session) -> None:
    letter = letter_in(db, Post.WAITING, ts="1.1")
    reschedule(letter, TOMORROW)
    assert letter.try_at == NOW


def test_a_letter_to_a_pair_moves_to_the_very_moment(db: Session) -> None:
    letter = owe(db, "introduction", make_pair(db), NOW, to=None)
    reschedule(letter, TONIGHT)
    assert letter.try_at == TONIGHT


def test_the_latest_is_the_one_that_falls_due_last(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    person = enrolment.person
    assert latest(db, "note", enrolment, person) is None

    newest = owe(db, "note", enrolment, NOW + timedelta(hours=1), to=person, once="2")
    owe(db, "note", enrolment, NOW, to=person, once="1")
    owe(db, "nudge", enrolment, TOMORROW, to=person)
    owe(db, "note", person, TOMORROW, to=person)
    assert latest(db, "note", enrolment, person) == newest


def test_the_ids_of_letters_are_uuids_that_begin_with_the_moment_and_are_never_the_same() -> None:
    ids = [UUID(text) for text in ids_of(NOW, 5000)]
    assert len(set(ids)) == 5000
    assert {(one.version, one.variant) for one in ids} == {(7, RFC_4122)}
    assert {one.int >> 80 for one in ids} == {int(NOW.timestamp() * 1000)}
    assert len({one.int & (2**60 - 1) for one in ids}) == 5000
