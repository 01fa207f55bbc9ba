"""Which word holds, and when it can be said for somebody."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.models import AgreementVersion, Pair, Role
from bot.stop_word import agreed_word, can_be_said
from tests.factories import NOW, make_agreement, make_match, make_programme
from tests.meetings.booking import THURSDAY, book, cancel, paired


@pytest.fixture
def pair(db: Session) -> Pair:
    return paired(db)


def keep(db: Session, pair: Pair, version: int, word: str, *, signed: bool) -> None:
    """As the agreement once stood."""
    assert pair.agreement is not None
    at = NOW if signed else None
    keys = {"workspace_id": pair.workspace_id, "agreement_id": pair.agreement.id, "version": version}
    row = AgreementVersion(**keys, cause="terms", made_at=NOW, mentor_signed_at=NOW, leader_signed_at=at)
    db.add(row)
    row.stop_word = word
    db.flush()
    db.expire(pair.agreement)


def test_the_word_is_that_of_the_agreement_that_both_signed(pair: Pair) -> None:
    assert agreed_word(pair) == "pineapple"


def test_until_both_have_signed_a_change_the_last_word_of_both_holds(db: Session, pair: Pair) -> None:
    assert pair.agreement is not None
    for version, word, signed in [(1, "hat", True), (2, "pineapple", True), (3, "banana", False)]:
        keep(db, pair, version, word, signed=signed)
    pair.agreement.stop_word, pair.agreement.version = "cherry", 4
    assert agreed_word(pair) == "pineapple"


@pytest.mark.parametrize("role", list(Role))
def test_a_word_that_only_one_of_them_signed_never_held(db: Session, pair: Pair, role: Role) -> None:
    assert pair.agreement is not None
    keep(db, pair, 1, "hat", signed=True)
    keep(db, pair, 2, "banana", signed=True)
    setattr(pair.agreement.versions[-1], f"{role}_signed_at", None)
    pair.agreement.stop_word, pair.agreement.version = "cherry", 3
    assert agreed_word(pair) == "hat"


def test_there_is_no_word_before_both_have_signed_once(db: Session, pair: Pair) -> None:
    assert pair.agreement is not None
    pair.agreement.leader_signed_version = 0
    assert agreed_word(pair) is None
    proposed = make_match(db, make_programme(db))
    assert agreed_word(proposed) is None
    make_agreement(db, proposed, version=0, stop_word=None)
    db.expire(proposed)
    assert agreed_word(proposed) is None


@pytest.mark.parametrize(
    ("minutes", "possible"), [(-61, False), (-60, True), (0, True), (60, True), (300, True), (301, False)]
)
def test_it_can_be_said_from_an_hour_before_until_four_hours_after(
    db: Session, pair: Pair, minutes: int, possible: bool
) -> None:
    book(db, pair.meetings[0], THURSDAY)
    assert can_be_said(pair, THURSDAY + timedelta(minutes=minutes)) is possible


def test_it_cannot_be_said_around_a_date_that_has_gone(db: Session, pair: Pair) -> None:
    book(db, pair.meetings[0], THURSDAY)
    cancel(db, pair.meetings[0])
    assert not can_be_said(pair, THURSDAY)
