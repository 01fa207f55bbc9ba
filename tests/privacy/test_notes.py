"""The notes that somebody wrote, as they are shown to them."""

import pytest
from sqlalchemy.orm import Session

from bot.contacts import helpers
from bot.help.rules import write_note
from bot.help.sponsor import write_word
from bot.models import Kind, Letter, Note, Pair, Person
from bot.privacy import record
from bot.wording import mention
from tests.factories import NOW, make_pair


@pytest.fixture
def pair(db: Session) -> Pair:
    return make_pair(db)


def shown(db: Session, person: Person) -> str:
    db.flush()
    db.expire_all()
    return "\n".join(record.paragraphs(db, person))


def asks(db: Session, pair: Pair, words: str = "He <told> my manager") -> None:
    author = pair.mentor.person
    write_note(db, author, helpers(db, author)[0], words, NOW)


def test_a_note_for_help_names_those_who_have_it_by_now(db: Session, pair: Pair) -> None:
    asks(db, pair)
    first = pair.programme.contacts[0].person
    assert "Your note to those who help, Monday 2 March (whom we brought it to: –)" in shown(db, pair.mentor.person)
    for letter in db.query(Letter).filter(Letter.kind == Kind.HELP_NOTE, Letter.person_id == first.id):
        letter.ts = "1.0"
    text = shown(db, pair.mentor.person)
    assert f"(whom we brought it to: {mention(first)})*\n> He &lt;told&gt; my manager" in text


def test_nobody_else_is_shown_a_note(db: Session, pair: Pair) -> None:
    asks(db, pair, "canary")
    write_word(db, pair, pair.programme.sponsor, "canary", NOW)
    for person in (pair.leader.person, *(contact.person for contact in pair.programme.contacts)):
        assert "canary" not in shown(db, person)


def test_a_sponsors_word_names_the_leader_who_can_read_it(db: Session, pair: Pair) -> None:
    write_word(db, pair, pair.programme.sponsor, "Do come", NOW)
    text = shown(db, pair.programme.sponsor)
    assert f"Your word to a leader, Monday 2 March (who can read it: {mention(pair.leader.person)})*\n> Do come" in text


def test_a_thank_you_names_the_mentor_whose_it_is(db: Session, pair: Pair) -> None:
    keys = {"workspace_id": pair.workspace_id, "author_id": pair.leader.person_id, "written_at": NOW}
    db.add(Note(**keys, pair_id=pair.id, occasion="thanks", text="You changed my mind"))
    text = shown(db, pair.leader.person)
    assert f"to whom they like: {mention(pair.mentor.person)})*\n> You changed my mind" in text


def test_a_thank_you_whose_pair_is_gone_names_nobody(db: Session, pair: Pair) -> None:
    keys = {"workspace_id": pair.workspace_id, "author_id": pair.leader.person_id, "written_at": NOW}
    db.add(Note(**keys, occasion="thanks", text="You changed my mind"))
    assert "to whom they like: –)" in shown(db, pair.leader.person)
