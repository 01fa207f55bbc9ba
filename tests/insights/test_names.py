"""Whether a line points to somebody."""

import pytest

from bot.insights.names import names_one_of, points_to_somebody

NAMES = ["Ayu Lestari", "Zoë van den Berg-Núñez", "An Li", "山田太郎", "", "–"]


@pytest.mark.parametrize(
    "line",
    [
        "ask @ayu first",
        "<@U0AYU> knows",
        "see <#C0GENERAL|general>",
        "<!channel> listen",
        "write to ayu@acme.example",
        "#random is where it happens",
        "read HTTPS://acme.example/x",
        "www.acme.example says",
    ],
)
def test_a_mention_an_address_and_a_link_point_to_somebody(line: str) -> None:
    assert points_to_somebody(line)


@pytest.mark.parametrize("line", ["Reviews @ nine work", "a # of things", "1 < 2, http is old", "Ask first.", ""])
def test_other_signs_point_to_nobody(line: str) -> None:
    assert not points_to_somebody(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ayu says so",
        "what AYU's team sees",
        "as ayu-like people do",
        "ask lestari",
        "Zoe was right",
        "ZOË was right",
        "the Nunez way",
        "_Ayu_ said so",
        "ask ayu_lestari",
        "An said so",
        "Li said so",
        "これは山田太郎です",
    ],
)
def test_a_first_or_last_name_is_found_in_any_capitals_and_accents(line: str) -> None:
    assert names_one_of(line, NAMES)


@pytest.mark.parametrize(
    "line",
    ["Ayurveda helps", "the van left", "Dent and Bergen", "an hour is enough", "li", "Reviews go better.", "山田", ""],
)
def test_a_word_that_only_holds_a_name_or_stands_between_is_none(line: str) -> None:
    assert not names_one_of(line, NAMES)


def test_a_name_that_fills_the_line_is_found_whatever_hides_in_it() -> None:
    assert names_one_of("A\u0301yu", ["Áyu"])


def test_nobody_is_named_where_nobody_has_a_name() -> None:
    assert not names_one_of("Reviews go better.", [])
