"""axe-core finds nothing to object to: on any page, in any window, in light and in dark."""

import pytest
from playwright.sync_api import expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Windows
from tests.browser.joining import STEPS, character


def test_a_fault_would_be_found(opens: Windows) -> None:
    page = opens("tom").page
    page.locator("h1").evaluate("heading => { heading.style.color = '#ccc' }")
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page)


def test_pages_with_messages(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tab = opens("mark")
    tab.presses("Calendar file")
    tab.runs("/rm-status")
    expect(tab.messages.last).to_contain_text("Only visible to you")
    assert_accessible(tab.page)
    for conversation in ("App Home", "#mentoring", "Tom Hughes"):
        tab.goes_to(conversation)
        assert_accessible(tab.page)
    tab.composer.press("/")
    expect(tab.page.get_by_role("listbox", name="Commands")).to_be_visible()
    assert_accessible(tab.page)


def test_pages_on_which_nothing_has_happened(demo: Demo, opens: Windows) -> None:
    tab = opens("tom")
    assert_accessible(tab.page)
    tab.goes_to("App Home")
    assert_accessible(tab.page)
    tab.page.goto(demo.address)
    assert_accessible(tab.page)


def test_pages_on_a_phone(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tab = opens("mark", width=360, height=740)
    assert_accessible(tab.page)
    tab.page.get_by_role("button", name="Behind the scenes").click()
    assert_accessible(tab.page)


def test_every_step_of_joining_with_its_errors(demo: Demo, opens: Windows) -> None:
    stage.open_to_join(demo.story)
    tab, tom = opens("tom"), character("tom")
    tab.runs("/rm-join")
    for number, fill_in in STEPS.items():
        expect(tab.dialog).to_have_accessible_name(f"Step {number} of 6")
        assert_accessible(tab.page)
        tab.submits()
        expect(tab.dialog.get_by_role("alert").first).to_be_visible()
        assert_accessible(tab.page)
        fill_in(tab, tom)
        tab.submits()
    expect(tab.dialog).to_have_accessible_name("Your answers")
    assert_accessible(tab.page)


FORMS = {
    "programme": ("orla", "/rm-programme create"),
    "review": ("orla", "/rm-programme review"),
    "match": ("orla", "/rm-programme match"),
    "close": ("orla", "/rm-programme close"),
    "pause": ("tom", "/rm-me pause"),
    "leave": ("tom", "/rm-me leave"),
}


@pytest.mark.parametrize(("handle", "command"), FORMS.values(), ids=FORMS)
def test_the_form_behind_a_command(demo: Demo, opens: Windows, handle: str, command: str) -> None:
    if not command.endswith("create"):
        stage.joined(demo.story)
    tab = opens(handle)
    tab.runs(command)
    expect(tab.dialog).to_be_visible()
    assert_accessible(tab.page)


def test_the_forms_of_a_pair(demo: Demo, opens: Windows) -> None:
    stage.introduced(demo.story)
    tab = opens("tom")
    tab.presses("Read and sign")
    expect(tab.dialog).to_have_accessible_name("My topics")
    assert_accessible(tab.page)
    tab.submits()
    expect(tab.dialog).to_have_accessible_name("Our agreement")
    assert_accessible(tab.page)
    tab.page.keyboard.press("Escape")
    expect(tab.dialog).to_have_count(0)
    tab.presses("I need help")
    expect(tab.messages.last.or_(tab.dialog)).to_be_visible()
    assert_accessible(tab.page)


def test_the_forms_of_a_session(demo: Demo, opens: Windows) -> None:
    stage.signed(demo.story)
    tab = opens("mark")
    tab.presses("Another time…")
    expect(tab.dialog).to_be_visible()
    assert_accessible(tab.page)
    tab.page.keyboard.press("Escape")
    stage.presses_newest(demo.story.person("mark"), "book_slot_0")
    demo.desk.settle()
    for button in ("Move it", "Call it off"):
        tab.presses(button)
        expect(tab.dialog).to_be_visible()
        assert_accessible(tab.page)
        tab.page.keyboard.press("Escape")
        expect(tab.dialog).to_have_count(0)


def test_behind_the_scenes(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tab = opens("tom")
    tab.page.get_by_role("button", name="Behind the scenes").click()
    for name in ("Calls", "Letters", "Pair"):
        tab.page.get_by_role("tab", name=name).click()
        expect(tab.page.get_by_role("tabpanel", name=name)).not_to_be_empty()
        assert_accessible(tab.page)
