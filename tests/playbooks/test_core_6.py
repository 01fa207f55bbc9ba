"""The default playbook: six sessions, and what the rest of the bot relies on in it."""

import pytest

from bot.models import Agreement, Role
from bot.playbooks import Moment, load, names
from bot.playbooks.text import PLACEHOLDERS
from bot.playbooks.themes import Phase

PLAYBOOK = load("core-6")


def test_it_is_the_default_and_is_listed() -> None:
    assert load() == PLAYBOOK
    assert PLAYBOOK.id in names()


def test_it_is_read_once() -> None:
    assert load("core-6") is PLAYBOOK


def test_only_the_mentor_is_told_something_about_how_heavy_it_was() -> None:
    assert [moment for moment in Moment if moment.roles != tuple(Role)] == [Moment.FELT_HEAVY, Moment.HEAVY_TWICE]
    with pytest.raises(StopIteration):
        PLAYBOOK.nudge(Moment.FELT_HEAVY, Role.LEADER)


def test_every_placeholder_is_known_at_some_moment() -> None:
    assert frozenset().union(*(moment.fillable for moment in Moment)) == PLACEHOLDERS


def test_six_sessions_have_the_six_themes_in_order() -> None:
    assert [PLAYBOOK.theme(number).n for number in range(1, 7)] == [1, 2, 3, 4, 5, 6]


def test_a_session_beyond_the_last_explores_again() -> None:
    assert PLAYBOOK.theme(7, of=6).phase in {Phase.EXPLORE, Phase.TRY}
    assert PLAYBOOK.role_card(13, Role.LEADER, of=12).in_("en")


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


def test_the_leader_learns_to_be_a_beginner_before_the_lesson() -> None:
    assert PLAYBOOK.theme(3).title.in_("en") == "Teach me a skill"
    assert PLAYBOOK.lesson(3).title.in_("en") == "Being a beginner"
