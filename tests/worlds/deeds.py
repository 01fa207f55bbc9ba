"""Each deed of a script, done by the bot's own rules as a listener would call them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.agreement import rules as agreement
from bot.agreement import topics
from bot.agreement.rules import Signature, Terms
from bot.agreement.topics import Chosen
from bot.commitments import rules as commitments
from bot.commitments.rules import Promise
from bot.contacts import helpers
from bot.endings import rules as endings
from bot.errors import Refused
from bot.help import rules as help_rules
from bot.hours import local_day
from bot.meetings import rules as meetings
from bot.meetings.rules import Plan, Wanted
from bot.models import Commitment, Meeting, Outcome, Pair, Pairing, Person, Role
from bot.pairs import next_meeting
from bot.privacy import rules as privacy
from bot.reflection import roles, rules
from bot.reflection.roles import Tap
from bot.reflection.rules import Answer

CHOICES = {"leaves_the_room": "nothing", "notice": "h48", "between_sessions": "none"}
TERMS = (Terms("pineapple", "the café", CHOICES), Terms("umbrella", "a walk by the river", CHOICES))


@dataclass(frozen=True)
class Doing:
    """Who does what, of which pair, when; `value` is what is the same in both worlds, `secret` what may not be."""

    db: Session
    pair: Pair
    role: Role
    value: Any
    secret: Any
    now: datetime

    @property
    def person(self) -> Person:
        return self.pair.enrolment(self.role).person


def tells_why(one: Doing) -> None:
    one.pair.enrolment(one.role).why = one.secret


def chooses(one: Doing) -> None:
    topics.choose(one.db, one.pair, Chosen(one.role, one.secret, {}), one.now)


def adds(one: Doing) -> None:
    """A topic of one's own, by its name, as long as the form has room for one."""
    sheet = topics.sheet(one.db, agreement.current(one.db, one.pair), one.role)
    if not sheet.room:
        raise Refused("no_room")
    topics.choose(one.db, one.pair, Chosen(one.role, sheet.levels, {one.value: one.secret}), one.now)


def signs(one: Doing) -> None:
    current = agreement.current(one.db, one.pair)
    seen = dict(current.levels)
    agreement.sign(one.db, one.pair, Signature(one.role, TERMS[one.value], current.version, seen), one.now)


def books(one: Doing) -> None:
    meeting = meetings.to_be_booked(one.pair, one.person)
    times = meetings.proposals(one.db, meeting, one.now)
    if times:
        slot = times[one.value % len(times)]
        meetings.book(one.db, meeting, Wanted(slot.starts_at, one.person, meeting.version), one.now)


def cancels(one: Doing) -> None:
    meetings.cancel(one.db, coming(one), one.person, one.now)


def answers(one: Doing) -> None:
    meeting = last_begun(one)
    rules.answer(one.db, meeting, Answer(one.person, meeting.version, one.value), one.now)


def taps(one: Doing) -> None:
    meeting = last_begun(one)
    roles.tell(one.db, meeting, Tap(one.person, meeting.version, one.value, one.secret), one.now)


def notes(one: Doing) -> None:
    rules.write_note(one.db, last_begun(one), one.person, one.secret)


def asks_for_help(one: Doing) -> None:
    help_rules.write_note(one.db, one.person, helpers(one.db, one.person)[0], one.secret, one.now)


def rates(one: Doing) -> None:
    enrolment = one.pair.enrolment(one.role)
    endings.rate(one.db, enrolment, {goal.id: one.secret for goal in enrolment.goals}, one.now)


def says_what_next(one: Doing) -> None:
    endings.say_next(one.db, one.pair, one.person, one.secret, one.now)


def says_what_lasts(one: Doing) -> None:
    endings.say_lasting(one.db, one.pair, one.person, one.secret, one.now)


def commits(one: Doing) -> None:
    meeting = last_begun(one)
    commitments.may_write(one.db, meeting, one.role)
    due_on = local_day(one.now, one.person.zone) + timedelta(days=one.value)
    commitments.commit(one.db, meeting, Promise("Ask three questions first", due_on), one.now)


def closes_commitment(one: Doing) -> None:
    about = (Commitment.pair_id == one.pair.id, Commitment.outcome == Outcome.OPEN)
    found = one.db.scalars(select(Commitment).where(*about).order_by(Commitment.made_at)).first()
    if found is not None:
        commitments.close(one.db, found, Outcome.DONE if one.value else Outcome.DROPPED, one.now)


def plans(one: Doing) -> None:
    meeting = coming(one)
    meetings.may_plan(meeting, one.role, one.now)
    meetings.plan(one.db, meeting, Plan(one.value, "shadowing"), one.now)


def pauses(one: Doing) -> None:
    until = local_day(one.now, one.person.zone) + timedelta(days=one.value)
    privacy.pause(one.db, one.pair.enrolment(one.role), until, one.now)


def leaves(one: Doing) -> None:
    privacy.leave(one.db, one.pair.enrolment(one.role), one.now)


def coming(one: Doing) -> Meeting:
    meeting = next_meeting(one.pair)
    if meeting is None:
        raise Refused("session_over")
    return meeting


def last_begun(one: Doing) -> Meeting:
    """The last session whose date has come."""
    begun = [meeting for meeting in one.pair.meetings if meeting.starts_at and meeting.starts_at <= one.now]
    if not begun:
        raise Refused("not_yet")
    return begun[-1]


DEEDS: dict[str, Callable[[Doing], None]] = {
    deed.__name__: deed
    for deed in (
        tells_why,
        chooses,
        adds,
        signs,
        books,
        cancels,
        answers,
        taps,
        notes,
        asks_for_help,
        rates,
        says_what_next,
        says_what_lasts,
        commits,
        closes_commitment,
        plans,
        pauses,
        leaves,
    )
}


def do(deed: str, one: Doing) -> None:
    """Refused where the pair is over, as every listener refuses then."""
    if one.pair.state != Pairing.ACTIVE:
        raise Refused("pair_over")
    DEEDS[deed](one)
