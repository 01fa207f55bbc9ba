"""Languages, dates and names as people read them; and that nothing somebody typed comes alive."""

from datetime import UTC, date, datetime

import pytest

from bot.models import Person, Programme
from bot.wording import (
    city,
    clock,
    day,
    escape,
    language_name,
    language_of,
    mention,
    plain_name,
    plural,
    quote,
    shorten,
    translation,
    when,
    when_for_both,
)

MORNING = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def person(**changes: str) -> Person:
    return Person(**{"workspace_id": "T0RM", "slack_id": "U1", "name": "Ayu", "zone": "UTC", "locale": ""} | changes)


@pytest.mark.parametrize(
    ("locale", "language"),
    [("id-ID", "id"), ("id_ID", "id"), ("ID", "id"), ("en-GB", "en"), ("de-DE", "id"), ("", "id"), ("idx", "id")],
)
def test_the_persons_language_goes_before_the_programmes(locale: str, language: str) -> None:
    assert language_of(person(locale=locale), Programme(language="id")) == language


def test_without_a_programme_the_rest_is_english() -> None:
    assert language_of(person(locale="de-DE")) == "en"


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert translation("xx")("I need help") == "I need help"
    assert [plural("xx")("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["{n} days", "{n} day", "{n} days"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U1> & <http://evil|here>", "&lt;@U1&gt; &amp; &lt;http://evil|here&gt;"),
        ("&lt;", "&amp;lt;"),
        ("a\u202egnp.exe\u2066b\u200b\ufeff", "agnp.exeb"),
        ("語 é 🙂", "語 é 🙂"),
    ],
)
def test_what_somebody_typed_is_shown_and_does_nothing(typed: str, shown: str) -> None:
    assert escape(typed) == shown


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("one\ntwo", "> one\n> two"),
        ("one\r\n\r\ntwo", "> one\n> \n> two"),
        ("one\u2028two\x0bthree", "> one\n> two\n> three"),  # other line ends cannot break out of the quotation
        ("", "> "),
        ("<!here>", "> &lt;!here&gt;"),
    ],
)
def test_every_line_of_a_quotation_is_marked(typed: str, quoted: str) -> None:
    assert quote(typed) == quoted


def test_what_is_too_long_ends_in_an_ellipsis_and_fits() -> None:
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab…"
    assert shorten("a\u202eb", 2) == "ab"


def test_a_name_stands_where_a_mention_does_not_work() -> None:
    assert (mention(person()), plain_name(person())) == ("<@U1>", "Ayu")
    assert plain_name(person(name="")) == "U1"
    assert len(plain_name(person(name="A" * 300))) == 75


def test_a_day_reads_as_people_say_it() -> None:
    assert day(date(2026, 12, 1), "en") == "Tuesday 1 December"
    assert day(date(2026, 12, 1), "id") == "Selasa, 1 Desember"


def test_a_moment_names_the_place_of_its_clock() -> None:
    assert when(MORNING, "Asia/Jakarta", "en") == "Tuesday 1 December, 15:00 (Jakarta)"
    assert clock(MORNING, "America/St_Johns", "en") == "04:30 (St. John’s)"


def test_both_clocks_are_shown_where_they_differ() -> None:
    jakarta, london, tokyo = person(zone="Asia/Jakarta"), person(zone="Europe/London"), person(zone="Asia/Tokyo")
    assert when_for_both(MORNING, jakarta, jakarta, "en") == "Tuesday 1 December, 15:00 (Jakarta)"
    assert when_for_both(MORNING, jakarta, london, "en") == ("Tuesday 1 December, 15:00 (Jakarta) · 08:00 (London)")
    evening = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
    assert when_for_both(evening, london, tokyo, "en") == (
        "Tuesday 1 December, 16:00 (London) · Wednesday 2 December, 01:00 (Tokyo)"
    )


@pytest.mark.parametrize(("zone", "name"), [("UTC", "UTC"), ("Mars/Olympus", "UTC"), ("Etc/GMT+3", "GMT+3")])
def test_a_zone_without_a_city_is_named_all_the_same(zone: str, name: str) -> None:
    assert city(zone, "en") == name


@pytest.mark.parametrize(("code", "name"), [("id", "Indonesian"), ("xx", "xx"), ("", ""), ("no such!", "no such!")])
def test_a_language_is_named_in_the_readers(code: str, name: str) -> None:
    assert language_name(code, "en") == name


def test_a_language_is_named_in_indonesian_too() -> None:
    assert language_name("en", "id") == "Inggris"
