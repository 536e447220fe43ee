"""Can everybody use this page? Checked wide and narrow, by the rules of axe."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


def assert_everybody_can_use(page: Page) -> None:
    """No violation, and nothing to scroll sideways for, on a desk and on a small telephone."""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{page.url} is {over} pixels too wide at {size['width']}"
    page.set_viewport_size(WIDE)
