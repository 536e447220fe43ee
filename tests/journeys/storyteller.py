"""A published story, lived: each event recorded through the pages, at its own hour.

The product's clock is set to the instant at which the story says that the event was recorded, so
that a night of 2015 passes in a minute, with the worker and the mail server beside it.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from playwright.sync_api import Browser, BrowserContext, Page

from lantern.core.instants import LONDON
from lantern.protocol.lexicon import vocabulary
from lantern.protocol.stories import Story
from lantern.protocol.story import Event
from tests.journeys.product import Product

NAMES = {
    "home_manager": "Dean Whitlock",
    "foster_carer": "Ngozi Okafor",
    "social_worker": "Ruth Adeyemi",
    "duty_inspector": "Saira Khalid",
    "private_foster_carer": "Marta Pereira",
    "private_home_manager": "Owen Tull",
}
STATUSES = {
    "child.looked_after": "full_care_order",
    "child.on_protection_plan": "protection_plan",
    "child.known_to_social_care": "open_referral",
}
OWN_HOMES = {
    "childrens_home": ("alder-house", "home_manager"),
    "foster_care": ("okafor", "foster_carer"),
}
PRIVATE_HOMES = {
    "childrens_home": ("fern-house", "private_home_manager"),
    "foster_care": ("pereira", "private_foster_carer"),
}
# What the report itself records, so that nobody records it a second time.
REPORTED = {
    "episode.last_seen",
    "episode.noticed",
    "episode.reported",
    "episode.with_other_children",
}
CONTACTS = {"contact.attempted": "call_to_child", "visit.made": "visit"}
CONFIRMED = "whereabouts.confirmed"
PROVIDERS = "streetwise-2015"
OWN_SERVICE = "child.placed_with_own_service"
Answers = dict[str, str | datetime | bool]


@dataclass(frozen=True, order=True)
class Owed:
    """A duty as a story says it: what is owed, and its instants as London's clocks showed them."""

    rule: str
    arose: str
    due: str
    met: str
    excused: str


@dataclass
class Storyteller:
    """Lives a story of one child in a running product."""

    product: Product
    browser: Browser
    story: Story
    given_name: str = "Robin"
    child: str = ""
    episode: str = ""
    carer: str = "social_worker"
    rooms: dict[str, BrowserContext] = field(default_factory=dict)

    def acts(self) -> Iterator[tuple[datetime, Callable[[], None]]]:
        """What is done through the pages, each with the instant at which it is done, in order."""
        reported = self.instant_of("episode.reported")
        yield self.story.events[0].record.at - timedelta(hours=1), self.add_child
        yield reported, self.report
        for event in self.after_the_report():
            yield max(reported, event.record.recorded_at), partial(self.record, event)

    # The people, each in a browser of their own

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

    def fill_in(self, who: str, address: str, answers: Answers, button: str) -> Page:
        """Open a page, answer its questions by their names, and send it."""
        page = self.open(who, address)
        answer(page, answers)
        page.get_by_role("button", name=button).first.click()
        refused = page.locator(".govuk-error-summary")
        assert refused.count() == 0, f"{address} with {answers}: {refused.inner_text()}"
        return page

    # What was so before the absence

    def add_child(self) -> None:
        """The child with the circumstances of the story, as a social worker would enter them."""
        born = self.story.born
        page = self.fill_in(
            "social_worker",
            "/children/add",
            {
                "given_name": self.given_name,
                "family_name": "Storey",
                "born_on-day": str(born.day),
                "born_on-month": str(born.month),
                "born_on-year": str(born.year),
            },
            "Continue",
        )
        self.child = page.url.rsplit("/", 1)[-1]
        for one in self.story.circumstances:
            self.begin(one)

    def begin(self, circumstance: Event) -> None:
        """One circumstance on the page that asks for it."""
        record = circumstance.record
        if record.fact in STATUSES:
            answers: Answers = {"kind": STATUSES[record.fact], "from_at": record.at}
            self.fill_in("social_worker", f"/children/{self.child}/status", answers, "Save")
        elif record.fact == "child.placement":
            facts = {one.record.fact for one in self.story.circumstances}
            homes = OWN_HOMES if OWN_SERVICE in facts else PRIVATE_HOMES
            home, self.carer = homes[str(record.value)]
            answers = {"kind": str(record.value), "carer": home, "from_at": record.at}
            self.fill_in("social_worker", f"/children/{self.child}/placement", answers, "Save")
        elif record.fact != OWN_SERVICE:  # which follows from whose home it is
            raise NotImplementedError(f"no page is known for {record.fact}")

    # The absence

    def report(self) -> None:
        """The report's pages, at the hour of the report, with what the story says was known."""
        reported = self.instant_of("episode.reported")
        page = self.open(self.carer, f"/children/{self.child}")
        page.get_by_role("button", name="Report missing").click()
        answer(page, self.when(reported))
        page.get_by_role("button", name="Continue").click()
        known = self.first_whereabouts()
        if known.record.value == "known":
            page.goto(page.url.replace("/page/before", "/page/checks"))
            answer(
                page,
                {
                    "outcome": "known",
                    "where_place": "A friend's",
                    "where_how": "voice",
                    "where_at": clock_face(known.record.at),
                },
            )
            page.get_by_role("button", name="Continue").click()
        page.goto(re.sub(r"/page/\w+", "/page/you", page.url))
        answer(page, {"reporter_telephone": "07700 900123"})
        page.get_by_role("button", name="Check and send").click()
        page.get_by_role("button", name="Send the report").first.click()
        page.get_by_role("link", name="Open the record").click()
        self.episode = page.url.rsplit("/", 1)[-1]

    def when(self, reported: datetime) -> Answers:
        """The answers about when the child was last seen and when somebody noticed."""
        last_seen = self.first("episode.last_seen") or self.first_whereabouts()
        noticed = self.first("episode.noticed")
        answers: Answers = {
            "last_seen": "known",
            "last_seen_at": last_seen.record.at,
            "origin": "care" if self.carer != "social_worker" else "home",
            "is_back": "no",
        }
        if self.first_whereabouts().record.value == "known":
            del answers["last_seen_at"]
            answers["last_seen"] = "not_known"
        if noticed is not None and noticed.record.at != reported:
            answers["noticed_at"] = clock_face(noticed.record.at)
        return answers

    def record(self, event: Event) -> None:
        """One event after the report, on the page that asks for it."""
        fact, value, at = event.record.fact, str(event.record.value), event.record.at
        place = f"/episodes/{self.episode}"
        if fact == "whereabouts":
            self.record_whereabouts(place, value, at)
        elif fact == "police.classification":
            self.decide(f"{place}/classification", value, at)
        elif fact == "police.risk":
            self.decide(f"{place}/risk", value, at)
        elif fact.startswith(("notified.", "return_notified.")):
            told, recipient = fact.split(".")
            about = "return" if told == "return_notified" else "absence"
            answers = {"recipient": recipient, "about": about, "told": "yes", "at": at}
            self.fill_in("social_worker", f"{place}/notification", answers, "Record")
        elif fact in CONTACTS:
            answers = {"contact": CONTACTS[fact], "at": at, "result": "As the story has it."}
            self.fill_in("social_worker", f"{place}/contact", answers, "Record")
        else:
            answers = {"at": at}
            if vocabulary()[fact].kind == "state":
                answers["value"] = "yes"
            self.fill_in("social_worker", f"{place}/steps/{fact}", answers, "Record")

    def decide(self, address: str, value: str, at: datetime) -> None:
        """A decision of the duty inspector: the questions of the rulebook first, then the value."""
        page = self.open("duty_inspector", address)
        for no in page.locator('input[type="radio"][value="no"]').all():
            no.check()
        if value == "high":
            page.locator('[name="risk.danger_through_vulnerability"][value="yes"]').check()
        page.get_by_role("button", name="Continue").click()
        answer(page, {"choice": value, "rationale": "As the story has it.", "at": at})
        page.get_by_role("button", name="Record").first.click()
        refused = page.locator(".govuk-error-summary")
        assert refused.count() == 0, f"{address} with {value}: {refused.inner_text()}"

    def link(self, other: "Storyteller") -> None:
        """Say that the other child went too, once both have been reported."""
        address = f"/episodes/{self.episode}/link"
        self.fill_in("social_worker", address, {"episodes": other.episode}, "Link these")

    def record_whereabouts(self, place: str, value: str, at: datetime) -> None:
        """Known or lost, located or back: each has its own page."""
        if value == "returned":
            self.fill_in(self.carer, f"{place}/returned", {"ends": "returned", "at": at}, "Record")
        elif value.startswith("located"):
            contact = "yes" if value == "located_with_contact" else "no"
            answers: Answers = {"at": at, "place": "A house", "meaningful_contact": contact}
            self.fill_in("social_worker", f"{place}/located", answers, "Record")
        else:
            answers = {"known": "yes" if value == "known" else "no", "at": at}
            self.fill_in(self.carer, f"{place}/whereabouts", answers, "Record")

    # The story's own order

    def first(self, fact: str) -> Event | None:
        """The first event of this kind, if the story has one."""
        return next((one for one in self.story.events if one.record.fact == fact), None)

    def first_whereabouts(self) -> Event:
        """What was known of the child's whereabouts when the story begins."""
        found = self.first("whereabouts")
        assert found is not None
        return found

    def instant_of(self, fact: str) -> datetime:
        """When the first event of this kind was recorded."""
        found = self.first(fact)
        assert found is not None, f"the story has no {fact}"
        return found.record.recorded_at

    def after_the_report(self) -> Iterator[Event]:
        """What is recorded on the episode, in the order of recording."""
        begins = self.first_whereabouts()
        for event in sorted(self.story.events, key=lambda one: one.record.recorded_at):
            if event is not begins and event.record.fact not in REPORTED | {CONFIRMED}:
                yield event

    # The ledger

    def ledger(self) -> set[Owed]:
        """The duties of the episode, read from the product's own database; without those of the
        provider's own rulebook, of which the stories of an authority do not speak."""
        with closing(sqlite3.connect(self.product.home / "lantern.sqlite3")) as rows:
            found = rows.execute(
                "SELECT rule, arose_at, due_at, met_at, excused_at"
                " FROM duties_duty WHERE subject = ? AND rulebook <> ?",
                [self.episode, PROVIDERS],
            ).fetchall()
        return {Owed(row[0], *(stored(instant) for instant in row[1:])) for row in found}

    def expected(self) -> set[Owed]:
        """The duties that the story's author worked out by hand, of the episode alone."""
        return {
            Owed(
                one.duty,
                *(london(at) for at in (one.arises_at, one.due_at, one.met_at, one.excused_at)),
            )
            for one in self.story.expected
        }


def live(product: Product, *tellers: Storyteller) -> None:
    """Live the stories side by side, in the order in which things were done."""
    acts = [act for teller in tellers for act in teller.acts()]
    alone = len(tellers) > 1
    for at, does in sorted(acts, key=lambda act: act[0]):
        product.set_clock(at)
        does()
        if alone and all(teller.episode for teller in tellers):
            tellers[0].link(tellers[1])
            alone = False


def answer(page: Page, answers: Answers) -> None:
    """Give each question its answer: a choice is checked, an instant goes into its five inputs."""
    for name, given in answers.items():
        if isinstance(given, datetime):
            answer(page, parts(name, given))
            continue
        field_ = page.locator(f'[name="{name}"]').first
        field_.wait_for(state="attached")
        choice = page.locator(f'[name="{name}"][value="{given}"]')
        if choice.count() and choice.first.get_attribute("type") in ("radio", "checkbox"):
            choice.first.check()
        elif field_.evaluate("field => field.tagName") == "SELECT":
            field_.select_option(str(given))
        else:
            field_.fill(str(given))


def parts(name: str, at: datetime) -> Answers:
    """An instant as the five inputs of a question."""
    local = at.astimezone(LONDON)
    return {
        f"{name}-day": str(local.day),
        f"{name}-month": str(local.month),
        f"{name}-year": str(local.year),
        f"{name}-hour": f"{local:%H}",
        f"{name}-minute": f"{local:%M}",
    }


def clock_face(at: datetime) -> str:
    """What a clock in London showed."""
    return f"{at.astimezone(LONDON):%H:%M}"


def london(at: datetime | None) -> str:
    """An instant to the minute, as London's clocks showed it; empty for none."""
    return f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}" if at else ""


def stored(text: str | None) -> str:
    """An instant of the database in the same words."""
    return london(datetime.fromisoformat(text).replace(tzinfo=UTC)) if text else ""
