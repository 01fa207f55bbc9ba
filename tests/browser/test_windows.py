"""Several windows at once: what happens in one arrives in the other by itself."""

import re

from playwright.sync_api import expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from tests.browser.conftest import Windows


def test_a_message_arrives_in_the_other_window_by_itself(demo: Demo, opens: Windows) -> None:
    stage.offered(demo.story)
    tom, mark = opens("tom"), opens("mark")
    tom.presses("Yes, gladly")
    expect(tom.messages.last).to_contain_text("We wait for the other answer.")
    mark.presses("Yes, gladly")
    expect(tom.messages.last).to_contain_text("You and @Mark Ellis are both in.")


def test_two_windows_of_one_person_show_the_same(opens: Windows) -> None:
    one, other = opens("tom"), opens("tom")
    one.says("hello")
    expect(other.messages.first).to_contain_text("hello")


def test_what_is_being_typed_stays_when_a_message_arrives(demo: Demo, opens: Windows) -> None:
    stage.offered(demo.story)
    tab = opens("tom")
    tab.composer.fill("half a sen")
    for person in stage.both(demo.story):
        stage.presses_newest(person, "accept_offer")
    demo.desk.settle()
    expect(tab.messages.last).to_contain_text("are both in")
    expect(tab.composer).to_have_value("half a sen")
    expect(tab.composer).to_be_focused()


def test_unread_messages_are_marked_until_they_are_read(demo: Demo, opens: Windows) -> None:
    tab = opens("tom")
    tab.goes_to("#mentoring")
    stage.joined(demo.story, "tom")
    expect(tab.link("Reverse Mentoring")).to_have_accessible_name(re.compile(r"\(\d+ unread\)"))
    tab.goes_to("Reverse Mentoring")
    expect(tab.link("Reverse Mentoring")).to_have_accessible_name("Reverse Mentoring")


def test_app_home_says_something_else_once_somebody_has_joined(demo: Demo, opens: Windows) -> None:
    tab = opens("tom")
    tab.goes_to("App Home")
    before = tab.page.get_by_role("main").inner_text()
    stage.joined(demo.story, "tom")
    tab.goes_to("Reverse Mentoring")
    tab.goes_to("App Home")
    expect(tab.page.get_by_role("main")).not_to_have_text(before)


def test_whatever_somebody_types_stays_text(opens: Windows) -> None:
    tab = opens("tom")
    hostile = "<img src=x onerror=alert(1)> <script>alert(2)</script>"
    tab.says(hostile)
    expect(tab.messages.filter(has_text=hostile)).to_have_count(1)
