"""Messages, handovers to take, what could not be sent; and the protocol in words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.core import clock
from lantern.episodes.details import LastSeen
from lantern.notifications import queries
from lantern.notifications.models import Delivery, Handover, Message
from tests import builders
from tests.web.reading import text_of

NOW = clock.now()


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def episode(cast):
    at = NOW - timedelta(minutes=5)
    return builders.an_episode(cast, at=at, last_seen=LastSeen(at=at, place="School"))


def test_what_waits_to_be_taken_is_first_with_the_childs_name_for_those_who_may_see(
    episode, sign_in
):
    page = text_of(sign_in("call_handler").get("/messages"))

    assert "A child reported missing: Tamsin Redfern" in page
    assert "I have it : Tamsin Redfern" in page
    assert page.index("Waiting for you to take") < page.index("What you have been told")


def test_one_press_takes_a_handover_and_opens_the_record(episode, sign_in):
    number = Handover.objects.get(role="call_handler").pk

    client = sign_in("call_handler")
    response = client.post(f"/handovers/{number}", {"back": f"/open/{episode.reference}"})

    assert response.url == f"/open/{episode.reference}"
    assert "Nothing is waiting" in text_of(client.get("/messages"))
    assert f"/episodes/{episode.reference}" in client.get(f"/open/{episode.reference}").url


def test_what_waits_is_shown_once_and_has_been_read_when_it_is_taken(episode, sign_in):
    number = Handover.objects.get(role="call_handler").pk
    client = sign_in("call_handler")
    waiting = text_of(client.get("/messages"))
    assert waiting.count("A child reported missing") == 1
    assert "Messages 1 waiting" in waiting

    client.post(f"/handovers/{number}")

    taken = text_of(client.get("/messages"))
    assert "read by Jo Lambert" in taken
    assert "handed to you as call handler" in taken
    assert "Sign in to Lantern" not in taken
    assert "not read" not in taken


def test_a_second_press_names_whoever_has_it(cast, episode, sign_in):
    number = Handover.objects.get(role="call_handler").pk
    sign_in("call_handler").post(f"/handovers/{number}")

    client = sign_in("duty_inspector")
    client.post(f"/handovers/{number}")

    assert "Jo Lambert has had it since" in text_of(client.get("/messages"))


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:1", ""])
def test_a_press_never_leads_elsewhere(episode, sign_in, back):
    number = Handover.objects.get(role="call_handler").pk

    response = sign_in("call_handler").post(f"/handovers/{number}", {"back": back})

    assert response.url == "/messages"


def test_a_handover_says_who_was_asked_and_who_may_not_take_it(episode, sign_in):
    number = Handover.objects.get(role="call_handler").pk

    asked = text_of(sign_in("duty_inspector").get(f"/handovers/{number}"))
    other = text_of(sign_in("police_coordinator").get(f"/handovers/{number}"))
    elsewhere = sign_in("social_worker").get(f"/handovers/{number}")

    assert "the next role is asked at" in asked
    assert "Your roles here do not take it on" in other
    assert elsewhere.status_code == 404


def test_a_handover_that_is_another_roles_is_refused_with_a_sentence(episode, sign_in):
    number = Handover.objects.get(role="call_handler").pk

    response = sign_in("police_coordinator").post(f"/handovers/{number}")

    assert response.status_code == 403
    assert "do not take it on" in text_of(response)
    assert Handover.objects.get(pk=number).acknowledged_at is None


def test_reading_a_message_marks_it_and_the_count_falls(cast, episode, sign_in):
    client = sign_in("home_manager")
    message = Message.objects.get(team=cast.team("alder-house", "Staff"))
    assert "(1 not read)" in text_of(client.get("/messages"))

    client.post(f"/messages/{message.pk}/read")

    assert "not read" not in text_of(client.get("/messages"))
    assert "read by Dean Whitlock" in text_of(client.get("/messages"))


def test_somebody_elses_message_cannot_be_marked(cast, episode, sign_in):
    message = Message.objects.get(team=cast.team("alder-house", "Staff"))

    assert sign_in("call_handler").post(f"/messages/{message.pk}/read").status_code == 404
    assert Message.objects.get(pk=message.pk).read_at is None


def test_everything_can_be_marked_as_read(episode, sign_in):
    client = sign_in("call_handler")

    client.post("/messages/read")

    assert queries.unread(client.get("/messages").wsgi_request.actor, NOW) == 0


def test_a_message_and_a_look_change_nothing_by_get(episode, sign_in):
    client = sign_in("call_handler")
    message = Message.objects.get(team__name="Control room")

    for path in (f"/messages/{message.pk}/read", "/messages/read", "/messages/unsent/1"):
        assert client.get(path).status_code == 405


def test_a_dead_letter_is_seen_and_sent_again_by_those_who_look_after_messages(episode, sign_in):
    dead = Delivery.objects.order_by("pk")[0]
    Delivery.objects.filter(pk=dead.pk).update(state="dead", fault="The address was refused (550).")
    client = sign_in("coordinator")

    page = text_of(client.get("/messages/unsent"))
    client.post(f"/messages/unsent/{dead.pk}")

    dead.refresh_from_db()
    assert "The address was refused (550)." in page
    assert "Tamsin" not in page
    assert dead.state == "waiting"
    assert "It will be sent again within seconds" in text_of(client.get("/messages/unsent"))


def test_what_should_have_left_and_has_not_is_counted(episode, sign_in):
    page = text_of(sign_in("coordinator").get("/messages/unsent"))

    assert f"{Delivery.objects.count()} more should have left by now" in page


@pytest.mark.parametrize("reference", ["X-2222-2222", "E-2222-2222", "nothing"])
def test_a_record_that_is_not_there_is_not_found(sign_in, reference):
    response = sign_in("call_handler").get(f"/open/{reference}", follow=True)

    assert response.status_code == 404


def test_the_inbox_asks_the_database_no_more_for_more_messages(cast, episode, sign_in):
    client = sign_in("call_handler")
    client.get("/messages")
    with CaptureQueriesContext(connection) as few:
        client.get("/messages")
    for name in ("Ottilie", "Idris"):
        builders.an_episode(
            cast, builders.a_looked_after_child(cast, name), at=NOW, last_seen=LastSeen(at=NOW)
        )

    with CaptureQueriesContext(connection) as many:
        client.get("/messages")

    assert len(many) <= len(few) <= 30


def test_a_long_inbox_has_pages(cast, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    builders.an_episode(cast, at=NOW, last_seen=LastSeen(at=NOW))
    builders.an_episode(
        cast, builders.a_looked_after_child(cast, "Ottilie"), at=NOW, last_seen=LastSeen(at=NOW)
    )
    client = sign_in("call_handler")
    client.post("/messages/read")

    first, second = client.get("/messages"), client.get("/messages?page=2")

    assert "/messages?page=2" in first.content.decode()
    assert "/messages?page=1" in second.content.decode()


def test_the_protocol_is_read_in_words_one_stage_at_a_time(cast, sign_in):
    client = sign_in("social_worker")

    first = text_of(client.get("/protocol"))
    away = text_of(client.get("/protocol?stage=while-the-child-is-away"))

    assert "Children missing from care and home, Calderbrook (invented)" in first
    assert "Before a child goes missing" in first
    assert "Tell the police that the child is missing" in away
    assert "DfE 2014, ¶66" in away


def test_a_protocol_that_nobody_here_works_under_is_not_found(sign_in):
    assert sign_in("social_worker").get("/protocol?rulebook=nowhere-1999").status_code == 404
