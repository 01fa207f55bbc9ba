"""One open tab, and what a person does in it: the verbs of a Person, with mouse and keyboard."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

# A frame is painted after the callbacks for it have run, hence the task behind the last one.
SWITCHES = """async (link) => {
    const name = link.querySelector('.called').textContent;
    const there = () => document.querySelector('main h1').textContent === name && document.querySelector('article');
    const frame = () => new Promise(requestAnimationFrame);
    const began = performance.now();
    link.click();
    do await frame(); while (!there());
    await new Promise((painted) => setTimeout(painted));
    return performance.now() - began;
}"""


@dataclass(frozen=True)
class Tab:
    page: Page

    # What the person does

    def opens(self, address: str, handle: str) -> "Tab":
        self.page.goto(f"{address}/as/{handle}")
        return self

    def goes_to(self, conversation: str) -> None:
        """By its name at the left, whatever is unread there."""
        self.link(conversation).click()
        expect(self.heading).to_have_text(conversation)

    def says(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def runs(self, command: str) -> None:
        self.says(command)

    def fills(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def chooses(self, label: str, *options: str) -> None:
        """In whatever the field is: a group of boxes or radio buttons, else a select."""
        expect(self.group(label).or_(self.field(label)).first).to_be_visible()
        if self.group(label).count() == 0:
            self.field(label).select_option(label=list(options))
        else:
            for option in options:
                self.group(label).get_by_label(starting(option)).check()

    def submits(self) -> None:
        at_once(self.dialog.locator("form > footer > button.primary"))

    def closes(self) -> None:
        shown = self.page.locator(f"#{self.dialog.get_attribute('id')}")
        at_once(self.dialog.locator("form > footer").get_by_role("button").first)
        expect(shown).to_have_count(0)

    def presses(self, text: str) -> None:
        """In the open dialog, else in the newest message that has such a button."""
        place = self.dialog if self.dialog.count() else self.page.get_by_role("main")
        at_once(place.get_by_role("button", name=text, exact=True).last)

    def travels(self, step: str) -> None:
        """With the clock; returns when it has moved."""
        shown = self.clock.inner_text()
        self.toolbar.get_by_role("button", name=step, exact=True).click()
        expect(self.clock).not_to_have_text(shown)
        expect(self.page.get_by_role("group", name="Move the clock")).not_to_have_attribute("aria-busy", "true")

    def switches_to(self, conversation: str) -> float:
        """Milliseconds, by the browser's own clock, from the click until the other messages are painted."""
        return float(self.link(conversation).evaluate(SWITCHES))

    # What the person sees

    @property
    def toolbar(self) -> Locator:
        return self.page.get_by_role("region", name="Rehearsal")

    @property
    def clock(self) -> Locator:
        return self.page.locator("#clock time")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def tour(self) -> Locator:
        return self.page.get_by_role("region", name="Guided tour")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("main").locator("h1")

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=starting("Message "))

    @property
    def messages(self) -> Locator:
        return self.page.get_by_role("log", name="Messages").get_by_role("article")

    def field(self, label: str) -> Locator:
        return self.dialog.get_by_label(starting(label)).first

    def group(self, label: str) -> Locator:
        boxes = self.dialog.get_by_role("group", name=starting(label))
        return boxes.or_(self.dialog.get_by_role("radiogroup", name=starting(label)))

    def link(self, conversation: str) -> Locator:
        places = self.page.get_by_role("navigation", name="Conversations")
        return places.get_by_role("link", name=starting(conversation))


def at_once(button: Locator) -> None:
    """A click where it could be clicked. What is redrawn between pressing and letting go would not notice one."""
    button.click(trial=True)
    button.evaluate("button => button.click()")


def starting(words: str) -> re.Pattern[str]:
    """What is optional or unread says so after its name."""
    return re.compile(rf"^\s*{re.escape(words)}")
