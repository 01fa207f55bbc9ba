"""A pair begins and ends: what more than one feature does to it."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from bot import circles
from bot.afterwards import OUTLASTING, announced_end
from bot.books import book_of
from bot.database import HELD
from bot.errors import Refused
from bot.hours import OPENS, at, local_day, next_opening, shared_opening
from bot.letters import Owed, owe, owe_all, reschedule, withdraw
from bot.models import (
    Agreement,
    Enrolment,
    Insight,
    Kind,
    Letter,
    Meeting,
    Pair,
    Pairing,
    Person,
    Programme,
    Role,
    Sitting,
    Stage,
)

SIGNED_WITHIN = timedelta(days=7)  # then whoever has not signed the agreement is reminded, once
ASKED_AHEAD_DAYS = 14  # or half the cadence, if that is less
DONE = (Sitting.HELD, Sitting.UNCONFIRMED)
ENOUGH = 2  # sessions that a leader called off in a row, after which a pair is asked how to go on
LIVE = (Pairing.OFFERED, Pairing.CONFIRMED, Pairing.ACTIVE)


def introduce(db: Session, pair: Pair, now: datetime) -> None:
    """The pair begins, and the mentor joins a circle."""
    begin(db, pair, now)
    circles.gather(db, pair.programme, now)


def introduce_all(db: Session, programme: Programme, ready: Iterable[Pair], now: datetime) -> None:
    """Many begin at once; the circles are made once, for all of them: for a thousand pairs that is minutes."""
    for pair in ready:
        begin(db, pair, now)
    circles.gather(db, programme, now)


def begin(db: Session, pair: Pair, now: datetime) -> None:
    """Its sessions get dates to aim for, and both are asked to sign."""
    pair.state, pair.started_at = Pairing.ACTIVE, now
    db.add(Agreement(workspace_id=pair.workspace_id, pair_id=pair.id, changed_at=now))
    db.add_all(planned_meetings(pair, now))
    db.flush()
    together = shared_opening(now, [pair.mentor.person.zone, pair.leader.person.zone])
    owe_all(db, [Owed(Kind.INTRODUCTION, pair, together, None), *to_sign(pair, now), *announced_end(pair, now)])


def to_sign(pair: Pair, now: datetime) -> Iterator[Owed]:
    for role in Role:
        person = pair.enrolment(role).person
        yield Owed(Kind.AGREEMENT, pair, now, person)
        yield Owed(Kind.AGREEMENT_REMINDER, pair, now + SIGNED_WITHIN, person)


def planned_meetings(pair: Pair, now: datetime) -> list[Meeting]:
    """One row a session, a cadence apart, each aimed at a working morning of the leader, who books.

    The first is aimed at half of the time in which it should be, so that there is room for it to move; where the
    organiser starts early, at the day from which sessions were announced.
    """
    programme, zone = pair.programme, pair.leader.person.zone
    first = max(now + timedelta(days=book_of(programme).first_within_days) / 2, opens_at(pair))
    meetings = []
    for number in range(1, programme.meeting_count + 1):
        aim = first + timedelta(days=(number - 1) * programme.cadence_days)
        target = next_opening(at(local_day(aim, zone), OPENS, zone), zone)
        meetings.append(
            Meeting(
                workspace_id=pair.workspace_id,
                pair_id=pair.id,
                number=number,
                target_at=target,
                minutes=programme.minutes,
            )
        )
    return meetings


def opens_at(pair: Pair) -> datetime:
    """The programme's first day has begun for both: people have read that sessions are from then on."""
    day = pair.programme.starts_on
    return max(at(day, time.min, side.person.zone) for side in (pair.mentor, pair.leader))


def ask_to_book(db: Session, meeting: Meeting, when: datetime) -> None:
    """The leader is asked for a date at that moment, and reminded once if none is in the diary some time later.

    Asking again moves what still waits to the new moment; a leader who was asked already is not asked twice.
    """
    letter = owe(db, Kind.BOOKING, meeting, when, to=meeting.pair.leader.person, facts={"version": meeting.version})
    reschedule(letter, when)
    watch_silence(db, meeting, when)


def watch_silence(db: Session, meeting: Meeting, since: datetime) -> None:
    """The leader is reminded once if nothing is in the diary by then; each date that went has its own reminder."""
    due_at = since + timedelta(days=book_of(meeting.pair.programme).silence_days)
    leader, version = meeting.pair.leader.person, meeting.version
    letter = owe(db, Kind.SILENCE, meeting, due_at, to=leader, once=str(version), facts={"version": version})
    reschedule(letter, due_at)


def ask_for_following(db: Session, meeting: Meeting, earliest: datetime) -> None:
    """The session after this one is asked for as its date to aim for comes near, and not before `earliest`."""
    pair = meeting.pair
    following = next((other for other in pair.meetings if other.number == meeting.number + 1), None)
    if following is not None and following.state == Sitting.PLANNED:
        ahead = timedelta(days=min(ASKED_AHEAD_DAYS, pair.programme.cadence_days / 2))
        ask_to_book(db, following, max(earliest, following.target_at - ahead))


def end(db: Session, pair: Pair, because: str, now: datetime) -> None:
    """The pair ends without blame. `because` is a key.

    What was still to be sent is dropped, save keepsakes, and so is a theme that waits for a yes.
    """
    pair.state, pair.ended_at, pair.ended_because = Pairing.ENDED, now, because
    about = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id)
    withdraw(db, because, *about, Letter.kind.not_in(OUTLASTING))
    db.execute(delete(Insight).where(Insight.workspace_id == pair.workspace_id, Insight.pair_id == pair.id))


def live_pairs(db: Session, enrolment: Enrolment, *options: ORMOption) -> list[Pair]:
    """The pairs that count against somebody's capacity, oldest first. `options`: what to load with them."""
    mine = or_(Pair.mentor_id == enrolment.id, Pair.leader_id == enrolment.id)
    return list(
        db.scalars(
            select(Pair)
            .where(Pair.workspace_id == enrolment.workspace_id, mine, Pair.state.in_(LIVE))
            .options(*options)
            .order_by(Pair.proposed_at, Pair.id)
        )
    )


def active_pair(db: Session, pair_id: uuid.UUID, person: Person) -> tuple[Pair, Role]:
    """The running pair behind a button, and which of the two pressed it; refuses everybody else.

    What a button carries is only an id: whether it is theirs, and still running, is asked of the rows.
    """
    pair = db.get(Pair, (person.workspace_id, pair_id))
    role = pair.role_of(person.id) if pair else None
    if pair is None or role is None:
        raise Refused("not_your_pair")
    if pair.programme.stage == Stage.CLOSED:
        raise Refused("programme_closed")
    if pair.state != Pairing.ACTIVE:
        raise Refused("pair_over")
    return pair, role


def active_meeting(db: Session, meeting_id: uuid.UUID, person: Person) -> tuple[Meeting, Role]:
    """The session behind a button, and which of the two pressed it; refuses as `active_pair` does.

    It is held until the commit: when both press at once, the second sees what the first has done.
    """
    meeting = db.get(Meeting, (person.workspace_id, meeting_id), with_for_update=HELD)
    if meeting is None:
        raise Refused("not_your_pair")
    _, role = active_pair(db, meeting.pair_id, person)
    return meeting, role


def back_at(pair: Pair) -> datetime | None:
    """When both are back, where one of them is on a break, or was."""
    days = [(side.paused_until, side.person.zone) for side in (pair.mentor, pair.leader)]
    return max((at(day, OPENS, zone) for day, zone in days if day), default=None)


def next_meeting(pair: Pair) -> Meeting | None:
    """The first session that is still to come about; None when all are behind them."""
    return next((meeting for meeting in pair.meetings if not over(meeting)), None)


def over(meeting: Meeting) -> bool:
    """It is behind them, or a later one is: what somebody says of it then brings no new date for it."""
    return any(other.state in DONE for other in meeting.pair.meetings if other.number >= meeting.number)


def coming_apart(pair: Pair) -> bool:
    """The leader called off the last two sessions, and nothing is in the diary since."""
    booked = any(meeting.state == Sitting.BOOKED for meeting in pair.meetings)
    return pair.leader_cancellations >= ENOUGH and not booked
