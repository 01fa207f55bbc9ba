"""The first five minutes as a film: the guided tour, a frame for each step."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from sandbox.browser.ink import film
from sandbox.browser.serving import Demo
from sandbox.browser.tab import Tab

WIDTH, HEIGHT = 1100, 720
SECONDS = 4.0  # long enough to read what happens and why


def first_five_minutes(demo: Demo, browser: Browser, file: Path) -> Path:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.goto(demo.address)
    frames = [frame(page)]
    tab = Tab(page).opens(demo.address, "tom")
    page.get_by_role("button", name="Show me").click()
    following = tab.tour.get_by_role("button", name="Next")
    expect(following).to_be_visible()
    frames.append(frame(page))
    while following.count():
        told = tab.tour.get_by_role("heading").inner_text()
        following.click()
        expect(tab.tour.get_by_role("heading")).not_to_have_text(told)
        frames.append(frame(page))
    context.close()
    film(frames, SECONDS, file)
    return file


def frame(page: Page) -> bytes:
    """As it stands when what was fetched last has been drawn."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 300)))")
    page.mouse.move(0, 0)
    return page.screenshot(animations="disabled", caret="hide")
