"""What we say to those who help, to whoever asked them, and about a sponsor's word."""

from datetime import date

import pytest
from slack_sdk.models.blocks import ActionsBlock
from sqlalchemy.orm import Session

from bot.actions import Act
from bot.help import messages, rules, sponsor
from bot.models import Kind, Letter, Note, Pair, Pairing, Person, Post, Stage
from bot.outbox.postbag import Writer
from bot.said import Said
from bot.wording import mention
from tests.factories import NOW, make_organiser, make_pair, make_person, make_programme
from tests.fitting import LONGEST_NAME, said
from tests.help.asking import WORDS, came, ends, helpers, owed, writes
from tests.help.test_sponsor import WORD, asked, call_off, sam
from tests.meetings.booking import THURSDAY, book

WRITERS: dict[Kind, Writer] = {
    Kind.HELP_NOTE: messages.help_note,
    Kind.HELP_PROGRESS: messages.help_progress,
    Kind.SPONSOR_ASKED: messages.sponsor_asked,
    Kind.SPONSOR_WORD: messages.sponsor_word,
}


@pytest.fixture
def pair(db: Session) -> Pair:
    return make_pair(db, make_programme(db, name="Spring <3", stage=Stage.RUNNING))


def written(db: Session, letter: Letter) -> Said | None:
    db.flush()
    db.expire(letter)
    return WRITERS[Kind(letter.kind)](db, letter)


def note_to(db: Session, person: Person) -> Letter:
    return owed(db, Kind.HELP_NOTE, person)[-1]


def told(db: Session, letter: Letter) -> str:
    return said(written(db, letter))


def progress(db: Session, note: Note) -> str:
    return told(db, owed(db, Kind.HELP_PROGRESS, note.author)[-1])


def acts(message: Said | None) -> list[str]:
    assert message is not None
    rows = [block for block in message.blocks if isinstance(block, ActionsBlock)]
    return [str(element.action_id) for row in rows for element in row.elements]


def test_whoever_helps_hears_who_asks_where_and_when_but_not_what(db: Session, pair: Pair) -> None:
    note = writes(db, pair.mentor.person)
    letter = note_to(db, helpers(pair)[0])
    text = told(db, letter)
    assert f"{mention(pair.mentor.person)} has written a note to you, as somebody who helps in *Spring &lt;3*" in text
    assert "Monday 2 March, 10:00" in text
    assert WORDS not in text
    assert mention(pair.leader.person) not in text
    assert acts(written(db, letter)) == [Act.READ_NOTE, Act.ANSWER_NOTE, Act.HELP]
    assert str(note.id) not in text


def test_without_a_programme_none_is_named(db: Session) -> None:
    organiser = make_organiser(db)
    writes(db, make_person(db))
    assert "to you, as somebody who helps: Monday 2 March" in told(db, note_to(db, organiser))


def test_whoever_looks_after_it_can_read_it_again_and_the_other_is_told_who_does(db: Session, pair: Pair) -> None:
    author, (hana, hugo) = pair.mentor.person, helpers(pair)
    note = writes(db, author)
    letters = [came(db, note_to(db, person)) for person in (hana, hugo)]
    rules.look_after(db, note, hana, NOW)
    assert f"You look after the note of {mention(author)}" in told(db, letters[0])
    assert acts(written(db, letters[0])) == [Act.READ_NOTE, Act.HELP]
    assert f"{mention(hana)} looks after the note of {mention(author)}." in told(db, letters[1])
    assert acts(written(db, letters[1])) == [Act.HELP]
    assert f"{mention(hana)} looks after your note and will write to you." in progress(db, note)


def test_an_answer_in_time_spares_the_second(db: Session, pair: Pair) -> None:
    hana, hugo = helpers(pair)
    note = writes(db, pair.mentor.person)
    rules.look_after(db, note, hana, NOW)
    assert written(db, note_to(db, hugo)) is None


def test_whoever_it_may_be_about_by_now_hears_nothing(db: Session, pair: Pair) -> None:
    hana, hugo = helpers(pair)
    writes(db, pair.mentor.person)
    pair.leader.manager_id = hugo.id
    assert written(db, note_to(db, hugo)) is None
    assert written(db, note_to(db, hana)) is not None


def test_a_note_that_is_gone_has_nothing_to_say(db: Session, pair: Pair) -> None:
    note = writes(db, pair.mentor.person)
    letter = note_to(db, helpers(pair)[0])
    rules.look_after(db, note, helpers(pair)[0], NOW)
    [told_author] = owed(db, Kind.HELP_PROGRESS, pair.mentor.person)
    db.delete(note)
    assert written(db, letter) is written(db, told_author) is None


def test_the_author_hears_that_the_second_has_it_too_and_whom_to_write_to(db: Session, pair: Pair) -> None:
    hana, hugo = helpers(pair)
    note = writes(db, pair.mentor.person)
    ends(db, came(db, note_to(db, hugo)), Post.SENT)
    text = progress(db, note)
    assert f"Nobody has answered your note yet, so {mention(hugo)} has it as well now." in text
    assert f"write to {mention(hana)} or {mention(hugo)} directly" in text


def test_the_author_hears_who_gets_it_instead(db: Session, pair: Pair) -> None:
    hana, hugo = helpers(pair)
    note = writes(db, pair.mentor.person)
    ends(db, note_to(db, hana), Post.FAILED)
    assert f"could not be brought to {mention(hana)}, so {mention(hugo)} gets it now" in progress(db, note)


def test_where_nobody_is_left_to_get_it_the_author_hears_whom_to_write_to(db: Session, pair: Pair) -> None:
    hana, hugo = helpers(pair)
    note = writes(db, pair.mentor.person)
    for person in (hana, hugo):
        ends(db, note_to(db, person), Post.FAILED)
    assert f"brought to {mention(hugo)}. Please write to {mention(hana)} directly." in progress(db, note)
    hana.standing = "deactivated"
    assert "Please ask whoever runs Slack here." in progress(db, note)


def test_the_sponsor_reads_the_leaders_name_and_not_the_mentors(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    [letter] = asked(db, pair)
    text = told(db, letter)
    assert f"Two sessions of {mention(pair.leader.person)} in *Spring &lt;3* were called off in a row" in text
    assert mention(pair.mentor.person) not in text
    assert acts(written(db, letter)) == [Act.WRITE_WORD, Act.HELP]


def test_a_sponsor_who_was_asked_sees_when_no_word_is_needed_any_more(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    letter = came(db, asked(db, pair)[0])
    book(db, pair.meetings[0], THURSDAY)
    assert letter.state == Post.WAITING
    assert "No word is needed now." in told(db, letter)
    assert acts(written(db, letter)) == [Act.HELP]
    letter.ts = None
    assert written(db, letter) is None


def test_the_sponsor_is_thanked_and_the_leader_told_that_a_word_waits(db: Session, pair: Pair) -> None:
    call_off(db, pair.meetings[0])
    letter = came(db, asked(db, pair)[0])
    sponsor.write_word(db, pair, sam(pair), WORD, NOW)
    assert f"Your word is on its way to {mention(pair.leader.person)}. Thank you!" in told(db, letter)
    [word] = owed(db, Kind.SPONSOR_WORD, pair.leader.person)
    assert f"{mention(sam(pair))} has written you a word." in told(db, word)
    assert WORD not in told(db, word)
    assert acts(written(db, word)) == [Act.READ_WORD, Act.HELP]
    pair.state = Pairing.ENDED
    assert written(db, word) is None


@pytest.mark.parametrize("kind", [Kind.HELP_NOTE, Kind.SPONSOR_ASKED, Kind.SPONSOR_WORD])
def test_a_letter_to_nobody_says_nothing(db: Session, pair: Pair, kind: Kind) -> None:
    note = writes(db, pair.mentor.person)
    letter = Letter(
        workspace_id=pair.workspace_id, kind=kind, key="x", due_at=NOW, try_at=NOW, facts={"note": str(note.id)}
    )
    db.add(letter)
    assert written(db, letter) is None


@pytest.mark.parametrize("locale", ["en-GB", "id-ID"])
def test_the_longest_names_fit(db: Session, locale: str) -> None:
    programme = make_programme(db, name="<&>" * 26, stage=Stage.RUNNING, ends_on=date(2026, 12, 31))
    pair = make_pair(db, programme)
    for person in (pair.mentor.person, pair.leader.person, *helpers(pair), sam(pair)):
        person.name, person.locale = LONGEST_NAME, locale
    hana, hugo = helpers(pair)
    note = writes(db, pair.mentor.person)
    told(db, note_to(db, hana))
    ends(db, note_to(db, hana), Post.FAILED)
    progress(db, note)
    came(db, note_to(db, hugo))
    rules.look_after(db, note, hugo, NOW)
    told(db, note_to(db, hugo))
    call_off(db, pair.meetings[0])
    told(db, asked(db, pair)[0])
    sponsor.write_word(db, pair, sam(pair), WORD, NOW)
    told(db, owed(db, Kind.SPONSOR_WORD, pair.leader.person)[0])
