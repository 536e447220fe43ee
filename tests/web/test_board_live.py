"""The board in a real browser: a new report appears by itself, on a wall and on a telephone."""

import io
import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db.models import F
from django.test import Client
from playwright.sync_api import expect

from lantern.audit.models import AccessEvent
from lantern.core import clock
from lantern.episodes.details import LastSeen
from lantern.notifications.models import Handover
from lantern.placements.actions import photographs
from tests import builders, pictures
from tests.cast import make_cast

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SIZES = [{"width": 1280, "height": 900}, {"width": 320, "height": 640}]


@pytest.fixture
def cast(transactional_db):
    return make_cast()


def signed_in(context, live_server, user):
    client = Client()
    client.force_login(user)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
    context.add_cookies([cookie])


def missing(cast, name="Tamsin"):
    child = builders.a_looked_after_child(cast, name)
    photographs.add(
        child,
        by=cast.home_manager,
        at=clock.now(),
        taken_on=date(2026, 1, 5),
        upload=io.BytesIO(pictures.drawing()),
    )
    seen = LastSeen(at=clock.now() - timedelta(hours=2), place="School")
    return builders.an_episode(cast, child, at=clock.now(), last_seen=seen)


@pytest.fixture
def wall(cast, live_server, context, page):
    """The duty inspector's screen. Time passes on it only when told to."""
    missing(cast)
    signed_in(context, live_server, cast.user("duty_inspector"))
    page.clock.install()
    page.goto(f"{live_server.url}/missing-now")
    return page


def five_seconds(page):
    with page.expect_response("**/missing-now/region*") as answer:
        page.clock.run_for(5_000)
    return answer.value


def test_a_new_report_appears_within_five_seconds_and_says_when(cast, wall):
    expect(wall.get_by_role("link", name="Ottilie Redfern")).to_have_count(0)
    missing(cast, "Ottilie")

    five_seconds(wall)

    expect(wall.get_by_role("link", name="Ottilie Redfern")).to_be_visible()
    expect(wall.get_by_text(re.compile(r"Updated \d\d:\d\d"))).to_be_visible()
    expect(wall.get_by_text("2 children are away").first).to_be_visible()


def test_an_acknowledgement_elsewhere_shows_by_itself(cast, wall):
    expect(wall.get_by_text("waiting less than a minute").first).to_be_visible()
    taken = {"acknowledged_at": clock.now(), "acknowledged_by": cast.user("call_handler")}
    Handover.objects.filter(role="call_handler").update(**taken)

    five_seconds(wall)

    expect(wall.get_by_text(re.compile(r"Jo Lambert, \d"))).to_be_visible()


def test_an_hour_on_the_wall_looks_at_each_child_and_picture_once(cast, wall):
    """Only the clocks move, as they do each minute: the row is sent again and shows the same."""
    for _ in range(6):
        Handover.objects.update(opened_at=F("opened_at") - timedelta(minutes=10))
        assert five_seconds(wall).status == 200

    pictures_seen = AccessEvent.objects.filter(by=cast.duty_inspector.id, page="small photograph")
    rows_seen = AccessEvent.objects.filter(by=cast.duty_inspector.id, page="missing-now")
    assert (pictures_seen.count(), rows_seen.count()) == (1, 1)


def test_a_press_on_the_board_takes_the_handover(cast, wall):
    wall.get_by_role("button", name="I have it").click()

    expect(wall.get_by_text(re.compile(r"Saira Khalid, \d"))).to_be_visible()
    assert Handover.objects.get(role="call_handler").acknowledged_by == cast.user("duty_inspector")


@pytest.mark.parametrize("size", SIZES, ids=["desk", "telephone"])
@pytest.mark.parametrize("path", ["/missing-now", "/duties/", "/messages", "/protocol"])
def test_each_page_is_accessible_and_scrolls_one_way_only(
    cast, live_server, context, page, size, path
):
    missing(cast)
    signed_in(context, live_server, cast.user("social_worker"))
    page.set_viewport_size(size)

    page.goto(f"{live_server.url}{path}")

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_without_javascript_there_is_a_link_and_the_button_works(cast, live_server, browser):
    missing(cast)
    context = browser.new_context(java_script_enabled=False)
    signed_in(context, live_server, cast.user("call_handler"))
    page = context.new_page()
    page.goto(f"{live_server.url}/missing-now")

    expect(page.get_by_role("link", name="Refresh this page")).to_be_visible()
    page.get_by_role("button", name="I have it").click()

    expect(page.get_by_text(re.compile(r"Jo Lambert, \d"))).to_be_visible()
    context.close()
