"""A council changes its protocol: three limits, one form, one meeting, from draft to adoption."""

import re

import pytest
from playwright.sync_api import expect

from lantern.core import clock
from tests.journeys.accessibility import assert_everybody_can_use

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PROTOCOL = re.compile("Children missing from care and home, Calderbrook")
LIMITS = (
    ("independent return interview carry", "24", "hours"),
    ("hold the missing person's strategy", "2", "working days"),
    ("tell the police that the child is missing", "20", "minutes"),
)


@pytest.fixture
def signed_in(empty_product, browser):
    """A browser of their own for each person."""

    def page_of(name):
        page = browser.new_context(base_url=empty_product.url).new_page()
        page.goto("/demo")
        page.locator("form", has_text=name).get_by_role("button").first.click()
        page.goto("/protocol/drafts/")
        return page

    return page_of


def test_a_council_changes_three_limits_one_form_and_one_meeting(signed_in):
    given_a_draft = signed_in("Imran Sadiq")
    begin(given_a_draft)
    for words, number, unit in LIMITS:
        change_a_limit(given_a_draft, words, number, unit)
    add(given_a_draft, "form", "hub notice", "the child's absence was reported")
    add(given_a_draft, "meeting", "weekly missing review", "the child's whereabouts are not known")
    rehearse_and_keep(given_a_draft)
    ask(given_a_draft, "Grace Oduya")

    agree(signed_in("Grace Oduya"))
    adopter = signed_in("Caroline Pike")
    adopt(adopter)

    expect(adopter.get_by_text("Adopted", exact=True)).to_be_visible()
    for words in ("within 24 hours (was within 48 hours)", "Added: Send the hub notice"):
        expect(adopter.get_by_text(words)).to_be_visible()
    assert_everybody_can_use(adopter)


def begin(page):
    page.get_by_role("button", name="Start a draft").click()
    a_day(page, clock.now().year + 1)
    page.get_by_role("button", name="Start the draft").click()
    page.get_by_role("button", name="Change the draft").click()


def a_day(page, year, month="3"):
    """The first of a month."""
    for part, value in (("Day", "1"), ("Month", month), ("Year", str(year))):
        page.get_by_label(part, exact=True).fill(value)


def agreed(page):
    """Why, and who agreed to it; the page remembers the second."""
    page.get_by_label("Why?").fill("A review of the last year asked for it")
    if not page.get_by_label("Who agreed to it?").input_value():
        page.get_by_label("Who agreed to it?").fill("The board, Calderbrook")
        a_day(page, clock.now().year, "11")


def change_a_limit(page, words, number, unit):
    page.get_by_label("Find a rule by its words").fill(words)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=re.compile("^Change by when")).click()
    page.get_by_label("Within a length of time").check()
    within(page, number, unit)
    agreed(page)
    page.get_by_role("button", name="Save this change").click()
    expect(page.get_by_text("Saved in the draft")).to_be_visible()


def within(page, number, unit):
    page.locator("#limit_number").fill(number)
    page.locator("#limit_unit").select_option(unit)


def add(page, sort, called, begins):
    page.get_by_role("link", name="Rules", exact=True).click()
    page.get_by_role("button", name=f"Add a {sort}").click()
    page.get_by_label(f"What is the {sort} called?").fill(called)
    page.get_by_label("What is it for?").fill("The partners hear of every absence.")
    page.get_by_label("Who must do it?").select_option(label="Social worker")
    page.get_by_label("When does it begin?", exact=True).select_option(label=begins)
    page.get_by_role("group", name="Only once that has lasted").get_by_label("No").check()
    page.get_by_label("Within a length of time").check()
    within(page, "7", "days")
    again = page.get_by_role("group", name="Does it come round again?")
    if sort == "meeting":
        again.get_by_label("Yes").check()
        page.locator("#every_number").fill("7")
        page.locator("#every_unit").select_option("days")
    else:
        again.get_by_label("No", exact=True).check()
    page.get_by_label("While the child is away").check()
    agreed(page)
    if sort == "meeting":
        assert_everybody_can_use(page)
    page.get_by_role("button", name=f"Add this {sort}").click()
    expect(page.get_by_role("heading", name=re.compile(called))).to_be_visible()


def rehearse_and_keep(page):
    page.get_by_role("link", name="Rehearse", exact=True).click()
    page.get_by_label("The child is looked after", exact=True).check()
    a_day(page, clock.now().year + 1, "4")
    for part, value in (("Hour", "18"), ("Minute", "30")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("What happens?").select_option(label="the child's absence was reported")
    page.get_by_role("button", name="Add to the story").click()
    page.get_by_label("Both, side by side").check()
    page.get_by_role("button", name="Show what is owed").click()
    notice = page.get_by_role("row", name=re.compile("Send the hub notice New 18:30, 1 Apr"))
    expect(notice.first).to_be_visible()
    assert_everybody_can_use(page)
    page.get_by_role("button", name="Keep this as a case").click()
    page.get_by_label("What is this case about?").fill("A child reported in the evening")
    page.get_by_label("Yes: who owes each duty").check()
    page.get_by_role("button", name="Keep this case").click()
    expect(page.get_by_text("1 case, as expected")).to_be_visible()


def ask(page, name):
    page.get_by_role("link", name="The draft").click()
    page.get_by_role("link", name="Ask people to review it").click()
    page.get_by_label(name).check()
    page.get_by_role("button", name="Ask them").click()


def agree(page):
    page.get_by_role("link", name=PROTOCOL).first.click()
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Your answer is recorded")).to_be_visible()


def adopt(page):
    page.get_by_role("link", name=PROTOCOL).first.click()
    page.get_by_role("link", name="Adopt it").click()
    a_day(page, clock.now().year + 2)
    page.get_by_label("Why is it adopted").fill("Agreed by the board on 1 November")
    page.get_by_role("button", name="Adopt it").click()
