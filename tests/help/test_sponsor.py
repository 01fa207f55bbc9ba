"""A personal word of the sponsor to a leader who called off two sessions in a row."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.help import sponsor
from bot.models import Kind, Letter, Meeting, Note, Pair, Pairing, Person, Post, Role, Sitting, Stage
from bot.pairs import end
from tests.factories import NOW, make_enrolment, make_pair, make_person, make_programme
from tests.help.asking import came, owed
from tests.meetings.booking import THURSDAY, book, cancel

WORD = "I would not miss mine for anything"


@pytest.fixture
def pair(db: Session) -> Pair:
    return make_pair(db)


def sam(pair: Pair) -> Person:
    return pair.programme.sponsor


def call_off(db: Session, meeting: Meeting, times: int = 2, by: Role = Role.LEADER) -> None:
    for _ in range(times):
        book(db, meeting, THURSDAY)
        cancel(db, meeting, by)


def asked(db: Session, pair: Pair) -> list[Letter]:
    return owed(db, Kind.SPONSOR_ASKED, sam(pair))


def test_the_sponsor_is_asked_at_the_second_in_a_row_and_not_again(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0], 1)
    assert asked(db, pair) == []
    call_off(db, pair.meetings[0], 1)
    [letter] = asked(db, pair)
    assert not letter.any_hour
    came(db, letter)
    call_off(db, pair.meetings[0], 2)
    assert asked(db, pair) == [letter]


def test_a_mentors_calling_off_is_nothing_to_a_sponsor(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0], 3, Role.MENTOR)
    assert asked(db, pair) == []
    call_off(db, pair.meetings[0], 2)
    call_off(db, pair.meetings[0], 1, Role.MENTOR)
    assert len(asked(db, pair)) == 1


def test_after_a_session_that_was_held_two_more_are_another_reason(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    pair.meetings[0].state, pair.leader_cancellations = Sitting.HELD, 0
    call_off(db, pair.meetings[1])
    assert len(asked(db, pair)) == 2


def test_the_same_session_can_be_called_off_twice_again_later(db: Session, pair: Pair) -> None:
    """Another of the pair's sessions was held in between."""
    call_off(db, pair.meetings[1])
    pair.meetings[0].state, pair.leader_cancellations = Sitting.HELD, 0
    call_off(db, pair.meetings[1])
    assert len(asked(db, pair)) == 2


@pytest.mark.parametrize("role", list(Role))
def test_a_sponsor_who_is_one_of_the_two_is_not_asked(db: Session, role: Role) -> None:
    programme = make_programme(db, stage=Stage.RUNNING)
    side = make_enrolment(db, programme, role, person=programme.sponsor)
    pair = make_pair(db, programme, **{role.value: side})
    call_off(db, pair.meetings[0])
    assert asked(db, pair) == []


def test_a_date_that_comes_first_takes_the_question_back(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    assert sponsor.needed(pair)
    book(db, pair.meetings[0], THURSDAY)
    assert asked(db, pair)[0].state == Post.DROPPED
    assert not sponsor.needed(pair)


def test_the_word_goes_to_the_leader_alone_in_working_hours(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    letter = came(db, asked(db, pair)[0])
    night = NOW.replace(hour=23)
    note = sponsor.write_word(db, sponsor.may_write(db, pair.id, sam(pair)), sam(pair), WORD, night)
    [word] = owed(db, Kind.SPONSOR_WORD, pair.leader.person)
    assert word.due_at == (NOW + timedelta(days=1)).replace(hour=9)
    assert word.facts == {"note": str(note.id)}
    assert owed(db, Kind.SPONSOR_WORD, pair.mentor.person) == []
    assert letter.state == Post.WAITING
    assert note.text == WORD
    assert note.text_sealed is not None
    assert b"miss" not in note.text_sealed


def test_there_is_one_word_for_two_in_a_row(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    came(db, asked(db, pair)[0])
    sponsor.write_word(db, pair, sam(pair), WORD, NOW)
    with pytest.raises(Refused, match="word_written"):
        sponsor.may_write(db, pair.id, sam(pair))


def test_the_next_two_in_a_row_bring_another_chance(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    sponsor.write_word(db, pair, sam(pair), WORD, NOW)
    pair.meetings[0].state, pair.leader_cancellations = Sitting.HELD, 0
    later = NOW + timedelta(days=30)
    for _ in range(2):
        book(db, pair.meetings[1], later + timedelta(days=3), now=later)
        cancel(db, pair.meetings[1], now=later)
    assert sponsor.may_write(db, pair.id, sam(pair)) is pair


def test_nobody_but_the_sponsor_writes(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    for person in (pair.leader.person, pair.mentor.person, make_person(db)):
        with pytest.raises(Refused, match="not_your_pair"):
            sponsor.may_write(db, pair.id, person)
    with pytest.raises(Refused, match="not_your_pair"):
        sponsor.may_write(db, uuid4(), sam(pair))


def test_no_word_is_asked_for_out_of_the_blue(db: Session, pair: Pair) -> None:
    with pytest.raises(Refused, match="date_again"):
        sponsor.may_write(db, pair.id, sam(pair))


@pytest.mark.parametrize("change", ["booked", "ended", "closed"])
def test_once_things_have_moved_on_no_word_is_needed(db: Session, pair: Pair, change: str) -> None:
    call_off(db, pair.meetings[0])
    match change:
        case "booked":
            book(db, pair.meetings[0], THURSDAY)
        case "ended":
            pair.state = Pairing.ENDED
        case _:
            pair.programme.stage = Stage.CLOSED
    with pytest.raises(Refused, match="date_again"):
        sponsor.may_write(db, pair.id, sam(pair))


def test_a_pair_that_ends_takes_an_unsent_word_back(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    sponsor.write_word(db, pair, sam(pair), WORD, NOW)
    end(db, pair, "ended_kindly", NOW)
    assert owed(db, Kind.SPONSOR_WORD, pair.leader.person)[0].state == Post.DROPPED


def test_the_leader_alone_reads_it(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    note = sponsor.write_word(db, pair, sam(pair), WORD, NOW)
    assert sponsor.word_to(db, note.id, pair.leader.person) is note
    for person in (pair.mentor.person, make_person(db)):
        with pytest.raises(Refused, match="not_your_note"):
            sponsor.word_to(db, note.id, person)


def test_a_note_for_help_or_a_thank_you_is_no_sponsors_word(db: Session, pair: Pair) -> None:
    keys = {"workspace_id": pair.workspace_id, "author_id": pair.mentor.person_id, "written_at": NOW, "text": "x"}
    db.add_all([Note(**keys, occasion="help"), Note(**keys, occasion="thanks", pair_id=pair.id)])
    db.flush()
    for note in db.scalars(select(Note)):
        with pytest.raises(Refused, match="not_your_note"):
            sponsor.word_to(db, note.id, pair.leader.person)
    with pytest.raises(Refused, match="not_your_note"):
        sponsor.word_to(db, uuid4(), pair.leader.person)


def test_writing_without_a_message_to_redraw_still_reaches_the_leader(db: Session, pair: Pair) -> None:
    sponsor.write_word(db, pair, sam(pair), WORD, NOW)
    assert len(owed(db, Kind.SPONSOR_WORD, pair.leader.person)) == 1
