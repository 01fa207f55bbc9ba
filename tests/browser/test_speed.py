"""A long conversation stays smooth."""

import statistics

from playwright.sync_api import expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from tests.browser.conftest import Windows

# Generous: other tests run beside this one. `make bench` measures against 100 ms.
MILLISECONDS = 400


def test_a_conversation_of_a_thousand_messages_is_there_at_once(demo: Demo, opens: Windows) -> None:
    stage.talked_about(demo.story, 1000)
    tab = opens("tom")
    tab.says("hello")
    expect(tab.messages.first).to_contain_text("hello")
    took = []
    for _ in range(5):
        took.append(tab.switches_to("#mentoring"))
        expect(tab.messages.last).to_contain_text("999: ")
        tab.switches_to("Reverse Mentoring")
    assert statistics.median(took) < MILLISECONDS, took


def test_earlier_messages_come_when_they_are_asked_for(demo: Demo, opens: Windows) -> None:
    stage.talked_about(demo.story, 120)
    tab = opens("tom")
    tab.goes_to("#mentoring")
    expect(tab.messages.nth(0)).to_be_attached()
    assert tab.messages.count() < 120
    tab.page.get_by_role("button", name="Earlier messages").click()
    expect(tab.messages).to_have_count(120)
