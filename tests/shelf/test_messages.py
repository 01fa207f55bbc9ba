"""A playbook as a file, to whoever asked for it."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.letters import owe
from bot.models import Edition, Kind, Letter, Person
from bot.playbooks import read, source_of
from bot.shelf import messages, rules
from tests.factories import NOW, make_organiser, make_programme
from tests.fitting import said
from tests.shelf.books import own


def asked_for(db: Session, orla: Person, name: str) -> Letter:
    rules.hand_out(db, orla, name, NOW)
    letter = owe(db, Kind.PLAYBOOK_FILE, orla, NOW, to=orla, once=NOW.isoformat())
    db.flush()
    return letter


def test_the_file_is_the_playbook_word_for_word(db: Session) -> None:
    letter = asked_for(db, make_organiser(db), "core-6")
    message = messages.playbook_file(db, letter)
    assert "The playbook `core-6`, version 1." in said(message)
    assert message is not None
    assert message.file is not None
    assert (message.file.name, message.file.content.decode()) == ("core-6.yaml", source_of("core-6"))


def test_an_edition_that_is_gone_is_not_sent(db: Session) -> None:
    orla = make_organiser(db)
    rules.take_in(db, orla, read(own(), "own"), own(), NOW)
    letter = asked_for(db, orla, "ours")
    assert "`ours`" in said(messages.playbook_file(db, letter))
    db.execute(delete(Edition))
    assert messages.playbook_file(db, letter) is None


def test_a_file_for_nobody_is_not_written(db: Session) -> None:
    assert messages.playbook_file(db, owe(db, Kind.PLAYBOOK_FILE, make_programme(db), NOW, to=None)) is None
