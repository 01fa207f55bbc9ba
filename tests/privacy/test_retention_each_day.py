"""Retention runs by itself: once a day, in chunks, and cheaply where nothing is due."""

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from bot.models import Goal, Pair, Pulse
from bot.privacy import retention
from bot.privacy.retention import CHUNK, RETENTION, forget_what_is_over
from tests.factories import NOW, make_enrolment
from tests.privacy.written import CLOSED, DAY, SECOND, count


def test_it_is_done_once_a_day(db: Session, pair: Pair, lent: sessionmaker[Session]) -> None:
    assert forget_what_is_over(lent, CLOSED + 90 * DAY) > 0
    pulse = db.get_one(Pulse, RETENTION)
    assert (pulse.last_at, pulse.next_at) == (CLOSED + 90 * DAY, CLOSED + 91 * DAY)
    make_enrolment(db, pair.programme)
    db.commit()
    assert forget_what_is_over(lent, CLOSED + 91 * DAY - SECOND) == 0
    assert forget_what_is_over(lent, CLOSED + 91 * DAY) == 2
    assert forget_what_is_over(lent, CLOSED + 92 * DAY) == 0


@pytest.mark.usefixtures("pair")
def test_a_clock_that_was_set_back_holds_nothing_up(db: Session, lent: sessionmaker[Session]) -> None:
    db.add(Pulse(job=RETENTION, last_at=CLOSED + 900 * DAY, next_at=CLOSED + 901 * DAY))
    db.commit()
    assert forget_what_is_over(lent, CLOSED + 90 * DAY) > 0


def test_a_large_programme_goes_in_chunks_and_the_next_tick_goes_on(
    db: Session, pair: Pair, lent: sessionmaker[Session]
) -> None:
    keys = {"workspace_id": pair.workspace_id, "enrolment_id": pair.mentor_id}
    goals = [Goal(**keys, position=number, text="Say no", rating_start=1) for number in range(1, CHUNK)]
    db.add_all(goals)
    db.commit()
    moment = CLOSED + 90 * DAY
    forget_what_is_over(lent, moment)
    assert (count(db, Goal), db.get(Pulse, RETENTION)) == (1, None)
    assert forget_what_is_over(lent, moment + 2 * SECOND) == 1
    assert db.get_one(Pulse, RETENTION).last_at == moment + 2 * SECOND


def test_a_day_with_nothing_to_do_asks_once_for_each_kind_of_row(lent: sessionmaker[Session]) -> None:
    asked: list[str] = []
    with lent() as db:
        event.listen(db.connection(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    assert forget_what_is_over(lent, NOW) == 0
    assert sum(statement.startswith("SELECT") for statement in asked) <= len(retention.LEFTOVERS) + 2
    asked.clear()
    assert forget_what_is_over(lent, NOW + SECOND) == 0
    assert len([statement for statement in asked if "SAVEPOINT" not in statement]) == 1
