"""A workspace's lease: one sender's, until it gives it back or has been silent for too long."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.outbox.leases import WORKSPACES, Leases
from tests.factories import make_workspace
from tests.simulation.time import BEGINS, Time

LEASE = 60.0
BOTH = ("T0RM", "T1RM")


@pytest.fixture
def time(db: Session) -> Time:
    for workspace_id in BOTH:
        make_workspace(db, workspace_id)
    return Time()


def senders(time: Time) -> tuple[Leases, Leases]:
    return Leases("one", LEASE, time), Leases("other", LEASE, time)


def holds(db: Session, leases: Leases, time: Time, workspace_id: str = "T0RM") -> bool:
    """As the postbag asks: of the database only where what it said is no longer fresh."""
    return leases.fresh(workspace_id) or leases.hold(db.connection(), workspace_id, time.wall())


def written(db: Session, workspace_id: str = "T0RM") -> tuple[Any, ...]:
    columns = WORKSPACES.c
    return tuple(db.execute(select(columns.sender, columns.sender_until).where(columns.id == workspace_id)).one())


def after(seconds: float) -> datetime:
    return BEGINS + timedelta(seconds=seconds)


def test_a_workspace_that_nobody_holds_is_taken_for_a_whole_lease(db: Session, time: Time) -> None:
    one, _ = senders(time)
    assert holds(db, one, time) is True
    assert written(db) == ("one", after(LEASE))
    assert written(db, "T1RM") == (None, None)


def test_nobody_else_gets_it_before_the_lease_is_over(db: Session, time: Time) -> None:
    one, other = senders(time)
    holds(db, one, time)
    assert holds(db, other, time, "T1RM")
    time.seconds = LEASE - 0.1
    assert holds(db, other, time) is False
    assert written(db) == ("one", after(LEASE))
    time.seconds = LEASE
    assert holds(db, other, time) is True
    assert written(db) == ("other", after(2 * LEASE))


def test_whoever_holds_it_asks_again_when_half_of_the_lease_is_over(db: Session, time: Time) -> None:
    one, _ = senders(time)
    time.seconds = 1.0
    holds(db, one, time)
    time.seconds += LEASE / 2 - 0.1
    assert holds(db, one, time) is True
    assert written(db) == ("one", after(1 + LEASE))
    time.seconds = 1 + LEASE / 2
    assert holds(db, one, time) is True
    assert written(db) == ("one", after(1 + 1.5 * LEASE))


def test_who_was_frozen_past_the_lease_has_lost_it(db: Session, time: Time) -> None:
    one, other = senders(time)
    holds(db, one, time)
    time.seconds = LEASE + 1
    holds(db, other, time)
    assert holds(db, one, time) is False
    assert holds(db, one, time) is False  # and goes on asking
    other.release(db.connection())
    assert holds(db, one, time) is True


def test_who_gives_back_gives_back_all_of_their_own(db: Session, time: Time) -> None:
    one, other = senders(time)
    for workspace_id in BOTH:
        make_workspace(db, f"{workspace_id}X")
        holds(db, one, time, workspace_id)
        holds(db, other, time, f"{workspace_id}X")
    one.release(db.connection())
    assert [written(db, workspace_id) for workspace_id in BOTH] == [(None, None)] * 2
    assert [written(db, f"{workspace_id}X") for workspace_id in BOTH] == [("other", after(LEASE))] * 2
    assert holds(db, other, time) is True
    assert holds(db, one, time) is False  # it is asked of the database


def test_a_sender_knows_whether_it_may_have_anything_to_give_back(db: Session, time: Time) -> None:
    one, _ = senders(time)
    assert not one
    holds(db, one, time)
    assert one
    one.release(db.connection())
    assert not one
