"""A programme opens, starts and closes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from bot.coordination import rules
from bot.errors import Refused
from bot.letters import owe
from bot.models import (
    AuditEntry,
    Joining,
    Kind,
    Letter,
    Pairing,
    Person,
    Post,
    Stage,
)
from tests.factories import (
    NOW,
    make_enrolment,
    make_match,
    make_pair,
    make_programme,
)


def test_opening_lets_people_join(db: Session, orla: Person) -> None:
    programme = make_programme(db, stage=Stage.DRAFT)
    rules.open_programme(db, orla, programme, NOW)
    assert (programme.stage, programme.opened_at) == (Stage.OPEN, NOW)
    assert noted(db) == ["programme_opened"]


def test_a_programme_whose_last_day_is_over_is_not_opened(db: Session, orla: Person) -> None:
    programme = make_programme(db, stage=Stage.DRAFT, name="Stale", ends_on=NOW.date())
    with pytest.raises(Refused, match="programme_is_past"):
        rules.open_programme(db, orla, programme, NOW + timedelta(days=1))
    assert (programme.stage, noted(db)) == (Stage.DRAFT, [])
    rules.open_programme(db, orla, programme, NOW)
    assert programme.stage == Stage.OPEN


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RUNNING, Stage.CLOSED])
def test_only_a_programme_that_is_being_joined_or_matched_starts(db: Session, orla: Person, stage: Stage) -> None:
    programme = make_programme(db, stage=stage)
    make_match(db, programme, state=Pairing.CONFIRMED)
    with pytest.raises(Refused, match=f"programme_is_{stage}"):
        rules.start(db, orla, programme, NOW)


def test_starting_introduces_the_pairs_in_which_both_said_yes(db: Session, orla: Person) -> None:
    programme = make_programme(db, stage=Stage.MATCHING)
    agreed = make_match(db, programme, state=Pairing.CONFIRMED)
    asked = make_match(db, programme, state=Pairing.OFFERED)
    refused = make_match(db, programme, state=Pairing.DECLINED)
    assert rules.start(db, orla, programme, NOW) == rules.Start(introduced=1, unanswered=1, early=True)
    assert (programme.stage, programme.started_at) == (Stage.RUNNING, NOW)
    assert [pair.state for pair in (agreed, asked, refused)] == [Pairing.ACTIVE, Pairing.OFFERED, Pairing.DECLINED]
    assert kinds(db, Post.WAITING)[Kind.INTRODUCTION] == 1


def test_nothing_starts_before_a_pair_has_said_yes(db: Session, orla: Person) -> None:
    programme = make_programme(db, stage=Stage.MATCHING)
    make_match(db, programme, state=Pairing.OFFERED)
    with pytest.raises(Refused) as refusal:
        rules.start(db, orla, programme, NOW)
    assert (refusal.value.reason, refusal.value.details) == ("nobody_to_start", {"unanswered": "1"})
    assert (programme.stage, noted(db)) == (Stage.MATCHING, [])


def test_closing_ends_each_pair_and_thanks_whoever_took_part(db: Session, orla: Person) -> None:
    programme = make_programme(db, stage=Stage.RUNNING)
    running = make_pair(db, programme)
    proposed = make_match(db, programme, state=Pairing.PROPOSED)
    declined = make_match(db, programme, state=Pairing.DECLINED)
    make_enrolment(db, programme, state=Joining.DRAFT)
    make_enrolment(db, programme, state=Joining.LEFT)
    owe(db, Kind.BOOKING, running, NOW, to=running.leader.person)
    assert rules.close(db, orla, programme, NOW) == 6
    assert (programme.stage, programme.closed_at) == (Stage.CLOSED, NOW)
    assert [pair.state for pair in (running, proposed, declined)] == [Pairing.ENDED, Pairing.ENDED, Pairing.DECLINED]
    assert running.ended_because == "programme_closed"
    assert kinds(db, Post.WAITING) == {Kind.PROGRAMME_CLOSED: 6}
    paired = {letter.person for letter in db.scalars(select(Letter)) if letter.facts.get("paired")}
    assert paired == {running.mentor.person, running.leader.person}
    assert kinds(db, Post.DROPPED) == {Kind.BOOKING: 1}


def test_closing_leaves_other_programmes_alone(db: Session, orla: Person) -> None:
    programme, other = make_programme(db), make_pair(db)
    owe(db, Kind.BOOKING, other, NOW, to=other.leader.person)
    assert rules.close(db, orla, programme, NOW) == 0
    assert other.state == Pairing.ACTIVE
    assert kinds(db, Post.WAITING) == {Kind.BOOKING: 1}


def test_a_programme_closes_once(db: Session, orla: Person) -> None:
    pair = make_pair(db, make_programme(db, name="Spring <3", stage=Stage.RUNNING))
    rules.close(db, orla, pair.programme, NOW)
    with pytest.raises(Refused) as refusal:
        rules.close(db, orla, pair.programme, NOW + timedelta(days=1))
    assert (refusal.value.reason, refusal.value.details) == ("programme_is_closed", {"name": "Spring &lt;3"})
    assert (pair.programme.closed_at, pair.ended_at) == (NOW, NOW)
    assert kinds(db, Post.WAITING) == {Kind.PROGRAMME_CLOSED: 2}


def test_closing_says_beforehand_how_many_pairs_it_would_end(db: Session) -> None:
    programme = make_programme(db, stage=Stage.MATCHING)
    for state in Pairing:
        make_match(db, programme, state=state)
    assert rules.going_on(db, programme) == 3


def kinds(db: Session, state: Post) -> dict[str, int]:
    db.flush()
    found = list(db.scalars(select(Letter.kind).where(Letter.state == state)))
    return {kind: found.count(kind) for kind in found}


def noted(db: Session) -> list[str]:
    db.flush()
    return list(db.scalars(select(AuditEntry.action).order_by(AuditEntry.at)))


def test_the_circles_are_made_once_however_many_pairs_begin(db: Session, orla: Person) -> None:
    asked = []
    for number in (2, 5):
        programme = make_programme(db, stage=Stage.MATCHING)
        for _ in range(number):
            make_match(db, programme, state=Pairing.CONFIRMED)
        with questions_about(db, "circles") as questions:
            rules.start(db, orla, programme, NOW)
        asked.append(len(questions))
    assert asked[0] == asked[1] > 0


@contextmanager
def questions_about(db: Session, table: str) -> Iterator[list[str]]:
    """What the database is asked about this table meanwhile."""
    asked: list[str] = []

    def note(*call: Any) -> None:
        statement = call[2]
        if f"FROM {table}" in statement:
            asked.append(statement)

    connection = db.connection()
    event.listen(connection, "before_cursor_execute", note)
    yield asked
    event.remove(connection, "before_cursor_execute", note)
