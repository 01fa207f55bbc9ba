"""What an organiser decides on: proposals, rejections and approvals, and who is told that there is nobody."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.matching import rules
from bot.models import AuditEntry, Exclusion, Joining, Kind, Pair, Pairing, Post, Stage, Standing
from tests.factories import NOW, make_enrolment, make_organiser, make_person
from tests.matching.cast import add_pair, assemble, letter_to, letters, two


def test_everybody_ready_is_proposed_to_somebody_with_the_reasons(db: Session) -> None:
    cast = assemble(db, 2, 2)
    board = cast.propose()
    assert {pair.mentor_id for pair in board.proposals} == {one.id for one in cast.mentors}
    assert {pair.leader_id for pair in board.proposals} == {one.id for one in cast.leaders}
    assert [pair.leader.person.name for pair in board.proposals] == ["Leader 000", "Leader 001"]
    assert board.proposals[0].reasons == {"topics": ["ai_tools"], "languages": ["en"], "overlap_minutes": 480}
    assert (board.left_out, board.kept_out) == ([], [])
    assert cast.programme.stage == Stage.MATCHING


def test_nobody_is_asked_by_a_proposal_alone(db: Session) -> None:
    cast = assemble(db, 2, 1)
    cast.propose()
    assert letters(db, Kind.OFFER) == letters(db, Kind.LEFT_OUT) == []


def test_an_empty_programme_has_nothing_to_decide(db: Session) -> None:
    board = assemble(db, 0, 0).propose()
    assert (board.proposals, board.left_out, board.kept_out) == ([], [], [])


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({"role_confirmed_at": None}, ["role_confirmed"]),
        ({"team": "", "no_manager": False}, ["manager", "team"]),
        ({"state": Joining.DRAFT}, ["not_joined"]),
        ({"paused_until": date(2026, 3, 10)}, ["paused"]),
    ],
)
def test_whoever_is_not_ready_is_kept_out_with_the_reason(
    db: Session, changes: dict[str, Any], gaps: list[str]
) -> None:
    cast = assemble(db, 1, 0)
    unready = make_enrolment(db, cast.programme, "leader", **changes)
    board = cast.propose()
    assert board.proposals == []
    assert board.kept_out == [(unready, gaps)]
    assert board.left_out == [(cast.mentors[0], "too_few_leaders")]


def test_whoever_is_back_from_a_break_is_ready(db: Session) -> None:
    cast = assemble(db)
    cast.mentors[0].paused_until = date(2026, 3, 2)
    assert len(cast.propose().proposals) == 1


def test_whoever_left_the_workspace_is_kept_out_and_whoever_left_the_programme_is_gone(db: Session) -> None:
    cast = assemble(db, 2, 1)
    cast.mentors[0].person.standing = Standing.DEACTIVATED
    cast.mentors[1].state = Joining.LEFT
    board = cast.propose()
    assert board.kept_out == [(cast.mentors[0], ["not_a_member"])]
    assert board.left_out == [(cast.leaders[0], "too_few_mentors")]


def test_a_line_known_only_from_somebody_who_has_not_joined_counts(db: Session) -> None:
    cast = assemble(db)
    middle = make_person(db)
    cast.mentors[0].manager_id, cast.mentors[0].no_manager = middle.id, False
    make_enrolment(
        db, cast.programme, person=middle, state=Joining.LEFT, manager_id=cast.leaders[0].person_id, no_manager=False
    )
    board = cast.propose()
    assert board.left_out == [(cast.leaders[0], "only_line_or_team"), (cast.mentors[0], "only_line_or_team")] or (
        board.left_out == [(cast.mentors[0], "only_line_or_team"), (cast.leaders[0], "only_line_or_team")]
    )


def test_an_exclusion_keeps_two_apart(db: Session) -> None:
    cast = assemble(db, 1, 2)
    exclude(db, cast.mentors[0], cast.leaders[0])
    assert two(cast.propose()) == {(cast.mentors[0].id, cast.leaders[1].id)}


def exclude(db: Session, asker: Any, other: Any) -> None:
    db.add(Exclusion(workspace_id=asker.workspace_id, enrolment_id=asker.id, person_id=other.person_id))
    db.flush()


@pytest.mark.parametrize("state", [Pairing.OFFERED, Pairing.CONFIRMED, Pairing.ACTIVE])
def test_whoever_has_a_pair_is_neither_proposed_again_nor_left_out(db: Session, state: Pairing) -> None:
    cast = assemble(db, 1, 2)
    add_pair(cast, state)
    board = cast.propose()
    assert board.proposals == []
    assert [who for who, _ in board.left_out] == [cast.leaders[1]]


@pytest.mark.parametrize("state", [Pairing.DECLINED, Pairing.ENDED])
def test_two_who_had_each_other_once_are_free_for_others_only(db: Session, state: Pairing) -> None:
    cast = assemble(db, 1, 2)
    add_pair(cast, state)
    assert two(cast.propose()) == {(cast.mentors[0].id, cast.leaders[1].id)}


def test_somebody_with_places_gets_several_partners_but_each_only_once(db: Session) -> None:
    cast = assemble(db, 1, 2)
    cast.mentors[0].capacity = 3
    cast.leaders[0].capacity = 3
    assert two(cast.propose()) == {(cast.mentors[0].id, leader.id) for leader in cast.leaders}


def test_a_place_that_is_taken_is_not_given_twice(db: Session) -> None:
    cast = assemble(db, 1, 3)
    cast.mentors[0].capacity = 2
    add_pair(cast, Pairing.ACTIVE)
    board = cast.propose()
    assert len(board.proposals) == 1
    assert [why for _, why in board.left_out] == ["too_few_mentors"]


def test_matching_again_replaces_what_was_proposed(db: Session) -> None:
    cast = assemble(db)
    (before,) = cast.propose().proposals
    (after,) = cast.propose().proposals
    assert before.id != after.id
    assert [pair.id for pair in db.scalars(select(Pair))] == [after.id]


def test_a_running_programme_is_matched_once_more_and_stays_running(db: Session) -> None:
    cast = assemble(db, stage=Stage.RUNNING)
    assert len(cast.propose().proposals) == 1
    assert cast.programme.stage == Stage.RUNNING


def test_a_closed_programme_is_left_alone(db: Session) -> None:
    cast = assemble(db)
    (pair,) = cast.propose().proposals
    cast.programme.stage = Stage.CLOSED
    db.flush()
    for decide in (cast.propose, cast.approve, lambda: rules.proposal(db, cast.organiser, pair.id)):
        with pytest.raises(Refused, match="programme_closed"):
            decide()


def test_a_rejected_pair_is_not_proposed_again(db: Session) -> None:
    cast = assemble(db, 1, 2)
    first = cast.propose().proposals[0]
    rules.reject(db, rules.proposal(db, cast.organiser, first.id), NOW, by=cast.organiser)
    assert first.state == Pairing.DECLINED
    assert cast.board().proposals == []
    assert two(cast.propose()).isdisjoint({(first.mentor_id, first.leader_id)})


def test_only_a_proposal_of_this_workspace_can_be_decided_on(db: Session) -> None:
    cast = assemble(db)
    (pair,) = cast.propose().proposals
    stranger = make_organiser(db, workspace_id=make_person(db).workspace_id)
    with pytest.raises(Refused, match="proposals_changed"):
        rules.proposal(db, stranger, uuid4())
    cast.approve(pair)
    with pytest.raises(Refused, match="proposals_changed"):
        rules.proposal(db, cast.organiser, pair.id)


def test_approving_asks_both_and_reminds_them_three_days_later(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    assert (pair.state, pair.offered_at) == (Pairing.OFFERED, NOW)
    for enrolment in (*cast.mentors, *cast.leaders):
        asked = letter_to(db, Kind.OFFER, enrolment.person)
        reminded = letter_to(db, Kind.OFFER_REMINDER, enrolment.person)
        assert reminded.due_at - asked.due_at == timedelta(days=3)


def test_those_on_other_pages_are_not_asked_yet_and_nobody_is_told_they_are_left_out(db: Session) -> None:
    cast = assemble(db, 3, 2)
    first, second = cast.propose().proposals
    rest = cast.approve(first)
    assert rest.proposals == [second]
    assert second.state == Pairing.PROPOSED
    assert letters(db, Kind.LEFT_OUT) == []
    cast.approve(second)
    assert len(letters(db, Kind.LEFT_OUT)) == 1


def test_whoever_is_left_out_is_told_once_for_each_reason(db: Session) -> None:
    cast = assemble(db, 2, 1)
    pair = cast.offered()
    (left,) = [mentor for mentor in cast.mentors if mentor.id != pair.mentor_id]
    assert left.left_out == "too_few_leaders"
    assert letter_to(db, Kind.LEFT_OUT, left.person).state == Post.WAITING
    cast.propose()
    cast.approve()
    assert len(letters(db, Kind.LEFT_OUT)) == 1


def test_an_offer_ends_being_left_out(db: Session) -> None:
    cast = assemble(db)
    cast.mentors[0].left_out = "too_few_leaders"
    cast.offered()
    assert cast.mentors[0].left_out is None


@pytest.mark.parametrize("change", ["leaves", "excludes", "fills up"])
def test_an_approval_of_what_no_longer_holds_asks_nobody(db: Session, change: str) -> None:
    cast = assemble(db, 2, 2)
    first, second = cast.propose().proposals
    mentor = db.get_one(type(cast.mentors[0]), (first.workspace_id, first.mentor_id))
    match change:
        case "leaves":
            mentor.state = Joining.LEFT
        case "excludes":
            exclude(db, first.leader, first.mentor)
        case _:
            other = make_enrolment(db, cast.programme, "leader")
            db.add(clone(first, leader_id=other.id, state=Pairing.ACTIVE))
    db.flush()
    with pytest.raises(Refused, match="proposals_changed"):
        cast.approve(first, second)
    assert letters(db, Kind.OFFER) == []
    assert cast.board().proposals == [second]


def clone(pair: Pair, **changes: Any) -> Pair:
    same = ("workspace_id", "programme_id", "mentor_id", "leader_id", "reasons", "proposed_at")
    return Pair(**{name: getattr(pair, name) for name in same} | changes)


def test_proposals_beyond_a_capacity_that_has_shrunk_do_not_hold(db: Session) -> None:
    cast = assemble(db, 1, 2)
    cast.mentors[0].capacity = 2
    assert len(cast.propose().proposals) == 2
    cast.mentors[0].capacity = 1
    assert len(cast.board().proposals) == 1


def test_what_organisers_do_is_in_the_audit_log(db: Session) -> None:
    cast = assemble(db, 2, 2)
    first, second = cast.propose().proposals
    rules.reject(db, first, NOW, by=cast.organiser)
    cast.approve(second)
    entries = db.execute(select(AuditEntry.action, AuditEntry.about, AuditEntry.actor_id)).all()
    assert set(entries) == {
        ("proposed_pairs", str(cast.programme.id), cast.organiser.id),
        ("rejected_proposal", str(first.id), cast.organiser.id),
        ("approved_proposal", str(second.id), cast.organiser.id),
    }
