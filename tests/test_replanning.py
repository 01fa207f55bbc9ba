"""Letters that wait follow whoever moves, and sessions keep their local time when a zone's rules change."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from bot import roster
from bot.letters import owe
from bot.models import Kind, Letter, Meeting, Pair, Person, Post, Pulse, Role, Sitting, Standing
from bot.replanning import follow_rules
from bot.roster import Profile
from tests.factories import NOW, make_workspace
from tests.meetings.booking import THURSDAY, book, cancel, only, paired, person

HOUR = timedelta(hours=1)
LONDON, JAKARTA, NEW_YORK = "Europe/London", "Asia/Jakarta", "America/New_York"
DATED = (Kind.PREPARATION, Kind.ROLE_CARD, Kind.CHECK_IN)


@pytest.fixture
def pair(db: Session) -> Pair:
    """The mentor lives in Jakarta, the leader in London, which has UTC in early March."""
    return paired(db, mentor={"zone": JAKARTA}, leader={"zone": LONDON})


@pytest.fixture
def meeting(pair: Pair) -> Meeting:
    return pair.meetings[0]


@pytest.fixture
def lent(db: Session) -> sessionmaker[Session]:
    """Sessions whose commits end in the test's own transaction."""
    return sessionmaker(db.connection(), info=db.info, join_transaction_mode="create_savepoint")


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def moves(db: Session, who: Person, zone: str, now: datetime = NOW) -> None:
    profile = Profile(who.slack_id, who.name, "", who.zone, "en-GB", Standing.MEMBER, False)
    roster.remember(db, who.workspace_id, replace(profile, zone=zone), now)
    db.flush()


def helps(db: Session, meeting: Meeting, role: Role) -> list[datetime | None]:
    return [only(db, kind, meeting, role).useful_until for kind in DATED]


def dues(db: Session, meeting: Meeting, role: Role, kinds: Iterable[Kind] = DATED) -> list[datetime]:
    return [only(db, kind, meeting, role).try_at for kind in kinds]


def test_what_waits_comes_at_the_same_local_time_where_they_live_now(db: Session, pair: Pair) -> None:
    leader = person(pair, Role.LEADER)
    letter = owe(db, Kind.AGREEMENT_REMINDER, pair, march(9), to=leader, useful_until=march(20))
    theirs = owe(db, Kind.AGREEMENT_REMINDER, pair, march(9), to=person(pair, Role.MENTOR))
    moves(db, leader, NEW_YORK)
    assert (letter.due_at, letter.try_at) == (march(9, 13), march(9, 13))  # 09:00, summer time since the 8th
    assert letter.useful_until == march(20, 13)
    assert theirs.due_at == march(9)  # who stays gets theirs as before


def test_what_falls_on_a_day_off_there_comes_on_the_next_working_day(db: Session, pair: Pair) -> None:
    leader = person(pair, Role.LEADER)
    letter = owe(db, Kind.MIDPOINT, pair, march(6), to=leader)
    moves(db, leader, "Africa/Cairo")
    assert letter.due_at == march(8, 7)  # Friday there is free, Sunday is not


def test_what_has_waited_a_while_is_not_due_in_the_past_of_the_new_zone(db: Session, pair: Pair) -> None:
    """How long it has waited for room is still counted from when it was due."""
    leader = person(pair, Role.LEADER)
    letter = owe(db, Kind.MIDPOINT, pair, NOW - timedelta(days=7), to=leader)
    moves(db, leader, JAKARTA)
    assert (letter.due_at, letter.try_at) == (datetime(2026, 2, 23, 3, tzinfo=UTC), march(3, 2))


def test_what_was_sent_never_comes_again(db: Session, pair: Pair) -> None:
    leader = person(pair, Role.LEADER)
    letter = owe(db, Kind.MIDPOINT, pair, NOW, to=leader)
    letter.state, letter.sent_at, letter.ts = Post.SENT, NOW, "1.0"
    for zone in (NEW_YORK, LONDON):
        moves(db, leader, zone)
        assert (letter.state, letter.due_at, letter.try_at) == (Post.SENT, NOW, NOW)


@pytest.mark.parametrize("zone", [NEW_YORK, "Asia/Tokyo", "Pacific/Kiritimati"])
def test_a_session_keeps_its_moment_and_the_letters_around_it_come_in_the_new_working_hours(
    db: Session, meeting: Meeting, zone: str
) -> None:
    book(db, meeting, THURSDAY)
    theirs = dues(db, meeting, Role.MENTOR)
    moves(db, person(meeting.pair, Role.LEADER), zone)
    moved, useful = dues(db, meeting, Role.LEADER), helps(db, meeting, Role.LEADER)
    assert meeting.starts_at == THURSDAY
    assert dues(db, meeting, Role.MENTOR) == theirs
    cancel(db, meeting)
    book(db, meeting, THURSDAY)
    assert moved == dues(db, meeting, Role.LEADER)  # as if they had lived there when it was booked
    assert useful == helps(db, meeting, Role.LEADER)


def test_a_letter_about_a_date_says_so_until_that_moment_wherever_they_live(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY, now=NOW - 4 * HOUR)
    mentor = person(meeting.pair, Role.MENTOR)
    told = owe(db, Kind.BOOKED, meeting, NOW, to=mentor, once="again", useful_until=THURSDAY)
    moves(db, mentor, LONDON)
    assert told.useful_until == THURSDAY


def test_where_no_working_hour_is_left_before_a_session_its_letters_are_of_no_use_after_it_began(
    db: Session, meeting: Meeting
) -> None:
    """02:00 in New York; by then their last working hour before it is past."""
    book(db, meeting, march(5, 7), now=NOW)
    leader = person(meeting.pair, Role.LEADER)
    letters = [only(db, kind, meeting, Role.LEADER) for kind in (Kind.PREPARATION, Kind.ROLE_CARD)]
    moves(db, leader, NEW_YORK, now=march(5, 6))
    assert all(letter.useful_until and letter.useful_until <= march(5, 7) for letter in letters)


def test_the_question_after_a_session_that_has_been_only_keeps_its_local_time(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    meeting.state = Sitting.HELD
    leader = person(meeting.pair, Role.LEADER)
    asked = only(db, Kind.CHECK_IN, meeting, Role.LEADER)
    asked.due_at = asked.try_at = march(9)
    db.flush()
    moves(db, leader, NEW_YORK)
    assert (asked.due_at, asked.try_at) == (march(9, 13), march(9, 13))


def test_an_answer_at_any_hour_stays_where_it_is(db: Session, pair: Pair) -> None:
    leader = person(pair, Role.LEADER)
    letter = owe(db, Kind.CERTIFICATE, pair, NOW, to=leader, any_hour=True)
    moves(db, leader, "Asia/Tokyo")
    assert letter.try_at == NOW


def test_a_booked_session_remembers_the_clock_of_whoever_picked_it(db: Session, meeting: Meeting) -> None:
    book(db, meeting, THURSDAY)
    assert (meeting.starts_wall, meeting.starts_zone) == ("2026-03-05T10:00", LONDON)
    book(db, meeting, THURSDAY + 24 * HOUR, by=Role.MENTOR)
    assert (meeting.starts_wall, meeting.starts_zone) == ("2026-03-06T17:00", JAKARTA)
    cancel(db, meeting)
    assert (meeting.starts_wall, meeting.starts_zone) == (None, None)


def planned_by_older_rules(db: Session, meeting: Meeting) -> None:
    """As if London's clocks had been expected to be an hour behind."""
    book(db, meeting, THURSDAY)
    meeting.starts_at = THURSDAY + HOUR
    for letter in db.scalars(select(Letter).where(Letter.meeting_id == meeting.id, Letter.kind.in_(DATED))):
        letter.due_at, letter.try_at = letter.due_at + HOUR, letter.try_at + HOUR
    told = only(db, Kind.BOOKED, meeting, Role.MENTOR)
    told.useful_until = THURSDAY + HOUR
    db.flush()


def test_new_rules_of_a_zone_leave_a_session_its_local_time_and_move_its_letters(
    db: Session, lent: sessionmaker[Session], meeting: Meeting
) -> None:
    planned_by_older_rules(db, meeting)
    assert follow_rules(lent, NOW, "2026z") == 1
    db.refresh(meeting)
    assert meeting.starts_at == THURSDAY
    assert dues(db, meeting, Role.LEADER) == [march(3, 10), march(5), march(5, 13)]
    assert only(db, Kind.ROLE_CARD, meeting, Role.MENTOR).useful_until == THURSDAY
    assert only(db, Kind.BOOKED, meeting, Role.MENTOR).useful_until == THURSDAY


def test_a_message_that_named_the_hour_is_written_again_in_its_place(
    db: Session, lent: sessionmaker[Session], meeting: Meeting
) -> None:
    planned_by_older_rules(db, meeting)
    told = only(db, Kind.BOOKED, meeting, Role.LEADER)
    told.state, told.sent_at, told.ts = Post.SENT, NOW, "1.0"
    db.flush()
    follow_rules(lent, NOW, "2026z")
    db.refresh(told)
    assert (told.state, told.ts) == (Post.WAITING, "1.0")


def test_all_that_moved_is_counted_over_every_workspace(
    db: Session, lent: sessionmaker[Session], meeting: Meeting
) -> None:
    planned_by_older_rules(db, meeting)
    for workspace_id in ("T0", "T1"):
        make_workspace(db, workspace_id)
    assert follow_rules(lent, NOW, "2026z") == 1


def test_what_names_no_hour_or_is_about_another_session_stays_as_it_was(
    db: Session, lent: sessionmaker[Session], meeting: Meeting
) -> None:
    planned_by_older_rules(db, meeting)
    mentor, until = person(meeting.pair, Role.MENTOR), THURSDAY + HOUR
    other = owe(db, Kind.BOOKED, meeting.pair.meetings[1], NOW, to=mentor, useful_until=until)
    told = owe(db, Kind.BOOKED, meeting.pair.meetings[2], NOW, to=mentor)
    silent = owe(db, Kind.REBOOKING, meeting, NOW, to=mentor, useful_until=march(20))
    asked = owe(db, Kind.SILENCE, meeting, NOW, to=mentor)
    for letter in (told, asked):
        letter.state, letter.sent_at, letter.ts = Post.SENT, NOW, "1.0"
    db.flush()
    follow_rules(lent, NOW, "2026z")
    for letter in (other, told, silent, asked):
        db.refresh(letter)
    assert (other.useful_until, silent.useful_until) == (until, march(20))
    assert (told.state, asked.state) == (Post.SENT, Post.SENT)


def test_the_rules_are_compared_once_for_each_edition(
    db: Session, lent: sessionmaker[Session], meeting: Meeting
) -> None:
    book(db, meeting, THURSDAY)
    assert follow_rules(lent, NOW, "2026a") == 0
    meeting.starts_at = THURSDAY + HOUR
    db.flush()
    assert follow_rules(lent, NOW, "2026a") == 0
    assert follow_rules(lent, NOW, "2026b") == 1
    db.refresh(meeting)
    meeting.starts_at = THURSDAY + HOUR
    db.flush()
    assert follow_rules(lent, NOW, "2026a") == 1  # an older edition again is another one, too
    assert list(db.scalars(select(Pulse.job))) == ["zones 2026a"]


def test_what_has_begun_or_was_kept_as_a_moment_stays(
    db: Session, lent: sessionmaker[Session], meeting: Meeting
) -> None:
    planned_by_older_rules(db, meeting)
    assert follow_rules(lent, THURSDAY + HOUR, "2026y") == 0  # it begins at this moment
    meeting.starts_wall = None
    db.flush()
    assert follow_rules(lent, NOW, "2026z") == 0


def test_the_edition_of_this_process_is_written_down(db: Session, lent: sessionmaker[Session]) -> None:
    assert follow_rules(lent, NOW) == 0
    [job] = db.scalars(select(Pulse.job))
    assert job.startswith("zones ")


def test_a_pause_moves_with_whoever_is_told_of_it(db: Session, pair: Pair) -> None:
    """ "Back on the 12th" is of use until that morning, wherever the reader lives by then."""
    leader = person(pair, Role.LEADER)
    back = datetime.combine(date(2026, 3, 12), march(1).timetz())
    told = owe(db, Kind.PAUSED, pair, NOW, to=leader, useful_until=back)
    moves(db, leader, "Asia/Tokyo")
    assert told.useful_until == march(12, 0)
