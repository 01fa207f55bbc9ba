"""`make screenshots`: plays the story in a browser and takes the pictures of docs/images."""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sandbox.browser import chromium, serving
from sandbox.browser.film import first_five_minutes
from sandbox.browser.pictures import STORIES

IMAGES = Path("docs/images")
FONTS = Path(__file__).with_name("fonts.conf")


def main() -> int:
    if chromium.path() is None:
        print("No Chromium was found: install it (make browser), or name it with CHROMIUM.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder, chromium.started(fonts=FONTS) as browser:
        for scenes in STORIES:
            with serving.demo(Path(folder)) as demo:
                for scene in scenes:
                    tell(scene(demo, browser, IMAGES))
        with serving.demo(Path(folder)) as demo:
            tell([first_five_minutes(demo, browser, IMAGES / "first-five-minutes.png")])
    return 0


def tell(files: Iterable[Path]) -> None:
    for file in files:
        print(f"{file}  {file.stat().st_size // 1000} kB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
