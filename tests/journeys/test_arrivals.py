"""Last year’s return, from a data officer’s folder into the record, through the pages alone."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.accessibility import assert_everybody_can_use
from tests.ssda903 import returns

pytestmark = [pytest.mark.journey, pytest.mark.slow]
TEN_MINUTES = 600
A_WHILE = 120_000  # milliseconds for a worker to look through or bring in
TELEPHONE = {"width": 320, "height": 640}


def in_a_folder(folder, tables):
    """The files of a return, exported into a folder."""
    found = []
    for name, content in returns.files(tables).items():
        path = folder / f"LAC export {name}"
        path.write_bytes(content)
        found.append(path)
    return found


def wrong(tables):
    """The same return as an old system might have it, with some days that are none."""
    rows = {name: [list(row) for row in found] for name, found in tables.items()}
    rows["Header"][0][2] = "31/02/2012"
    rows["Missing"][-1][3] = "45/13/2025"
    return rows


@pytest.fixture
def officer(empty_product, browser):
    """A browser in which the data officer has signed in, with or without JavaScript."""

    def signed_in(**options):
        page = browser.new_context(base_url=empty_product.url, **options).new_page()
        page.goto("/demo")
        page.locator("form", has_text="Ravi Menon").get_by_role("button").click()
        expect(page.get_by_role("heading", name="Bring in records")).to_be_visible()
        return page

    return signed_in


def test_last_years_return_is_in_and_looked_at_within_ten_minutes(officer, tmp_path):
    began = time.monotonic()
    files = in_a_folder(tmp_path, wrong(returns.invented(500)))
    page = officer()
    assert_everybody_can_use(page)

    page.get_by_role("main").get_by_role("button", name="Bring in records").click()
    assert_everybody_can_use(page)
    page.get_by_label("A return on looked-after children (SSDA903)").check()
    page.get_by_role("button", name="Continue").click()
    assert_everybody_can_use(page)
    page.get_by_label("Files of the return").set_input_files(files)
    page.get_by_role("button", name="Send and look through").click()
    expect(page.get_by_role("heading", name="This is what would happen")).to_be_visible(
        timeout=A_WHILE
    )
    expect(page.get_by_text("‘31/02/2012’ is not a day of the calendar").first).to_be_visible()
    assert_everybody_can_use(page)
    page.get_by_role("button", name="Bring in the good rows").click()
    expect(page.get_by_text(re.compile("^(499|500) children, .* of them new"))).to_be_visible(
        timeout=A_WHILE
    )
    assert_everybody_can_use(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="mend-header.csv").click()
    assert re.fullmatch(r"A-\w{4}-\w{4}-mend-header\.csv", download.value.suggested_filename)
    page.get_by_role("link", name=re.compile("Header")).last.click()
    assert_everybody_can_use(page)

    assert time.monotonic() - began < TEN_MINUTES


def test_the_coordinator_finds_a_child_of_the_return_by_the_authoritys_reference(
    officer, browser, empty_product, tmp_path
):
    tables = returns.invented(3)
    page = officer()
    bring_in(page, in_a_folder(tmp_path, tables))
    reference = tables["Header"][0][0]

    theirs = browser.new_context(base_url=empty_product.url).new_page()
    theirs.goto("/demo")
    theirs.locator("form", has_text="Imran Sadiq").get_by_role("button").first.click()
    theirs.goto("/children/search")
    theirs.get_by_label("Name, date of birth or reference").fill(reference)
    theirs.keyboard.press("Enter")

    theirs.get_by_role("link", name=re.compile("^C-")).first.click()
    expect(theirs.get_by_text(reference).first).to_be_visible()


def bring_in(page, files):
    """From the files to the record, when nothing is wrong with them."""
    page.goto("/records/new/ssda903")
    page.get_by_label("Files of the return").set_input_files(files)
    page.get_by_role("button", name="Send and look through").click()
    page.get_by_role("button", name=re.compile("Bring in all")).click(timeout=A_WHILE)
    expect(page.get_by_text("What you can look at now")).to_be_visible(timeout=A_WHILE)


def test_without_javascript_on_a_telephone_with_the_keyboard_alone(officer, tmp_path):
    files = in_a_folder(tmp_path, returns.invented(3))
    page = officer(java_script_enabled=False, viewport=TELEPHONE)
    page.goto("/records/new")
    page.get_by_label("A return on looked-after children (SSDA903)").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_label("Files of the return").set_input_files(files)
    with page.expect_navigation():
        page.get_by_role("button", name="Send and look through").press("Enter")

    follow(page, "This is what would happen")
    with page.expect_navigation():
        page.get_by_role("button", name="Bring in all").press("Enter")
    follow(page, "What you can look at now")

    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0


def follow(page, heading):
    """Press the link that stands in for the script, until the worker is done."""
    give_up = time.monotonic() + A_WHILE / 1000
    while not page.get_by_role("heading", name=heading).count():
        assert time.monotonic() < give_up
        time.sleep(0.5)
        with page.expect_navigation():
            page.get_by_role("link", name="Refresh this page").press("Enter")
