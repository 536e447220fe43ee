"""The queue of return interviews as its workers use it, and what each deed leaves on record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantern.core import clock
from lantern.duties.models import Duty
from lantern.people.models import Assignment
from lantern.referrals.actions import allocating, offering, rating
from lantern.referrals.models import Offer, ParentsSay, Referral
from tests.actions.calls_of_referrals import GREEN, OFFERED, THEIRS, a_referral
from tests.builders import LATER, a_looked_after_child, a_returned_episode
from tests.referrals.test_rating_by_the_bands import a_referral as a_child_with_history
from tests.referrals.test_rating_by_the_bands import away

HOUR = timedelta(hours=1)
NOW = LATER + HOUR
pytestmark = pytest.mark.django_db
MOMENT = {
    "at-day": "2",
    "at-month": "3",
    "at-year": "2026",
    "at-hour": "22",
    "at-minute": "15",
}


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def kezia(sign_in):
    return sign_in("interviewer")


def page(client, name, *args, **query):
    response = client.get(reverse(f"referrals:{name}", args=args, query=query or None))
    assert response.status_code == 200
    return response.content.decode()


def send(client, name, referral, **given):
    address = reverse(f"referrals:{name}", args=[referral.reference])
    return client.post(address, MOMENT | given)


@pytest.mark.requirement("TH-031", "FL-17.02")
def test_a_child_once_missing_and_five_times_absent_is_red_on_the_page(kezia, cast):
    referral = a_child_with_history(cast, missing=1, absent=5)

    shown = page(kezia, "rate", referral.reference)

    assert "Missing once and absent 5 times" in shown
    assert "Counted together: 6." in shown
    assert "this begins with red" in shown
    assert 'value="red" checked' in " ".join(shown.split())


@pytest.mark.requirement("FL-10.09", "FL-17.01")
def test_each_line_of_the_queue_has_its_clocks_and_the_next_right_thing(kezia, cast):
    referral = a_referral(cast)

    shown = page(kezia, "queue")

    assert referral.child.name in shown
    assert "Not rated" in shown
    assert "Interview: 47 hours left" in shown
    assert "Contact: 71 hours left" in shown
    assert reverse("referrals:rate", args=[referral.reference]) in shown


def test_the_queue_asks_no_more_often_for_many_than_for_one(kezia, cast):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            page(kezia, "queue")
        return len(captured)

    a_referral(cast)
    asked()
    one = asked()
    for number in range(3):
        a_referral(cast, a_returned_episode(cast, a_looked_after_child(cast, f"Robin {number}")))

    assert asked() == one <= 30


def test_the_page_keeps_itself_up_to_date(kezia, cast):
    a_referral(cast)
    poll = {"Lantern-Poll": "1"}

    first = kezia.get(reverse("referrals:region"), headers=poll)
    again = kezia.get(reverse("referrals:region"), headers=poll | {"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.requirement("CK-141")
def test_one_button_takes_a_child_and_what_is_owed_is_then_ones_own(kezia, cast):
    referral = a_referral(cast)

    response = send(kezia, "allocate", referral, worker="me", back="queue")

    assert response.url == reverse("referrals:queue")
    named = Assignment.objects.get(child=referral.child, role="return_interview_provider")
    assert named.user == cast.user("interviewer")
    assert "You have it" in page(kezia, "queue", whose="mine")
    told = referral.episode.entries.get(fact="return_notified.return_interview_provider")
    assert told.by_name == "Kezia Brand"


@pytest.mark.requirement("RF-066", "RF-213", "CK-127", "CK-128", "FL-10.04")
def test_an_offer_keeps_the_childs_choices_and_meets_what_is_owed(kezia, cast):
    referral = a_referral(cast)

    send(
        kezia,
        "offer",
        referral,
        method="telephone",
        chosen_person="A woman",
        chosen_place="The park",
        advocate_offered="yes",
        before_return="yes",
        response="accepted",
    )

    offer = Offer.objects.get(referral=referral)
    assert (offer.chosen_person, offer.chosen_place) == ("A woman", "The park")
    facts = set(referral.episode.entries.values_list("fact", flat=True))
    assert {
        "return_interview.offered",
        "return_interview.contact_made",
        "child.offered_talk_before_return",
    } <= facts
    owed = Duty.objects.filter(subject=referral.episode.reference, met_at__isnull=False)
    met = set(owed.values_list("rule", flat=True))
    assert {"return-interview-offered", "return-interview-contact"} <= met
    shown = page(kezia, "referral", referral.reference)
    assert "Where: The park" in shown
    assert "Hold the interview" not in shown  # nobody has rated the child yet
    assert "Rate" in shown


@pytest.mark.requirement("CK-129", "FL-10.11", "RF-068")
def test_after_a_refusal_the_parents_are_offered_a_say_that_is_kept_as_theirs(sign_in, cast):
    referral = a_referral(cast)
    kezia = sign_in("interviewer")
    send(kezia, "answer", referral, response="declined", words="“Not now.”")
    assert "Ask the parents" in page(kezia, "queue")

    send(kezia, "parents", referral, who=THEIRS.who, outcome="said", said=THEIRS.said)

    assert ParentsSay.objects.get(referral=referral).said == THEIRS.said
    assert THEIRS.said in page(kezia, "referral", referral.reference)
    said = referral.episode.entries.get(fact="parents.offered_say")
    assert THEIRS.said not in said.words
    assert THEIRS.said not in page(sign_in("home_manager"), "referral", referral.reference)


def test_not_offered_needs_a_reason_and_leaves_the_offer_owed(kezia, cast):
    referral = a_referral(cast)

    refused = send(kezia, "answer", referral, response="not_offered")
    send(kezia, "answer", referral, response="not_offered", words="The worker was ill.")

    assert "Say why no interview was offered." in refused.content.decode()
    owed = Duty.objects.get(subject=referral.episode.reference, rule="return-interview-offered")
    assert (owed.met_at, owed.ended_at) == (None, None)


def test_a_contact_that_reached_the_child_leads_on_to_the_offer(kezia, cast):
    referral = a_referral(cast)

    unreached = send(kezia, "contact", referral, method="text", reached="no")
    reached = send(kezia, "contact", referral, method="telephone", reached="yes")

    assert unreached.url == reverse("referrals:referral", args=[referral.reference])
    assert reached.url == reverse("referrals:offer", args=[referral.reference])


@pytest.mark.requirement("RF-215.18")
def test_a_child_who_was_away_again_is_to_be_rated_again(kezia, cast):
    first = a_child_with_history(cast)
    rating.rate(first, GREEN, by=cast.interviewer, at=NOW - HOUR, now=NOW - HOUR)
    assert "Rate again" not in page(kezia, "queue")

    away(cast, first.child, NOW + HOUR)

    assert "Rate again" in page(kezia, "queue")


@pytest.mark.requirement("CF-10")
def test_the_authority_has_another_provider_carry_it_out(sign_in, cast):
    referral = a_referral(cast)

    send(
        sign_in("social_worker"),
        "provider",
        referral,
        provider="calderbrook",
        is_spot_purchase="no",
    )

    referral = Referral.objects.get(pk=referral.pk)
    assert referral.provider == cast.calderbrook
    owed = Duty.objects.filter(subject=referral.episode.reference, rule="return-interview-held")
    assert owed.get().agency == cast.calderbrook


def test_the_figures_open_to_their_children_for_those_who_may_see_them(sign_in, cast):
    referral = a_referral(cast)
    chosen = {"event": "held", "clock": "return", "stands": "not_yet"}

    provider = page(sign_in("interviewer"), "how-soon", **chosen)
    board = page(sign_in("board_chair"), "how-soon", **chosen)

    assert referral.child.name in provider
    assert referral.child.name not in board
    assert "1 is of a child whose record you may not open" in board


def test_the_panel_beside_the_absence_says_how_the_interview_stands(kezia, cast):
    referral = a_referral(cast)
    allocating.allocate(referral, cast.user("interviewer"), by=cast.interviewer, at=NOW)
    offering.offer(referral, OFFERED, by=cast.interviewer, at=NOW, now=NOW)

    shown = kezia.get(reverse("episodes:episode", args=[referral.episode.reference]))

    assert "With Kezia Brand" in shown.content.decode()
    assert "Interview: 47 hours left" in shown.content.decode()


def test_a_fact_of_the_interview_is_recorded_on_a_page_of_the_referral(kezia, cast):
    episode = a_returned_episode(cast)

    response = kezia.get(reverse("referrals:offer", args=[episode.reference]))

    assert response.status_code == 200
    assert "Offer" in response.content.decode()
