"""A person keeps a session alive. A page that updates itself does not."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from lantern.core import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(settings):
    """Somebody with a session that was last used five minutes ago."""
    settings.ROOT_URLCONF = "tests.web.faulty"
    client = Client()
    session = client.session
    session["touched"] = int((clock.now() - timedelta(minutes=5)).timestamp())
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    Session.objects.update(expire_date=clock.now() + timedelta(minutes=25))
    return client


def left():
    return Session.objects.get().expire_date - clock.now()


def test_a_persons_request_keeps_the_session_alive(visitor):
    visitor.get("/fine")

    assert left() > timedelta(minutes=29)


def test_a_page_updating_itself_does_not(visitor):
    visitor.get("/fine", headers={"Lantern-Poll": "1"})

    assert left() <= timedelta(minutes=25)


def test_a_visitor_without_a_session_is_given_none(client, settings):
    settings.ROOT_URLCONF = "tests.web.faulty"

    response = client.get("/fine")

    assert settings.SESSION_COOKIE_NAME not in response.cookies
