"""Each playbook that we ship says what it should, in words that anybody may read."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from bot.models import Role
from bot.playbooks import Moment, Playbook, load, names
from bot.playbooks.agreement import Level
from bot.playbooks.company import FormKey
from bot.playbooks.text import Brief, Frozen, Label, Line, Prompt, Text, Title
from bot.playbooks.themes import Phase

VALUES = {
    "leader": "Ratna",
    "mentor": "Bayu",
    "contact": "Sari",
    "theme": "What stays",
    "when": "tomorrow at 09:00",
    "date": "1 May",
}
HIERARCHY = ["executive", "mentee", "coachee", "eksekutif", "bawahan", "kamu", "bapak", "ibu", "FM1"]


@pytest.fixture(params=names())
def book(request: pytest.FixtureRequest) -> Playbook:
    return load(str(request.param))


def texts(part: Any) -> Iterator[Text]:
    if isinstance(part, Text):
        yield part
    elif isinstance(part, Frozen):
        for _, value in part:
            yield from texts(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from texts(value)


def sentences(book: Playbook) -> Iterator[str]:
    for text in texts(book):
        yield text.in_("en")
        yield text.in_("id")


def test_every_text_is_there_in_english_and_in_indonesian(book: Playbook) -> None:
    assert all(text.in_("en") for text in texts(book))
    assert [text.in_("en") for text in texts(book) if not text.in_("id")] == []


@pytest.mark.parametrize("word", HIERARCHY)
def test_no_text_uses_a_word_that_brings_the_hierarchy_back(book: Playbook, word: str) -> None:
    assert [text for text in sentences(book) if re.search(rf"\b{word}", text, re.IGNORECASE)] == []


def test_no_text_is_spelt_the_american_way(book: Playbook) -> None:
    american = re.compile(r"\b(program|organiz\w+|recogniz\w+|behavior|color|favorite|favors)\b")
    assert [text.in_("en") for text in texts(book) if american.search(text.in_("en"))] == []


def test_people_are_told_of_sessions_and_never_of_meetings_with_a_number(book: Playbook) -> None:
    assert [
        text.in_("en") for text in texts(book) if re.search(r"\bmeeting \d|six (hours|sessions)", text.in_("en"))
    ] == []


def test_every_text_fits_where_it_is_shown(book: Playbook) -> None:
    longest = {Text: 600, Brief: 200, Prompt: 300, Line: 600, Label: 75, Title: 60}
    for text in texts(book):
        assert max(len(text.in_("en")), len(text.in_("id") or "")) <= longest[type(text)]


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("role", Role)
def test_all_that_is_said_ahead_of_a_session_fits_into_one_paragraph_of_slack(
    book: Playbook, role: Role, language: str
) -> None:
    longest = max(len(nudge.text.in_(language)) for nudge in book.nudges)
    for theme, lesson in zip(book.themes, book.track, strict=True):
        parts = (theme.title, theme.outcome, theme.kit, theme.prompts.for_(role), lesson)
        assert sum(len(text.in_(language)) for text in texts(parts)) + longest < 3000


def test_no_theme_says_how_far_a_programme_has_come_for_it_may_have_any_length(book: Playbook) -> None:
    halves = re.compile("half-way|setengah jalan", re.IGNORECASE)
    for text in texts((book.themes, book.track)):
        assert [said for said in (text.in_("en"), text.in_("id")) if halves.search(said)] == []


def test_every_text_is_plain(book: Playbook) -> None:
    assert [text for text in sentences(book) if re.search(r"[<>&*_~`]|:\w+:", text)] == []


def test_every_key_and_name_stands_for_one_thing_only(book: Playbook) -> None:
    for things in (book.topics, book.agreement.rules, book.agreement.topic_floors):
        for language in ("en", "id"):
            assert len({thing.name.in_(language) for thing in things}) == len(things)


@pytest.mark.parametrize("moment", Moment)
def test_each_role_is_told_something_of_its_own_at_every_moment_that_concerns_it(
    book: Playbook, moment: Moment
) -> None:
    lines = [book.nudge(moment, role) for role in moment.roles]
    assert all(line.placeholders <= moment.fillable for line in lines)
    assert len({line.in_("en") for line in lines}) == len(lines)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("moment", Moment)
def test_every_nudge_can_be_filled_with_what_its_moment_promises(book: Playbook, moment: Moment, language: str) -> None:
    known = {name: VALUES[name] for name in moment.fillable}
    for role in moment.roles:
        assert "{" not in book.nudge(moment, role).fill(language, **known)


def test_a_nudge_names_the_partner_and_never_the_reader(book: Playbook) -> None:
    for nudge in book.nudges:
        assert nudge.role.value not in nudge.text.placeholders


def test_nobody_is_told_what_only_the_other_has_answered(book: Playbook) -> None:
    for moment in (Moment.DRIFT_TWICE, Moment.FELT_HEAVY, Moment.HEAVY_TWICE):
        for role in moment.roles:
            assert re.search("your own answers|you answered", book.nudge(moment, role).in_("en"))


def test_whoever_was_let_down_is_told_that_there_is_nothing_to_chase_or_to_blame(book: Playbook) -> None:
    let_down = [moment for moment in Moment if re.match("missed|leader_cancelled|silence", moment)]
    for moment in let_down:
        assert re.search("do not have to chase|nothing about you", book.nudge(moment, Role.MENTOR).in_("en"))


@pytest.mark.parametrize("total", range(3, 13))
def test_a_programme_of_any_length_opens_with_who_teaches_whom_and_closes_with_what_stays(
    book: Playbook, total: int
) -> None:
    phases = [book.theme(number, of=total).phase for number in range(1, total + 1)]
    assert (phases[0], phases[-1]) == (Phase.CONTRACT, Phase.CLOSE)
    assert set(phases[1:-1]) <= {Phase.EXPLORE, Phase.TRY}


@pytest.mark.parametrize("total", range(4, 13))
def test_a_programme_that_has_room_for_it_both_explores_and_tries(book: Playbook, total: int) -> None:
    phases = {book.theme(number, of=total).phase for number in range(1, total + 1)}
    assert {Phase.EXPLORE, Phase.TRY} <= phases


@pytest.mark.parametrize("total", range(3, 13))
def test_no_theme_comes_twice_in_a_row(book: Playbook, total: int) -> None:
    order = [book.theme(number, of=total).n for number in range(1, total + 1)]
    assert all(one != next_one for one, next_one in pairwise(order))


@pytest.mark.parametrize("total", range(3, 13))
def test_each_lesson_of_the_leader_goes_with_the_theme_of_the_session(book: Playbook, total: int) -> None:
    for number in range(1, total + 1):
        assert book.lesson(number, of=total).session == book.theme(number, of=total).n


@pytest.mark.parametrize("role", Role)
def test_each_form_of_a_session_is_told_to_each_role_in_its_own_words(book: Playbook, role: Role) -> None:
    for key in FormKey:
        assert book.form(key).for_(role).in_("en") != book.form(key).for_(role.partner).in_("en")


def test_the_mentors_talk_among_themselves_three_times_and_are_asked_for_no_names(book: Playbook) -> None:
    assert [moment.percent for moment in book.supervision] == [25, 50, 75]
    assert all(re.search("no leader|no names", moment.text.in_("en"), re.I) for moment in book.supervision)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("total", range(3, 13))
def test_no_role_card_comes_twice_in_a_programme(book: Playbook, total: int, role: Role) -> None:
    cards = [book.role_card(number, role, of=total).in_("en") for number in range(1, total + 1)]
    assert len(set(cards)) == total


def test_the_first_and_the_last_role_cards_open_and_close_whatever_the_length(book: Playbook) -> None:
    for role in Role:
        cards = book.stay_in_role.cards(role)
        assert {book.role_card(1, role, of=total) for total in range(3, 13)} == {cards[0]}
        assert {book.role_card(total, role, of=total) for total in range(3, 13)} == {cards[-1]}


def test_each_role_reads_cards_and_prompts_in_words_of_its_own(book: Playbook) -> None:
    assert not set(book.stay_in_role.mentor) & set(book.stay_in_role.leader)
    for theme in book.themes:
        assert not set(theme.prompts.for_(Role.MENTOR)) & set(theme.prompts.for_(Role.LEADER))


def test_the_floors_ask_first_for_what_is_personal(book: Playbook) -> None:
    floors = {topic.key: topic.floor for topic in book.agreement.topic_floors}
    assert {key for key, floor in floors.items() if floor is Level.OPEN} == {"own_team"}
    assert {floors[key] for key in ("health", "family", "beliefs", "pay", "identity")} == {Level.ASK}
