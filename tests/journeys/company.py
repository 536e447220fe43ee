"""Everybody who has to do with a child's return, each in a browser of their own."""

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playwright.sync_api import Browser, BrowserContext, Page

from lantern.core.instants import LONDON
from lantern.demo.partnership import PEOPLE
from tests.journeys.product import PROJECT, Product
from tests.journeys.storyteller import Answers, answer

NAMES = {one.key: one.name for one in PEOPLE}
SENT = "main form[method=post] button[type=submit]"
FIRST = datetime(2026, 3, 2, 18, 30, tzinfo=LONDON)
"""The Monday evening of the first story."""
WEEK = timedelta(weeks=1)


@dataclass
class Company:
    """Those people, and the product they share. One story begins a week after the one before."""

    product: Product
    browser: Browser
    rooms: dict[str, BrowserContext] = field(default_factory=dict)
    signed_in: set[str] = field(default_factory=set)
    now: datetime = FIRST - WEEK
    last: str = ""
    """Who acted last: their page is still as it stands."""

    def at(self, now: datetime) -> None:
        """It is this instant now, hours later: all sign in again, and no page still holds."""
        self.product.set_clock(now)
        self.now = now
        self.signed_in.clear()
        self.last = ""

    def begin(self, scene: str) -> dict[str, tuple[str, str]]:
        """What was so before: by each child's name the references of child and absence."""
        weeks = 1 + (self.now - FIRST) // WEEK
        self.at(FIRST + weeks * WEEK)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.journeys.before_the_return"),
                *(scene, self.now.isoformat()),
            ],
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
        """This page in this person's browser; not once more while it is still as it stands."""
        if who not in self.rooms:
            self.rooms[who] = self.browser.new_context(base_url=self.product.url)
            self.rooms[who].new_page()
        page = self.rooms[who].pages[0]
        if self.last == who and page.url == self.product.url + address:
            return page
        if who not in self.signed_in:
            self._sign_in(who)
        self.last = who
        page.goto(address)
        return page

    def _sign_in(self, who: str) -> None:
        """As the demonstration's page does it, of which other journeys tell."""
        door = self.rooms[who].request
        shown = door.get("/demo").text()
        forms = [one for one in shown.split("<form") if f"Be {NAMES[who]}<" in one]
        said = dict(re.findall(r'name="(\w+)" value="([^"]+)"', forms[0]))
        answer = door.post("/demo", form=said, max_redirects=0)
        assert answer.status == 302, answer.status
        self.signed_in.add(who)

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

    def records(self, who: str, absence: str, text: str, answers: Answers) -> Page:
        """From the page of an absence: follow this link, answer and send."""
        page = self.open(who, f"/episodes/{absence}")
        self.follows(page, text)
        return self.sends(page, answers)

    def tells(self, who: str, absence: str, *recipients: str) -> Page:
        """Record that these were told, or all whom the page names, if none is named here."""
        page = self.open(who, f"/safe-and-well/{absence}/told")
        asked = page.locator('input[name^="told_"][value="yes"]').all()
        names = {str(one.get_attribute("name")).removeprefix("told_") for one in asked}
        assert names.issuperset(recipients), f"{who} is not asked about {recipients}: {names}"
        answers: Answers = {}
        for one in recipients or names:
            answers |= {f"told_{one}": "yes", f"person_{one}": "Whoever answered"}
        return self.sends(page, answers)

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
