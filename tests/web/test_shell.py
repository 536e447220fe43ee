"""The frame around every page: who is signed in, where they may go, what waits for them."""

import re

import pytest
from django.test import RequestFactory

from lantern.core.decision import Decision
from lantern.notifications.models import Message
from lantern.web.shell import NAVIGATION, shell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _everywhere(settings):
    settings.ROOT_URLCONF = "tests.web.faulty"


def frame(actor, path="/"):
    request = RequestFactory().get(path)
    request.actor = actor
    return shell(request)


def texts(actor):
    return [link.text for link in frame(actor).links]


def test_signed_out_there_is_nobody_and_nowhere_to_go():
    assert not frame(None).is_signed_in
    assert frame(None).links == ()


def test_it_names_the_person_and_the_agency(the_social_worker):
    assert frame(the_social_worker).person == the_social_worker.name
    assert frame(the_social_worker).agency == the_social_worker.agency_name


def test_people_see_only_places_that_their_role_opens(the_social_worker, the_administrator):
    assert {"Missing now", "My duties", "Report a child missing"} <= set(texts(the_social_worker))
    assert "Children" not in texts(the_administrator)
    assert "Report a child missing" not in texts(the_administrator)


@pytest.mark.parametrize("place", NAVIGATION, ids=lambda place: place.name)
def test_nobody_is_led_to_a_place_that_is_closed_to_them(cast, place):
    actors = [actor for _, actor in cast]

    shown = {actor.id for actor in actors if place.text in texts(actor)}

    open_to = {
        each.id
        for each in actors
        if (not place.permission or may(each, place.permission))
        and (not place.may or place.may(each))
    }
    assert shown == open_to
    assert shown


def may(actor, permission):
    decision = actor.holds(permission)
    assert isinstance(decision, Decision)
    return bool(decision)


def test_the_place_one_is_at_is_marked(the_social_worker):
    here = frame(the_social_worker, "/places/children").links

    assert [link.text for link in here if link.is_here] in (["Children"], [])
    children = next(link for link in here if link.text == "Children")
    below = frame(the_social_worker, f"{children.href}/C-1234").links
    assert [link.text for link in below if link.is_here] == ["Children"]


def test_messages_nobody_has_read_are_counted(the_social_worker):
    for number in range(2):
        Message.objects.create(
            key=f"test-{number}",
            kind="test",
            about="E-1",
            user_id=the_social_worker.user_id,
            subject="A child is missing",
            body="See Lantern.",
        )

    waiting = {link.text: link.waiting for link in frame(the_social_worker).links}

    assert waiting["Messages"] == 2
    assert waiting["Children"] == 0


def test_a_demonstration_says_so_on_every_page(client, settings):
    settings.LANTERN_DEMO = True
    assert "Everybody and everything here is invented" in client.get("/nowhere").content.decode()

    settings.LANTERN_DEMO = False
    assert "invented" not in client.get("/nowhere").content.decode()


def test_signing_out_is_a_form_and_not_a_link(client, cast):
    client.force_login(cast.user("social_worker"), "django.contrib.auth.backends.ModelBackend")

    html = client.get("/nowhere").content.decode()

    assert re.search(r'<form method="post" action="/sign-out">.*?Sign out', html, re.S)
    assert not re.search(r'href="/sign-out"', html)
