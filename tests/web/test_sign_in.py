"""Signing in: who gets in, who does not, and what they are told."""

import pytest
from django.urls import reverse

from lantern.audit.models import AuditEvent

PASSWORD = "lamps along the quay"


@pytest.fixture
def account(cast):
    user = cast.user("social_worker")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email, password, **more):
    return client.post(reverse("sign-in"), {"email": email, "password": password, **more})


def test_a_page_sends_a_visitor_to_sign_in_and_back_again(client, account):
    first = client.get(reverse("account"))

    answer = sign_in(client, account.email, PASSWORD, next="/account")

    assert first.url == "/sign-in?next=%2Faccount"
    assert answer.url == "/account"
    assert client.get("/account").status_code == 200


def test_signing_in_is_on_the_record(client, account):
    sign_in(client, account.email, PASSWORD)

    assert AuditEvent.objects.filter(kind="SignedIn", by=account.reference).count() == 1


def test_an_email_address_is_the_same_in_capitals(client, account):
    assert sign_in(client, account.email.upper(), PASSWORD).status_code == 302
