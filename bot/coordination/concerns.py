"""Which pairs need a person: from shared facts, and where a mentor has asked for it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.models import Agreement, Meeting, Pair, Pairing, Person, Sitting

UNSIGNED_FOR = timedelta(days=14)
SILENT_FOR = timedelta(days=28)
MANY_CANCELLATIONS = 2
NEEDS_PERSON = "needs_person"


@dataclass(frozen=True)
class Concern:
    """Somebody should look after this: a key, and whom it is about. `hidden_from`: a person who must not read it."""

    reason: str
    people: tuple[Person, ...]
    hidden_from: uuid.UUID | None = None


def concerns(pairs: list[Pair], now: datetime) -> list[Concern]:
    """Those who have asked for a person come first."""
    active = [pair for pair in pairs if pair.state == Pairing.ACTIVE]
    return [*asked_for(active), *from_shared_facts(active, now)]


def asked_for(pairs: list[Pair]) -> Iterator[Concern]:
    """Names the mentor alone, and no reason; an organiser who is the leader of the pair never reads it."""
    for pair in pairs:
        if pair.needs_person_at:
            yield Concern(NEEDS_PERSON, (pair.mentor.person,), hidden_from=pair.leader.person_id)


def from_shared_facts(pairs: list[Pair], now: datetime) -> Iterator[Concern]:
    for pair in pairs:
        reason = reason_for(pair, now)
        if reason:
            yield Concern(reason, (pair.mentor.person, pair.leader.person))


def reason_for(pair: Pair, now: datetime) -> str | None:
    if pair.leader_cancellations >= MANY_CANCELLATIONS:
        return "cancelled_twice"
    if missed_in_a_row(pair) >= MANY_CANCELLATIONS:
        return "missed_twice"
    if pair.agreement and not pair.agreement.signed:
        return "unsigned" if unsigned_for(pair, now) >= UNSIGNED_FOR else None
    return "silent" if silent(pair, now) else None


def unsigned_for(pair: Pair, now: datetime) -> timedelta:
    """Since the pair began; where both had signed before, since other words were proposed to them.

    A proposal, or a topic made stricter, while names are missing does not begin the time anew.
    """
    reopened = reopened_at(pair.agreement) if pair.agreement else None
    return now - (reopened or pair.started_at or now)


def reopened_at(agreement: Agreement) -> datetime | None:
    """When the first version after the last one that both signed was made; None: they never signed one."""
    versions = agreement.versions
    signed = [place for place, one in enumerate(versions) if one.mentor_signed_at and one.leader_signed_at]
    following = versions[signed[-1] + 1 :] if signed else []
    return following[0].made_at if following else None


def missed_in_a_row(pair: Pair) -> int:
    settled = [meeting.state for meeting in pair.meetings if meeting.state in (Sitting.HELD, Sitting.MISSED)]
    row = 0
    for state in reversed(settled):
        if state == Sitting.HELD:
            break
        row += 1
    return row


def silent(pair: Pair, now: datetime) -> bool:
    """Nothing in the diary four weeks after it should have been; a date that passed unanswered is no diary."""
    open_ones = [meeting for meeting in pair.meetings if meeting.state in (Sitting.PLANNED, Sitting.BOOKED)]
    recent = any(meeting.state == Sitting.BOOKED and now - aim_of(meeting) < SILENT_FOR for meeting in open_ones)
    return bool(open_ones) and not recent and now - aim_of(open_ones[0]) >= SILENT_FOR


def aim_of(meeting: Meeting) -> datetime:
    """When a session is to take place: its date, or while it has none the day that the cadence wants."""
    return meeting.starts_at if meeting.state == Sitting.BOOKED and meeting.starts_at else meeting.target_at
