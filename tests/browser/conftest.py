"""The whole bot, its workspace and the page, before a real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage

from sandbox.browser import chromium, serving
from sandbox.browser.serving import Demo
from sandbox.browser.tab import Tab


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if chromium.path() is None:
        pytest.fail("No Chromium was found: install it (make browser), or name it with CHROMIUM.")
    with chromium.started() as found:
        yield found


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """Afterwards nobody may have seen a warning sign."""
    with serving.demo(tmp_path / "demo") as found:
        yield found
        assert found.desk.ws.troubles == []


class Windows:
    """Opens windows on the demo. Nothing may fail in any, and nothing may come from elsewhere."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.wrong: list[str] = []

    def __call__(self, handle: str, width: int = 1280, height: int = 800, scheme: str = "light") -> Tab:
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB", reduced_motion="reduce"
        )
        self.contexts.append(context)
        context.set_default_timeout(chromium.PATIENCE)
        context.on("console", lambda message: self.wrong.extend(complaints(message)))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("request", lambda request: self.wrong.extend(self.elsewhere(request.url)))
        return Tab(context.new_page()).opens(self.address, handle)

    def elsewhere(self, url: str) -> Iterator[str]:
        if not url.startswith((self.address, "data:", "blob:")):
            yield f"loaded from elsewhere: {url}"

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def opens(browser: Browser, demo: Demo) -> Iterator[Windows]:
    windows = Windows(browser, demo.address)
    yield windows
    windows.close()
    assert windows.wrong == []


def complaints(message: ConsoleMessage) -> Iterator[str]:
    if message.type in ("error", "warning"):
        yield f"{message.type}: {message.text}"
