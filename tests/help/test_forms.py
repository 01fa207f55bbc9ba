"""The window that says who helps, the note to them, and a sponsor's word."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from bot import contacts
from bot.actions import Act
from bot.contacts import Helpers
from bot.errors import Invalid, Refused
from bot.help import forms
from bot.help.forms import Help
from bot.help.rules import Written
from bot.models import Note, Pair, Person, Programme, Stage
from bot.wording import mention
from tests.factories import NOW, make_enrolment, make_organiser, make_pair, make_person, make_programme
from tests.fitting import LONGEST_ANSWER, LONGEST_NAME, filled, fits
from tests.help.asking import writes

LANGUAGES = ("en", "id")


def window(*found: Helpers, written: tuple[Written, ...] = (), language: str = "en") -> dict[str, Any]:
    return fits(forms.draw_help(Help(found, written, "Europe/Berlin", language)))


def acts(view: dict[str, Any]) -> list[str]:
    rows = [block["elements"] for block in view["blocks"] if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


def in_programme(db: Session, *people: Person, programme: Programme | None = None) -> Helpers:
    return Helpers(programme or make_programme(db, name="Spring"), people, ())


def test_help_names_the_contacts_with_their_titles_before_anything_else(db: Session) -> None:
    contact = make_person(db, title="Ombuds <x>")
    view = window(in_programme(db, contact))
    assert view["blocks"][1]["text"]["text"] == f"*Spring*\n{mention(contact)} · Ombuds &lt;x&gt;"
    assert acts(view) == [Act.WRITE_NOTE]
    assert "Nobody is told that you opened this" in str(view)


def test_an_organiser_who_stands_in_is_named_as_one(db: Session) -> None:
    contact, organiser = make_person(db), make_organiser(db)
    text = str(window(Helpers(make_programme(db), (contact,), (organiser,))))
    assert f"{mention(organiser)} · organises it" in text
    assert f"{mention(contact)} · organises" not in text
    assert "organises it" not in str(window(Helpers(None, (), (organiser,))))


def test_without_anybody_help_says_whom_to_ask_and_offers_no_note() -> None:
    view = window(Helpers(None, (), ()))
    assert "Please ask whoever runs Slack where you work." in str(view)
    assert acts(view) == []


def test_help_shows_how_ones_own_notes_stand(db: Session) -> None:
    hana, hugo = make_person(db), make_person(db)
    written = (Written(NOW, (hana, hugo), None), Written(NOW, (hana,), hana), Written(NOW, (), None))
    text = str(window(in_programme(db, hana), written=written))
    assert f"Your note of Monday 2 March: {mention(hana)} and {mention(hugo)} can read it; nobody has answered" in text
    assert f"Your note of Monday 2 March: {mention(hana)} looks after it." in text
    assert "Your note of Monday 2 March did not reach anybody. Please write to somebody directly." in text


def test_a_note_says_who_gets_it_and_who_never_hears_of_it(db: Session) -> None:
    hana, hugo = make_person(db), make_person(db)
    text = str(fits(forms.draw_note([in_programme(db, hana, hugo)], "en")))
    assert f"{mention(hana)} gets it now, and {mention(hugo)} as well if {mention(hana)} has not answered" in text
    assert "Your partner never hears of it" in text


def test_with_one_who_helps_no_second_is_promised(db: Session) -> None:
    organiser = make_organiser(db)
    view = fits(forms.draw_note([Helpers(None, (), (organiser,))], "en"))
    assert view["blocks"][0]["text"]["text"] == f"{mention(organiser)} gets it now."


def test_a_note_is_read_with_whom_it_is_for(db: Session) -> None:
    helpers = in_programme(db, make_person(db))
    plea = forms.read_note(filled(forms.draw_note([helpers], "en"), text="  Please call me  "), "en")
    assert plea == forms.Plea(helpers.key, "Please call me")


def test_with_several_programmes_one_is_chosen(db: Session) -> None:
    found = [in_programme(db, make_person(db), programme=make_programme(db, name=name)) for name in ("A", "\u200b")]
    view = forms.draw_note(found, "en")
    plea = forms.read_note(filled(view, text="Please call me", programme=found[1].key), "en")
    assert plea.key == found[1].key
    assert forms.read_note(filled(view, text="x"), "en").key is None


@pytest.mark.parametrize("empty", ["", "   \n ", None, "\x00"])
def test_a_note_without_words_is_not_sent(db: Session, empty: str | None) -> None:
    view = forms.draw_note([in_programme(db, make_person(db))], "en")
    with pytest.raises(Invalid) as refused:
        forms.read_note(filled(view, text=empty), "en")
    assert "Please write a few words" in refused.value.errors["text"]


@pytest.mark.parametrize("carried", ["", "nonsense", "{"])
def test_an_old_form_is_refused(db: Session, carried: str) -> None:
    view = filled(forms.draw_note([in_programme(db, make_person(db))], "en"), text="x") | {"private_metadata": carried}
    with pytest.raises(Refused, match="old_form"):
        forms.read_note(view, "en")
    with pytest.raises(Refused, match="old_form"):
        forms.read_pair(view)


def test_what_was_sent_says_who_has_it(db: Session) -> None:
    hana, hugo = make_person(db), make_person(db)
    text = str(fits(forms.draw_sent(in_programme(db, hana, hugo), "en")))
    assert f"{mention(hana)} has your note." in text
    assert f"{mention(hugo)} gets it as well" in text
    alone = fits(forms.draw_sent(Helpers(None, (), (hana,)), "en"))
    assert f"{mention(hana)} has your note and will write" in str(alone)


@pytest.mark.parametrize("words", ["<!channel> <@U0BOSS> *now* <https://x|y>", "&" * 3000, "\n" * 2999 + "x"])
def test_a_note_is_read_in_full_and_nothing_in_it_comes_alive(db: Session, words: str) -> None:
    note = writes(db, make_pair(db).mentor.person, words)
    view = fits(forms.draw_reading(note, "en"))
    shown = "\n".join(block["text"]["text"] for block in view["blocks"][1:] if block["type"] == "section")
    assert "<" not in shown
    assert all(line.startswith("> ") for line in shown.splitlines())
    assert shown.count("&amp;") == words.count("&")
    assert acts(view) == [Act.ANSWER_NOTE]


def test_a_note_that_is_looked_after_needs_no_second_yes(db: Session) -> None:
    note = writes(db, make_pair(db).mentor.person)
    note.answered_at = NOW
    assert acts(fits(forms.draw_reading(note, "en"))) == []


@pytest.fixture
def pair(db: Session) -> Pair:
    programme = make_programme(db, name="<&>" * 26, stage=Stage.RUNNING)
    return make_pair(db, programme)


def test_a_word_is_for_the_leader_alone(pair: Pair) -> None:
    view = forms.draw_word(pair, "en")
    assert mention(pair.leader.person) in str(fits(view))
    assert mention(pair.mentor.person) not in str(fits(view))
    assert forms.read_pair(filled(view)) == pair.id
    assert forms.words(filled(view, text=" Do come "), "en") == "Do come"
    assert isinstance(forms.read_pair(filled(view)), UUID)


def test_the_word_is_shown_as_its_authors(db: Session, pair: Pair) -> None:
    sponsor = pair.programme.sponsor
    keys = {"workspace_id": pair.workspace_id, "pair_id": pair.id, "author_id": sponsor.id}
    note = Note(**keys, occasion="sponsor", text="<!here> Do *come*", written_at=NOW)
    db.add(note)
    db.flush()
    text = str(fits(forms.draw_word_reading(note, "en")))
    assert f"{mention(sponsor)} wrote to you:" in text
    assert "> &lt;!here&gt; Do *come*" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_of_everything_fits(db: Session, pair: Pair, language: str) -> None:
    author = make_organiser(db, name=LONGEST_NAME, title=LONGEST_NAME)
    for number in range(41):
        programme = make_programme(db, name=f"{number}{'<&>' * 26}")
        for contact in programme.contacts:
            contact.person.title = LONGEST_NAME
        make_enrolment(db, programme, person=author)
    found = contacts.helpers(db, author)
    note = writes(db, author, LONGEST_ANSWER)
    written = tuple(Written(NOW, found[0].people, None) for _ in range(3))
    window(*found, written=written, language=language)
    fits(forms.draw_note(found, language))
    for view in (forms.draw_reading(note, language), forms.draw_word_reading(note, language)):
        fits(view)
    for helpers in (found[0], Helpers(None, (), (author,))):
        fits(forms.draw_sent(helpers, language))
    fits(forms.draw_word(pair, language))
    fits(forms.draw_word_sent(pair, language))
