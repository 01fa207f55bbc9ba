"""What happens to pairs before they begin: proposed, swapped, approved, and answered by both."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from bot import pairs, roster
from bot.database import HELD
from bot.errors import Refused
from bot.hours import next_opening
from bot.letters import Owed, latest, owe, owe_all, redraw, withdraw
from bot.matching import swapping
from bot.matching.fitness import Candidate
from bot.matching.ground import Ground, gather
from bot.matching.pairing import Match, left_out, pair_up, reasons
from bot.models import Enrolment, Kind, Letter, Pair, Pairing, Person, Post, Programme, Role, Stage

REMIND_AFTER = timedelta(days=3)
BY_HAND = "by_hand"  # among a pair's reasons: an organiser chose it, so a new matching leaves it alone


@dataclass(frozen=True)
class Board:
    """What an organiser decides on: the proposals that hold, and who is left out or kept out, with keys for why."""

    programme: Programme
    proposals: list[Pair]
    left_out: list[tuple[Enrolment, str]]
    kept_out: list[tuple[Enrolment, list[str]]]


def propose(db: Session, programme: Programme, now: datetime, *, by: Person) -> Board:
    """Works out the best pairs anew; earlier proposals go, except those that an organiser chose by hand."""
    alone(db, programme)
    ground = gather(db, programme, now)
    kept = [pair for pair in ground.proposals if pair.reasons.get(BY_HAND)]
    for pair in ground.proposed:
        if pair not in kept:
            db.delete(pair)
    taken = frozenset((pair.mentor_id, pair.leader_id) for pair in kept)
    known = replace(ground.known, apart=ground.known.apart | taken)
    found = pair_up(unplaced(ground.mentors, kept), unplaced(ground.leaders, kept), known)
    db.add_all(proposed(programme, match, now) for match in found)
    if programme.stage == Stage.OPEN:
        programme.stage = Stage.MATCHING
    roster.note(db, by, "proposed_pairs", about=programme.id, now=now)
    db.flush()
    return board(db, programme, now)


def alone(db: Session, programme: Programme) -> None:
    """Two organisers decide one after the other, each on what the other left."""
    if programme.stage == Stage.CLOSED:
        raise Refused("programme_closed")
    db.refresh(programme, with_for_update=HELD)


def unplaced(side: Collection[Candidate], kept: Collection[Pair]) -> list[Candidate]:
    """The candidates with the places that the kept proposals leave them."""
    used = [enrolment for pair in kept for enrolment in (pair.mentor_id, pair.leader_id)]
    return [replace(one, capacity=one.capacity - used.count(one.id)) for one in side]


def proposed(programme: Programme, match: Match, now: datetime) -> Pair:
    return Pair(
        workspace_id=programme.workspace_id,
        programme_id=programme.id,
        mentor_id=match.mentor,
        leader_id=match.leader,
        reasons=match.reasons,
        proposed_at=now,
    )


def board(db: Session, programme: Programme, now: datetime) -> Board:
    ground = gather(db, programme, now)
    return Board(
        programme=programme,
        proposals=ground.proposals,
        left_out=[(ground.enrolments[key], why) for key, why in without_partner(ground).items()],
        kept_out=[(ground.enrolments[key], gaps) for key, gaps in ground.kept_out.items()],
    )


def without_partner(ground: Ground) -> dict[UUID, str]:
    proposed = {enrolment for pair in ground.proposals for enrolment in (pair.mentor_id, pair.leader_id)}
    return left_out(ground.mentors, ground.leaders, ground.known, ground.engaged | proposed)


def proposal(db: Session, organiser: Person, pair_id: UUID) -> Pair:
    """The proposal behind a button, if it is one still."""
    key = (organiser.workspace_id, pair_id)
    pair = db.get(Pair, key)
    if pair is not None:
        alone(db, pair.programme)
        pair = db.get(Pair, key, populate_existing=True)
    if pair is None or pair.state != Pairing.PROPOSED:
        raise Refused("proposals_changed")
    return pair


def reject(db: Session, pair: Pair, now: datetime, *, by: Person) -> None:
    """These two are not proposed again; both are free for others."""
    pair.state, pair.ended_at, pair.ended_because = Pairing.DECLINED, now, "organiser_declined"
    roster.note(db, by, "rejected_proposal", about=pair.id, now=now)
    db.flush()


def swaps(db: Session, pair: Pair, now: datetime) -> list[tuple[Enrolment, Pair | None]]:
    """The mentors that this proposal could have instead, best first, each with the proposal to exchange with."""
    ground = gather(db, pair.programme, now)
    if pair not in ground.proposals:
        raise Refused("proposals_changed")
    return [(ground.enrolments[swap.mentor], swap.exchange) for swap in swapping.possible(ground, pair)]


def swap(db: Session, pair: Pair, mentor_id: UUID, now: datetime, *, by: Person) -> None:
    """The mentor comes into this proposal; Refused by the name of the rule that this would break."""
    ground = gather(db, pair.programme, now)
    if pair not in ground.proposals:
        raise Refused("proposals_changed")
    planned = swapping.plan(ground, pair, mentor_id)
    if planned.exchange is not None:
        reassign(db, ground, planned.exchange, pair.mentor_id)
    reassign(db, ground, pair, mentor_id)
    roster.note(db, by, "swapped_proposal", about=pair.id, now=now)


def reassign(db: Session, ground: Ground, pair: Pair, mentor_id: UUID) -> None:
    mentor, leader = ground.mentor(mentor_id), ground.leader(pair.leader_id)
    pair.mentor_id, pair.reasons = mentor_id, {**reasons(mentor, leader, ground.known), BY_HAND: True}
    db.flush()
    db.expire(pair, ["mentor"])


def approve(db: Session, programme: Programme, shown: Collection[UUID], now: datetime, *, by: Person) -> Board:
    """Both of each shown proposal are asked; once no proposal is left, whoever is left out is told.

    Refused, and nobody is asked, where one of those shown no longer holds.
    """
    alone(db, programme)
    ground = gather(db, programme, now)
    approved = [pair for pair in ground.proposals if pair.id in shown]
    if len(approved) < len(shown):
        raise Refused("proposals_changed")
    for pair in approved:
        offer(db, pair, now)
        roster.note(db, by, "approved_proposal", about=pair.id, now=now)
    db.flush()
    owe_all(db, [asked for pair in approved for asked in invitations(pair, now)])
    rest = board(db, programme, now)
    if not rest.proposals:
        tell_left_out(db, rest, now)
    return rest


def offer(db: Session, pair: Pair, now: datetime) -> None:
    db.refresh(pair, with_for_update=HELD)
    if pair.state != Pairing.PROPOSED:  # one of the two has left at this moment
        raise Refused("proposals_changed")
    pair.state, pair.offered_at = Pairing.OFFERED, now
    for role in Role:
        pair.enrolment(role).left_out = None


def invitations(pair: Pair, now: datetime) -> Iterator[Owed]:
    """Each of the two is asked, and reminded some time after the question came."""
    for role in Role:
        person = pair.enrolment(role).person
        reminded_at = next_opening(now, person.zone) + REMIND_AFTER
        yield Owed(Kind.OFFER, pair, now, person)
        yield Owed(Kind.OFFER_REMINDER, pair, reminded_at, person)


def tell_left_out(db: Session, rest: Board, now: datetime) -> None:
    """Told once for each reason: a second matching that changes nothing for somebody sends nothing."""
    new = [(enrolment, why) for enrolment, why in rest.left_out if enrolment.left_out != why]
    for enrolment, why in new:
        enrolment.left_out = why
    once = now.isoformat(timespec="seconds")
    owe_all(db, [Owed(Kind.LEFT_OUT, enrolment, now, enrolment.person, once) for enrolment, _ in new])


def offered(db: Session, person: Person, pair_id: UUID) -> tuple[Pair, Role]:
    """The open offer behind a button, and as whom this person has it; refuses one that is answered or over."""
    pair = held(db, person, pair_id)
    role = pair.role_of(person.id) if pair else None
    if pair is None or role is None or pair.state == Pairing.PROPOSED:
        raise Refused("not_your_pair")
    if pair.programme.stage == Stage.CLOSED:
        raise Refused("programme_closed")
    if pair.state in pairs.LIVE and said_yes_at(pair, role) is not None:
        raise Refused("offer_answered")
    if pair.state != Pairing.OFFERED:
        raise Refused("offer_over")
    return pair, role


def held(db: Session, person: Person, pair_id: UUID) -> Pair | None:
    """Nobody else's until the commit: two who say yes at once both count, also while their programme starts."""
    key = (person.workspace_id, pair_id)
    pair = db.get(Pair, key)
    if pair is None:
        return None
    db.flush()
    db.refresh(pair.programme, with_for_update={"read": True})
    return db.get(Pair, key, with_for_update=HELD, populate_existing=True)


def said_yes_at(pair: Pair, role: Role) -> datetime | None:
    return pair.mentor_said_yes_at if role == Role.MENTOR else pair.leader_said_yes_at


def accept(db: Session, pair: Pair, role: Role, now: datetime) -> None:
    """One yes; with both the pair is confirmed, and begins at once where its programme runs already."""
    if role == Role.MENTOR:
        pair.mentor_said_yes_at = now
    else:
        pair.leader_said_yes_at = now
    redraw_offer(db, pair, role, now)
    if said_yes_at(pair, role.partner) is not None:
        pair.state = Pairing.CONFIRMED
        redraw_offer(db, pair, role.partner, now)
        if pair.programme.stage == Stage.RUNNING:
            pairs.introduce(db, pair, now)


def decline(db: Session, pair: Pair, role: Role, now: datetime) -> None:
    """Both are free again. The partner hears of it in neutral words, if they knew of the offer at all."""
    pair.state, pair.ended_at, pair.ended_because = Pairing.DECLINED, now, f"{role}_declined"
    of_this_pair = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id)
    withdraw(db, "declined", *of_this_pair, Letter.ts.is_(None))
    redraw_offer(db, pair, role, now)
    if redraw_offer(db, pair, role.partner, now):
        owe(db, Kind.OFFER_CLOSED, pair, now, to=pair.enrolment(role.partner).person)


def redraw_offer(db: Session, pair: Pair, role: Role, now: datetime) -> bool:
    """Their message says how it stands now; False if there never was one."""
    asked = latest(db, Kind.OFFER, pair, pair.enrolment(role).person)
    if asked is None or asked.state == Post.DROPPED:
        return False
    redraw(asked, now)
    return True
