"""A workspace takes playbooks in, each version once, and never one of our names."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.books import keep, on_the_shelf
from bot.errors import Refused
from bot.models import AuditEntry, Edition, Kind, Letter, Person
from bot.playbooks import load, names, read, source_of
from bot.shelf import rules
from tests.factories import NOW, make_organiser, make_workspace
from tests.shelf.books import own


def take_in(db: Session, organiser: Person, source: str) -> bool:
    return rules.take_in(db, organiser, read(source, "loaded"), source, NOW)


def editions(db: Session) -> list[tuple[str, int]]:
    return [(edition.name, edition.version) for edition in db.scalars(select(Edition).order_by(Edition.version))]


def test_a_playbook_is_taken_in_and_noted(db: Session) -> None:
    orla = make_organiser(db)
    assert take_in(db, orla, own())
    edition = db.scalars(select(Edition)).one()
    assert (edition.name, edition.version, edition.loaded_at, edition.loaded_by_id) == ("ours", 1, NOW, orla.id)
    entry = db.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.about, entry.actor_id) == ("playbook_loaded", str(edition.id), orla.id)


def test_the_same_once_more_changes_nothing(db: Session) -> None:
    orla = make_organiser(db)
    take_in(db, orla, own())
    assert not take_in(db, make_organiser(db), own())
    assert editions(db) == [("ours", 1)]
    assert len(db.scalars(select(AuditEntry)).all()) == 1


def test_other_words_need_another_version(db: Session) -> None:
    orla = make_organiser(db)
    take_in(db, orla, own(version=2))
    with pytest.raises(Refused, match="playbook_version_taken"):
        take_in(db, orla, own(version=2, title="Theirs"))
    with pytest.raises(Refused, match="playbook_is_older"):
        take_in(db, orla, own(version=1, title="Theirs"))
    assert take_in(db, orla, own(version=3, title="Theirs"))
    assert editions(db) == [("ours", 2), ("ours", 3)]


def test_an_older_version_that_is_there_does_no_harm(db: Session) -> None:
    orla = make_organiser(db)
    take_in(db, orla, own(version=1))
    take_in(db, orla, own(version=2))
    assert not take_in(db, orla, own(version=1))


@pytest.mark.parametrize("name", names())
def test_our_names_are_ours(db: Session, name: str) -> None:
    with pytest.raises(Refused, match="playbook_is_ours"):
        take_in(db, make_organiser(db), own(name=name, version=9))
    assert editions(db) == []


def test_a_full_shelf_takes_new_versions_but_no_new_names(db: Session) -> None:
    orla = make_organiser(db)
    for number in range(rules.MOST):
        source = own(name=f"ours-{number}")
        db.add(Edition(workspace_id=orla.workspace_id, name=f"ours-{number}", version=1, source=source, loaded_at=NOW))
    for edition in db.new:
        assert isinstance(edition, Edition)
        edition.loaded_by_id = orla.id
    db.flush()
    with pytest.raises(Refused, match="shelf_full"):
        take_in(db, orla, own(name="one-more"))
    assert take_in(db, orla, own(name="ours-7", version=2))


def test_the_shelf_holds_ours_first_and_the_newest_version_of_each_name(db: Session) -> None:
    orla = make_organiser(db)
    take_in(db, orla, own(version=1))
    take_in(db, orla, own(version=2, title="Newer"))
    shelf = on_the_shelf(db, orla.workspace_id)
    assert list(shelf) == [*names(), "ours"]
    assert (shelf["ours"].version, shelf["ours"].name.in_("en")) == (2, "Newer")
    assert shelf["core-6"] is load("core-6")


def test_each_workspace_has_a_shelf_of_its_own(db: Session) -> None:
    take_in(db, make_organiser(db), own())
    assert list(on_the_shelf(db, make_workspace(db, "T0OTHER").id)) == names()


def test_what_this_bot_cannot_read_any_more_is_left_on_the_shelf_unseen(db: Session) -> None:
    orla = make_organiser(db)
    old = Edition(workspace_id=orla.workspace_id, name="old", version=1, source="id: old", loaded_at=NOW)
    old.loaded_by_id = orla.id
    db.add(old)
    db.flush()
    assert list(on_the_shelf(db, orla.workspace_id)) == names()


def test_one_of_ours_is_kept_once_and_one_of_their_own_is_kept_already(db: Session) -> None:
    orla = make_organiser(db)
    take_in(db, orla, own())
    for book in (load("core-6"), load("core-6"), on_the_shelf(db, orla.workspace_id)["ours"]):
        keep(db, orla.workspace_id, book, NOW)
    kept = {edition.name: edition for edition in db.scalars(select(Edition))}
    assert kept.keys() == {"core-6", "ours"}
    assert (kept["core-6"].source, kept["core-6"].loaded_by_id) == (source_of("core-6"), None)


def test_a_file_is_owed_at_any_hour_each_time_that_it_is_asked_for(db: Session) -> None:
    orla = make_organiser(db)
    assert rules.hand_out(db, orla, "core-6", NOW) is load("core-6")
    rules.hand_out(db, orla, "core-6", NOW.replace(minute=1))
    letters = db.scalars(select(Letter).where(Letter.kind == Kind.PLAYBOOK_FILE)).all()
    assert [(letter.person_id, letter.any_hour) for letter in letters] == [(orla.id, True)] * 2
    assert letters[0].facts == {"name": "core-6", "version": 1}


def test_what_is_not_on_the_shelf_is_not_handed_out(db: Session) -> None:
    with pytest.raises(Refused, match="old_button"):
        rules.hand_out(db, make_organiser(db), "nope", NOW)


def test_the_source_is_that_of_the_version_asked_for(db: Session) -> None:
    orla = make_organiser(db)
    take_in(db, orla, own(version=1))
    take_in(db, orla, own(version=2))
    assert rules.source(db, orla.workspace_id, "ours", 1) == own(version=1)
    assert rules.source(db, orla.workspace_id, "core-6", 1) == source_of("core-6")
    assert rules.source(db, orla.workspace_id, "ours", 3) is None
    assert rules.source(db, make_workspace(db, "T0OTHER").id, "ours", 1) is None
