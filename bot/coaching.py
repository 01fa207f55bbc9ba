"""One person's own answers about the roles, session by session, and what they call for. Nobody else's are read."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from bot.drift import Account, calls_for_coaching
from bot.models import Meeting, Met, Pair, Person, Programme, Reflection
from bot.playbooks import Moment

Told = Row[Reflection, Meeting]
FAR_OFF = datetime.max.replace(tzinfo=UTC)


def line_for(db: Session, meeting: Meeting, person: Person) -> Moment | None:
    """What to say before this session, where the one before it called for coaching; None: nothing.

    Whoever says nothing of that one has heard it on its own role card, and does not hear it again on this.
    """
    earlier = [(mine, about) for mine, about in told(db, meeting.pair, person) if before(about, meeting)]
    fresh = bool(earlier) and earlier[-1][1] == one_before(meeting)
    return Moment.DRIFT_TWICE if fresh and calls_for_coaching([account_of(mine) for mine, _about in earlier]) else None


def line_after(db: Session, meeting: Meeting, person: Person) -> Moment | None:
    """What to say after this session, as soon as somebody's own answers call for it."""
    so_far = [account_of(mine) for mine, about in told(db, meeting.pair, person) if not before(meeting, about)]
    return Moment.DRIFT_TWICE if calls_for_coaching(so_far) else None


def last_held(db: Session, pairs: Sequence[Pair], person: Person) -> dict[uuid.UUID, bool | None]:
    """By pair: whether the roles held in its last session, by this person's own answers; None: they have not said."""
    mine = (Reflection.workspace_id == person.workspace_id, Reflection.person_id == person.id)
    found = db.execute(took_place().where(*mine, Meeting.pair_id.in_([pair.id for pair in pairs])))
    return {about.pair_id: account_of(mine).held for mine, about in found}


def told(db: Session, pair: Pair, person: Person) -> list[Told]:
    """What this person said of each session that took place by their own account, in the order of the sessions."""
    whose = {"workspace": pair.workspace_id, "person": person.id, "pair": pair.id}
    return list(db.execute(one_persons(), whose).all())


@cache
def one_persons() -> Select[Reflection, Meeting]:
    """Put together once: that takes longer than its answer, which every message after a session needs."""
    mine = (Reflection.workspace_id == bindparam("workspace"), Reflection.person_id == bindparam("person"))
    return took_place().where(*mine, Meeting.pair_id == bindparam("pair"))


def held_sessions(db: Session, programme: Programme) -> list[tuple[uuid.UUID, bool]]:
    """Who told of a session in which the roles held, or did not: one entry a person and session.

    For a figure of a round that is over, never for anything that somebody is shown of a pair.
    """
    every = took_place().join(Pair, (Pair.workspace_id == Meeting.workspace_id) & (Pair.id == Meeting.pair_id))
    ours = (Reflection.workspace_id == programme.workspace_id, Pair.programme_id == programme.id)
    found = [(mine.person_id, account_of(mine).held) for mine, _about in db.execute(every.where(*ours))]
    return [(person_id, held) for person_id, held in found if held is not None]


def took_place() -> Select[Reflection, Meeting]:
    """Answers about the date that stands, of whoever said that they met."""
    same = (Meeting.workspace_id == Reflection.workspace_id) & (Meeting.id == Reflection.meeting_id)
    return (
        select(Reflection, Meeting)
        .join(Meeting, same & (Meeting.version == Reflection.meeting_version))
        .where(Reflection.met == Met.YES)
        .order_by(Meeting.starts_at, Meeting.number)
    )


def account_of(mine: Reflection) -> Account:
    return Account(mine.advising, mine.asking)


def before(one: Meeting, other: Meeting) -> bool:
    """By date; a session without one comes last."""
    return place_of(one) < place_of(other)


def one_before(meeting: Meeting) -> Meeting | None:
    """By date, of this pair; None: it is the first."""
    earlier = [other for other in meeting.pair.meetings if before(other, meeting)]
    return max(earlier, key=place_of, default=None)


def place_of(meeting: Meeting) -> tuple[datetime, int]:
    return meeting.starts_at or FAR_OFF, meeting.number
