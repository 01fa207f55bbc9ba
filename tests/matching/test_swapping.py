"""Another mentor for a proposal, without breaking a rule."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.matching import rules
from bot.models import Exclusion, Joining, Pair, Pairing
from tests.factories import NOW
from tests.matching.cast import Cast, add_pair, assemble, two


def proposed(db: Session, mentors: int = 3, leaders: int = 2, **changes: Any) -> tuple[Cast, Pair, Pair]:
    """Mentor 0 with leader 0, mentor 1 with leader 1; further mentors are free."""
    cast = assemble(db, mentors, leaders, **changes)
    return cast, add_pair(cast, Pairing.PROPOSED), add_pair(cast, Pairing.PROPOSED, 1, 1)


def swap(cast: Cast, pair: Pair, mentor: int) -> None:
    rules.swap(cast.db, pair, cast.mentors[mentor].id, NOW, by=cast.organiser)


def refuses(cast: Cast, pair: Pair, mentor: int, reason: str) -> None:
    before = two(cast.board())
    with pytest.raises(Refused, match=f"^{reason}$"):
        swap(cast, pair, mentor)
    assert two(cast.board()) == before


def test_a_mentor_with_a_place_free_comes_in(db: Session) -> None:
    cast, first, second = proposed(db)
    swap(cast, first, 2)
    assert (first.mentor_id, second.mentor_id) == (cast.mentors[2].id, cast.mentors[1].id)
    assert first.mentor.person.name == "Mentor 002"
    assert [who for who, _ in cast.board().left_out] == [cast.mentors[0]]


def test_a_mentor_who_is_proposed_elsewhere_is_exchanged(db: Session) -> None:
    cast, first, second = proposed(db)
    swap(cast, first, 1)
    assert (first.mentor_id, second.mentor_id) == (cast.mentors[1].id, cast.mentors[0].id)


def test_the_reasons_are_those_of_the_new_pair(db: Session) -> None:
    cast, first, _ = proposed(db)
    cast.mentors[2].topics = ["hiring", "ai_tools"]
    swap(cast, first, 2)
    assert first.reasons == {"topics": ["ai_tools"], "languages": ["en"], "overlap_minutes": 480, "by_hand": True}


def test_what_was_chosen_by_hand_survives_a_new_matching(db: Session) -> None:
    cast, first, _ = proposed(db)
    cast.leaders[0].capacity = 2
    swap(cast, first, 2)
    board = cast.propose()
    assert first in board.proposals
    assert len(two(board)) == 3


def test_what_was_chosen_by_hand_goes_when_somebody_left(db: Session) -> None:
    cast, first, _ = proposed(db)
    swap(cast, first, 2)
    cast.mentors[2].state = Joining.LEFT
    assert first not in cast.propose().proposals


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"team": "Sales"}, "swap_team"),
        ({"languages": ["de"]}, "swap_language"),
        ({"state": Joining.LEFT}, "person_gone"),
    ],
)
def test_no_swap_breaks_a_rule(db: Session, changes: dict[str, Any], reason: str) -> None:
    cast, first, _ = proposed(db)
    cast.leaders[0].team = "Sales"
    for name, value in changes.items():
        setattr(cast.mentors[2], name, value)
    refuses(cast, first, 2, reason)


def test_no_swap_into_a_line_of_management(db: Session) -> None:
    cast, first, _ = proposed(db)
    cast.mentors[2].manager_id, cast.mentors[2].no_manager = cast.leaders[0].person_id, False
    refuses(cast, first, 2, "swap_line")


@pytest.mark.parametrize("why", ["asked", "had"])
def test_a_private_reason_is_told_like_an_earlier_pair(db: Session, why: str) -> None:
    cast, first, _ = proposed(db)
    mentor, leader = cast.mentors[2], cast.leaders[0]
    if why == "asked":
        db.add(Exclusion(workspace_id=leader.workspace_id, enrolment_id=leader.id, person_id=mentor.person_id))
        db.flush()
    else:
        add_pair(cast, Pairing.DECLINED, 2, 0)
    refuses(cast, first, 2, "swap_apart")


def test_no_exchange_that_would_break_a_rule_for_the_other_pair(db: Session) -> None:
    cast, first, _ = proposed(db)
    cast.mentors[0].team = cast.leaders[1].team = "Lab"
    refuses(cast, first, 1, "swap_full")


def test_no_exchange_that_would_propose_two_to_each_other_twice(db: Session) -> None:
    cast, first, _ = proposed(db)
    cast.mentors[0].capacity = cast.leaders[1].capacity = 2
    add_pair(cast, Pairing.PROPOSED, 0, 1)
    refuses(cast, first, 1, "swap_full")


def test_nobody_is_proposed_twice_to_the_same_leader(db: Session) -> None:
    cast, first, _ = proposed(db)
    cast.leaders[0].capacity, cast.mentors[2].capacity = 2, 2
    add_pair(cast, Pairing.PROPOSED, 2, 0)
    refuses(cast, first, 2, "swap_twice")


def test_a_mentor_nobody_knows_cannot_come_in(db: Session) -> None:
    cast, first, _ = proposed(db)
    with pytest.raises(Refused, match="person_gone"):
        rules.swap(db, first, uuid4(), NOW, by=cast.organiser)


def test_those_with_a_place_free_are_listed_first_then_who_fits_best(db: Session) -> None:
    cast, first, second = proposed(db, mentors=4)
    cast.leaders[0].topics = ["ai_tools", "hiring"]
    cast.mentors[3].topics = ["ai_tools", "hiring"]
    cast.mentors[1].topics = ["ai_tools", "hiring"]
    assert rules.swaps(db, first, NOW) == [
        (cast.mentors[3], None),
        (cast.mentors[2], None),
        (cast.mentors[1], second),
    ]


def test_a_proposal_that_no_longer_holds_cannot_be_changed(db: Session) -> None:
    cast, first, _ = proposed(db)
    cast.leaders[0].role_confirmed_at = None
    with pytest.raises(Refused, match="proposals_changed"):
        rules.swaps(db, first, NOW)
    with pytest.raises(Refused, match="proposals_changed"):
        swap(cast, first, 2)
