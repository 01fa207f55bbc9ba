"""Which pairs need a person: on both sides of each boundary, and who may read it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.coordination import census
from bot.coordination.concerns import Concern
from bot.models import AgreementVersion, Meeting, Pair, Pairing, Programme, Role, Sitting, Stage
from tests.factories import NOW, book, make_pair, make_programme

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def programme(db: Session) -> Programme:
    return make_programme(db, stage=Stage.RUNNING, started_at=NOW)


@pytest.mark.parametrize(("age", "reasons"), [(14 * DAY - SECOND, []), (14 * DAY, ["unsigned"])])
def test_two_weeks_without_signatures_need_a_person(
    db: Session, programme: Programme, age: timedelta, reasons: list[str]
) -> None:
    changes(make_pair(db, programme), leader_signed_version=0)
    assert concerns(db, programme, NOW + age) == reasons


@pytest.mark.parametrize(("age", "reasons"), [(28 * DAY - SECOND, []), (28 * DAY, ["silent"])])
def test_four_weeks_without_a_date_need_a_person(
    db: Session, programme: Programme, age: timedelta, reasons: list[str]
) -> None:
    first = make_pair(db, programme).meetings[0]
    assert concerns(db, programme, first.target_at + age) == reasons


def test_a_date_in_the_diary_breaks_the_silence(db: Session, programme: Programme) -> None:
    first = make_pair(db, programme).meetings[0]
    book(db, first, first.target_at + 60 * DAY)
    assert concerns(db, programme, first.target_at + 40 * DAY) == []


@pytest.mark.parametrize(("age", "reasons"), [(28 * DAY - SECOND, []), (28 * DAY, ["silent"])])
def test_a_date_that_passed_without_an_answer_is_silence_too(
    db: Session, programme: Programme, age: timedelta, reasons: list[str]
) -> None:
    first = make_pair(db, programme).meetings[0]
    book(db, first, first.target_at)
    assert concerns(db, programme, first.target_at + age) == reasons


def test_a_pair_with_all_its_sessions_behind_it_is_not_silent(db: Session, programme: Programme) -> None:
    for meeting in make_pair(db, programme).meetings:
        settle(meeting, Sitting.HELD)
    assert concerns(db, programme, NOW + 900 * DAY) == []


@pytest.mark.parametrize(("cancellations", "reasons"), [(1, []), (2, ["cancelled_twice"]), (3, ["cancelled_twice"])])
def test_two_cancellations_in_a_row_need_a_person(
    db: Session, programme: Programme, cancellations: int, reasons: list[str]
) -> None:
    make_pair(db, programme, leader_cancellations=cancellations)
    assert concerns(db, programme, NOW) == reasons


@pytest.mark.parametrize(
    ("states", "reasons"),
    [
        ((Sitting.MISSED,), []),
        ((Sitting.MISSED, Sitting.MISSED), ["missed_twice"]),
        ((Sitting.MISSED, Sitting.UNCONFIRMED, Sitting.MISSED), ["missed_twice"]),
        ((Sitting.MISSED, Sitting.MISSED, Sitting.HELD), []),
        ((Sitting.HELD, Sitting.MISSED, Sitting.HELD, Sitting.MISSED), []),
        ((Sitting.UNCONFIRMED, Sitting.UNCONFIRMED), []),
    ],
)
def test_two_sessions_missed_in_a_row_need_a_person(
    db: Session, programme: Programme, states: tuple[Sitting, ...], reasons: list[str]
) -> None:
    for meeting, state in zip(make_pair(db, programme).meetings, states, strict=False):
        settle(meeting, state)
    assert concerns(db, programme, NOW) == reasons


def test_a_concern_names_both_the_mentor_first(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme, leader_cancellations=2)
    expected = Concern("cancelled_twice", (pair.mentor.person, pair.leader.person))
    assert census.take(db, programme, NOW).concerns == (expected,)


@pytest.mark.parametrize("state", [Pairing.OFFERED, Pairing.CONFIRMED, Pairing.ENDED, Pairing.DECLINED])
def test_nobody_looks_after_a_pair_that_is_not_running(db: Session, programme: Programme, state: Pairing) -> None:
    make_pair(db, programme, state=state, leader_cancellations=2)
    assert concerns(db, programme, NOW) == []


def test_a_closed_programme_needs_nobody(db: Session) -> None:
    closed = make_programme(db, stage=Stage.CLOSED)
    make_pair(db, closed, leader_cancellations=2)
    assert concerns(db, closed, NOW) == []


def test_other_words_after_both_had_signed_give_their_signatures_two_weeks(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme)
    versions(db, pair, (NOW, "both"), (NOW + 60 * DAY, "leader"), (NOW + 70 * DAY, "leader"))
    assert concerns(db, programme, NOW + 74 * DAY - SECOND) == []
    assert concerns(db, programme, NOW + 74 * DAY) == ["unsigned"]


@pytest.mark.parametrize(("age", "reasons"), [(14 * DAY - SECOND, []), (14 * DAY, ["unsigned"])])
def test_a_first_proposal_does_not_begin_the_two_weeks_anew(
    db: Session, programme: Programme, age: timedelta, reasons: list[str]
) -> None:
    versions(db, make_pair(db, programme), (NOW + 10 * DAY, "mentor"))
    assert concerns(db, programme, NOW + age) == reasons


def test_a_mentor_who_asked_for_a_person_is_named_alone_and_first(db: Session, programme: Programme) -> None:
    troubled = make_pair(db, programme, leader_cancellations=2, proposed_at=NOW - DAY)
    pair = make_pair(db, programme, needs_person_at=NOW)
    asked = Concern("needs_person", (pair.mentor.person,), hidden_from=pair.leader.person_id)
    other = Concern("cancelled_twice", (troubled.mentor.person, troubled.leader.person))
    assert census.take(db, programme, NOW).concerns == (asked, other)


def test_a_mentor_who_no_longer_asks_is_not_named(db: Session, programme: Programme) -> None:
    pair = make_pair(db, programme, needs_person_at=NOW)
    pair.needs_person_at = None
    assert concerns(db, programme, NOW) == []


def concerns(db: Session, programme: Programme, now: datetime) -> list[str]:
    return [concern.reason for concern in census.take(db, programme, now).concerns]


def settle(meeting: Meeting, state: Sitting) -> None:
    meeting.state, meeting.settled_at = state, NOW


def versions(db: Session, pair: Pair, *kept: tuple[datetime, str]) -> None:
    """When each version was made, and by whom it was signed; the last one stands."""
    assert pair.agreement is not None
    for number, (made_at, by) in enumerate(kept, start=1):
        signed = {f"{role}_signed_at": made_at for role in Role if by in (role, "both")}
        keys = {"workspace_id": pair.workspace_id, "agreement_id": pair.agreement.id, "version": number}
        db.add(AgreementVersion(**keys, cause="terms", made_at=made_at, **signed))
    changes(pair, version=len(kept), changed_at=made_at)
    changes(pair, **{f"{role}_signed_version": len(kept) if by in (role, "both") else 0 for role in Role})
    db.flush()


def changes(pair: Pair, **values: Any) -> None:
    assert pair.agreement is not None
    for name, value in values.items():
        setattr(pair.agreement, name, value)
