"""A programme keeps the edition of its playbook that it began with."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.books import book_of
from bot.models import Edition
from bot.playbooks import BadPlaybook, load
from tests.factories import NOW, make_programme, make_workspace
from tests.playbooks.sources import CORE_6


def keep_edition(db: Session, source: str, **changes: Any) -> Edition:
    values = {"workspace_id": make_workspace(db).id, "name": "core-6", "version": 1, "loaded_at": NOW}
    edition = Edition(**values | changes, source=source)
    db.add(edition)
    db.flush()
    return edition


def test_a_programme_without_an_edition_has_our_playbook_of_that_name(db: Session) -> None:
    assert book_of(make_programme(db)) is load("core-6")


def test_a_programme_has_the_words_of_its_own_edition(db: Session) -> None:
    keep_edition(db, CORE_6.replace('en: "Core six"', 'en: "Ours"'))
    assert book_of(make_programme(db)).name.in_("en") == "Ours"


@pytest.mark.parametrize(
    "other", [{"version": 2}, {"name": "core-7"}, {"workspace_id": "T0OTHER"}], ids=["version", "name", "workspace"]
)
def test_an_edition_of_another_version_name_or_workspace_is_not_taken(db: Session, other: dict[str, Any]) -> None:
    make_workspace(db, "T0OTHER")
    keep_edition(db, CORE_6.replace('en: "Core six"', 'en: "Ours"'), **other)
    assert book_of(make_programme(db)) is load("core-6")


def test_an_edition_is_read_once(db: Session) -> None:
    keep_edition(db, CORE_6)
    assert book_of(make_programme(db)) is book_of(make_programme(db))


def test_a_playbook_that_nobody_has_is_told_apart_from_an_empty_one(db: Session) -> None:
    with pytest.raises(BadPlaybook, match="playbook gone: there is no such"):
        book_of(make_programme(db, playbook="gone"))
