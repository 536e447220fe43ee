"""Signing in and staying signed in, in a real browser, with a script and without."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from lantern.core import clock
from lantern.web.middleware import TOUCHED
from tests.cast import make_cast
from tests.journeys.accessibility import assert_everybody_can_use

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "lamps along the quay"  # noqa: S105  nobody's


@pytest.fixture
def account(transactional_db):
    user = make_cast().user("social_worker")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture(params=["with a script", "without"])
def browser_page(request, browser):
    context = browser.new_context(
        java_script_enabled=request.param == "with a script",
        viewport={"width": 320, "height": 700},
    )
    yield context.new_page()
    context.close()


def sign_in(page, url, account):
    page.goto(url)
    page.get_by_label("Email address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def leave_alone(page, *, minutes):
    """As if nobody had touched the page for so long."""
    from django.contrib.sessions.backends.db import SessionStore

    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    session = SessionStore(cookies["lantern_session"])
    session[TOUCHED] = int((clock.now() - timedelta(minutes=minutes)).timestamp())
    session.save()


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in_again(
    live_server, browser_page, account
):
    page = browser_page
    sign_in(page, f"{live_server.url}/account/password", account)
    leave_alone(page, minutes=31)

    page.goto(f"{live_server.url}/account/agency", wait_until="load")
    expect(page.get_by_text("nobody had used this page for 30 minutes")).to_be_visible()
    page.get_by_label("Email address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which agency are you acting for?")
    leave_alone(page, minutes=31)
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_text("What you were sending is kept")).to_be_visible()
    page.get_by_label("Email address").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("What you typed has not been saved yet.")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()

    expect(page).to_have_url(re.compile(r"/children/?$|/missing-now$"))


def test_the_page_says_when_it_will_sign_somebody_out(live_server, browser_page, account):
    sign_in(browser_page, f"{live_server.url}/account", account)

    expect(browser_page.get_by_text("Lantern signs you out at")).to_be_visible()


def test_a_warning_before_the_end_can_be_answered(live_server, page, account, settings):
    settings.LANTERN_SESSION_MINUTES = 5
    page.clock.install()
    sign_in(page, f"{live_server.url}/account", account)
    warning = page.get_by_role("alert").filter(has_text="You will be signed out at")
    expect(warning).to_be_hidden()

    page.clock.run_for(timedelta(minutes=3, seconds=1).total_seconds() * 1000)
    expect(warning).to_be_visible()
    with page.expect_response("**/still-here") as answer:
        warning.get_by_role("button", name="Stay signed in").click()

    assert answer.value.ok
    expect(warning).to_be_hidden()
    page.clock.run_for(timedelta(minutes=3, seconds=1).total_seconds() * 1000)
    expect(warning).to_be_visible()


def test_when_it_is_over_the_page_says_so_and_not_before(live_server, page, account, settings):
    settings.LANTERN_SESSION_MINUTES = 5
    page.clock.install()
    sign_in(page, f"{live_server.url}/account", account)

    page.clock.run_for(timedelta(minutes=5, seconds=2).total_seconds() * 1000)

    expect(page.get_by_text("You have been signed out.")).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()


@pytest.mark.parametrize(
    "address",
    ["sign-in", "account", "account/password", "still-here", "emergency", "account/agency"],
)
def test_pages_of_ones_account_can_be_used_by_everybody(live_server, page, account, address):
    if address != "sign-in":
        sign_in(page, f"{live_server.url}/{address}", account)
    else:
        page.goto(f"{live_server.url}/sign-in")

    assert_everybody_can_use(page)


@pytest.mark.parametrize(
    ("who", "addresses"),
    [
        (
            "Colin Webb",
            [
                "accounts/",
                "accounts/add",
                "accounts/add/calderbrook",
                "agencies/",
                "agencies/add",
                "agencies/vale",
                "agencies/vale/hours",
            ],
        ),
        ("Judith Frost", ["oversight/", "oversight/seen", "oversight/emergencies"]),
    ],
)
def test_pages_of_accounts_and_oversight_can_be_used_by_everybody(
    live_server, page, account, settings, who, addresses
):
    settings.LANTERN_DEMO = True
    page.goto(f"{live_server.url}/demo")
    assert_everybody_can_use(page)
    page.get_by_role("button", name=f"Be {who}", exact=True).click()

    for address in addresses:
        page.goto(f"{live_server.url}/{address}")
        assert_everybody_can_use(page)
