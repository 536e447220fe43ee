"""A page that updates itself, in a real browser: it says when, never takes the focus, and when it
cannot go on it says so."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STOPPED = "This page has stopped updating. Reload it."


@pytest.fixture
def gallery(live_server, settings, page):
    """The gallery, whose live region asks every five seconds. Time passes only when told to."""
    settings.LANTERN_DEMO = True
    page.clock.install()
    page.goto(f"{live_server.url}/components")
    return page


def pass_time(page, seconds):
    page.clock.run_for(seconds * 1000)


def test_it_asks_again_and_says_that_nobody_is_there(gallery):
    with gallery.expect_request("**/components/minute") as asked:
        pass_time(gallery, 5)

    assert asked.value.headers["lantern-poll"] == "1"


def test_it_keeps_the_focus_when_its_contents_change(gallery):
    link = gallery.get_by_role("link", name="A link that keeps the focus")
    before = link.element_handle()
    link.focus()

    with gallery.expect_response("**/components/minute"):
        pass_time(gallery, 5)

    gallery.wait_for_function("element => !element.isConnected", arg=before)
    expect(link).to_be_focused()


def test_it_says_loudly_that_it_has_stopped_and_takes_it_back(gallery):
    alert = gallery.get_by_text(STOPPED)
    expect(alert).to_be_hidden()

    gallery.context.set_offline(True)
    with gallery.expect_event("requestfailed"):
        pass_time(gallery, 5)
    with gallery.expect_event("requestfailed"):
        pass_time(gallery, 4)
    expect(alert).to_be_visible()

    gallery.context.set_offline(False)
    expect(alert).to_be_hidden()


def test_a_session_that_has_ended_stops_it(gallery, settings):
    settings.LANTERN_DEMO = False  # the region's address now answers 404

    for seconds in (5, 4):
        with gallery.expect_response("**/components/minute"):
            pass_time(gallery, seconds)

    expect(gallery.get_by_text(STOPPED)).to_be_visible()


def test_it_rests_while_nobody_can_see_it(gallery):
    asked = []
    gallery.on("request", lambda request: asked.append(request.url))
    hide = "hidden => { Object.defineProperty(document, 'hidden', {configurable: true, get: () =>"
    hide += " hidden}); document.dispatchEvent(new Event('visibilitychange')) }"

    gallery.evaluate(hide, True)
    pass_time(gallery, 60)
    assert [url for url in asked if url.endswith("/minute")] == []

    with gallery.expect_response("**/components/minute"):
        gallery.evaluate(hide, False)


def test_without_javascript_there_is_a_link(live_server, settings, browser):
    settings.LANTERN_DEMO = True
    page = browser.new_context(java_script_enabled=False).new_page()

    page.goto(f"{live_server.url}/components")

    link = page.get_by_role("link", name="Refresh this page")
    expect(link).to_be_visible()
    link.click()
    expect(page).to_have_url(re.compile("/components$"))


def test_the_summary_of_faults_takes_the_focus_and_leads_to_each(gallery):
    gallery.get_by_role("button", name="Send").click()

    summary = gallery.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(gallery).to_have_title("Error: Components – Lantern")
    summary.get_by_role("link", name="Enter the time the child was last seen").click()
    expect(gallery.locator("#last_seen_at-day")).to_be_focused()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_is_accessible_and_fits(gallery, width):
    gallery.set_viewport_size({"width": width, "height": 800})
    gallery.get_by_role("button", name="Send").click()

    found = Axe().run(gallery)

    assert found.violations_count == 0, found.generate_report()
    assert gallery.evaluate("document.documentElement.scrollWidth") <= width
