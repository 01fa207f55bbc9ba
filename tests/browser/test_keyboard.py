"""The keyboard alone."""

import re

from playwright.sync_api import Locator, Page, expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from tests.browser.conftest import Windows
from tests.walks.joining import WHY

FARTHEST = 80  # presses of Tab to anything on a page
IN_THE_PAGE = "document.activeElement !== document.body"  # or else on the browser's own buttons, after the last field


def test_somebody_joins_as_far_as_the_reasons_without_a_mouse(demo: Demo, opens: Windows) -> None:
    stage.open_to_join(demo.story)
    tab = opens("tom")
    keyboard = tab.page.keyboard
    tab_to(tab.page, tab.composer)
    keyboard.type("/rm-j")
    expect(tab.page.get_by_role("listbox", name="Commands").get_by_role("option", selected=True)).to_contain_text(
        "/rm-join"
    )
    keyboard.press("Enter")
    expect(tab.composer).to_have_value("/rm-join ")
    keyboard.press("Enter")
    expect(tab.dialog).to_have_accessible_name("Step 1 of 6")
    tab_to(tab.page, tab.dialog.get_by_role("checkbox"))
    keyboard.press("Space")
    tab_to(tab.page, tab.dialog.get_by_role("button", name="Save and go on"))
    keyboard.press("Enter")
    expect(tab.dialog).to_have_accessible_name("Step 2 of 6")
    tab_to(tab.page, tab.dialog.get_by_role("radio").first)
    keyboard.press("Space")
    expect(tab.dialog.get_by_role("radio", name="I teach, as a mentor")).to_be_checked()
    tab_to(tab.page, tab.dialog.get_by_role("button", name="Save and go on"))
    keyboard.press("Enter")
    expect(tab.dialog).to_have_accessible_name("Step 3 of 6")
    tab_to(tab.page, tab.field(WHY))
    keyboard.type("Leaders should see what we see")
    expect(tab.field(WHY)).to_have_value("Leaders should see what we see")


def test_esc_closes_a_form_and_gives_the_focus_back(demo: Demo, opens: Windows) -> None:
    stage.open_to_join(demo.story)
    tab = opens("tom")
    tab.runs("/rm-join")
    expect(tab.dialog).to_have_accessible_name("Step 1 of 6")
    with tab.page.expect_response(re.compile("/close$")):
        tab.page.keyboard.press("Escape")
    expect(tab.dialog).to_have_count(0)
    expect(tab.composer).to_be_focused()
    assert demo.desk.ws.person("tom").modal is None


def test_the_focus_stays_inside_an_open_form(demo: Demo, opens: Windows) -> None:
    stage.open_to_join(demo.story)
    tab = opens("tom")
    tab.runs("/rm-join")
    expect(tab.dialog).to_have_accessible_name("Step 1 of 6")
    for _ in range(12):
        tab.page.keyboard.press("Tab")
        # A browser's own buttons come after the last field; then nothing of the page is focused.
        assert tab.page.evaluate(
            "!!document.activeElement.closest('dialog') || document.activeElement === document.body"
        )


def test_the_first_press_of_tab_offers_to_skip_to_the_conversation(opens: Windows) -> None:
    tab = opens("tom")
    tab.page.evaluate("document.activeElement.blur()")
    skip = tab.page.get_by_role("link", name="Skip to the conversation")
    tab_to(tab.page, skip)
    expect(skip).to_be_in_viewport()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("main")).to_be_focused()


def test_conversations_and_the_clock_answer_to_the_keyboard(opens: Windows) -> None:
    tab = opens("tom")
    tab_to(tab.page, tab.link("#mentoring"))
    tab.page.keyboard.press("Enter")
    expect(tab.heading).to_have_text("#mentoring")
    shown = tab.clock.inner_text()
    tab_to(tab.page, tab.toolbar.get_by_role("button", name="+1 hour"))
    tab.page.keyboard.press("Enter")
    expect(tab.clock).not_to_have_text(shown)


def test_whatever_has_the_focus_shows_it(opens: Windows) -> None:
    page = opens("tom").page
    for _ in range(20):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
            }"""
        )
        shown = shown or not page.evaluate(IN_THE_PAGE)
        assert shown, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until it is there."""
    expect(target).to_be_visible()
    for _ in range(FARTHEST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{FARTHEST} presses of Tab do not lead to {target}")
