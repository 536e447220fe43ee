"""Passwords: chosen by the person alone, strong, and changed with the present one."""

import pytest
from django.urls import reverse

from lantern.accounts.actions import passwords, staff
from lantern.audit.models import AuditEvent
from lantern.notifications.models import Message
from tests.cast import MADE_AT
from tests.web.test_sign_in import PASSWORD, account, sign_in

__all__ = ["account"]
ANOTHER = "kettles in the harbour"


@pytest.fixture
def link(cast):
    user = cast.user("nurse")
    token = passwords.issue_link(user, by=cast.administrator, at=MADE_AT)
    return reverse("choose-password", args=[user.reference, token])


def test_a_link_sets_the_first_password_once(client, cast, link):
    page = client.get(link)
    set_once = client.post(link, {"new_password": ANOTHER})
    again = client.post(link, {"new_password": "something else entirely"})

    assert "Mairead Kelly" in page.text
    assert set_once.url == "/sign-in"
    assert again.status_code == 404
    assert "This link no longer works" in again.text
    assert sign_in(client, cast.user("nurse").email, ANOTHER).status_code == 302


def test_a_newer_link_kills_the_older(client, cast, link):
    passwords.issue_link(cast.user("nurse"), by=cast.administrator, at=MADE_AT)

    assert client.get(link).status_code == 404


def test_a_link_dies_with_the_account(client, cast, link):
    staff.deactivate(cast.user("nurse"), by=cast.administrator, at=MADE_AT)

    assert client.get(link).status_code == 404


def test_a_link_works_for_three_days(client, cast, link, settings):
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert client.get(link).status_code == 404


def test_a_link_for_one_person_is_no_use_for_another(client, cast, link):
    token = link.rsplit("/", 1)[1]
    elsewhere = reverse("choose-password", args=[cast.user("teacher").reference, token])

    assert client.get(elsewhere).status_code == 404


def test_whoever_a_link_is_for_is_told_of_it(cast, link):
    message = Message.objects.get(kind="password_link")

    assert message.user_id == cast.nurse.user_id
    assert "If you did not ask for one, tell your manager now" in message.body


def test_no_link_and_no_password_is_in_the_audit_trail(client, cast, link):
    client.post(link, {"new_password": ANOTHER})

    said = str(list(AuditEvent.objects.values_list("details", flat=True)))
    assert link.rsplit("/", 1)[1] not in said
    assert ANOTHER not in said
    assert AuditEvent.objects.filter(kind="PasswordSet").count() == 1


@pytest.mark.parametrize(
    ("weak", "sentence"),
    [
        ("", "Enter new password"),
        ("short one", "Enter a password of 12 characters or more"),
        ("password1234", "on a list of common passwords"),
        ("ruth.adeyemi@", "not like your name or email address"),
        ("a" * 200, "128 characters or fewer"),
    ],
)
def test_a_weak_password_is_refused_with_what_to_do(client, account, weak, sentence):
    sign_in(client, account.email, PASSWORD)

    page = client.post("/account/password", {"present_password": PASSWORD, "new_password": weak})

    assert sentence in page.text
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_the_present_password_is_needed(client, account):
    sign_in(client, account.email, PASSWORD)

    page = client.post(
        "/account/password", {"present_password": "a wrong guess", "new_password": ANOTHER}
    )

    assert "Enter your present password" in page.text


def test_changing_it_signs_out_the_other_devices_and_not_this_one(client, account):
    elsewhere = type(client)()
    for one in (client, elsewhere):
        sign_in(one, account.email, PASSWORD)

    client.post("/account/password", {"present_password": PASSWORD, "new_password": ANOTHER})

    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302
    account.refresh_from_db()
    assert account.check_password(ANOTHER)


def test_passwords_are_hashed_with_argon2(account):
    assert account.password.startswith("argon2$")
