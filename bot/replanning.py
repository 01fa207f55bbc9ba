"""Letters that wait follow a clock: that of somebody who has moved, and that of a zone whose rules have changed."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session, sessionmaker

from bot import moments
from bot.books import book_of
from bot.database import insert_once
from bot.hours import next_opening
from bot.letters import redraw
from bot.models import Kind, Letter, Meeting, Person, Post, Pulse, Sitting, Workspace
from bot.zones import at_wall, carried, rules_edition

BEFORE = (Kind.PREPARATION, Kind.ROLE_CARD)
TOLD = (Kind.BOOKED, *BEFORE)  # messages that name the hour
ZONES = "zones "  # the job of keeping up with the rules; the edition is part of its name


def follow_person(db: Session, person: Person, old: str, now: datetime) -> None:
    """What waits comes at the same local time where they live now; a session keeps its moment, it was agreed by two.

    What was sent stays as it is, and is never sent again.
    """
    mine = (Letter.workspace_id == person.workspace_id, Letter.person_id == person.id)
    for letter in unsent(db, *mine, Letter.any_hour.is_(False)):
        if not around_session(letter, now):
            carry(letter, old, now)


def unsent(db: Session, *conditions: ColumnElement[bool]) -> list[Letter]:
    waiting = (Letter.state == Post.WAITING, Letter.ts.is_(None))
    return list(db.scalars(select(Letter).where(*waiting, *conditions)))


def around_session(letter: Letter, now: datetime) -> bool:
    """Plans anew what is due some hours before or after a session. False: this letter is not about when one is."""
    meeting, person = letter.meeting, letter.person
    if meeting is None or person is None or meeting.starts_at is None or meeting.state != Sitting.BOOKED:
        return False
    if letter.kind == Kind.CHECK_IN:
        due: datetime | None = moments.check_in_due(meeting.starts_at + timedelta(minutes=meeting.minutes), person.zone)
    elif letter.kind in BEFORE:
        due = moments.due_before(meeting.starts_at, lead_of(Kind(letter.kind), meeting), person.zone, now)
    else:
        return False
    if due is not None:
        letter.due_at = letter.try_at = due
    letter.useful_until = helps_until(letter, meeting, meeting.starts_at, person.zone)
    return True


def lead_of(kind: Kind, meeting: Meeting) -> moments.Lead:
    """The preparation comes as long before a session as the playbook wants the leader's questions."""
    if kind == Kind.ROLE_CARD:
        return moments.ROLE_CARD
    return moments.preparation(book_of(meeting.pair.programme).questions_hours_before)


def helps_until(letter: Letter, meeting: Meeting, starts_at: datetime, zone: str) -> datetime:
    if letter.kind == Kind.CHECK_IN:
        return moments.working_days_later(letter.due_at, moments.CHECK_IN_DAYS, zone)
    return moments.useful_until(starts_at, lead_of(Kind(letter.kind), meeting), letter.due_at, zone)


def carry(letter: Letter, old: str, now: datetime) -> None:
    """To the same local time; what is of use only until a session begins stays so."""
    assert letter.person is not None  # noqa: S101 (it was found by its person)
    zone = letter.person.zone
    letter.due_at = next_opening(carried(letter.due_at, old, zone), zone)
    letter.try_at = next_opening(max(carried(letter.try_at, old, zone), now), zone)
    begins = letter.meeting.starts_at if letter.meeting else None
    if letter.useful_until and letter.useful_until != begins:
        letter.useful_until = carried(letter.useful_until, old, zone)


def follow_rules(sessions: sessionmaker[Session], now: datetime, edition: str | None = None) -> int:
    """Where this process reads another edition of the zones' rules than the last did, sessions keep their local time.

    Returns how many moved. With the same edition as before, all that it costs is one look at one row.
    """
    job = ZONES + (edition or rules_edition())
    with sessions() as db:
        if db.get(Pulse, job) is not None:
            return 0
        workspaces = db.scalars(select(Workspace.id)).all()
    moved = 0
    for workspace_id in workspaces:
        with sessions.begin() as db:
            moved += sum(keep_local_time(db, meeting, now) for meeting in to_come(db, workspace_id, now))
    with sessions.begin() as db:
        db.execute(delete(Pulse).where(Pulse.job.startswith(ZONES)))
        insert_once(db, Pulse, job=job, last_at=now)
    return moved


def to_come(db: Session, workspace_id: str, now: datetime) -> list[Meeting]:
    booked = (Meeting.workspace_id == workspace_id, Meeting.state == Sitting.BOOKED, Meeting.starts_at > now)
    return list(db.scalars(select(Meeting).where(*booked, Meeting.starts_wall.is_not(None)).with_for_update()))


def keep_local_time(db: Session, meeting: Meeting, now: datetime) -> bool:
    """Whether it had to move for that; its letters move with it, and messages that name the hour are written again."""
    before, zone = meeting.starts_at, meeting.starts_zone
    if meeting.starts_wall is None or zone is None or at_wall(meeting.starts_wall, zone) == before:
        return False
    meeting.starts_at = at_wall(meeting.starts_wall, zone)
    about = (Letter.workspace_id == meeting.workspace_id, Letter.meeting_id == meeting.id)
    for letter in unsent(db, *about):
        if not around_session(letter, now) and letter.useful_until == before:
            letter.useful_until = meeting.starts_at
    for letter in db.scalars(select(Letter).where(*about, Letter.kind.in_(TOLD))):
        redraw(letter, now)
    return True
