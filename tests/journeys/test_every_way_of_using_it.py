"""The pages of a night by keyboard alone, four times as large, on paper, and by axe's rules."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from lantern.core import clock
from lantern.duties.models import Duty
from lantern.episodes.actions import entries, returns
from lantern.episodes.details import LastSeen, ReturnDetails
from tests.builders import a_looked_after_child, an_episode
from tests.cast import make_cast
from tests.journeys.accessibility import assert_everybody_can_use

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DESK = {"width": 1280, "height": 900}
FOUR_TIMES = {"width": 320, "height": 225}
"""A screen of 1,280 by 900 pixels, enlarged to 400% (WCAG 1.4.10)."""

HAS_FOCUS = """() => {
  const one = document.activeElement;
  const parts = [one, ...one.querySelectorAll("*"), one.nextElementSibling].filter(Boolean);
  const marked = parts.flatMap(
    each => [getComputedStyle(each), getComputedStyle(each, "::before")]);
  const box = one.getBoundingClientRect();
  return {
    name: (one.innerText || one.name || one.tagName).trim().slice(0, 40),
    isBody: one === document.body,
    isSeen: box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    isMarked: marked.some(style => style.boxShadow !== "none"
      || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)),
  };
}"""


@pytest.fixture
def cast(transactional_db):
    return make_cast()


@pytest.fixture
def night(cast, browser, live_server):
    """A child reported missing an hour ago, a browser for anybody, and what to open in it."""
    now = clock.now()
    child = a_looked_after_child(cast)
    seen = LastSeen(at=now - timedelta(hours=2), place="The bus stop")
    episode = an_episode(cast, child, at=now - timedelta(hours=1), last_seen=seen)
    contexts = []

    def opened(key, address, *, viewport=DESK):
        client = Client()
        client.force_login(cast.user(key))
        context = browser.new_context(base_url=live_server.url, viewport=viewport)
        cookie = client.cookies["lantern_session"].value
        context.add_cookies([{"name": "lantern_session", "value": cookie, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        return page

    yield opened, child, episode
    for context in contexts:
        context.close()


def address_of(name, child, episode):
    """The address of a page: about this absence or this child, or about nobody."""
    area, _, is_of_one = name.partition(":")
    about = {"episodes": episode, "children": child}[area].reference if is_of_one else ""
    return reverse(name, args=[about] if about else [])


def press_tab(page, most=150):
    """What has the focus after each press, until the focus leaves the page."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(HAS_FOCUS)
        if focus["isBody"]:
            return
        yield focus


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("home_manager", "missing-now"),
        ("home_manager", "my-duties"),
        ("home_manager", "report"),
        ("duty_inspector", "messages"),
        ("duty_inspector", "episodes:episode"),
        ("duty_inspector", "episodes:classification"),
        ("home_manager", "episodes:returned"),
        ("social_worker", "children:page"),
    ],
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(night, who, name):
    opened, child, episode = night
    page = opened(who, address_of(name, child, episode))

    reached = list(press_tab(page))

    assert reached[0]["name"] == "Skip to main content"
    assert len(reached) > 8
    assert [one["name"] for one in reached if not (one["isSeen"] and one["isMarked"])] == []


def test_a_return_is_recorded_by_keyboard_alone_and_a_fault_takes_the_focus(night):
    opened, _child, episode = night
    page = opened("home_manager", reverse("episodes:returned", args=[episode.reference]))

    page.get_by_role("button", name="Record the return").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Back where Tamsin left from")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.locator(".govuk-notification-banner--success")).to_be_focused()
    expect(page.get_by_text("The return is recorded.")).to_be_visible()
    episode.refresh_from_db()
    assert episode.ended_at is not None


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("duty_inspector", "missing-now"),
        ("social_worker", "my-duties"),
        ("call_handler", "messages"),
        ("social_worker", "children"),
        ("home_manager", "episodes:episode"),
        ("home_manager", "episodes:notification"),
        ("social_worker", "children:page"),
        ("social_worker", "children:risk"),
    ],
)
def test_at_four_times_the_size_a_page_scrolls_one_way_only(night, who, name):
    opened, child, episode = night

    page = opened(who, address_of(name, child, episode), viewport=FOUR_TIMES)

    assert page.evaluate("document.documentElement.scrollWidth") <= FOUR_TIMES["width"]


def test_on_paper_the_record_is_whole_and_nothing_asks_to_be_pressed(night):
    opened, child, episode = night
    page = opened("social_worker", reverse("episodes:episode", args=[episode.reference]))
    page.emulate_media(media="print")

    expect(page.get_by_text("The bus stop").first).to_be_visible()
    expect(page.get_by_text("Printed by Ruth Adeyemi")).to_be_visible()
    for furniture in ("Something else that was done", "Show all sections", "Stay signed in"):
        expect(page.get_by_text(furniture).first).to_be_hidden()
    assert page.evaluate(
        "[...document.querySelectorAll('a')].every(one => "
        "['none', 'normal'].includes(getComputedStyle(one, '::after').content))"
    )
    assert page.evaluate(
        "[...document.querySelectorAll('.govuk-accordion__section-content')].every(one => "
        "one.checkVisibility({contentVisibilityAuto: true}) && one.offsetHeight > 0)"
    )

    page.goto(reverse("children:page", args=[child.reference]))
    expect(page.get_by_role("heading", name="Where the child lives")).to_be_visible()
    expect(page.get_by_text("Record a concern")).to_be_hidden()

    page.goto(reverse("my-duties"))
    expect(page.get_by_role("heading", name="My duties")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_everybody_can_use_the_page_that_excuses_a_duty_and_what_it_says_when_empty(cast, night):
    opened, _child, episode = night
    now = clock.now()
    by = {"by": cast.social_worker, "at": now, "now": now}
    returns.record_returned(episode, details=ReturnDetails(), **by)
    entries.record_step(episode, fact="return_interview.declined", words="No.", **by)
    duty = Duty.objects.get(rule="parents-offered-say")

    page = opened("team_manager", reverse("duties:duty", args=[duty.pk]))
    assert_everybody_can_use(page)
    page.get_by_role("link", name="Excuse this duty, with a reason").click()
    assert_everybody_can_use(page)
    page.get_by_role("button", name="Excuse this duty").click()

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_everybody_can_use(page)
