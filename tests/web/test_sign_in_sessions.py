"""Sessions: they end when nobody is there, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest

from lantern.core import clock
from lantern.web.middleware import TOUCHED
from tests.web.test_sign_in import PASSWORD, account, sign_in

__all__ = ["account"]
POLL = {"Lantern-Poll": "1"}


@pytest.fixture
def signed_in(client, account):
    sign_in(client, account.email, PASSWORD)
    client.get("/account")
    return client


def leave_alone(client, *, minutes):
    session = client.session
    session[TOUCHED] = int((clock.now() - timedelta(minutes=minutes)).timestamp())
    session.save()


def test_a_session_lasts_while_it_is_used(signed_in):
    leave_alone(signed_in, minutes=29)
    first = signed_in.get("/account")
    leave_alone(signed_in, minutes=29)

    assert first.status_code == 200
    assert signed_in.get("/account").status_code == 200


def test_a_session_ends_when_nobody_has_used_it_for_half_an_hour(signed_in):
    leave_alone(signed_in, minutes=31)

    answer = signed_in.get("/account")

    assert answer.url == "/sign-in?next=%2Faccount&ended=1"
    assert "nobody had used this page for 30 minutes" in signed_in.get(answer.url).text


def test_how_long_is_a_setting(signed_in, settings):
    settings.LANTERN_SESSION_MINUTES = 10
    leave_alone(signed_in, minutes=11)

    assert signed_in.get("/account").status_code == 302


def test_a_page_that_updates_itself_does_not_keep_a_session_alive(signed_in):
    leave_alone(signed_in, minutes=29)

    while_open = signed_in.get("/account", headers=POLL)
    touched = signed_in.session[TOUCHED]
    leave_alone(signed_in, minutes=31)
    once_over = signed_in.get("/account", headers=POLL)

    assert while_open.status_code == 200
    assert touched < (clock.now() - timedelta(minutes=28)).timestamp()
    assert once_over.status_code == 401


def test_a_person_who_comes_back_after_the_page_found_out_first_keeps_what_they_typed(
    signed_in, account
):
    leave_alone(signed_in, minutes=31)
    signed_in.get("/account", headers=POLL)

    answer = signed_in.post("/account/agency", {"agency": "calderbrook"})

    assert "What you were sending is kept" in answer.text


def test_what_was_being_sent_is_given_back_after_signing_in(signed_in, account):
    leave_alone(signed_in, minutes=31)

    answer = signed_in.post(
        "/account/agency?next=/x", {"agency": "calderbrook", "note": "At <nan>"}
    )
    held = re.search(r'name="held" value="([^"]+)"', answer.text)[1]
    page = sign_in(signed_in, account.email, PASSWORD, held=held)

    assert answer.status_code == 403
    assert "calderbrook" not in held
    assert "has not been saved yet" in page.text
    assert 'action="/account/agency?next=/x"' in page.text
    assert '<input type="hidden" name="note" value="At &lt;nan&gt;">' in page.text


def test_what_was_being_sent_is_shown_to_nobody_else(signed_in, account, cast):
    other = cast.user("neighbour")
    other.set_password(PASSWORD)
    other.save()
    leave_alone(signed_in, minutes=31)
    answer = signed_in.post("/account/agency", {"agency": "calderbrook", "note": "At her nan's"})
    held = re.search(r'name="held" value="([^"]+)"', answer.text)[1]

    page = sign_in(signed_in, other.email, PASSWORD, held=held)

    assert page.status_code == 302


def test_a_password_is_never_carried(signed_in, account):
    leave_alone(signed_in, minutes=31)

    typed = {"present_password": PASSWORD, "new_password": "another long phrase"}
    answer = signed_in.post("/account/password", typed)
    held = re.search(r'name="held" value="([^"]+)"', answer.text)[1]
    page = sign_in(signed_in, account.email, PASSWORD, held=held)

    assert "another long phrase" not in page.text


def test_text_that_this_installation_did_not_sign_is_ignored(client, account):
    assert sign_in(client, account.email, PASSWORD, held="made-up").status_code == 302


def test_a_stranger_who_sends_a_form_is_sent_to_sign_in_and_carries_nothing(client, db):
    answer = client.post("/account/agency", {"agency": "calderbrook"})

    assert answer.url == "/sign-in?next=%2F"


def test_a_postcode_is_carried_though_a_code_is_not(signed_in, account):
    leave_alone(signed_in, minutes=31)
    answer = signed_in.post("/account/agency", {"home_postcode": "ZZ9 9ZZ", "code": "123456"})
    held = re.search(r'name="held" value="([^"]+)"', answer.text)[1]

    page = sign_in(signed_in, account.email, PASSWORD, held=held).text

    assert "ZZ9 9ZZ" in page
    assert "123456" not in page


def test_a_page_says_until_when_somebody_is_signed_in(signed_in):
    page = signed_in.get("/still-here").text

    assert "after 30 minutes without that" in page


def test_each_page_says_when_its_session_ends(signed_in):
    page = signed_in.get("/account").text

    assert re.search(r"Lantern signs you out at \d\d:\d\d unless you open or send a page", page)
    assert 'data-session-seconds="1800"' in page
