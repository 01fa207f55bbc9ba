"""Sealed fields: what is in the database, who can open it, and what is refused."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from bot.models import Enrolment
from bot.sealing import CannotOpen, KeyRing
from tests.factories import NOW, make_enrolment, make_person, make_programme

OLD, NEW = b"o" * 32, b"n" * 32


def test_words_come_back_as_they_were_written_and_lie_sealed_in_the_database(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), why="Ich möchte gehört werden 🙂")
    db.expire(enrolment)

    assert enrolment.why == "Ich möchte gehört werden 🙂"
    stored = db.execute(text("SELECT why_sealed FROM enrolments")).scalars().all()
    assert all(b"geh" not in bytes(row) for row in stored)


def test_words_can_be_changed_and_taken_away(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db), why="first")
    enrolment.why = "second"
    db.flush()
    db.expire(enrolment)
    assert enrolment.why == "second"

    enrolment.why = None
    db.flush()
    db.expire(enrolment)
    assert enrolment.why is None


def test_words_can_be_read_before_they_are_flushed(db: Session) -> None:
    programme = make_programme(db)
    enrolment = Enrolment(
        workspace_id=programme.workspace_id, programme_id=programme.id, person_id=make_person(db).id, started_at=NOW
    )
    enrolment.why = "not stored yet"
    assert enrolment.why == "not stored yet"


def test_a_sealed_field_moved_to_another_row_does_not_open(db: Session) -> None:
    programme = make_programme(db)
    mine, theirs = make_enrolment(db, programme, why="mine"), make_enrolment(db, programme, why="theirs")
    mine.why_sealed = theirs.why_sealed
    db.flush()
    db.expire(mine)

    with pytest.raises(CannotOpen, match="does not belong"):
        _ = mine.why


def test_an_old_key_still_opens_and_the_newest_seals() -> None:
    sealed_before = KeyRing((OLD,)).seal("words", "here")
    rotated = KeyRing((NEW, OLD))

    assert rotated.open(sealed_before, "here") == "words"
    with pytest.raises(CannotOpen, match="RM_SECRET_KEYS"):
        KeyRing((OLD,)).open(rotated.seal("words", "here"), "here")


def test_a_session_that_cannot_seal_writes_nothing(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    with Session(db.get_bind()) as plain:
        copy = plain.scalars(select(Enrolment).where(Enrolment.id == enrolment.id)).one()
        copy.why = "unsealed"
        with pytest.raises(StatementError, match="unsealed"):
            plain.flush()


def test_a_row_outside_its_session_does_not_open(db: Session) -> None:
    enrolment = make_enrolment(db, make_programme(db))
    db.expunge(enrolment)
    with pytest.raises(CannotOpen, match="session"):
        _ = enrolment.why
