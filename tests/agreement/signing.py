"""A pair that has just been introduced, and its two hands."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import pairs
from bot.agreement import rules, topics
from bot.agreement.rules import Moved, Signature, Terms
from bot.agreement.topics import Chosen
from bot.models import Kind, Letter, Pair, Pairing, Post, Role, Stage
from bot.playbooks.agreement import Level
from tests.factories import NOW, make_enrolment, make_programme

CHOICES = {"leaves_the_room": "nothing", "notice": "h48", "between_sessions": "none"}
TERMS = Terms("hat", "the café", CHOICES)
ELSEWHERE = Terms("hat", "a walk by the river", CHOICES)


def introduced(db: Session, **people: Any) -> Pair:
    """Both have chosen their topics, as the programme has them, and nobody has signed."""
    pair = strangers(db, **people)
    for role in Role:
        choose(db, pair, role)
    return pair


def strangers(db: Session, **people: Any) -> Pair:
    """Nobody has chosen anything."""
    programme = make_programme(db, stage=Stage.RUNNING, started_at=NOW)
    mentor = make_enrolment(db, programme, Role.MENTOR, person=people.get("mentor"))
    leader = make_enrolment(db, programme, Role.LEADER, person=people.get("leader"))
    keys = {"workspace_id": programme.workspace_id, "programme_id": programme.id}
    pair = Pair(**keys, mentor_id=mentor.id, leader_id=leader.id, state=Pairing.CONFIRMED, proposed_at=NOW)
    db.add(pair)
    db.flush()
    pairs.introduce(db, pair, NOW)
    db.flush()
    return pair


def choose(db: Session, pair: Pair, role: Role, added: dict[str, Level] | None = None, **levels: Level) -> None:
    topics.choose(db, pair, Chosen(role, levels, added or {}), NOW)
    db.flush()


def sign(db: Session, pair: Pair, role: Role, terms: Terms = TERMS, *, drawn_from: int | None = None) -> Moved:
    """From a form that was drawn just now, or at an older version with the same levels."""
    agreement = rules.current(db, pair)
    version = agreement.version if drawn_from is None else drawn_from
    moved = rules.sign(db, pair, Signature(role, terms, version, agreement.levels), NOW)
    db.flush()
    return moved


def letters(db: Session, kind: Kind, pair: Pair, role: Role | None = None) -> list[Letter]:
    found = select(Letter).where(Letter.kind == kind, Letter.pair_id == pair.id).order_by(Letter.key)
    if role:
        found = found.where(Letter.person_id == pair.enrolment(role).person_id)
    return list(db.scalars(found))


def sent(db: Session, pair: Pair) -> None:
    """The letters about the agreement have come."""
    for letter in letters(db, Kind.AGREEMENT, pair):
        letter.state, letter.ts = Post.SENT, "1.0"
    db.flush()
