"""A child's plan in the browser: added to, done, dropped, given to another, ended."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.duties.models import Duty
from lantern.plans.actions import plans, steps
from lantern.plans.details import Agreed
from lantern.plans.models import PlannedAction
from lantern.vocabulary.plan import PlanOrigin
from lantern.vocabulary.role import Role
from tests.builders import a_looked_after_child
from tests.web.reading import text_of
from tests.web.test_meetings_pages import day, moment

pytestmark = pytest.mark.one_database

NOW = clock.now().replace(second=0, microsecond=0)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def action(cast):
    """The home rings her friends by the day after tomorrow."""
    what = Agreed(what="Ring her friends", role=Role.KEY_WORKER, due_on=(NOW + 2 * DAY).date())
    plans.agree(
        a_looked_after_child(cast),
        origin=PlanOrigin.REVIEW,
        items=[what],
        by=cast.social_worker,
        at=NOW - DAY,
    )
    return PlannedAction.objects.get()


def test_a_duty_that_was_planned_leads_to_where_it_is_said_what_became_of_it(sign_in, action):
    home = sign_in("home_manager")
    address = reverse("plans:action", args=[action.reference])
    number = Duty.objects.get(rule="planned-action").pk
    assert address in home.get(reverse("duties:duty", args=[number])).content.decode()

    done = home.post(
        address,
        {"became": "done", "words": "Rang. She is at Mia’s.", **moment("at", NOW)},
        follow=True,
    )

    assert "This is recorded." in text_of(done)
    assert Duty.objects.get(pk=number).met_at == NOW


def test_somebody_else_may_be_given_it_and_another_day(cast, sign_in, action):
    given = {
        "became": "changed",
        "owner": "social_worker",
        "why": "The home is closed.",
        **day("due_on", NOW + 5 * DAY),
    }

    sign_in("social_worker").post(reverse("plans:action", args=[action.reference]), given)

    owed = Duty.objects.get(rule="planned-action")
    assert (owed.role, owed.agency) == (Role.SOCIAL_WORKER, cast.calderbrook)


def test_whoever_is_second_reads_what_the_first_wrote(cast, sign_in, action):
    steps.complete(action, by=cast.home_manager, at=NOW, words="Rang Mia.")

    page = sign_in("social_worker").get(reverse("plans:action", args=[action.reference]))

    assert "Rang Mia." in text_of(page)
    assert "Why is this to do again?" in text_of(page)


@pytest.mark.requirement("CF-55")
def test_another_action_goes_into_the_one_plan_of_the_child(cast, sign_in, action):
    child = action.addition.plan.child
    worker = sign_in("social_worker")
    typed = {
        "what": "Ask the school",
        "owner": "social_worker",
        "origin": "review",
        **day("due_on", NOW + DAY),
    }

    page = worker.post(reverse("plans:add", args=[child.reference]), typed, follow=True)

    said = text_of(page)
    assert "Ring her friends" in said
    assert "Ask the school" in said
    assert child.plans.count() == 1
    assert "Ask the school" in text_of(worker.get(reverse("children:page", args=[child.reference])))


@pytest.mark.one_database
def test_what_is_not_said_is_asked_for_and_nothing_is_lost(sign_in, action):
    typed = {"became": "done", "words": "", **moment("at", NOW)}

    page = sign_in("social_worker").post(reverse("plans:action", args=[action.reference]), typed)

    assert "Say what was done" in text_of(page)
    assert not action.steps.exists()
