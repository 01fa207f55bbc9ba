"""From a phone to a wide screen, in light and in dark."""

import pytest
from playwright.sync_api import Page, expect

from sandbox.browser import stage
from sandbox.browser.serving import Demo
from tests.browser.conftest import Windows

PHONE = {"width": 360, "height": 740}
# What reaches out of the window, or scrolls sideways inside it. Tables, code and the strip of conversations are
# meant to be moved.
TOO_WIDE = """() => [...document.querySelectorAll('body, body *')].filter((one) => {
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    if (box.width <= 1 || one.closest('table, pre, nav, .skip')) return false;
    const scrolls = /auto|scroll/.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
    return box.right > innerWidth + 1 || box.left < -1 || (scrolls && !one.querySelector('table, pre'));
}).map((one) => one.outerHTML.slice(0, 120))"""


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"
    assert page.evaluate(TOO_WIDE) == []


def test_nothing_scrolls_sideways_on_a_phone(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tab = opens("mark", **PHONE)
    assert_fits(tab.page)
    for conversation in ("App Home", "#mentoring", "Tom Hughes"):
        tab.page.goto(f"{demo.address}/as/mark")
        tab.goes_to(conversation)
        assert_fits(tab.page)
    tab.page.goto(demo.address)
    assert_fits(tab.page)


def test_forms_fit_a_phone(demo: Demo, opens: Windows) -> None:
    stage.introduced(demo.story)
    tab = opens("tom", **PHONE)
    tab.presses("Read and sign")
    expect(tab.dialog).to_have_accessible_name("My topics")
    assert_fits(tab.page)
    tab.submits()
    expect(tab.dialog).to_have_accessible_name("Our agreement")
    assert_fits(tab.page)
    tab.submits()
    expect(tab.dialog.get_by_role("alert").first).to_be_visible()
    assert_fits(tab.page)


def test_what_stands_behind_the_scenes_fits_a_phone(demo: Demo, opens: Windows) -> None:
    stage.booked(demo.story)
    tab = opens("tom", **PHONE)
    tab.page.get_by_role("button", name="Behind the scenes").click()
    for name in ("Calls", "Letters", "Pair"):
        tab.page.get_by_role("tab", name=name).click()
        expect(tab.page.get_by_role("tabpanel")).not_to_be_empty()
        assert_fits(tab.page)


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_colours_of_the_system(opens: Windows, scheme: str, dark: bool) -> None:
    tab = opens("tom", scheme=scheme)
    assert (brightness(tab.page, "main") < 0.3) == dark
    assert (brightness(tab.page, ".toolbar") < 0.3) == dark


def brightness(page: Page, selector: str) -> float:
    """Of the background there: 0 is black, 1 is white."""
    return float(
        page.evaluate(
            """(selector) => {
                let one = document.querySelector(selector);
                while (one && getComputedStyle(one).backgroundColor === 'rgba(0, 0, 0, 0)') one = one.parentElement;
                const [r, g, b] = getComputedStyle(one ?? document.documentElement).backgroundColor.match(/[\\d.]+/g);
                return (Number(r) + Number(g) + Number(b)) / 765;
            }""",
            selector,
        )
    )
