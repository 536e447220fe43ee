"""However much is recorded of a return, a page of it takes at most thirty queries, and no more for
a second referral, meeting or action."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantern.core import clock
from lantern.interviews.actions import shares
from lantern.meetings.actions import arranging
from lantern.meetings.actions.arranging import When
from lantern.people.actions import contacts
from lantern.plans.actions import plans
from lantern.plans.details import Agreed
from lantern.referrals.actions import allocating, offering, rating
from lantern.referrals.bands import bands
from lantern.vocabulary.interview import TriageBand
from lantern.vocabulary.meeting import HowHeld, MeetingKind
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.plan import PlanOrigin
from lantern.vocabulary.role import Role
from tests.actions.calls_of_referrals import GREEN, OFFERED, a_referral
from tests.actions.checking import a_check, an_agreement
from tests.actions.following_up import a_behaviour_plan, a_report, a_review
from tests.builders import LATER, a_looked_after_child, a_returned_episode
from tests.helping import a_letter, an_offer, listed
from tests.interviewing import AFTER, an_interview, giving
from tests.world import assign, met

MOST = 30
"""How many queries the design allows a page (design section 6)."""
HOUR = timedelta(hours=1)
NOW = AFTER + HOUR
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def episode(cast):
    """An absence after which everything was done and recorded that there is to record."""
    child = a_looked_after_child(cast)
    assign(cast, child, LATER - 2 * HOUR)
    contacts.add(
        child,
        by=cast.social_worker,
        at=LATER - 2 * HOUR,
        name="Grace Redfern",
        relation=PersonRelation.MOTHER,
        has_parental_responsibility=True,
    )
    found = a_returned_episode(cast, child)
    worked(cast, found)
    met(cast, NOW, found)
    agreed(cast, found, "Ring her friends")
    a_check(cast, found, LATER + HOUR)
    an_agreement(cast, child, LATER + HOUR, review_on=NOW.date() + timedelta(days=30))
    listed(cast, LATER)
    a_letter(cast, found, LATER + HOUR)
    an_offer(cast, child, LATER + HOUR)
    a_review(cast, found)
    a_report(cast, found)
    a_behaviour_plan(cast, child)
    return found


def worked(cast, episode):
    """The referral rated, given to somebody and offered; the interview held and shared."""
    referral = a_referral(cast, episode)
    told = {"by": cast.interviewer, "at": LATER + HOUR, "now": LATER + HOUR}
    found = bands(referral, by=cast.interviewer, at=NOW, now=NOW, weight=GREEN.weight)
    rated = replace(GREEN, rating=TriageBand(found.preset or GREEN.rating))
    rating.rate(referral, rated, **told)
    allocating.allocate(referral, cast.user("interviewer"), by=cast.interviewer, at=LATER + HOUR)
    offering.offer(referral, OFFERED, **told)
    shares.give(an_interview(cast, referral), giving(), by=cast.interviewer, at=AFTER)


def agreed(cast, episode, what):
    action = Agreed(what=what, role=Role.KEY_WORKER, due_on=NOW.date() + timedelta(days=3))
    plans.agree(
        episode.child,
        origin=PlanOrigin.SAFETY_PLAN,
        items=[action],
        by=cast.social_worker,
        at=NOW,
        episode=episode,
    )


def more(cast, episode):
    """Another absence with its return, another meeting and further actions."""
    worked(cast, a_returned_episode(cast, episode.child))
    when = When(starts_at=NOW + HOUR, how=HowHeld.CALL, chair_id=cast.team_manager.user_id)
    arranging.arrange([episode], MeetingKind.EXPLOITATION, when, by=cast.social_worker, at=NOW)
    for number in range(3):
        agreed(cast, episode, f"Ring her brother, {number}")


def asked(client, episode):
    """How many queries each page takes, once what is kept of it is there."""
    addresses = {
        "absence": reverse("episodes:episode", args=[episode.reference]),
        "child": reverse("children:page", args=[episode.child.reference]),
        "missing now": reverse("missing-now"),
        "my duties": reverse("my-duties"),
        "meetings": reverse("meetings:list"),
        "plan": reverse("plans:plan", args=[episode.child.reference]),
    }
    found = {}
    for name, address in addresses.items():
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found[name] = len(captured)
    return found


def test_after_a_full_return_no_page_of_it_takes_more_than_thirty_queries(cast, sign_in, episode):
    keys = ("team_manager", "social_worker", "home_manager", "interviewer")
    browsers = {key: sign_in(key) for key in keys}

    first = {key: asked(browser, episode) for key, browser in browsers.items()}
    more(cast, episode)
    then = {key: asked(browser, episode) for key, browser in browsers.items()}

    assert then == first
    assert max(max(pages.values()) for pages in first.values()) <= MOST
