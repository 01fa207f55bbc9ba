"""Pausing, coming back and leaving without blame; what Slack tells about people and the workspace."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from bot import circles, pairs, roster
from bot.erasure import forget_answers
from bot.errors import Refused
from bot.hours import DAY, OPENS, at, local_day, next_opening
from bot.letters import latest, owe, redraw, withdraw
from bot.models import (
    Enrolment,
    Joining,
    Kind,
    Letter,
    Pair,
    Pairing,
    Person,
    Post,
    Programme,
    Stage,
    Standing,
    Workspace,
)

LONGEST_PAUSE = 90 * DAY


def parts(db: Session, person: Person) -> list[Enrolment]:
    """The person's parts in programmes that have not closed, as long as they have not left them."""
    mine = (Enrolment.workspace_id == person.workspace_id, Enrolment.person_id == person.id)
    going = (Enrolment.state != Joining.LEFT, Programme.stage != Stage.CLOSED)
    found = select(Enrolment).join(Enrolment.programme).where(*mine, *going)
    return list(db.scalars(found.order_by(Programme.starts_on, Programme.name)))


def joined(db: Session, person: Person) -> list[Enrolment]:
    """The parts that can be paused; refuses whoever has none."""
    found = [part for part in parts(db, person) if part.state == Joining.JOINED]
    if not found:
        raise Refused("nothing_to_pause")
    return found


def leavable(db: Session, person: Person) -> list[Enrolment]:
    """The parts that can be left; refuses whoever has none."""
    found = parts(db, person)
    if not found:
        raise Refused("nothing_to_leave")
    return found


def own(among: Iterable[Enrolment], enrolment_id: uuid.UUID) -> Enrolment:
    """The part behind a button or a form, if it is still among these; refuses everything else."""
    found = {part.id: part for part in among}
    if enrolment_id not in found:
        raise Refused("not_your_part")
    return found[enrolment_id]


def part_in(db: Session, pair_id: uuid.UUID, person: Person) -> Enrolment:
    pair, role = pairs.active_pair(db, pair_id, person)
    return pair.enrolment(role)


def paused(enrolment: Enrolment, now: datetime) -> bool:
    """Until 09:00 of the day on which they are back, in their own zone."""
    until = enrolment.paused_until
    return until is not None and at(until, OPENS, enrolment.person.zone) > now


def pause(db: Session, enrolment: Enrolment, until: date, now: datetime) -> None:
    """Nothing comes to them before that day; each partner hears the day, and no more."""
    if until == enrolment.paused_until:
        return
    enrolment.paused_until = until
    for pair, partner in partners(db, enrolment):
        withdraw(db, "paused_anew", *about_pauses(pair, partner))
        back = at(until, OPENS, partner.zone)
        facts = {"until": until.isoformat()}
        owe(db, Kind.PAUSED, pair, now, to=partner, once=stamp(now), useful_until=back, facts=facts)


def resume(db: Session, enrolment: Enrolment, now: datetime) -> None:
    """Back before the day: what waited comes at their next opening, and partners who were told hear of it."""
    if not paused(enrolment, now):
        raise Refused("not_paused")
    enrolment.paused_until = None
    for pair, partner in partners(db, enrolment):
        withdraw(db, "resumed", *about_pauses(pair, partner))
        if told(db, pair, partner):
            owe(db, Kind.PAUSED, pair, now, to=partner, once=stamp(now), facts={"back": True})
    held_back = (*letters_to(enrolment), Letter.state == Post.WAITING, Letter.reason == "paused")
    db.execute(update(Letter).where(*held_back).values(try_at=now))


def partners(db: Session, enrolment: Enrolment) -> list[tuple[Pair, Person]]:
    running = [pair for pair in pairs.live_pairs(db, enrolment) if pair.state == Pairing.ACTIVE]
    return [(pair, other(pair, enrolment).person) for pair in running]


def other(pair: Pair, enrolment: Enrolment) -> Enrolment:
    return pair.leader if pair.mentor_id == enrolment.id else pair.mentor


def about_pauses(pair: Pair, partner: Person) -> tuple[ColumnElement[bool], ...]:
    """The letters that tell this partner of the other's pauses."""
    mine = (Letter.workspace_id == pair.workspace_id, Letter.pair_id == pair.id)
    return (*mine, Letter.person_id == partner.id, Letter.kind == Kind.PAUSED)


def told(db: Session, pair: Pair, partner: Person) -> bool:
    """Whether the last that the partner heard, or is about to hear, is a pause."""
    reached = Letter.state.in_((Post.SENDING, Post.SENT))
    newest = select(Letter).where(*about_pauses(pair, partner), reached).order_by(Letter.due_at.desc()).limit(1)
    letter = db.scalars(newest).first()
    return letter is not None and "until" in letter.facts


def letters_to(enrolment: Enrolment) -> tuple[ColumnElement[bool], ...]:
    mine = (Letter.workspace_id == enrolment.workspace_id, Letter.person_id == enrolment.person_id)
    return (*mine, Letter.programme_id == enrolment.programme_id)


def stamp(now: datetime) -> str:
    """Tells apart letters that may come again."""
    return f"{now:%Y%m%dT%H%M%S%f}"


def leave(db: Session, enrolment: Enrolment, now: datetime) -> None:
    """No reason is asked. A draft is deleted; what a member wrote is kept until retention, and they are told so."""
    complete = enrolment.state == Joining.JOINED
    end_part(db, enrolment, now)
    if complete:
        owe(db, Kind.LEFT, enrolment, now, to=enrolment.person, once=stamp(now), any_hour=True)
    elif letter := latest(db, Kind.ONBOARDING, enrolment, enrolment.person):
        redraw(letter, now)
    roster.note(db, enrolment.person, "left", about=enrolment.id, now=now)


def end_part(db: Session, enrolment: Enrolment, now: datetime) -> None:
    withdraw(db, "left", *letters_to(enrolment))
    for pair in unfinished(db, enrolment):
        partner = other(pair, enrolment)
        heard = has_heard(db, pair, partner)
        pairs.end(db, pair, "left", now)
        if heard:
            tell_next_day(db, pair, partner.person, now)
    if enrolment.state == Joining.DRAFT:
        forget_answers(db, enrolment)
    enrolment.state, enrolment.left_at, enrolment.paused_until = Joining.LEFT, now, None
    circles.step_out(db, enrolment, now)


def has_heard(db: Session, pair: Pair, partner: Enrolment) -> bool:
    """Whether the partner knows of the pair: nobody does of a proposal, nor of an offer that is still on its way."""
    if pair.state != Pairing.OFFERED:
        return pair.state != Pairing.PROPOSED
    answered = pair.mentor_said_yes_at if partner.id == pair.mentor_id else pair.leader_said_yes_at
    asked = latest(db, Kind.OFFER, pair, partner.person)
    return answered is not None or (asked is not None and asked.state not in (Post.WAITING, Post.DROPPED))


def unfinished(db: Session, enrolment: Enrolment) -> Iterable[Pair]:
    mine = or_(Pair.mentor_id == enrolment.id, Pair.leader_id == enrolment.id)
    proposed = select(Pair).where(Pair.workspace_id == enrolment.workspace_id, mine, Pair.state == Pairing.PROPOSED)
    return chain(db.scalars(proposed).all(), pairs.live_pairs(db, enrolment))


def tell_next_day(db: Session, pair: Pair, partner: Person, now: datetime) -> None:
    """Not at once: whoever leaves may want to say it themselves first."""
    tomorrow = at(local_day(now, partner.zone) + DAY, OPENS, partner.zone)
    owe(db, Kind.PARTNER_LEFT, pair, next_opening(tomorrow, partner.zone), to=partner)


def change(db: Session, person: Person, profile: roster.Profile, now: datetime) -> None:
    """Slack says that somebody we know has changed: letters follow another zone, deactivation ends their parts."""
    roster.remember(db, person.workspace_id, profile, now)
    if person.standing == Standing.DEACTIVATED:
        depart(db, person, now)


def depart(db: Session, person: Person, now: datetime) -> None:
    """Their account is gone: as if they had left, kindly, but nothing can be sent to them.

    A note to them as somebody who helps stays, for the sender: finding them gone, it brings the note to the next.
    """
    for enrolment in parts(db, person):
        end_part(db, enrolment, now)
    theirs = (Letter.workspace_id == person.workspace_id, Letter.person_id == person.id)
    withdraw(db, "deactivated", *theirs, Letter.kind != Kind.HELP_NOTE)


def uninstall(db: Session, workspace_id: str, now: datetime) -> None:
    """Nothing is sent until the app is installed again. Nothing is deleted for it; what is over goes as ever."""
    workspace = db.get(Workspace, workspace_id)
    if workspace is not None:
        workspace.uninstalled_at = now
