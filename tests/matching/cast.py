"""A programme whose people are ready, and what it takes to see what they are asked."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.matching import rules
from bot.models import Enrolment, Kind, Letter, Pair, Pairing, Person, Programme, Role
from tests.factories import NOW, make_enrolment, make_organiser, make_person, make_programme


@dataclass
class Cast:
    """`mentors` and `leaders` fit one another unless a test says otherwise."""

    db: Session
    programme: Programme
    organiser: Person
    mentors: list[Enrolment]
    leaders: list[Enrolment]

    def propose(self) -> rules.Board:
        return rules.propose(self.db, self.programme, NOW, by=self.organiser)

    def approve(self, *pairs: Pair) -> rules.Board:
        return rules.approve(self.db, self.programme, {pair.id for pair in pairs}, NOW, by=self.organiser)

    def board(self) -> rules.Board:
        return rules.board(self.db, self.programme, NOW)

    def offered(self) -> Pair:
        """The first proposal, approved."""
        pair = self.propose().proposals[0]
        self.approve(pair)
        return pair


def assemble(db: Session, mentors: int = 1, leaders: int = 1, **changes: Any) -> Cast:
    programme = make_programme(db, **changes)
    return Cast(
        db,
        programme,
        make_organiser(db, name="Orla Byrne"),
        [make_enrolment(db, programme, Role.MENTOR, person=named(db, "Mentor", n)) for n in range(mentors)],
        [make_enrolment(db, programme, Role.LEADER, person=named(db, "Leader", n)) for n in range(leaders)],
    )


def named(db: Session, role: str, number: int) -> Person:
    return make_person(db, f"{role} {number:03}", title=f"Title of {role.lower()} {number}")


def add_pair(cast: Cast, state: Pairing, mentor: int = 0, leader: int = 0, **changes: Any) -> Pair:
    values: dict[str, Any] = {
        "workspace_id": cast.programme.workspace_id,
        "programme_id": cast.programme.id,
        "mentor_id": cast.mentors[mentor].id,
        "leader_id": cast.leaders[leader].id,
        "state": state,
        "proposed_at": NOW,
        "reasons": {"topics": ["ai_tools"], "languages": ["en"], "overlap_minutes": 480},
    }
    pair = Pair(**values | changes)
    cast.db.add(pair)
    cast.db.flush()
    return pair


def two(board: rules.Board) -> set[tuple[object, object]]:
    return {(pair.mentor_id, pair.leader_id) for pair in board.proposals}


def letters(db: Session, kind: Kind, **about: Any) -> list[Letter]:
    found = db.scalars(select(Letter).filter_by(kind=kind, **about).order_by(Letter.due_at, Letter.key))
    return list(found)


def letter_to(db: Session, kind: Kind, person: Person) -> Letter:
    (letter,) = letters(db, kind, person_id=person.id)
    return letter
