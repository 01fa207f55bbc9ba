"""Who is on a break, asked of what was read with the letter or of the database."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.letters import owe
from bot.models import Kind, Letter
from bot.outbox.examination import Later, examine
from bot.whole import WHOLE
from tests.factories import NOW, make_enrolment, make_pair

BACK = (NOW + timedelta(days=8)).date()
THEN = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def test_whoever_of_a_pair_is_on_a_break_waits_and_the_other_does_not(db: Session) -> None:
    pair = make_pair(db)
    pair.leader.paused_until = BACK
    to_leader, to_mentor = (owe(db, Kind.OFFER, pair, NOW, to=side.person) for side in (pair.leader, pair.mentor))
    assert examine(db, to_leader, NOW) == Later(THEN, "paused")
    assert examine(db, to_mentor, NOW) is None


def test_somebody_else_who_takes_part_is_asked_about_their_own_break(db: Session) -> None:
    pair = make_pair(db)
    other = make_enrolment(db, pair.programme, paused_until=BACK)
    assert examine(db, owe(db, Kind.SPONSOR_ASKED, pair, NOW, to=other.person), NOW) == Later(THEN, "paused")
    assert examine(db, owe(db, Kind.SPONSOR_ASKED, pair, NOW, to=pair.programme.sponsor), NOW) is None


def test_what_has_no_reader_waits_for_nobodys_hours(db: Session) -> None:
    pair = make_pair(db)
    letter = owe(db, Kind.ROLES_BACK, pair.leader, NOW, to=None)
    assert examine(db, letter, NOW + timedelta(hours=12)) is None


def test_a_letter_is_read_with_all_that_it_is_about(db: Session) -> None:
    pair = make_pair(db)
    owed = owe(db, Kind.BOOKING, pair.meetings[0], NOW, to=pair.leader.person)
    mentor, letter_id = pair.mentor.person.slack_id, owed.id
    db.expunge_all()
    letter = db.scalars(select(Letter).where(Letter.id == letter_id).options(*WHOLE)).one()
    db.expunge_all()  # nothing more can be asked of the database from here on
    assert letter.pair is not None
    assert letter.meeting is not None
    assert letter.programme is not None
    assert (letter.meeting.number, letter.pair.mentor.person.slack_id) == (1, mentor)
    assert letter.pair.leader.person is letter.person
