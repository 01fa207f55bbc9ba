"""Dates of sessions: booked by the leader, moved by either, called off, prepared with questions, counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.hours import CLOSES, DAY, OPENS, at
from bot.letters import owe
from bot.meetings import diary, slots
from bot.models import Enrolment, Kind, Meeting, Pair, Pairing, Person, Role, Sitting
from bot.pairs import ENOUGH, back_at, end, next_meeting, opens_at, over, watch_silence
from bot.zones import wall_clock

AT_LEAST = timedelta(hours=1)  # from now to the start of a session
GRACE = 30 * DAY  # after the programme's last day, for what is still open then


@dataclass(frozen=True)
class Wanted:
    """A date that somebody picked. `seen`: the meeting's version that they were looking at."""

    starts_at: datetime
    by: Person
    seen: int


@dataclass(frozen=True)
class Plan:
    """What a session is about (None: what its turn brings), and in which form. Both see it."""

    theme: int | None
    form: str


def book(db: Session, meeting: Meeting, wanted: Wanted, now: datetime) -> None:
    """The date stands, and its letters with it; those of an earlier date go. The same date again changes nothing."""
    may_book(meeting, wanted.by)
    if stands(meeting, wanted):
        return
    if reason := gone(db, meeting, wanted, now):
        raise Refused(reason)
    meeting.state, meeting.starts_at, meeting.booked_at = Sitting.BOOKED, wanted.starts_at, now
    meeting.starts_wall, meeting.starts_zone = wall_clock(wanted.starts_at, wanted.by.zone), wanted.by.zone
    meeting.version, meeting.settled_at = meeting.version + 1, None
    diary.clear(db, meeting, now)
    diary.fill(db, diary.Booking(meeting, wanted.starts_at), wanted.by, now)


def may_book(meeting: Meeting, by: Person) -> None:
    """The leader books, either moves, once both have signed."""
    if over(meeting):
        raise Refused("session_over")
    if meeting.pair.agreement is None or not meeting.pair.agreement.signed:
        raise Refused("agreement_first")
    if meeting.state != Sitting.BOOKED and meeting.pair.role_of(by.id) != Role.LEADER:
        raise Refused("leader_books")


def gone(db: Session, meeting: Meeting, wanted: Wanted, now: datetime) -> str | None:
    """Why this date cannot be had (any more), as a key of the refusals; None: it can."""
    if stands(meeting, wanted):
        return None
    if wanted.seen != meeting.version:
        return "date_changed"
    if reason := out_of_bounds(meeting.pair, wanted.starts_at, now):
        return reason
    if any(slots.overlap(span(wanted.starts_at, meeting.minutes), taken) for taken in busy(db, meeting)):
        return "time_taken"
    return None


def out_of_bounds(pair: Pair, starts_at: datetime, now: datetime) -> str | None:
    if starts_at < now + AT_LEAST:
        return "too_soon"
    if (back := back_at(pair)) and starts_at < back:
        return "on_a_break"
    return "after_the_programme" if starts_at > last_moment(pair) else None


def stands(meeting: Meeting, wanted: Wanted) -> bool:
    return meeting.state == Sitting.BOOKED and meeting.starts_at == wanted.starts_at


def to_be_booked(pair: Pair, by: Person) -> Meeting:
    """The session whose date comes next; refuses where there is none, or where it is the partner's to pick."""
    meeting = next_meeting(pair)
    if meeting is None:
        raise Refused("session_over")
    may_book(meeting, by)
    return meeting


def last_moment(pair: Pair) -> datetime:
    """Some time after the programme's end; a pair that began late still has all its sessions."""
    planned = at(pair.programme.ends_on + GRACE, CLOSES, pair.programme.zone)
    return max(planned, pair.meetings[-1].target_at + GRACE)


def proposals(db: Session, meeting: Meeting, now: datetime) -> list[slots.Slot]:
    """Times that suit both, for the leader to pick from; none within a break of either, or before the programme."""
    wish = slots.Wish(
        zones=(meeting.pair.leader.person.zone, meeting.pair.mentor.person.zone),
        earliest=max(slots.earliest(meeting.target_at, now), back_at(meeting.pair) or now, opens_at(meeting.pair)),
        minutes=meeting.minutes,
        busy=(*busy(db, meeting), *breaks(meeting.pair, now)),
    )
    latest = last_moment(meeting.pair)
    return [slot for slot in slots.propose(wish) if slot.starts_at <= latest]


def busy(db: Session, meeting: Meeting) -> list[slots.Interval]:
    """When either of the two has another session in the diary, in whatever pair and programme."""
    pair = meeting.pair
    both = (pair.mentor.person_id, pair.leader.person_id)
    theirs = select(Enrolment.id).where(Enrolment.workspace_id == pair.workspace_id, Enrolment.person_id.in_(both))
    booked = (
        select(Meeting)
        .join(Pair, (Pair.workspace_id == Meeting.workspace_id) & (Pair.id == Meeting.pair_id))
        .where(Meeting.workspace_id == pair.workspace_id, Meeting.state == Sitting.BOOKED, Meeting.id != meeting.id)
        .where(Pair.state == Pairing.ACTIVE, or_(Pair.mentor_id.in_(theirs), Pair.leader_id.in_(theirs)))
        .order_by(Meeting.starts_at)
    )
    return [span(other.starts_at, other.minutes) for other in db.scalars(booked) if other.starts_at]


def breaks(pair: Pair, now: datetime) -> list[slots.Interval]:
    """When either of the two is on a break."""
    return [
        (now, at(side.paused_until, OPENS, side.person.zone))
        for side in (pair.leader, pair.mentor)
        if side.paused_until
    ]


def span(starts_at: datetime, minutes: int) -> slots.Interval:
    return starts_at, starts_at + timedelta(minutes=minutes)


def cancel(db: Session, meeting: Meeting, by: Person, now: datetime) -> None:
    """No date any more. A leader's cancellations in a row are counted, a mentor's are not."""
    if meeting.state != Sitting.BOOKED or meeting.starts_at is None:
        raise Refused("nothing_booked")
    if meeting.starts_at <= now:
        raise Refused("session_began")
    pair, called_off = meeting.pair, meeting.starts_at
    meeting.state, meeting.starts_at, meeting.booked_at = Sitting.PLANNED, None, None
    meeting.starts_wall = meeting.starts_zone = None
    meeting.version += 1
    diary.clear(db, meeting, now)
    if pair.role_of(by.id) == Role.LEADER:
        pair.leader_cancellations += 1
    for role, kind in news_of_cancelling(pair, by).items():
        news = diary.CalledOff(kind, pair.enrolment(role).person, by, called_off)
        diary.call_off(db, meeting, news, now)
    watch_silence(db, meeting, now)
    if pair.role_of(by.id) == Role.LEADER and pair.leader_cancellations == ENOUGH:
        ask_sponsor(db, meeting, now)


def ask_sponsor(db: Session, meeting: Meeting, now: datetime) -> None:
    """Once for two in a row: whether they will write a word to the leader. Not where they are one of the two."""
    sponsor = meeting.pair.programme.sponsor
    if meeting.pair.role_of(sponsor.id) is None:
        owe(db, Kind.SPONSOR_ASKED, meeting, now, to=sponsor, once=str(meeting.version))


def news_of_cancelling(pair: Pair, by: Person) -> dict[Role, Kind]:
    """Who is sent what: the leader is asked to book anew, and after two in a row both are asked how to go on."""
    if pair.role_of(by.id) == Role.MENTOR:
        return {Role.LEADER: Kind.CANCELLED}
    if pair.leader_cancellations >= ENOUGH:
        return dict.fromkeys(Role, Kind.CANCELLED_TWICE)
    return {Role.LEADER: Kind.REBOOKING, Role.MENTOR: Kind.CANCELLED}


def end_kindly(db: Session, pair: Pair, by: Person, now: datetime) -> None:
    """The pair ends without blame; the other hears it in neutral words."""
    partner = pair.mentor.person if pair.role_of(by.id) == Role.LEADER else pair.leader.person
    end(db, pair, "ended_kindly", now)
    owe(db, Kind.PARTNER_LEFT, pair, now, to=partner)


def ask_for_file(db: Session, meeting: Meeting, by: Person, now: datetime) -> None:
    """The calendar file of the date that stands comes into the DM; once for each date."""
    if meeting.state != Sitting.BOOKED:
        raise Refused("nothing_booked")
    facts = {"version": meeting.version}
    owe(db, Kind.CALENDAR_FILE, meeting, now, to=by, once=str(meeting.version), any_hour=True, facts=facts)


def may_plan(meeting: Meeting, role: Role, now: datetime) -> None:
    """The mentor owns the plan, until the session begins."""
    if role != Role.MENTOR:
        raise Refused("mentor_plans")
    if over(meeting):
        raise Refused("session_over")
    if meeting.state == Sitting.BOOKED and meeting.starts_at and meeting.starts_at <= now:
        raise Refused("session_began")


def plan(db: Session, meeting: Meeting, chosen: Plan, now: datetime) -> None:
    """What both have been told about the session says so in its place."""
    if (meeting.theme, meeting.form) == (chosen.theme, chosen.form):
        return
    meeting.theme, meeting.form = chosen.theme, chosen.form
    db.flush()
    diary.show_anew(db, meeting, (Kind.BOOKED, Kind.PREPARATION, Kind.ROLE_CARD), now)


def may_ask(meeting: Meeting, role: Role) -> None:
    if role != Role.LEADER:
        raise Refused("leader_asks")
    if over(meeting):
        raise Refused("session_over")


def ask(db: Session, meeting: Meeting, questions: str, now: datetime) -> None:
    """The leader's questions for the mentor, replacing earlier ones; no text takes them back."""
    meeting.questions = questions or None
    db.flush()
    diary.show_anew(db, meeting, (Kind.BOOKED, Kind.PREPARATION, Kind.ROLE_CARD), now)
