"""Eight sessions, in which each part names the failure that it prevents."""

from bot.playbooks import load
from bot.playbooks.model import items
from bot.playbooks.text import Question
from bot.playbooks.themes import Phase

EIGHT, CORE_6 = load("eight"), load("core-6")


def test_eight_sessions_come_three_weeks_apart_with_a_midpoint_after_the_fourth() -> None:
    assert (EIGHT.meetings, EIGHT.cadence_days, EIGHT.midpoint_after) == (8, 21, 4)
    assert [EIGHT.theme(number).n for number in range(1, 9)] == list(range(1, 9))
    phases = [theme.phase for theme in EIGHT.themes]
    assert phases == [Phase.CONTRACT, *[Phase.EXPLORE] * 3, *[Phase.TRY] * 3, Phase.CLOSE]


def test_every_part_names_the_failures_that_it_prevents() -> None:
    bare = [path for path, item in items(EIGHT, ()) if not item.prevents and path != ("agreement",)]
    assert bare == []


def test_every_failure_is_prevented_by_some_part() -> None:
    prevented = {key for _, item in items(EIGHT, ()) for key in item.prevents}
    assert prevented == {mode.key for mode in EIGHT.failure_modes}


def test_its_themes_kits_and_lessons_are_its_own() -> None:
    titles = {theme.title.in_("en") for theme in EIGHT.themes}
    assert len(titles) == 8
    assert not titles & {theme.title.in_("en") for theme in CORE_6.themes}
    assert not {theme.kit for theme in EIGHT.themes} & {theme.kit for theme in CORE_6.themes}
    assert len({lesson.text for lesson in EIGHT.track}) == 8


def test_what_people_are_asked_and_agree_on_is_the_same_in_both() -> None:
    """So that an answer, or a level, means the same in every programme."""
    assert [topic.key for topic in EIGHT.topics] == [topic.key for topic in CORE_6.topics]
    assert EIGHT.agreement.topic_floors == CORE_6.agreement.topic_floors
    asked = [(name, value.ask) for name, value in CORE_6.questions if isinstance(value, Question)]
    assert [(name, getattr(EIGHT.questions, name).ask) for name, _ in asked] == asked
