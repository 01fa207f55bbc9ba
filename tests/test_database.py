"""What every table promises: moments in UTC, keys that keep workspaces apart, and writers that lose nothing."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session, sessionmaker

from bot.database import Base, connect, insert_once, readers, session_factory
from bot.models import Enrolment, Letter, Organiser, Person, Pulse, Workspace
from bot.sealing import KeyRing
from tests.conftest import KINDS, empty_database
from tests.factories import NOW, make_enrolment, make_person, make_programme, make_workspace

SUMMER_IN_JAKARTA = datetime(2026, 7, 1, 9, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture(params=KINDS)
def committed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database that really commits."""
    engine = connect(empty_database(request.param, "commits", tmp_path, request))
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(committed: Engine, ring: KeyRing) -> sessionmaker[Session]:
    return session_factory(committed, ring)


def at_once(times: int, work: Callable[[], object]) -> None:
    """Several threads do it at the same moment, and all of them come to an end."""
    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def letter_to(person_id: uuid.UUID) -> Letter:
    return Letter(workspace_id="T0RM", kind="note", key="1", person_id=person_id, due_at=NOW, try_at=NOW)


def test_a_moment_comes_back_in_utc_whatever_its_zone_was(db: Session) -> None:
    db.add(Pulse(job="job", last_at=SUMMER_IN_JAKARTA))
    db.flush()
    db.expire_all()
    pulse = db.get_one(Pulse, "job")
    assert pulse.last_at == SUMMER_IN_JAKARTA
    assert (pulse.last_at.tzinfo, pulse.last_at.hour, pulse.next_at) == (UTC, 2, None)


def test_moments_of_different_zones_compare_rightly_in_the_database(db: Session) -> None:
    db.add(Pulse(job="job", last_at=SUMMER_IN_JAKARTA))
    db.flush()
    same = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
    assert db.scalars(select(Pulse.job).where(Pulse.last_at == same)).all() == ["job"]
    assert db.scalars(select(Pulse.job).where(Pulse.last_at < same)).all() == []


def test_a_moment_without_a_zone_is_refused(db: Session) -> None:
    db.add(Pulse(job="job", last_at=datetime(2026, 7, 1, 9, 0)))
    with pytest.raises(StatementError, match="time zone"):
        db.flush()


def test_ids_exist_before_the_flush() -> None:
    assert Person(workspace_id="T0RM").id != Person(workspace_id="T0RM").id


def test_what_is_inserted_once_stays_as_it_was(db: Session) -> None:
    workspace_id = make_workspace(db).id
    values = {"workspace_id": workspace_id, "slack_id": "U1", "seen_at": NOW}
    assert insert_once(db, Person, **values, name="first")
    assert not insert_once(db, Person, **values, name="second")
    assert db.scalars(select(Person.name)).all() == ["first"]


def test_two_that_insert_at_once_make_one_row(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        make_workspace(db)
    new: list[bool] = []

    def insert() -> None:
        with sessions.begin() as db:
            new.append(insert_once(db, Person, workspace_id="T0RM", slack_id="U1", seen_at=NOW))

    at_once(8, insert)
    assert sorted(new) == [False] * 7 + [True]


def test_writers_at_once_lose_no_update(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        person_id = make_person(db).id
        db.add(letter_to(person_id))

    def count_up() -> None:
        for _ in range(10):
            with sessions.begin() as db:
                letter = db.scalars(select(Letter).with_for_update()).one()
                letter.tries += 1

    at_once(6, count_up)
    with sessions() as db:
        assert db.scalars(select(Letter.tries)).all() == [60]


def test_a_writer_who_waits_comes_before_one_who_has_just_written(tmp_path: Path, ring: KeyRing) -> None:
    """SQLite itself let some wait for seconds, longer than Slack waits for an answer."""
    engine = connect(f"sqlite:///{tmp_path / 'turns'}.sqlite3")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine, ring)
    order: list[str] = []

    def write(name: str) -> None:
        with sessions.begin() as db:
            db.merge(Pulse(job=name, last_at=NOW))
            order.append(name)

    waiting = threading.Thread(target=write, args=("waiting",))
    with sessions.begin() as db:
        db.add(Pulse(job="first", last_at=NOW))
        db.flush()
        waiting.start()
        time.sleep(0.3)
    write("again")
    waiting.join()
    engine.dispose()
    assert order == ["waiting", "again"]


def test_who_reads_first_and_writes_then_is_not_locked_out(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        make_workspace(db)

    def look_and_add() -> None:
        for _ in range(5):
            with sessions.begin() as db:
                db.scalar(select(func.count()).select_from(Person))
                make_person(db)

    at_once(4, look_and_add)
    with sessions() as db:
        assert db.scalar(select(func.count()).select_from(Person)) == 20


def test_who_only_reads_does_not_wait_for_a_writer(committed: Engine, ring: KeyRing) -> None:
    sessions, reading = session_factory(committed, ring), readers(committed, ring)
    with sessions.begin() as writing:
        make_person(writing)
        with reading() as db:
            assert db.scalar(select(func.count()).select_from(Person)) == 0


def test_who_only_reads_cannot_write(committed: Engine, ring: KeyRing) -> None:
    reading = readers(committed, ring)
    with reading() as db, pytest.raises(RuntimeError, match="only reads"):
        make_workspace(db)
    with reading() as db:
        assert db.scalar(select(func.count()).select_from(Workspace)) == 0


def test_nothing_is_committed_when_something_fails(sessions: sessionmaker[Session]) -> None:
    with suppress(ZeroDivisionError), sessions.begin() as db:
        make_person(db)
        raise ZeroDivisionError
    with sessions() as db:
        assert db.scalar(select(func.count()).select_from(Person)) == 0


def test_a_row_of_one_workspace_cannot_point_into_another(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        make_workspace(db, "T0OTHER")
        stranger_id = make_person(db, workspace_id="T0OTHER").id
        make_workspace(db)
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), sessions.begin() as db:
        db.add(Organiser(workspace_id="T0RM", person_id=stranger_id, since=NOW))


def test_a_person_who_goes_takes_along_what_is_theirs(sessions: sessionmaker[Session]) -> None:
    with sessions.begin() as db:
        enrolment = make_enrolment(db, make_programme(db))
        db.add(letter_to(enrolment.person_id))
        person_id = enrolment.person_id
    with sessions.begin() as db:
        db.execute(delete(Person).where(Person.id == person_id))
    with sessions() as db:
        assert db.scalar(select(func.count()).select_from(Enrolment)) == 0
        assert db.scalar(select(func.count()).select_from(Letter)) == 0


def test_an_error_of_the_database_does_not_quote_what_was_to_be_stored(db: Session) -> None:
    db.add(Person(workspace_id="T0RM", slack_id=None, name="Ayu Lestari", seen_at=NOW))
    with pytest.raises(IntegrityError) as caught:
        db.flush()
    assert "[parameters" not in str(caught.value)


def test_sqlite_keeps_each_commit_on_disk_and_overwrites_what_is_erased(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path}/one.sqlite3")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0}
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    engine.dispose()
    assert found == wanted
