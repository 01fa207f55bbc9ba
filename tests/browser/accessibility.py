"""What axe-core finds wrong with a page as it stands."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
IN_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def assert_accessible(page: Page) -> None:
    """Every rule of axe-core, the best practices too, in light; what depends on colours in dark as well."""
    violations("in light", page, {})
    page.emulate_media(color_scheme="dark")
    violations("in dark", page, IN_COLOURS)
    page.emulate_media(color_scheme="light")


def violations(where: str, page: Page, options: dict[str, list[str]]) -> None:
    found = AXE.run(page, options={"resultTypes": ["violations"], **options})
    assert found.violations_count == 0, f"{page.url} {where}\n{found.generate_report()}"
