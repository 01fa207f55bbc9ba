"""Goals rated anew, a thank-you, a certificate, what comes next, and what lasts."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.afterwards import ENDS_SOON, held
from bot.database import HELD
from bot.errors import Refused
from bot.hours import local_day, shared_opening
from bot.letters import latest, owe, redraw, redraw_those, withdraw
from bot.models import Enrolment, Farewell, Joining, Kind, Letter, Note, Occasion, Pair, Person, Post, Role, Stage
from bot.pairs import DONE


class Look(StrEnum):
    """When somebody looks at their goals: the name of the rating that is kept."""

    MIDPOINT = "rating_midpoint"
    END = "rating_end"


class Next(StrEnum):
    """What somebody wants after the last session."""

    GO_ON = "go_on"
    STOP = "stop"
    SOMEBODY_ELSE = "somebody_else"


class Lasting(StrEnum):
    """Whether something is different three months later."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


def own_part(db: Session, enrolment_id: uuid.UUID, person: Person) -> Enrolment:
    """The part with goals behind a button, in a programme that is running or over; refuses everything else."""
    enrolment = db.get(Enrolment, (person.workspace_id, enrolment_id))
    if enrolment is None or enrolment.person_id != person.id:
        raise Refused("not_your_part")
    if not enrolment.goals:
        raise Refused("words_deleted" if enrolment.programme.stage == Stage.CLOSED else "not_your_part")
    return enrolment


def own_pair(db: Session, pair_id: uuid.UUID, person: Person) -> tuple[Pair, Role]:
    """The pair behind a button, running or over, and which of the two pressed it; refuses everybody else.

    It is held until the commit: when both press at once, the second sees what the first has done.
    """
    pair = db.get(Pair, (person.workspace_id, pair_id), with_for_update=HELD)
    role = pair.role_of(person.id) if pair else None
    if pair is None or role is None or pair.started_at is None:
        raise Refused("not_your_pair")
    return pair, role


def look_of(db: Session, enrolment: Enrolment, now: datetime) -> Look:
    """The end: once a last session is behind them, or two weeks before the programme's last day."""
    programme = enrolment.programme
    near = local_day(now, programme.zone) >= programme.ends_on - ENDS_SOON
    if near or programme.stage == Stage.CLOSED:
        return Look.END
    mine = or_(Pair.mentor_id == enrolment.id, Pair.leader_id == enrolment.id)
    pairs = db.scalars(select(Pair).where(Pair.workspace_id == enrolment.workspace_id, mine)).all()
    over = any(pair.meetings and pair.meetings[-1].state in DONE for pair in pairs)
    return Look.END if over else Look.MIDPOINT


def rate(db: Session, enrolment: Enrolment, ratings: Mapping[uuid.UUID, int], now: datetime) -> Look:
    """How far they are with each goal now, by their own measure, for their eyes only; the newest counts."""
    goals = {goal.id: goal for goal in enrolment.goals}
    if goals.keys() != ratings.keys():
        raise Refused("old_form")
    look = look_of(db, enrolment, now)
    for goal_id, rating in ratings.items():
        setattr(goals[goal_id], look, rating)
    return look


def may_thank(pair: Pair, role: Role) -> None:
    """The leader thanks the mentor, who must still take part: whoever has left is promised that nothing comes."""
    if role != Role.LEADER:
        raise Refused("leader_thanks")
    if pair.mentor.state == Joining.LEFT:
        raise Refused("partner_gone")


def thanks_of(db: Session, pair: Pair) -> Note | None:
    about = (Note.workspace_id == pair.workspace_id, Note.pair_id == pair.id, Note.occasion == Occasion.THANKS)
    return db.scalars(select(Note).where(*about)).one_or_none()


def thank(db: Session, pair: Pair, words: str, now: datetime) -> None:
    """The leader's words for the mentor, made to be shown; new ones take the place of the old."""
    note = thanks_of(db, pair)
    if note is None:
        keys = {"workspace_id": pair.workspace_id, "programme_id": pair.programme_id, "pair_id": pair.id}
        note = Note(**keys, author_id=pair.leader.person_id, occasion=Occasion.THANKS)
        db.add(note)
    note.text, note.written_at = words, now
    db.flush()
    redraw(owe(db, Kind.THANKS, pair, now, to=pair.mentor.person), now)
    show_anew(db, pair, pair.leader.person, now, Kind.CLOSING_SOON, Kind.CLOSING)


def ask_for_certificate(db: Session, pair: Pair, by: Person, now: datetime) -> Letter:
    """It comes into the DM, once a day for each number of sessions held; there must have been one."""
    count, today = len(held(pair)), local_day(now, pair.programme.zone).isoformat()
    if not count:
        raise Refused("nothing_held")
    once, facts = f"{count}-{today}", {"day": today}
    return owe(db, Kind.CERTIFICATE, pair, now, to=by, once=once, any_hour=True, facts=facts)


def farewell_of(db: Session, pair: Pair, person: Person) -> Farewell | None:
    about = (Farewell.workspace_id == pair.workspace_id, Farewell.pair_id == pair.id)
    return db.scalars(select(Farewell).where(*about, Farewell.person_id == person.id)).one_or_none()


def say_next(db: Session, pair: Pair, by: Person, wish: Next, now: datetime) -> None:
    """Private. Only where both want to go on are both told; whoever thinks again in time stops that."""
    written(db, pair, by, now).next = wish
    db.flush()
    show_anew(db, pair, by, now, Kind.CLOSING)
    if both_go_on(db, pair):
        tell_both(db, pair, now)
    else:
        about = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id)
        withdraw(db, "thought_again", *about, Letter.kind == Kind.GO_ON_TOGETHER)


def both_go_on(db: Session, pair: Pair) -> bool:
    """Neither of the two has left, and both want to go on together."""
    sides = [pair.enrolment(role) for role in Role]
    farewells = [farewell_of(db, pair, side.person) for side in sides if side.state != Joining.LEFT]
    return [farewell.next for farewell in farewells if farewell] == [Next.GO_ON, Next.GO_ON]


def tell_both(db: Session, pair: Pair, now: datetime) -> None:
    """Each once, and both at the same hour, so that neither hears it from the other's clock."""
    people = [pair.enrolment(role).person for role in Role]
    together = shared_opening(now, [person.zone for person in people])
    for person in people:
        told = latest(db, Kind.GO_ON_TOGETHER, pair, person)
        if told is None or told.state == Post.DROPPED:
            owe(db, Kind.GO_ON_TOGETHER, pair, together, to=person, once=now.isoformat())


def say_lasting(db: Session, pair: Pair, by: Person, answer: Lasting, now: datetime) -> None:
    """Private; counted only in a group of five or more."""
    written(db, pair, by, now).lasting = answer
    db.flush()
    show_anew(db, pair, by, now, Kind.FOLLOW_UP)


def written(db: Session, pair: Pair, person: Person, now: datetime) -> Farewell:
    farewell = farewell_of(db, pair, person)
    if farewell is None:
        farewell = Farewell(workspace_id=pair.workspace_id, pair_id=pair.id, person_id=person.id)
        db.add(farewell)
    farewell.answered_at = now
    return farewell


def show_anew(db: Session, pair: Pair, person: Person, now: datetime, *kinds: Kind) -> None:
    """What this person's own messages say of their own answers; the partner's stay as they are."""
    about = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id, Letter.person_id == person.id)
    redraw_those(db, now, *about, Letter.kind.in_(kinds))
