"""Did they meet? What each says, and what follows when it is clear."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.books import midpoint_of
from bot.errors import Refused
from bot.hours import DAY
from bot.letters import owe, redraw_those
from bot.models import Kind, Letter, Meeting, Met, Pair, Person, Reflection, Role, Sitting
from bot.pairs import DONE, ask_for_following, over, watch_silence

# Asked for every message about a session; written once, since to put a statement together takes longer than its answer.
SAID = select(Reflection).where(
    Reflection.workspace_id == bindparam("workspace"),
    Reflection.meeting_id == bindparam("meeting"),
    Reflection.meeting_version == bindparam("version"),
)


@dataclass(frozen=True)
class Answer:
    """What one of the two says of a date of their session; `version` is the date's."""

    person: Person
    version: int
    met: Met


def answer(db: Session, meeting: Meeting, given: Answer, now: datetime) -> Reflection:
    """Stored, and acted on as soon as it is clear. It may change until both have answered; the same twice is once."""
    may_answer(meeting, given.version, now)
    mine, theirs = both_sides(db, meeting, given.person)
    if mine is not None and mine.met == given.met:
        return mine
    if closed(meeting, mine, theirs):
        raise Refused("answered_by_both")
    mine = write(db, meeting, given, now)
    settle(db, meeting, decided(mine, theirs), now)
    if given.met == Met.MOVED and theirs is None and not over(meeting):
        ask_for_new_date(db, meeting, given.person, now)
    show_anew(db, meeting, now)
    return mine


def may_answer(meeting: Meeting, version: int, now: datetime) -> None:
    if version != meeting.version:
        raise Refused("answer_about_an_old_date")
    if meeting.starts_at is None or meeting.starts_at > now:
        raise Refused("not_yet")


def both_sides(db: Session, meeting: Meeting, person: Person) -> tuple[Reflection | None, Reflection | None]:
    """This person's answer and the partner's, about the date that stands."""
    about = {"workspace": meeting.workspace_id, "meeting": meeting.id, "version": meeting.version}
    found = db.scalars(SAID, about).all()
    mine = next((one for one in found if one.person_id == person.id), None)
    theirs = next((one for one in found if one.person_id != person.id), None)
    return mine, theirs


def closed(meeting: Meeting, mine: Reflection | None, theirs: Reflection | None) -> bool:
    """Both have answered and it is clear what that means; two who moved it are still to find a date."""
    return mine is not None and theirs is not None and meeting.settled_at is not None


def write(db: Session, meeting: Meeting, given: Answer, now: datetime) -> Reflection:
    """One row a person and session: an answer about a new date takes the place of the one about the old.

    What was told about the roles on the old date goes with it; the note is its author's, and stays.
    """
    about = (Reflection.workspace_id == meeting.workspace_id, Reflection.meeting_id == meeting.id)
    mine = db.scalar(select(Reflection).where(*about, Reflection.person_id == given.person.id))
    if mine is None:
        mine = Reflection(workspace_id=meeting.workspace_id, meeting_id=meeting.id, person_id=given.person.id)
        db.add(mine)
    elif mine.meeting_version != given.version:
        mine.advising = mine.asking = mine.load = None
    mine.meeting_version, mine.met, mine.answered_at = given.version, given.met, now
    db.flush()
    return mine


def decided(mine: Reflection, theirs: Reflection | None) -> Sitting | None:
    """One yes is enough while the other is silent; two that differ leave it open, and nobody is nudged."""
    said = {mine.met, theirs.met} if theirs else {mine.met}
    if said == {Met.YES}:
        return Sitting.HELD
    if Met.YES in said:
        return Sitting.UNCONFIRMED
    return Sitting.MISSED if theirs and Met.NO in said else None


def settle(db: Session, meeting: Meeting, outcome: Sitting | None, now: datetime) -> None:
    if outcome == meeting.state:
        return
    meeting.state = outcome or Sitting.BOOKED
    meeting.settled_at = now if outcome else None
    if outcome == Sitting.HELD:
        meeting.pair.leader_cancellations = 0
    if outcome in DONE:
        go_on(db, meeting, now)
    if outcome == Sitting.MISSED and not over(meeting):
        tell_missed(db, meeting, now)


def go_on(db: Session, meeting: Meeting, now: datetime) -> None:
    """The next date is asked for in time; half-way and at the end both look back, a day later."""
    ask_for_following(db, meeting, now)
    last = meeting.pair.programme.meeting_count
    moments = {midpoint_of(meeting.pair.programme): Kind.MIDPOINT, last: Kind.CLOSING}
    if kind := moments.get(meeting.number):
        for role in Role:
            owe(db, kind, meeting, now + DAY, to=meeting.pair.enrolment(role).person)


def tell_missed(db: Session, meeting: Meeting, now: datetime) -> None:
    """Both hear the same fact; the leader is asked for a new date."""
    facts = {"version": meeting.version, "streak": missed_in_a_row(db, meeting.pair) + 1}
    for role in Role:
        person = meeting.pair.enrolment(role).person
        owe(db, Kind.MISSED, meeting, now, to=person, once=str(meeting.version), facts=facts)
    watch_silence(db, meeting, now)


def missed_in_a_row(db: Session, pair: Pair) -> int:
    """How many dates passed without a session since the last one that was held."""
    held = [meeting.settled_at for meeting in pair.meetings if meeting.state == Sitting.HELD and meeting.settled_at]
    about = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id, Letter.kind == Kind.MISSED)
    told = db.scalars(select(Letter.due_at).where(*about, Letter.person_id == pair.leader.person_id))
    return sum(1 for due_at in told if not held or due_at > max(held))


def ask_for_new_date(db: Session, meeting: Meeting, by: Person, now: datetime) -> None:
    """Whoever says that it moved can put the new date in at once; the leader, whose part it is, is asked as well."""
    leader = meeting.pair.leader.person
    if by.id != leader.id:
        facts = {"version": meeting.version, "moved": True}
        owe(db, Kind.REBOOKING, meeting, now, to=leader, once=f"moved-{meeting.version}", facts=facts)


def show_anew(db: Session, meeting: Meeting, now: datetime) -> None:
    about = (Letter.workspace_id == meeting.workspace_id, Letter.meeting_id == meeting.id)
    redraw_those(db, now, *about, Letter.kind == Kind.CHECK_IN)


def answer_of(db: Session, meeting: Meeting, person: Person) -> Reflection:
    """Refuses somebody who has not said yet whether they met."""
    mine, _theirs = both_sides(db, meeting, person)
    if mine is None:
        raise Refused("no_answer_yet")
    return mine


def write_note(db: Session, meeting: Meeting, person: Person, note: str) -> None:
    """For the author alone; no text takes it back."""
    answer_of(db, meeting, person).note = note or None
