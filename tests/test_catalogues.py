"""The sentences of each language, read as translators keep them."""

from bot.catalogues import LANGUAGES, SOURCE, catalogue


def test_english_comes_first_and_needs_no_catalogue() -> None:
    assert LANGUAGES[0] == SOURCE == "en"
    assert catalogue("en").gettext("EEEE d MMMM") == "EEEE d MMMM"


def test_a_sentence_is_said_in_the_language_that_has_it() -> None:
    assert catalogue("id").gettext("EEEE d MMMM") == "EEEE, d MMMM"


def test_a_sentence_that_no_catalogue_has_is_said_in_english() -> None:
    assert catalogue("id").gettext("No such sentence") == "No such sentence"


def test_a_language_that_we_do_not_have_is_english() -> None:
    assert catalogue("tlh").gettext("EEEE d MMMM") == "EEEE d MMMM"
