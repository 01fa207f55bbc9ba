"""The default playbook says what it should, in words that anybody may read."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from bot.models import Agreement, Role
from bot.playbooks import Moment, load, names
from bot.playbooks.agreement import Level
from bot.playbooks.company import FormKey
from bot.playbooks.text import PLACEHOLDERS, Brief, Frozen, Label, Line, Text, Title
from bot.playbooks.themes import Phase

PLAYBOOK = load("core-6")
VALUES = {
    "leader": "Ratna",
    "mentor": "Bayu",
    "contact": "Sari",
    "theme": "What stays",
    "when": "tomorrow at 09:00",
    "date": "1 May",
}
HIERARCHY = ["executive", "mentee", "coachee", "eksekutif", "bawahan", "kamu", "bapak", "ibu", "FM1"]


def texts(part: Any = PLAYBOOK) -> Iterator[Text]:
    if isinstance(part, Text):
        yield part
    elif isinstance(part, Frozen):
        for _, value in part:
            yield from texts(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from texts(value)


def sentences() -> Iterator[str]:
    for text in texts():
        yield text.in_("en")
        yield text.in_("id")


def test_it_is_the_default_and_is_listed() -> None:
    assert load() == PLAYBOOK
    assert PLAYBOOK.id in names()


def test_it_is_read_once() -> None:
    assert load("core-6") is PLAYBOOK


def test_every_text_is_there_in_english_and_in_indonesian() -> None:
    assert all(text.in_("en") for text in texts())
    assert [text.in_("en") for text in texts() if not text.in_("id")] == []


@pytest.mark.parametrize("word", HIERARCHY)
def test_no_text_uses_a_word_that_brings_the_hierarchy_back(word: str) -> None:
    assert [text for text in sentences() if re.search(rf"\b{word}", text, re.IGNORECASE)] == []


def test_no_text_is_spelt_the_american_way() -> None:
    american = re.compile(r"\b(program|organiz\w+|recogniz\w+|behavior|color|favorite|favors)\b")
    assert [text.in_("en") for text in texts() if american.search(text.in_("en"))] == []


def test_people_are_told_of_sessions_and_never_of_meetings_with_a_number() -> None:
    assert [text.in_("en") for text in texts() if re.search(r"\bmeeting \d|six (hours|sessions)", text.in_("en"))] == []


def test_every_text_fits_where_it_is_shown() -> None:
    longest = {Text: 600, Brief: 200, Line: 600, Label: 75, Title: 60}
    for text in texts():
        assert max(len(text.in_("en")), len(text.in_("id") or "")) <= longest[type(text)]


def test_every_text_is_plain() -> None:
    assert [text for text in sentences() if re.search(r"[<>&*_~`]|:\w+:", text)] == []


def test_every_key_and_name_stands_for_one_thing_only() -> None:
    for things in (PLAYBOOK.topics, PLAYBOOK.agreement.rules, PLAYBOOK.agreement.topic_floors):
        for language in ("en", "id"):
            assert len({thing.name.in_(language) for thing in things}) == len(things)


@pytest.mark.parametrize("moment", Moment)
def test_each_role_is_told_something_of_its_own_at_every_moment_that_concerns_it(moment: Moment) -> None:
    lines = [PLAYBOOK.nudge(moment, role) for role in moment.roles]
    assert all(line.placeholders <= moment.fillable for line in lines)
    assert len({line.in_("en") for line in lines}) == len(lines)


def test_only_the_mentor_is_told_something_about_how_heavy_it_was() -> None:
    assert [moment for moment in Moment if moment.roles != tuple(Role)] == [Moment.FELT_HEAVY, Moment.HEAVY_TWICE]
    with pytest.raises(StopIteration):
        PLAYBOOK.nudge(Moment.FELT_HEAVY, Role.LEADER)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("moment", Moment)
def test_every_nudge_can_be_filled_with_what_its_moment_promises(moment: Moment, language: str) -> None:
    known = {name: VALUES[name] for name in moment.fillable}
    for role in moment.roles:
        assert "{" not in PLAYBOOK.nudge(moment, role).fill(language, **known)


def test_a_nudge_names_the_partner_and_never_the_reader() -> None:
    for nudge in PLAYBOOK.nudges:
        assert nudge.role.value not in nudge.text.placeholders


def test_every_placeholder_is_known_at_some_moment() -> None:
    assert frozenset().union(*(moment.fillable for moment in Moment)) == PLACEHOLDERS


def test_nobody_is_told_what_only_the_other_has_answered() -> None:
    for moment in (Moment.DRIFT_TWICE, Moment.FELT_HEAVY, Moment.HEAVY_TWICE):
        for role in moment.roles:
            assert re.search("your own answers|you answered", PLAYBOOK.nudge(moment, role).in_("en"))


def test_whoever_was_let_down_is_told_that_there_is_nothing_to_chase_or_to_blame() -> None:
    let_down = [moment for moment in Moment if re.match("missed|leader_cancelled|silence", moment)]
    for moment in let_down:
        assert re.search("do not have to chase|nothing about you", PLAYBOOK.nudge(moment, Role.MENTOR).in_("en"))


@pytest.mark.parametrize("total", range(3, 13))
def test_a_programme_of_any_length_opens_with_who_teaches_whom_and_closes_with_what_stays(total: int) -> None:
    phases = [PLAYBOOK.theme(number, of=total).phase for number in range(1, total + 1)]
    assert (phases[0], phases[-1]) == (Phase.CONTRACT, Phase.CLOSE)
    assert set(phases[1:-1]) <= {Phase.EXPLORE, Phase.TRY}


@pytest.mark.parametrize("total", range(4, 13))
def test_a_programme_that_has_room_for_it_both_explores_and_tries(total: int) -> None:
    phases = {PLAYBOOK.theme(number, of=total).phase for number in range(1, total + 1)}
    assert {Phase.EXPLORE, Phase.TRY} <= phases


@pytest.mark.parametrize("total", range(3, 13))
def test_no_theme_comes_twice_in_a_row(total: int) -> None:
    order = [PLAYBOOK.theme(number, of=total).n for number in range(1, total + 1)]
    assert all(one != next_one for one, next_one in pairwise(order))


def test_six_sessions_have_the_six_themes_in_order() -> None:
    assert [PLAYBOOK.theme(number).n for number in range(1, 7)] == [1, 2, 3, 4, 5, 6]


def test_a_session_beyond_the_last_explores_again() -> None:
    assert PLAYBOOK.theme(7, of=6).phase in {Phase.EXPLORE, Phase.TRY}
    assert PLAYBOOK.role_card(13, Role.LEADER, of=12).in_("en")


@pytest.mark.parametrize("total", range(3, 13))
def test_each_lesson_of_the_leader_goes_with_the_theme_of_the_session(total: int) -> None:
    for number in range(1, total + 1):
        assert PLAYBOOK.lesson(number, of=total).session == PLAYBOOK.theme(number, of=total).n
    assert PLAYBOOK.lesson(3).title.in_("en") == "Being a beginner"


@pytest.mark.parametrize("role", Role)
def test_each_form_of_a_session_is_told_to_each_role_in_its_own_words(role: Role) -> None:
    for key in FormKey:
        assert PLAYBOOK.form(key).for_(role).in_("en") != PLAYBOOK.form(key).for_(role.partner).in_("en")


def test_the_mentors_talk_among_themselves_three_times_and_are_asked_for_no_names() -> None:
    assert [moment.percent for moment in PLAYBOOK.supervision] == [25, 50, 75]
    assert all(re.search("no leader|no names", moment.text.in_("en"), re.I) for moment in PLAYBOOK.supervision)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("total", range(3, 13))
def test_no_role_card_comes_twice_in_a_programme(total: int, role: Role) -> None:
    cards = [PLAYBOOK.role_card(number, role, of=total).in_("en") for number in range(1, total + 1)]
    assert len(set(cards)) == total


def test_the_first_and_the_last_role_cards_open_and_close_whatever_the_length() -> None:
    for role in Role:
        cards = PLAYBOOK.stay_in_role.cards(role)
        assert {PLAYBOOK.role_card(1, role, of=total) for total in range(3, 13)} == {cards[0]}
        assert {PLAYBOOK.role_card(total, role, of=total) for total in range(3, 13)} == {cards[-1]}


def test_each_role_reads_cards_and_prompts_in_words_of_its_own() -> None:
    assert not set(PLAYBOOK.stay_in_role.mentor) & set(PLAYBOOK.stay_in_role.leader)
    for theme in PLAYBOOK.themes:
        assert not set(theme.prompts.for_(Role.MENTOR)) & set(theme.prompts.for_(Role.LEADER))


def test_the_floors_ask_first_for_what_is_personal() -> None:
    floors = {topic.key: topic.floor for topic in PLAYBOOK.agreement.topic_floors}
    assert {key for key, floor in floors.items() if floor is Level.OPEN} == {"own_team"}
    assert {floors[key] for key in ("health", "family", "beliefs", "pay", "identity")} == {Level.ASK}


def test_the_agreement_can_be_stored_as_it_is_asked() -> None:
    defaults = {choice.key: choice.default for choice in PLAYBOOK.agreement.choices}
    expected = {"leaves_the_room": "nothing", "notice": "h48", "between_sessions": "none"}
    assert Agreement(choices=defaults).choices == expected
    assert PLAYBOOK.agreement.choice("notice").option("h24").name.in_("en").startswith("24 hours")


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("sees", [Role.MENTOR]),
        ("leadership_goal", [Role.MENTOR]),
        ("changed_mind", [Role.LEADER]),
        ("why", list(Role)),
    ],
)
def test_a_question_for_one_role_is_asked_of_that_role_alone(key: str, asked: list[Role]) -> None:
    question = getattr(PLAYBOOK.questions, key)
    assert [role for role in Role if question.concerns(role)] == asked


def test_topics_and_phases_are_found_by_their_key() -> None:
    assert PLAYBOOK.topic("ai_tools").name.in_("en") == "AI tools in daily work"
    assert PLAYBOOK.phase_name(Phase.TRY).in_("id") == "Mencoba"
    with pytest.raises(KeyError):
        PLAYBOOK.topic("fax_machines")
