"""How somebody joins before the page: each step filled in with their own words."""

from collections.abc import Callable

from playwright.sync_api import expect

from bot.playbooks import load
from sandbox.browser.tab import Tab
from sandbox.story.cast import CAST, Character
from tests.walks.joining import CHANGED_MIND, GOALS, LEARN, RATING, SEES, SIGN, TEACH, TOPICS, WHY, WHY_NOW

ROLES = {"mentor": TEACH, "leader": LEARN}
INSIGHTS = {"mentor": SEES, "leader": CHANGED_MIND}


def character(handle: str) -> Character:
    return next(one for one in CAST if one.handle == handle)


def fills_in(tab: Tab, one: Character, first: int = 1) -> None:
    """From the step that is open to the review of the answers."""
    for number in range(first, 7):
        STEPS[number](tab, one)
        tab.submits()
        expect(tab.dialog).to_have_accessible_name(f"Step {number + 1} of 6" if number < 6 else "Your answers")


def consents(tab: Tab, _one: Character) -> None:
    tab.chooses("Your consent", "I have read this")


def takes_role(tab: Tab, one: Character) -> None:
    tab.chooses("How do you take part?", ROLES[one.role])


def says_why(tab: Tab, one: Character) -> None:
    tab.fills(WHY, one.why)
    tab.fills(WHY_NOW, one.why_now)
    tab.fills(INSIGHTS[one.role], one.insight)


def sets_a_goal(tab: Tab, one: Character) -> None:
    tab.fills(GOALS[ROLES[one.role]], one.goal)
    tab.fills(SIGN, one.sign)
    tab.chooses(RATING, "2: a little")


def picks_topics(tab: Tab, one: Character) -> None:
    tab.chooses(TOPICS[ROLES[one.role]], *(load().topic(key).name.in_("en") for key in one.topics))


def tells_where_they_work(tab: Tab, one: Character) -> None:
    tab.chooses("Your manager", "Sam Okoro")
    tab.fills("Your team", one.team)


STEPS: dict[int, Callable[[Tab, Character], None]] = {
    1: consents,
    2: takes_role,
    3: says_why,
    4: sets_a_goal,
    5: picks_topics,
    6: tells_where_they_work,
}
