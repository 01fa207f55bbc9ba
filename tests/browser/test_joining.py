"""Joining, as people do it: in a window, step by step, with slips on the way."""

import re

from playwright.sync_api import expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from tests.browser.conftest import Windows
from tests.browser.joining import character, fills_in, says_why
from tests.walks.joining import WHY, WHY_NOW


def test_whoever_comes_chooses_who_they_are(demo: Demo, opens: Windows) -> None:
    tab = opens("tom")
    tab.page.goto(demo.address)
    expect(tab.page.get_by_role("heading", name="Who are you?")).to_be_visible()
    tab.page.get_by_role("link", name=re.compile("Priya Raman.*Chief technology officer.*15:30")).click()
    expect(tab.heading).to_have_text("Reverse Mentoring")
    expect(tab.page.get_by_role("region", name="Rehearsal")).to_contain_text("Priya Raman")


def test_an_organiser_makes_a_programme_and_is_told_under_the_field_who_is_missing(opens: Windows) -> None:
    tab = opens("orla")
    tab.runs("/rm-programme create")
    tab.fills("Name", "Spring")
    tab.chooses("People who help", "Hana Ito")
    tab.chooses("Sponsor", "Sam Okoro")
    tab.submits()
    expect(tab.dialog.get_by_role("alert")).to_have_text("Please pick at least 2 people.")
    tab.chooses("People who help", "Hugo Reyes")
    tab.submits()
    expect(tab.dialog).to_contain_text("is there as a draft")
    tab.closes()
    tab.runs("/rm-programme open")
    expect(tab.messages.last).to_contain_text("Spring is open.")
    expect(tab.messages.last).to_contain_text("Only visible to you")


def test_a_mentor_joins_after_an_answer_that_says_too_little(demo: Demo, opens: Windows) -> None:
    stage.open_to_join(demo.story)
    tab, tom = opens("tom"), character("tom")
    tab.runs("/rm-join")
    expect(tab.dialog).to_have_accessible_name("Step 1 of 6")
    tab.chooses("Your consent", "I have read this")
    tab.submits()
    expect(tab.dialog).to_have_accessible_name("Step 2 of 6")
    tab.chooses("How do you take part?", "I teach, as a mentor")
    tab.submits()
    expect(tab.dialog).to_have_accessible_name("Step 3 of 6")
    says_why(tab, tom)
    tab.fills(WHY, "n/a")
    tab.submits()
    expect(tab.dialog.get_by_role("alert")).to_contain_text("That does not say much yet.")
    expect(tab.field(WHY)).to_be_focused()
    expect(tab.field(WHY)).to_have_accessible_description(re.compile("That does not say much yet."))
    expect(tab.field(WHY_NOW)).to_have_value(tom.why_now)
    fills_in(tab, tom, first=3)
    tab.submits()
    expect(tab.dialog).to_contain_text("You are in. Thank you!")
    tab.closes()
    expect(tab.messages.last).to_contain_text("As a mentor you are the teacher here")


def test_a_leader_joins_after_leaving_a_field_empty(demo: Demo, opens: Windows) -> None:
    stage.open_to_join(demo.story)
    tab = opens("mark")
    tab.runs("/rm-join")
    expect(tab.dialog).to_have_accessible_name("Step 1 of 6")
    tab.submits()
    expect(tab.dialog.get_by_role("alert")).to_be_visible()
    fills_in(tab, character("mark"))
    tab.submits()
    expect(tab.dialog).to_contain_text("You are in. Thank you!")
    tab.closes()
    expect(tab.messages.last).to_contain_text("As a leader you come to learn.")
