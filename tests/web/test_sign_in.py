"""Signing in: who gets in, who does not, and what they are told."""

import pytest
from django.urls import reverse

from lantern.accounts.actions import memberships, staff
from lantern.accounts.details import Post
from lantern.audit.models import AuditEvent
from lantern.vocabulary.role import Role
from tests.cast import MADE_AT

PASSWORD = "lamps along the quay"  # noqa: S105  nobody's


@pytest.fixture
def account(cast):
    user = cast.user("social_worker")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, email, password, **more):
    return client.post(reverse("sign-in"), {"email": email, "password": password, **more})


def test_a_page_sends_a_visitor_to_sign_in_and_back_again(client, account):
    first = client.get("/account?from=here")

    answer = sign_in(client, account.email, PASSWORD, next="/account?from=here")

    assert first.url == "/sign-in?next=%2Faccount%3Ffrom%3Dhere"
    assert answer.url == "/account?from=here"
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "\\"])
def test_nobody_is_sent_to_another_site(client, account, elsewhere):
    assert sign_in(client, account.email, PASSWORD, next=elsewhere).url == "/"


def test_signing_in_is_on_the_record(client, account):
    sign_in(client, account.email, PASSWORD)

    assert AuditEvent.objects.filter(kind="SignedIn", by=account.reference).count() == 1


def test_an_email_address_is_the_same_in_capitals(client, account):
    assert sign_in(client, account.email.upper(), PASSWORD).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_one_answer(client, account):
    wrong = sign_in(client, account.email, "not this one at all")
    unknown = sign_in(client, "nobody@calderbrook.example", "not this one at all")

    sentence = "these do not belong together"
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert wrong.status_code == unknown.status_code == 200


def test_what_was_typed_stays_and_the_password_does_not(client, account):
    page = sign_in(client, account.email, "not this one at all").text

    assert account.email in page
    assert "not this one at all" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "", "password": PASSWORD}, "Enter email address"),
        ({"email": "ruth", "password": PASSWORD}, "in the correct format, like name@example.org"),
        ({"email": "ruth@calderbrook.example", "password": ""}, "Enter password"),
    ],
)
def test_what_is_missing_is_asked_for(client, account, typed, sentence):
    assert sentence in client.post("/sign-in", typed).text


def test_five_wrong_passwords_lock_the_account_here_and_say_for_how_long(client, account):
    answers = [sign_in(client, account.email, f"wrong password {time}") for time in range(5)]

    right = sign_in(client, account.email, PASSWORD)

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert right.status_code == 429
    assert "Wait 15 minutes, then try again." in right.text
    assert "101" in right.text
    assert client.get("/account").status_code == 302


def test_one_persons_lock_out_is_not_their_colleagues(client, account, cast):
    other = cast.user("team_manager")
    other.set_password(PASSWORD)
    other.save()
    for time in range(5):
        sign_in(client, account.email, f"wrong password {time}")

    assert sign_in(client, other.email, PASSWORD).status_code == 302


def test_a_closed_account_cannot_sign_in_and_is_not_told_why(client, account, cast):
    staff.deactivate(account, by=cast.administrator, at=MADE_AT)

    assert "these do not belong together" in sign_in(client, account.email, PASSWORD).text


def test_somebody_with_no_role_is_told_whom_to_ask(client, account, cast):
    post = account.memberships.get()
    memberships.end(post, by=cast.administrator, at=MADE_AT)

    sign_in(client, account.email, PASSWORD)
    page = client.get("/account")

    assert page.status_code == 403
    assert "you hold no role in any agency today" in page.text


def test_somebody_with_two_agencies_chooses_and_acts_for_that_one(client, account, cast):
    post = Post(agency=cast.northmoor, role=Role.SOCIAL_WORKER)
    memberships.grant(account, post, by=cast.administrator, at=MADE_AT)

    answer = sign_in(client, account.email, PASSWORD, next="/account")
    client.post(answer.url, {"agency": "northmoor"})

    assert answer.url == "/account/agency?next=%2Faccount"
    assert "Northmoor County Council" in client.get("/account").text


def test_nobody_can_choose_an_agency_that_is_not_theirs(client, account, cast):
    sign_in(client, account.email, PASSWORD)

    page = client.post("/account/agency", {"agency": "northmoor"})

    assert "Select an agency" in page.text
    assert client.session.get("agency") is None


def test_an_agency_that_somebody_has_left_is_left_at_once(client, account, cast):
    post = Post(agency=cast.northmoor, role=Role.SOCIAL_WORKER)
    second = memberships.grant(account, post, by=cast.administrator, at=MADE_AT)
    sign_in(client, account.email, PASSWORD)
    client.post("/account/agency", {"agency": "northmoor"})

    memberships.end(second, by=cast.administrator, at=MADE_AT)

    page = client.get("/account").text
    assert "Calderbrook City Council" in page
    assert "Northmoor" not in page


def test_signing_out_ends_the_session_and_takes_a_form(client, account):
    sign_in(client, account.email, PASSWORD)

    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert client.get("/account").status_code == 302


def test_signing_out_everywhere_ends_every_session_of_that_person(client, account, cast):
    elsewhere = type(client)()
    for one in (client, elsewhere):
        sign_in(one, account.email, PASSWORD)

    client.post("/account/sign-out-everywhere")

    assert elsewhere.get("/account").status_code == 302
    assert client.get("/account").status_code == 302
    assert AuditEvent.objects.filter(kind="SignedOutEverywhere").count() == 1


def test_each_person_begins_on_a_page_that_is_open_to_them(client, cast):
    for key, actor in cast:
        client.force_login(cast.user(actor))

        assert client.get("/", follow=True).status_code == 200, key
