"""The pictures in the documentation: each one a moment of the story, as somebody sees it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, expect

from sandbox.browser import stage
from sandbox.browser.ink import few_colours
from sandbox.browser.serving import Demo
from sandbox.browser.tab import Tab
from sandbox.story import joining, reading
from sandbox.story.plot import DAY, people_join

Size = tuple[int, int]
WIDE, TALL, VAST, PHONE = (1200, 750), (1200, 860), (1500, 860), (360, 740)
FIRST_SESSION = datetime(2026, 3, 23, 9, 50, tzinfo=UTC)  # in ten minutes, in London
SHARP = 2  # pixels of a picture for one of the page


def before_anybody_joins(demo: Demo, browser: Browser, folder: Path) -> Iterator[Path]:
    """A form with an answer that says nothing, in the middle of joining."""
    stage.open_to_join(demo.story)
    mark = demo.story.person("mark")
    mark.runs("/rm-join", channel="mentoring")
    joining.goes_on(mark, reading.character(mark), steps=2)
    with seen(browser, demo, "mark", TALL) as tab:
        tab.fills("Why do you want to do this?", "n/a")
        tab.fills("Why now?", reading.character(mark).why_now)
        tab.fills("When did somebody more junior last change your mind?", reading.character(mark).insight)
        tab.submits()
        expect(tab.dialog.get_by_role("alert").first).to_be_visible()
        yield taken(tab, folder / "joining.png")


def with_pairs_proposed(demo: Demo, browser: Browser, folder: Path) -> Iterator[Path]:
    stage.open_to_join(demo.story)
    people_join(demo.story)
    demo.story.at_ten()
    demo.story.orla.runs("/rm-programme review", channel="mentoring")
    demo.story.orla.submits()
    demo.story.orla.closes()
    with seen(browser, demo, "orla", TALL) as tab:
        tab.goes_to("#mentoring")
        tab.runs("/rm-programme match")
        expect(tab.dialog.get_by_role("button", name="Approve these")).to_be_visible()
        yield taken(tab, folder / "proposals.png")
        tab.submits()
        expect(tab.dialog.get_by_role("button", name="Approve these")).to_have_count(0)
        tab.closes()


def on_the_day_of_a_session(demo: Demo, browser: Browser, folder: Path) -> Iterator[Path]:
    demo.story.days_pass(6)
    demo.story.at_ten()
    demo.story.orla.runs("/rm-programme start", channel="mentoring")
    demo.story.days_pass((FIRST_SESSION - demo.story.rehearsal.now) / DAY)
    with seen(browser, demo, "mark", TALL) as tab:
        yield taken(tab, folder / "prompts.png")
    with seen(browser, demo, "tom", WIDE) as tab:
        tab.goes_to("App Home")
        yield taken(tab, folder / "home.png")
    with seen(browser, demo, "tom", PHONE) as tab:
        yield taken(tab, folder / "phone.png")
    with seen(browser, demo, "mark", VAST, scheme="dark") as tab:
        tab.page.get_by_role("button", name="Behind the scenes").click()
        expect(tab.page.get_by_role("tabpanel", name="Calls")).to_contain_text("chat.postMessage")
        tab.page.get_by_role("tabpanel").locator("summary").first.click()
        yield taken(tab, folder / "behind-the-scenes.png")


def with_a_session_held_by_each(demo: Demo, browser: Browser, folder: Path) -> Iterator[Path]:
    demo.story.days_pass(3)
    demo.story.at_ten()
    with seen(browser, demo, "orla", WIDE) as tab:
        tab.goes_to("#mentoring")
        tab.runs("/rm-status")
        expect(tab.messages.last).to_contain_text("Sessions: ")
        yield taken(tab, folder / "status.png")


@contextmanager
def seen(
    browser: Browser, demo: Demo, handle: str, size: Size, *, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Tab]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=SHARP,
        color_scheme=scheme,
        locale="en-GB",
        reduced_motion="reduce",
    )
    try:
        yield Tab(context.new_page()).opens(demo.address, handle)
    finally:
        context.close()


def taken(tab: Tab, file: Path) -> Path:
    tab.page.mouse.move(0, 0)
    tab.page.screenshot(path=file, animations="disabled", caret="hide")
    few_colours(file)
    return file


Scene = Callable[[Demo, Browser, Path], Iterator[Path]]
# Those of one story, in their order, and then another story.
STORIES: tuple[tuple[Scene, ...], ...] = (
    (before_anybody_joins,),
    (with_pairs_proposed, on_the_day_of_a_session, with_a_session_held_by_each),
)
