"""The child's authority and carers see how an interview stands that another agency carries out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantern.core import clock
from lantern.core.errors import Refused
from lantern.notifications.models import Delivery
from lantern.referrals.actions import allocating, chasing, offering
from lantern.referrals.actions.offering import ParentsSaid
from lantern.vocabulary.interview import OfferResponse, SayOutcome
from tests.actions.calls_of_referrals import NOW, OFFERED, a_referral, told
from tests.builders import a_looked_after_child, a_returned_episode
from tests.interviewing import an_interview
from tests.web.reading import text_of
from tests.world import assign

pytestmark = pytest.mark.django_db
QUEUE = reverse("referrals:queue")
LATE = NOW + timedelta(days=6)


@pytest.fixture
def referral(cast):
    return a_referral(cast)


def seen(monkeypatch, browser, at, **query):
    monkeypatch.setattr(clock, "now", lambda: at)
    return text_of(browser.get(reverse("referrals:queue", query=query or None)))


def test_each_step_of_the_provider_is_seen_by_authority_and_home(
    cast, sign_in, referral, monkeypatch
):
    worker, manager, home = (
        sign_in(key) for key in ("social_worker", "team_manager", "home_manager")
    )
    shown = seen(monkeypatch, worker, NOW)
    assert "Nobody has taken it yet" in shown
    assert "Interview: 47 hours left" in shown

    allocating.allocate(referral, cast.user("interviewer"), by=cast.interviewer, at=NOW)
    assert "Open Door Returns: Kezia Brand" in seen(monkeypatch, manager, NOW)

    offering.offer(referral, OFFERED, **told(cast.interviewer))
    assert OfferResponse.ACCEPTED.label in seen(monkeypatch, home, NOW)

    offering.answer(referral, OfferResponse.DECLINED, **told(cast.interviewer))
    assert "Parents or carers are still to be asked" in seen(monkeypatch, worker, NOW)


def test_what_is_over_stands_apart_for_four_weeks(cast, sign_in, referral, monkeypatch):
    said = ParentsSaid(who="Her aunt", outcome=SayOutcome.NOTHING)
    offering.answer(referral, OfferResponse.DECLINED, **told(cast.interviewer))
    offering.offer_parents_say(referral, said, **told(cast.interviewer))
    other = a_referral(cast, a_returned_episode(cast, a_looked_after_child(cast, "Idris")))
    an_interview(cast, other)
    worker = sign_in("social_worker")

    then = seen(monkeypatch, worker, NOW + timedelta(days=1), whose="over")

    assert "Held" in then
    assert "Idris" in then


def test_a_late_one_is_asked_about_in_one_step(cast, sign_in, referral, monkeypatch):
    worker = sign_in("social_worker")
    shown = seen(monkeypatch, worker, LATE)
    assert "overdue by" in shown

    page = reverse("referrals:chase", args=[referral.reference])
    empty = worker.post(page, {"words": " "})
    worker.post(page, {"words": "Has she been offered it?"})

    assert "Say what you want to know" in text_of(empty)
    note = referral.episode.entries.order_by("pk").last()
    assert note.words == "Asked Open Door Returns: Has she been offered it?"
    letters = Delivery.objects.filter(message__kind="interview_chased")
    assert letters.exists()
    assert not letters.exclude(message__team__agency=cast.open_door).exists()


def test_the_worker_who_has_the_child_is_told_that_somebody_asks(cast, referral):
    allocating.allocate(referral, cast.user("interviewer"), by=cast.interviewer, at=NOW)

    chasing.chase(referral, "Offered yet?", by=cast.home_manager, now=NOW)

    (letter,) = Delivery.objects.filter(message__kind="interview_chased")
    assert letter.message.user == cast.user("interviewer")
    assert "Tamsin" not in letter.message.subject + letter.message.body


def test_nobody_asks_their_own_agency_nor_about_what_was_held(cast, referral):
    with pytest.raises(Refused, match="authority and carers"):
        chasing.chase(referral, "Offered yet?", by=cast.interviewer, now=NOW)
    with pytest.raises(Refused):
        chasing.chase(referral, "Offered yet?", by=cast.call_handler, now=NOW)


def test_the_childs_own_worker_begins_with_their_own_children(cast, sign_in, referral, monkeypatch):
    a_referral(cast, a_returned_episode(cast, a_looked_after_child(cast, "Idris")))
    assign(cast, referral.child, NOW)

    mine = seen(monkeypatch, sign_in("social_worker"), NOW)
    every = seen(monkeypatch, sign_in("team_manager"), NOW)

    assert "Tamsin" in mine
    assert "Idris" not in mine
    assert "Idris" in every


def test_another_authority_sees_none_of_it(cast, sign_in, referral, monkeypatch):
    assert "Tamsin" not in seen(monkeypatch, sign_in("neighbour"), NOW)


def test_the_list_asks_no_more_often_for_thirty_than_for_one(cast, sign_in, referral, monkeypatch):
    browser = sign_in("team_manager")

    def asked():
        with CaptureQueriesContext(connection) as captured:
            seen(monkeypatch, browser, NOW)
        return len(captured)

    asked()
    one = asked()
    for number in range(2):
        a_referral(cast, a_returned_episode(cast, a_looked_after_child(cast, f"Robin {number}")))

    assert asked() == one <= 30
