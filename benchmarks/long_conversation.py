"""How long somebody waits for a conversation of a thousand messages: in a real browser, until it is painted."""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from sandbox.browser import chromium, serving, stage
from sandbox.browser.tab import Tab

MESSAGES = 1000
TIMES = 40
LIMIT = 100.0  # milliseconds: what still feels like at once
HERE, LONG = "Reverse Mentoring", "#mentoring"


def measure() -> list[Figure]:
    """Empty where there is no browser: then there is nothing to measure with."""
    if chromium.path() is None:
        print("left out: switching conversation, since no Chromium was found (make browser)")
        return []
    with tempfile.TemporaryDirectory() as folder, serving.demo(Path(folder)) as demo, chromium.started() as browser:
        stage.talked_about(demo.story, MESSAGES)
        demo.story.person("tom").says("hello")
        tab = Tab(browser.new_page()).opens(demo.address, "tom")
        waits = sorted(switches(tab))
    return [figure("half of all", statistics.median(waits)), figure("95 of 100", waits[int(len(waits) * 0.95)])]


def switches(tab: Tab) -> Iterator[float]:
    for _ in range(TIMES):
        yield tab.switches_to(LONG)
        tab.switches_to(HERE)


def figure(name: str, milliseconds: float) -> Figure:
    return Figure(
        name=f"switching to a conversation of {MESSAGES:,} messages, {name}",
        value=milliseconds / LIMIT,
        unit="of what feels like at once",
        against=f"{LIMIT:g} ms ({milliseconds:.1f} ms)",
        goal="under 1",
        holds=milliseconds < LIMIT,
    )
