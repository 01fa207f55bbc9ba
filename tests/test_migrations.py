"""The migrations lead to the tables that the models describe, and back, on both databases."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import schema
from bot.database import Base, connect, session_factory
from bot.models import (
    AddedTopic,
    AgreementVersion,
    AuditEntry,
    Circle,
    Commitment,
    Edition,
    Exclusion,
    Farewell,
    Figure,
    Inbound,
    Insight,
    Letter,
    Meeting,
    Met,
    Note,
    Occasion,
    Pair,
    Pulse,
    Reflection,
    Role,
    TopicLevels,
)
from bot.sealing import KeyRing
from tests.conftest import KINDS, empty_database
from tests.factories import NOW, book, make_organiser, make_pair, make_person, make_programme, make_workspace


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    return empty_database(request.param, "migrations", tmp_path, request)


@pytest.fixture
def migrated(url: str) -> Iterator[Engine]:
    schema.migrate(url)
    engine = connect(url)
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def names(engine: Engine) -> set[str]:
    """Of every constraint and index."""
    found = inspect(engine)
    return {
        str(item["name"])
        for table in tables(engine)
        for items in (
            found.get_check_constraints(table),
            found.get_unique_constraints(table),
            found.get_foreign_keys(table),
            found.get_indexes(table),
            [found.get_pk_constraint(table)],
        )
        for item in items
    }


def test_there_is_one_newest_migration() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [schema.head()]


def test_migrating_makes_every_table_and_says_where_it_stands(migrated: Engine) -> None:
    assert tables(migrated) == set(Base.metadata.tables)
    assert schema.current(migrated) == schema.head()


def test_an_empty_database_stands_nowhere(url: str) -> None:
    engine = connect(url)
    assert schema.current(engine) is None
    engine.dispose()


def test_the_models_ask_for_nothing_that_no_migration_makes(url: str, migrated: Engine) -> None:  # noqa: ARG001 (it migrates)
    command.check(schema.alembic_config(url))  # raises where they differ


def test_every_constraint_has_the_name_that_the_models_give_it(
    migrated: Engine, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    made = connect(empty_database(migrated.dialect.name, "models", tmp_path, request))
    Base.metadata.create_all(made)
    assert names(migrated) == names(made)
    made.dispose()


def test_back_and_forth_leaves_everything_as_it_was(url: str, migrated: Engine) -> None:
    before = names(migrated)
    command.downgrade(schema.alembic_config(url), "base")
    assert tables(migrated) == set()

    schema.migrate(url)
    assert names(migrated) == before


def test_migrating_twice_does_nothing(url: str, migrated: Engine, ring: KeyRing) -> None:
    with session_factory(migrated, ring).begin() as db:
        make_person(db)
    schema.migrate(url)
    assert sum(counts(migrated).values()) == 2  # the person and their workspace


def test_every_table_takes_the_rows_that_the_bot_writes(url: str, migrated: Engine, ring: KeyRing) -> None:
    with session_factory(migrated, ring).begin() as db:
        for number in range(3):
            fill(db, number)
    assert min(counts(migrated).values()) >= 3

    schema.migrate(url)
    with migrated.begin() as connection:
        connection.execute(text("DELETE FROM workspaces"))
    assert set(counts(migrated).values()) == {0, 3}  # the pulses belong to no workspace


def test_one_step_back_and_forth_keeps_every_row_that_both_know(url: str, migrated: Engine, ring: KeyRing) -> None:
    with session_factory(migrated, ring).begin() as db:
        fill(db, 0)
    before = counts(migrated)
    command.downgrade(schema.alembic_config(url), "0001")
    kept = tables(migrated)
    command.upgrade(schema.alembic_config(url), "head")
    assert {name: rows for name, rows in counts(migrated).items() if name in kept} == {
        name: rows for name, rows in before.items() if name in kept
    }


def test_booked_sessions_are_kept_by_the_clock_of_the_leader(url: str, migrated: Engine, ring: KeyRing) -> None:
    with session_factory(migrated, ring).begin() as db:
        pair = make_pair(db)
        pair.leader.person.zone, pair.mentor.person.zone = "Asia/Jakarta", "Mars/Olympus"
        book(db, pair.meetings[0], NOW)
        other = make_pair(db)
        other.leader.person.zone = "Mars/Olympus"
        book(db, other.meetings[0], NOW)
    command.downgrade(schema.alembic_config(url), "0003")
    command.upgrade(schema.alembic_config(url), "head")
    with session_factory(migrated, ring)() as db:
        kept = {(one.starts_wall, one.starts_zone) for one in db.scalars(select(Meeting))}
    assert kept == {(None, None), ("2026-03-02T17:00", "Asia/Jakarta"), ("2026-03-02T10:00", "UTC")}


def test_a_rating_that_is_none_is_refused_by_the_database(migrated: Engine, ring: KeyRing) -> None:
    with session_factory(migrated, ring).begin() as db:
        make_pair(db)
    with pytest.raises(IntegrityError, match="ck_goals_rating_start"), migrated.begin() as connection:
        connection.execute(text("UPDATE goals SET rating_start = 6"))


def test_a_percent_sign_in_the_address_is_taken_as_it_is() -> None:
    config = schema.alembic_config("postgresql+psycopg://rm:p%40ss@host/name")
    assert config.get_main_option("sqlalchemy.url") == "postgresql+psycopg://rm:p%40ss@host/name"


def test_migrating_leaves_the_logs_of_the_program_alone(url: str) -> None:
    log = logging.getLogger("bot.outbox.dispatcher")
    schema.migrate(url)
    assert not log.disabled


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def fill(db: Session, number: int) -> None:
    """A row in every table, in a workspace of its own."""
    own = {"workspace_id": make_workspace(db, f"T{number}").id}
    pair = make_pair(db, make_programme(db, **own))
    person_id, meeting_id = pair.mentor.person_id, pair.meetings[0].id
    db.add(Exclusion(**own, enrolment_id=pair.mentor_id, person_id=pair.leader.person_id))
    db.add(
        Reflection(**own, meeting_id=meeting_id, person_id=person_id, meeting_version=1, met=Met.YES, answered_at=NOW)
    )
    db.add(Letter(**own, kind="note", key="1", person_id=person_id, pair_id=pair.id, due_at=NOW, try_at=NOW))
    db.add(Inbound(**own, key="event:1", at=NOW))
    db.add(AuditEntry(**own, at=NOW, action="looked"))
    db.add(Pulse(job=f"job {number}", last_at=NOW))
    db.add(Edition(**own, name="ours", version=1, source="id: ours", loaded_at=NOW))
    make_organiser(db, **own)
    fill_what_a_pair_says(db, pair)


def fill_what_a_pair_says(db: Session, pair: Pair) -> None:
    assert pair.agreement
    own = {"workspace_id": pair.workspace_id}
    agreement, together = {**own, "agreement_id": pair.agreement.id}, {**own, "pair_id": pair.id}
    programme, person_id = {**own, "programme_id": pair.programme_id}, pair.leader.person_id
    today = NOW.date()
    db.add(AddedTopic(**agreement, position=0, name="My evenings"))
    db.add(AgreementVersion(**agreement, version=1, cause="terms", made_at=NOW))
    db.add(TopicLevels(**agreement, role=Role.MENTOR, levels="{}", chosen_at=NOW))
    db.add(Commitment(**together, meeting_id=pair.meetings[0].id, text="Ask first", due_on=today, made_at=NOW))
    db.add(Insight(**programme, pair_id=pair.id, theme="Meetings at six"))
    db.add(Note(**programme, occasion=Occasion.THANKS, author_id=person_id, text="Thank you", written_at=NOW))
    db.add(Farewell(**together, person_id=person_id, answered_at=NOW))
    db.add(Figure(**programme, key="roles_held", people=5, published_at=NOW))
    db.add(Circle(**programme, position=0))
