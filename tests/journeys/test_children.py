"""A child's record kept ready in a real browser: on a telephone, at a desk, without a script."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.risk.questions import QUESTIONS
from tests.builders import a_child, a_looked_after_child
from tests.cast import make_cast
from tests.journeys.accessibility import assert_everybody_can_use
from tests.pictures import drawing

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TELEPHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def cast(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_cast()


@pytest.fixture
def as_(browser, live_server, cast):
    """A browser in which somebody of the cast has signed in."""
    opened = []

    def signed_in(key, *, viewport=DESK, script=True):
        client = Client()
        client.force_login(cast.user(key))
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport, java_script_enabled=script
        )
        cookie = client.cookies["lantern_session"].value
        context.add_cookies([{"name": "lantern_session", "value": cookie, "url": live_server.url}])
        opened.append(context)
        return context.new_page()

    yield signed_in
    for context in opened:
        context.close()


def fill_date(page, name, day):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"#{name}-{part}").fill(str(value))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def check(page):
    """Everybody can use this page, which goes on at the size that it had."""
    size = page.viewport_size
    assert_everybody_can_use(page)
    page.set_viewport_size(size)


@pytest.fixture
def on_a_telephone(cast, as_):
    """A key worker has found the child, of whom nothing is ready."""
    child = a_looked_after_child(cast)
    page = as_("key_worker", viewport=TELEPHONE)
    page.goto(reverse("children"))
    page.get_by_label("Name, date of birth or reference").fill("redFERN")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Tamsin Redfern").click()
    expect(page.get_by_text("There is no photograph.")).to_be_visible()
    return page, child


@pytest.mark.requirement("RF-010")
def test_a_profile_is_drawn_up_on_a_telephone_with_the_keyboard_alone_at_the_end(on_a_telephone):
    page, child = on_a_telephone
    check(page)

    page.get_by_role("link", name="Draw up the profile").click()
    page.get_by_label("What does the child look like?").fill("Tall, brown eyes")
    page.get_by_label("What could happen to this child?").fill("Older friends in the city")
    page.get_by_label("Where, and with whom, could the child be?").fill("The skate park")
    press(page, "Save this version")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    check(page)
    page.get_by_role("link", name="Name the social worker and the carer").press("Enter")
    expect(page.get_by_label("Who drew this up?")).to_be_focused()
    page.keyboard.type("Ruth Adeyemi with Bronwen Ellis")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The profile has been saved.")).to_be_visible()
    assert child.profiles.get().description == "Tall, brown eyes"


@pytest.mark.requirement("RF-010")
def test_a_photograph_is_added_on_a_telephone_and_seen(on_a_telephone):
    page, _ = on_a_telephone

    page.get_by_role("link", name="Add one").click()
    face = {"name": "IMG_2001.jpg", "mimeType": "image/jpeg", "buffer": drawing(size=(600, 800))}
    page.get_by_label("Photograph").set_input_files(face)
    fill_date(page, "taken_on", day_in_london(clock.now()))
    check(page)
    press(page, "Add")

    photograph = page.get_by_alt_text("Photograph of Tamsin Redfern: open it large")
    expect(photograph).to_be_visible()
    expect(photograph).to_have_js_property("naturalWidth", 270)
    check(page)


@pytest.mark.requirement("RF-011")
def test_a_risk_assessment_is_completed_on_a_telephone(on_a_telephone):
    page, child = on_a_telephone

    page.get_by_role("link", name="Complete the risk assessment").click()
    answer_risk(page)
    check(page)
    press(page, "Save this version")

    expect(page.get_by_text("The risk assessment has been saved.")).to_be_visible()
    assert child.risk_assessments.get().answers["medication"]["words"] == "Insulin"


def answer_risk(page):
    page.get_by_label("Why might the child go?").fill("Her brother")
    page.get_by_label("What could happen while the child is missing?").fill("Trains at night")
    page.get_by_label("What is done to keep the child safe?").fill("Calls on Sundays")
    for question in QUESTIONS:
        page.get_by_role("group", name=question.ask).get_by_label("No", exact=True).check()
    medicine = page.get_by_role("group", name="Does the child need medicine or treatment?")
    medicine.get_by_label("Yes").check()
    medicine.get_by_label("Say more").fill("Insulin")
    page.get_by_label("Who keeps this assessment up to date?").fill("Bronwen Ellis")
    fill_date(page, "review_on", day_in_london(clock.now()) + timedelta(days=90))


def test_a_child_is_added_without_a_script_and_a_wrong_number_put_right(as_):
    page = as_("team_manager", script=False)
    page.goto(reverse("children:add"))
    page.get_by_label("First names").fill("Amara")
    page.get_by_label("NHS number").fill("999 000 0019")
    press(page, "Continue")
    expect(page.get_by_text("fails its check digit").first).to_be_visible()

    page.get_by_label("NHS number").fill("999 000 0018")
    press(page, "Continue")

    expect(page.get_by_text("The record has been added.")).to_be_visible()
    expect(page.get_by_role("heading", name="Amara")).to_be_visible()


def test_a_child_is_settled_without_a_script(cast, as_):
    child = a_child(cast)
    page = as_("team_manager", script=False)
    page.goto(reverse("children:page", args=[child.reference]))

    page.get_by_role("link", name="Name somebody").click()
    page.get_by_label("Social worker", exact=True).check()
    press(page, "Continue")
    page.get_by_label(re.compile(cast.social_worker.name)).check()
    press(page, "Save")
    page.get_by_role("link", name="Record a placement").click()
    page.get_by_label("Children's home").check()
    page.get_by_label("Which home or foster household?").select_option(label="Quarry Lodge")
    fill_date(page, "from_at", day_in_london(clock.now()) - timedelta(days=1))
    page.locator("#from_at-hour").fill("9")
    page.locator("#from_at-minute").fill("0")
    press(page, "Save")

    expect(page.get_by_text("Host authority: Vale District Council")).to_be_visible()
    expect(page.get_by_text(cast.social_worker.name).first).to_be_visible()


def test_the_second_of_two_people_is_shown_both_versions_and_chooses(cast, as_):
    child = a_looked_after_child(cast)
    first, second = as_("social_worker"), as_("duty_worker")
    for page, language in ((first, "Igbo"), (second, "Yoruba")):
        page.goto(reverse("children:details", args=[child.reference]))
        page.get_by_label("Language the child speaks best").fill(language)
    press(first, "Save")
    expect(first.get_by_text("The details have been saved.")).to_be_visible()

    press(second, "Save")

    expect(second.locator(".govuk-error-summary")).to_be_focused()
    expect(second.get_by_label("Saved already: Language the child speaks best")).to_contain_text(
        "Igbo"
    )
    check(second)
    press(second, "Save mine")
    expect(second.get_by_text("The details have been saved.")).to_be_visible()
    child.refresh_from_db()
    assert child.language == "Yoruba"
