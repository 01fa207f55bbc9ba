"""Show me: the story step by step, which can be left at any point and played on by hand."""

import re

from playwright.sync_api import expect

from sandbox.browser.serving import Demo
from sandbox.browser.tab import Tab
from sandbox.page.steps import STEPS
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Windows

CONDITIONS = {"Motivation", "Goals", "Boundaries", "Roles held"}


def test_the_tour_plays_the_whole_story_and_can_be_left_and_taken_up_at_each_step(opens: Windows) -> None:
    tab = opens("hana")
    told = set()
    for number, step in enumerate(STEPS, start=1):
        if tab.tour.count() == 0:
            begins(tab)
        goes_on(tab)
        expect(tab.tour.get_by_role("heading")).to_contain_text(f"{number} of {len(STEPS)}")
        expect(tab.tour).to_contain_text(step.why)
        expect(tab.page).to_have_url(re.compile(f"/as/{step.who}"))
        told.add(tab.tour.locator(".condition").inner_text())
        assert_accessible(tab.page)
        if tab.dialog.count() == 0:  # a form that is open goes on in the next step
            leaves(tab)
    assert told == CONDITIONS


def test_the_tour_goes_on_from_step_to_step_to_its_end(demo: Demo, opens: Windows) -> None:
    played(demo, until="role-card")
    tab = opens("hana")
    begins(tab)
    assert_accessible(tab.page)
    for step in STEPS[-3:]:
        goes_on(tab)
        expect(tab.tour.get_by_role("heading")).to_contain_text(step.title)
    expect(tab.tour.get_by_role("button", name="Next")).to_have_count(0)


def test_one_leaves_the_tour_in_a_form_and_sends_the_form_by_hand(demo: Demo, opens: Windows) -> None:
    played(demo, until="goal")
    tab = opens("hana")
    begins(tab)
    goes_on(tab)
    leaves(tab)
    tab.presses("Join")
    expect(tab.dialog).to_contain_text("You are in. Thank you!")


def test_one_leaves_the_tour_at_an_offer_and_answers_it_by_hand(demo: Demo, opens: Windows) -> None:
    played(demo, until="offer")
    tab = opens("tom")
    begins(tab)
    goes_on(tab)
    leaves(tab)
    tab.presses("Yes, gladly")
    expect(tab.messages.last).to_contain_text("You said yes to a pair with @Mark Ellis")


def test_one_leaves_the_tour_at_a_date_travels_on_and_comes_back_to_the_tour(demo: Demo, opens: Windows) -> None:
    played(demo, until="booked")
    tab = opens("tom")
    begins(tab)
    goes_on(tab)
    leaves(tab)
    tab.travels("+1 day")
    begins(tab)
    expect(tab.tour).to_contain_text("Some of it has happened already")
    goes_on(tab)
    expect(tab.tour.get_by_role("heading")).to_contain_text("Questions come first")


def played(demo: Demo, until: str) -> None:
    """Everything before that step, without the browser."""
    for step in STEPS:
        if step.key == until:
            return
        step.play(demo.desk.rehearsal)
        demo.desk.settle()


def begins(tab: Tab) -> None:
    tab.page.get_by_role("button", name="Show me").click()
    expect(tab.tour.get_by_role("button", name="Next")).to_be_visible()


def goes_on(tab: Tab) -> None:
    """Returns when the next step is told."""
    shown = tab.tour.get_by_role("heading").inner_text()
    tab.tour.get_by_role("button", name="Next").click()
    expect(tab.tour.get_by_role("heading")).not_to_have_text(shown)


def leaves(tab: Tab) -> None:
    tab.tour.get_by_role("button", name="Leave the tour").click()
    expect(tab.tour).to_have_count(0)
