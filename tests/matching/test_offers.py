"""The answers of the two: yes, no, twice, too late, and to somebody else's offer."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.matching import rules
from bot.models import Agreement, Kind, Pair, Pairing, Person, Post, Role, Stage
from tests.factories import NOW, make_person
from tests.matching.cast import Cast, add_pair, assemble, letter_to, letters


def answer(cast: Cast, pair: Pair, role: Role, verb: str = "accept") -> None:
    mine, as_whom = rules.offered(cast.db, pair.enrolment(role).person, pair.id)
    assert as_whom == role
    {"accept": rules.accept, "decline": rules.decline}[verb](cast.db, mine, as_whom, NOW)
    cast.db.flush()


def sent(cast: Cast, *people: Person) -> None:
    """The offers have reached these people."""
    for person in people:
        letter = letter_to(cast.db, Kind.OFFER, person)
        letter.state, letter.ts, letter.channel = Post.SENT, "1.0", "D1"
    cast.db.flush()


def both(pair: Pair) -> tuple[Person, Person]:
    return pair.mentor.person, pair.leader.person


@pytest.mark.parametrize("first", list(Role))
def test_a_pair_is_confirmed_once_both_said_yes(db: Session, first: Role) -> None:
    cast = assemble(db)
    pair = cast.offered()
    answer(cast, pair, first)
    assert pair.state == Pairing.OFFERED
    answer(cast, pair, first.partner)
    assert pair.state == Pairing.CONFIRMED
    assert (pair.mentor_said_yes_at, pair.leader_said_yes_at) == (NOW, NOW)
    assert letters(db, Kind.INTRODUCTION) == []


def test_where_the_programme_runs_already_the_pair_begins_at_once(db: Session) -> None:
    cast = assemble(db, stage=Stage.RUNNING)
    pair = cast.offered()
    for role in Role:
        answer(cast, pair, role)
    assert pair.state == Pairing.ACTIVE
    assert len(letters(db, Kind.INTRODUCTION, pair_id=pair.id)) == 1
    assert db.query(Agreement).count() == 1


def test_one_yes_changes_only_the_message_of_whoever_gave_it(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    sent(cast, *both(pair))
    answer(cast, pair, Role.LEADER)
    assert letter_to(db, Kind.OFFER, pair.leader.person).state == Post.WAITING
    assert letter_to(db, Kind.OFFER, pair.mentor.person).state == Post.SENT
    answer(cast, pair, Role.MENTOR)
    assert letter_to(db, Kind.OFFER, pair.mentor.person).state == Post.WAITING


def test_after_a_no_both_are_free_and_the_partner_hears_of_it(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    sent(cast, *both(pair))
    answer(cast, pair, Role.LEADER, "decline")
    assert (pair.state, pair.ended_because, pair.ended_at) == (Pairing.DECLINED, "leader_declined", NOW)
    assert [letter.person_id for letter in letters(db, Kind.OFFER_CLOSED)] == [pair.mentor.person_id]
    assert {letter.state for letter in letters(db, Kind.OFFER)} == {Post.WAITING}  # both are written again
    assert {letter.state for letter in letters(db, Kind.OFFER_REMINDER)} == {Post.DROPPED}
    assert [who for who, _ in cast.board().left_out] == [*cast.mentors, *cast.leaders]


def test_a_partner_who_never_knew_of_the_offer_hears_nothing(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    sent(cast, pair.mentor.person)
    answer(cast, pair, Role.MENTOR, "decline")
    assert letter_to(db, Kind.OFFER, pair.leader.person).state == Post.DROPPED
    assert letters(db, Kind.OFFER_CLOSED) == []


def test_a_no_after_the_partners_yes_counts(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    sent(cast, *both(pair))
    answer(cast, pair, Role.MENTOR)
    answer(cast, pair, Role.LEADER, "decline")
    assert pair.state == Pairing.DECLINED
    assert len(letters(db, Kind.OFFER_CLOSED, person_id=pair.mentor.person_id)) == 1


def test_a_second_press_changes_nothing(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    answer(cast, pair, Role.MENTOR)
    with pytest.raises(Refused, match="offer_answered"):
        answer(cast, pair, Role.MENTOR, "decline")
    assert pair.state == Pairing.OFFERED


@pytest.mark.parametrize("state", [Pairing.DECLINED, Pairing.ENDED])
def test_an_offer_that_is_over_cannot_be_answered(db: Session, state: Pairing) -> None:
    cast = assemble(db)
    pair = add_pair(cast, state, mentor_said_yes_at=NOW)
    for role in Role:
        with pytest.raises(Refused, match="offer_over"):
            answer(cast, pair, role)


def test_an_offer_of_a_closed_programme_cannot_be_answered(db: Session) -> None:
    cast = assemble(db)
    pair = cast.offered()
    cast.programme.stage = Stage.CLOSED
    with pytest.raises(Refused, match="programme_closed"):
        answer(cast, pair, Role.MENTOR)


def test_nobody_answers_for_others_nor_what_nobody_has_offered(db: Session) -> None:
    cast = assemble(db)
    (proposal,) = cast.propose().proposals
    for person, pair_id in ((make_person(db), proposal.id), (proposal.mentor.person, proposal.id)):
        with pytest.raises(Refused, match="not_your_pair"):
            rules.offered(db, person, pair_id)
    with pytest.raises(Refused, match="not_your_pair"):
        rules.offered(db, proposal.mentor.person, uuid4())


def test_a_pair_without_letters_can_be_declined_all_the_same(db: Session) -> None:
    cast = assemble(db)
    pair = add_pair(cast, Pairing.OFFERED)
    answer(cast, pair, Role.MENTOR, "decline")
    assert pair.state == Pairing.DECLINED
