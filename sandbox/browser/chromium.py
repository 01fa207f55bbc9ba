"""The Chromium of this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 15_000  # milliseconds: two cores that both run tests are slow at times
NAMES = ("chromium", "chromium-browser", "google-chrome")


def path() -> str | None:
    """CHROMIUM's, else the first that is installed; None where there is none."""
    named = [os.environ["CHROMIUM"]] if "CHROMIUM" in os.environ else NAMES
    return next((found for found in map(shutil.which, named) if found), None)


@contextmanager
def started(fonts: Path | None = None) -> Iterator[Browser]:
    """`fonts` is a fontconfig file to go by instead of the system's."""
    env: dict[str, str | float | bool] = {**os.environ, **({"FONTCONFIG_FILE": str(fonts.resolve())} if fonts else {})}
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path(), args=list(FLAGS), env=env)
        yield browser
        browser.close()
