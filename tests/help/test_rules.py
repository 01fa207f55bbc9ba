"""A note to the people who help: who gets it when, who may read it, what its author hears."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from bot import contacts
from bot.errors import Refused
from bot.help import rules
from bot.models import Joining, Kind, Letter, Note, Occasion, Pair, Person, Post, Stage
from bot.privacy.rules import leave
from tests.factories import NOW, make_enrolment, make_organiser, make_pair, make_person, make_programme
from tests.help.asking import WORDS, came, ends, helpers, owed, writes


@pytest.fixture
def pair(db: Session) -> Pair:
    return make_pair(db)


@pytest.fixture
def note(db: Session, pair: Pair) -> Note:
    return writes(db, pair.mentor.person)


@pytest.fixture
def hana(pair: Pair) -> Person:
    return helpers(pair)[0]


@pytest.fixture
def hugo(pair: Pair) -> Person:
    return helpers(pair)[1]


def heard(db: Session, note: Note) -> list[str]:
    """What its author is told, as keys."""
    return [letter.facts["what"] for letter in owed(db, Kind.HELP_PROGRESS, note.author)]


def only(db: Session, to: Person) -> Letter:
    [letter] = owed(db, Kind.HELP_NOTE, to)
    return letter


def test_the_first_gets_it_at_once_and_the_second_a_working_day_later(
    db: Session, note: Note, hana: Person, hugo: Person
) -> None:
    now, later = only(db, hana), only(db, hugo)
    assert (now.due_at, now.any_hour) == (NOW, True)
    assert (later.due_at, later.any_hour) == (NOW + timedelta(days=1), True)
    assert note.programme_id is not None
    assert (note.occasion, note.pair_id) == (Occasion.HELP, None)


@pytest.mark.usefixtures("note")
def test_nobody_else_gets_it_least_of_all_the_partner(db: Session, pair: Pair, hana: Person, hugo: Person) -> None:
    found = db.query(Letter.person_id).filter(Letter.kind == Kind.HELP_NOTE).all()
    assert {person_id for (person_id,) in found} == {hana.id, hugo.id}
    assert owed(db, Kind.HELP_PROGRESS, pair.leader.person) == []


def test_the_words_are_sealed_and_no_letter_holds_any(db: Session, note: Note, hana: Person) -> None:
    db.flush()
    assert note.text == WORDS
    assert note.text_sealed is not None
    assert b"manager" not in note.text_sealed
    assert set(only(db, hana).facts) == {"note", "later"}


@pytest.mark.parametrize(
    ("written", "zone", "reader", "due"),
    [
        ("Tuesday at noon", "UTC", "UTC", datetime(2026, 3, 4, 12, tzinfo=UTC)),
        ("Tuesday at noon", "UTC", "Asia/Tokyo", datetime(2026, 3, 5, 0, tzinfo=UTC)),
        ("Friday at noon", "UTC", "UTC", datetime(2026, 3, 9, 12, tzinfo=UTC)),
        ("Friday evening", "UTC", "UTC", datetime(2026, 3, 10, 9, tzinfo=UTC)),
        ("Saturday", "UTC", "UTC", datetime(2026, 3, 10, 9, tzinfo=UTC)),
        ("Friday evening", "America/Los_Angeles", "UTC", datetime(2026, 3, 10, 9, tzinfo=UTC)),
    ],
)
def test_a_working_day_is_one_of_whoever_was_asked_first(written: str, zone: str, reader: str, due: datetime) -> None:
    moments = {
        "Tuesday at noon": datetime(2026, 3, 3, 12, tzinfo=UTC),
        "Friday at noon": datetime(2026, 3, 6, 12, tzinfo=UTC),
        "Friday evening": datetime(2026, 3, 6, 22, tzinfo=UTC),
        "Saturday": datetime(2026, 3, 7, 12, tzinfo=UTC),
    }
    assert rules.a_working_day_after(moments[written], zone, reader) == due


def test_a_note_is_for_helpers_that_the_form_offered(db: Session, pair: Pair) -> None:
    found = contacts.helpers(db, pair.mentor.person)
    assert rules.addressed(found, str(pair.programme_id)) == found[0]
    for key in ("organisers", "None", None, str(uuid4())):
        with pytest.raises(Refused, match="old_form"):
            rules.addressed(found, key)


def test_where_nobody_is_left_there_is_nobody_to_write_to(db: Session) -> None:
    found = contacts.helpers(db, make_person(db))
    with pytest.raises(Refused, match="nobody_to_write_to"):
        rules.addressed(found, "organisers")


def test_with_one_who_helps_there_is_no_second(db: Session) -> None:
    organiser = make_organiser(db)
    writes(db, make_person(db))
    assert only(db, organiser).due_at == NOW


def test_whoever_looks_after_it_is_named_to_the_author_once(db: Session, note: Note, hana: Person) -> None:
    letter = came(db, only(db, hana))
    for _ in range(2):
        rules.look_after(db, rules.given(db, note.id, hana), hana, NOW)
    assert (note.answered_at, note.answered_by_id) == (NOW, hana.id)
    assert heard(db, note) == ["answered"]
    assert letter.state == Post.WAITING
    assert rules.looked_after_by(db, note) is hana


def test_until_then_nobody_looks_after_it(db: Session, note: Note) -> None:
    assert rules.looked_after_by(db, note) is None


def test_what_one_looks_after_stays_with_them(db: Session, note: Note, hana: Person, hugo: Person) -> None:
    for person in (hana, hugo):
        came(db, only(db, person))
    rules.look_after(db, note, hana, NOW)
    assert rules.given(db, note.id, hana) is note
    with pytest.raises(Refused, match="note_looked_after"):
        rules.given(db, note.id, hugo)


def test_nobody_reads_it_but_those_who_have_got_it(db: Session, pair: Pair, note: Note, hugo: Person) -> None:
    for person in (pair.leader.person, pair.mentor.person, pair.programme.sponsor, make_person(db), hugo):
        with pytest.raises(Refused, match="not_your_note"):
            rules.given(db, note.id, person)


def test_there_is_nothing_to_read_behind_a_made_up_id(db: Session, hana: Person) -> None:
    with pytest.raises(Refused, match="not_your_note"):
        rules.given(db, uuid4(), hana)


def test_a_note_of_another_workspace_does_not_open(db: Session, note: Note, hana: Person) -> None:
    came(db, only(db, hana))
    db.expunge(hana)
    hana.workspace_id = "T0OTHER"
    with pytest.raises(Refused, match="not_your_note"):
        rules.given(db, note.id, hana)


def test_a_press_that_comes_before_the_letter_is_settled_counts(db: Session, note: Note, hana: Person) -> None:
    only(db, hana).state = Post.SENDING
    db.flush()
    assert rules.given(db, note.id, hana) is note


def test_it_closes_to_whoever_it_may_have_come_to_be_about(db: Session, pair: Pair, note: Note, hana: Person) -> None:
    came(db, only(db, hana))
    pair.leader.manager_id = hana.id
    db.flush()
    with pytest.raises(Refused, match="not_your_note"):
        rules.given(db, note.id, hana)


def test_the_author_hears_when_the_second_has_it_too(db: Session, note: Note, hana: Person, hugo: Person) -> None:
    ends(db, came(db, only(db, hana)), Post.SENT)
    assert heard(db, note) == []
    for _ in range(2):
        ends(db, came(db, only(db, hugo)), Post.SENT)
    assert heard(db, note) == ["passed_on"]


def test_after_an_answer_nothing_more_follows(db: Session, note: Note, hana: Person, hugo: Person) -> None:
    came(db, only(db, hana))
    rules.look_after(db, note, hana, NOW)
    ends(db, only(db, hugo), Post.DROPPED)
    assert heard(db, note) == ["answered"]


@pytest.mark.parametrize("how", [Post.FAILED, Post.DROPPED])
def test_where_the_first_cannot_have_it_the_second_gets_it_at_once(
    db: Session, note: Note, hana: Person, hugo: Person, how: Post
) -> None:
    ends(db, only(db, hana), how)
    letter = only(db, hugo)
    assert (letter.due_at, letter.try_at) == (NOW, NOW)
    [told] = owed(db, Kind.HELP_PROGRESS, note.author)
    assert told.any_hour
    assert (told.facts["what"], told.facts["about"]) == ("not_delivered", str(hana.id))
    assert told.facts["instead"] == str(hugo.id)
    ends(db, came(db, letter), Post.SENT)
    assert heard(db, note) == ["not_delivered"]


def test_where_neither_can_have_it_the_author_is_told_whom_to_write_to(
    db: Session, note: Note, hana: Person, hugo: Person
) -> None:
    for person in (hana, hugo):
        ends(db, only(db, person), Post.FAILED)
    told = owed(db, Kind.HELP_PROGRESS, note.author)[-1]
    assert (told.facts["about"], told.facts["instead"]) == (str(hugo.id), "")


def test_where_the_second_cannot_have_it_in_the_end_the_next_gets_it(
    db: Session, note: Note, hana: Person, hugo: Person
) -> None:
    organiser = make_organiser(db)
    ends(db, came(db, only(db, hana)), Post.SENT)
    hugo.standing = "deactivated"
    ends(db, only(db, hugo), Post.DROPPED)
    letter = only(db, organiser)
    assert letter.due_at == NOW
    assert heard(db, note) == []
    ends(db, came(db, letter), Post.SENT)
    assert heard(db, note) == ["passed_on"]


def test_a_message_that_cannot_be_written_anew_was_delivered_all_the_same(
    db: Session, note: Note, hana: Person
) -> None:
    ends(db, came(db, only(db, hana)), Post.FAILED)
    assert heard(db, note) == []


def test_a_note_that_is_gone_has_no_consequences(db: Session, note: Note, hana: Person) -> None:
    letter = only(db, hana)
    db.delete(note)
    db.flush()
    ends(db, letter, Post.FAILED)
    assert owed(db, Kind.HELP_PROGRESS, make_person(db)) == []


@pytest.mark.usefixtures("note")
def test_whoever_leaves_after_writing_is_still_helped(db: Session, pair: Pair, hana: Person) -> None:
    leave(db, pair.mentor, NOW)
    assert pair.mentor.state == Joining.LEFT
    assert only(db, hana).state == Post.WAITING


def test_the_author_sees_how_it_stands(db: Session, note: Note, hana: Person, hugo: Person) -> None:
    author = note.author
    assert rules.written_by(db, author, NOW) == [rules.Written(NOW, (hana,), None)]
    only(db, hana).state = Post.SENDING
    only(db, hugo).state = Post.SENDING
    db.flush()
    assert rules.written_by(db, author, NOW) == [rules.Written(NOW, (hana, hugo), None)]
    rules.look_after(db, note, hugo, NOW)
    assert rules.written_by(db, author, NOW) == [rules.Written(NOW, (hana, hugo), hugo)]
    assert rules.written_by(db, author, NOW + timedelta(days=30)) == []
    assert rules.written_by(db, hana, NOW) == []


def test_what_was_lost_is_with_nobody(db: Session, note: Note, hana: Person, hugo: Person) -> None:
    for person in (hana, hugo):
        ends(db, only(db, person), Post.FAILED)
    assert rules.written_by(db, note.author, NOW) == [rules.Written(NOW, (), None)]


def test_a_second_note_is_another_note(db: Session, note: Note, hana: Person) -> None:
    another = writes(db, note.author, "It happened again")
    assert {letter.facts["note"] for letter in owed(db, Kind.HELP_NOTE, hana)} == {str(note.id), str(another.id)}


def test_a_note_of_a_closed_programme_goes_to_the_organisers(db: Session) -> None:
    organiser, programme = make_organiser(db), make_programme(db, stage=Stage.CLOSED)
    note = writes(db, make_enrolment(db, programme).person)
    assert note.programme_id is None
    assert len(owed(db, Kind.HELP_NOTE, organiser)) == 1
