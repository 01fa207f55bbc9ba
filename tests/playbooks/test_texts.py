"""A text is said in its reader's language, and a playbook's arc fits programmes of every length."""

import pytest
from pydantic import ValidationError

from bot.playbooks import BadPlaybook, load, names, read, source_of
from bot.playbooks.arc import place
from bot.playbooks.model import Playbook
from bot.playbooks.text import Label, Line, Text
from tests.playbooks.sources import CORE_6, in_three_languages


@pytest.mark.parametrize("name", ["nope", "", "../core-6", "core-6.yaml"])
def test_a_playbook_that_we_do_not_have_is_refused_with_those_that_we_have(name: str) -> None:
    with pytest.raises(BadPlaybook, match="there are: core-6"):
        load(name)


def test_every_playbook_that_we_ship_can_be_read_and_bears_its_own_name() -> None:
    assert [load(name).id for name in names()] == names()


def test_a_playbook_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load().version = 2  # type: ignore[misc]


def test_a_playbook_survives_being_written_and_read() -> None:
    assert Playbook.model_validate_json(load().model_dump_json()) == load()
    assert source_of("core-6") == CORE_6


def test_a_text_without_the_readers_language_is_said_in_its_first() -> None:
    assert Text(en="Hello").in_("id") == "Hello"
    assert Text(id="Halo", en="Hello").in_("fr") == "Halo"


@pytest.mark.parametrize("language", ["id", "id-ID", "id_ID", "ID"])
def test_indonesian_is_said_to_whoever_reads_it(language: str) -> None:
    assert Text(en="Hello", id="Halo").in_(language) == "Halo"


@pytest.mark.parametrize("language", ["en", "en-GB", "fr", "", "i", "ido"])
def test_everybody_else_reads_the_first_language(language: str) -> None:
    assert Text(en="Hello", id="Halo").in_(language) == "Hello"


def test_a_third_language_needs_nothing_but_its_words() -> None:
    book = read(in_three_languages("fr"), "core-6")
    assert book.languages == ("fr", "en", "id")
    assert book.name.in_("fr-CA") == "fr: Core six"
    assert book.name.in_("de") == "fr: Core six"
    assert book.name.in_("id") == "Inti enam sesi"


def test_a_language_whose_code_yaml_once_took_for_a_no_is_a_language() -> None:
    assert read(in_three_languages("no"), "core-6").languages[0] == "no"


def test_a_line_is_filled_in_the_language_of_its_reader_and_spare_values_do_no_harm() -> None:
    line = Line(en="Hello {leader}", id="Halo {leader}")
    assert line.fill("id", leader="Ratna", mentor="Bayu") == "Halo Ratna"


def test_what_is_filled_in_is_never_filled_again() -> None:
    assert Line(en="Hello {leader}").fill("en", leader="{mentor}") == "Hello {mentor}"


def test_a_line_with_a_value_missing_is_not_said() -> None:
    with pytest.raises(KeyError, match="leader"):
        Line(en="Hello {leader}").fill("en")


def test_a_label_is_trimmed_before_it_is_measured() -> None:
    assert Label(en=" " + "x" * 75 + " ").in_("en") == "x" * 75


def test_meetings_are_numbered_from_one() -> None:
    with pytest.raises(ValueError, match="numbered from 1, not 0"):
        place(0, 6, 6)


def test_a_round_that_is_cut_short_skips_evenly_and_keeps_the_order() -> None:
    assert [place(number, 8, 6) for number in range(1, 9)] == [0, 1, 2, 3, 4, 1, 3, 5]


def test_meetings_beyond_the_last_go_round_in_full() -> None:
    assert [place(number, 3, 6) for number in range(4, 9)] == [3, 4, 1, 2, 3]
