"""Everybody who has to do with a child's return, each in a browser of their own."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from playwright.sync_api import Browser, BrowserContext, Page

from lantern.demo.partnership import PEOPLE
from tests.journeys.product import PROJECT, Product
from tests.journeys.storyteller import Answers, answer

NAMES = {one.key: one.name for one in PEOPLE}
SENT = "main form[method=post] button[type=submit]"


@dataclass
class Company:
    """Those people, and the product they share."""

    product: Product
    browser: Browser
    rooms: dict[str, BrowserContext] = field(default_factory=dict)

    def begin(self, scene: str) -> dict[str, tuple[str, str]]:
        """What was so before: by each child's name the references of child and absence."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.before_the_return", scene],
            cwd=PROJECT,
            env=self.product.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return {
            name: (child, absence) for name, (child, absence) in json.loads(done.stdout).items()
        }

    def open(self, who: str, address: str) -> Page:
        """This page in this person's browser, who signs in again after hours away."""
        if who not in self.rooms:
            self.rooms[who] = self.browser.new_context(base_url=self.product.url)
            self.rooms[who].new_page()
        page = self.rooms[who].pages[0]
        page.goto(address)
        if "/sign-in" in page.url:
            page.goto("/demo")
            page.get_by_role("button", name=f"Be {NAMES[who]}", exact=True).click()
            page.goto(address)
        return page

    def does(self, who: str, address: str, answers: Answers, button: str = "") -> Page:
        """Open a page, answer its questions by their names, and send it."""
        return self.sends(self.open(who, address), answers, button)

    def sends(self, page: Page, answers: Answers, button: str = "") -> Page:
        """Answer the questions of the page that is open, and send it."""
        answer(page, answers)
        heading, form = page.locator("h1").inner_text(), page.locator(SENT)
        (form.filter(has_text=button) if button else form).first.click()
        refused = page.locator(".govuk-error-summary")
        assert refused.count() == 0, f"“{heading}” with {answers}: {refused.inner_text()}"
        return page

    def follows(self, page: Page, text: str | re.Pattern[str], within: str = "main") -> Page:
        """Click the link or button of these words."""
        found = page.locator(within).locator("a, button").filter(has_text=text, visible=True)
        found.first.click()
        page.locator("h1").first.wait_for()
        assert page.locator("h1").count() == 1, f"“{text}” led nowhere: {page.url}"
        return page

    def meets(self, who: str, absence: str, duty: str) -> Page:
        """Open what is owed on an absence, from the absence itself."""
        page = self.open(who, f"/episodes/{absence}")
        for more in page.locator("main details:not([open]) > summary").all():
            more.click()
        return self.follows(page, duty)

    def duties(self, absence: str) -> dict[str, str]:
        """How each duty of the absence stands: met, excused or open, by its rule."""
        with closing(sqlite3.connect(self.product.home / "lantern.sqlite3")) as rows:
            found = rows.execute(
                "SELECT rule, met_at, excused_at FROM duties_duty WHERE subject = ?", [absence]
            ).fetchall()
        return {
            rule: "met" if met else "excused" if excused else "open" for rule, met, excused in found
        }

    def shared_with(self, who: str) -> str:
        """Where this person reads what of an interview was shared: the last word they had of it."""
        page = self.open(who, "/messages")
        self.follows(page, "interview")
        return page.url.removeprefix(self.product.url)


def day(name: str, at: datetime) -> Answers:
    """A day as the three inputs of a question."""
    return {
        f"{name}-day": str(at.day),
        f"{name}-month": str(at.month),
        f"{name}-year": str(at.year),
    }


def reference(page: Page) -> str:
    """The reference in the address of the page that is open."""
    found = re.search(r"[A-Z]+-[0-9A-Z]{4}-[0-9A-Z]{4}", page.url)
    assert found is not None, page.url
    return found.group()
