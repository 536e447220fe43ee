"""What people see when something goes wrong: why, what to do, and all that they typed."""

import html

import pytest
from django.test import Client

TYPED = {"where": "By the <canal>", "password": "correct horse", "csrfmiddlewaretoken": "x"}
SAME_SITE = {"HTTP_SEC_FETCH_SITE": "same-origin"}

pytestmark = pytest.mark.django_db


def text(response):
    return html.unescape(response.content.decode())


def test_a_refusal_gives_its_reason(faulty):
    response = faulty.get("/fault/refused")

    assert response.status_code == 403
    assert "Only the duty inspector may do this. Ask the duty inspector." in text(response)


def test_a_refusal_keeps_what_was_typed_but_no_password(faulty):
    response = faulty.post("/fault/refused", TYPED)

    assert "By the &lt;canal&gt;" in response.content.decode()
    assert "correct horse" not in text(response)


def test_a_record_one_may_not_know_of_and_an_address_that_is_wrong_look_the_same(faulty):
    hidden, wrong = faulty.get("/fault/not-found"), faulty.get("/nowhere")

    assert hidden.status_code == wrong.status_code == 404
    assert "E-SECRET" not in text(hidden)
    assert main(hidden) == main(wrong)


def main(response):
    return text(response).partition("<main")[2].partition("</main>")[0]


def test_a_conflict_shows_both_versions(faulty):
    response = faulty.post("/fault/conflict", {"rationale": "Not seen"})

    assert response.status_code == 409
    assert "Pat Pretend saved this at 03:12." in text(response)
    assert "Seen &lt;in&gt; town" in response.content.decode()
    assert "Not seen" in text(response)
    assert "Park" in text(response)


def test_what_does_not_hold_together_is_said(faulty):
    response = faulty.get("/fault/invalid")

    assert response.status_code == 400
    assert "Enter when the child was seen" in text(response)


def test_a_fault_of_ours_says_nothing_of_its_cause_and_what_to_do_for_the_child(faulty):
    response = faulty.get("/fault/broken")

    assert response.status_code == 500
    assert "Jo Example" not in text(response)
    assert "call 101" in text(response)
    assert response["Lantern-Request"] in text(response)


@pytest.fixture
def checking(faulty):
    """A client whose forms are checked, as a browser's are."""
    client = Client(enforce_csrf_checks=True)
    client.raise_request_exception = False
    return client


def test_a_stale_form_from_our_own_page_can_be_sent_again(checking):
    response = checking.post("/fine", {"where": "By the <canal>"}, **SAME_SITE)

    assert response.status_code == 403
    assert 'name="where" value="By the &lt;canal&gt;"' in response.content.decode()
    assert 'action="/fine"' in text(response)

    token = text(response).partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    again = checking.post("/fine", {"where": "By the <canal>", "csrfmiddlewaretoken": token})
    assert again.status_code == 200


def test_a_busy_database_keeps_what_was_typed_and_offers_to_send_it_again(checking):
    checking.post("/fine", {}, **SAME_SITE)
    page = checking.post("/fine", {}, **SAME_SITE)
    token = text(page).partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    sent = {"where": "By the <canal>", "csrfmiddlewaretoken": token}

    response = checking.post("/fault/busy", sent, **SAME_SITE)

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "nothing was saved" in text(response)
    assert "call 101 now" in text(response)
    assert 'name="where" value="By the &lt;canal&gt;"' in response.content.decode()
    assert 'name="csrfmiddlewaretoken"' in text(response)


def test_a_busy_database_tells_another_site_nothing(faulty):
    response = faulty.post("/fault/busy", {"where": "By the canal"})

    assert response.status_code == 503
    assert "canal" not in text(response)


@pytest.mark.parametrize("headers", [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}])
def test_a_form_from_elsewhere_is_never_offered_to_be_sent_again(checking, headers):
    response = checking.post("/fine", {"where": "By the canal"}, **headers)

    assert response.status_code == 403
    assert "canal" not in text(response)
    assert "Send it again" not in text(response)


def test_a_password_is_not_offered_to_be_sent_again(checking):
    response = checking.post("/fine", TYPED, **SAME_SITE)

    assert "correct horse" not in text(response)
    assert "Send it again" not in text(response)


def test_a_host_that_is_not_ours_is_turned_away(faulty):
    response = faulty.get("/fine", HTTP_HOST="elsewhere.example.org")

    assert response.status_code == 400
    assert "could not read that request" in text(response)
