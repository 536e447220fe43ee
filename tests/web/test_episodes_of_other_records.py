"""An absence brought in from records kept elsewhere says what it knows, and no more."""

import pytest
from django.urls import reverse

from lantern.duties.models import Duty
from lantern.episodes.actions.history import bring_in
from lantern.episodes.models import Episode
from tests.builders import LATER, a_day, a_looked_after_child, a_past_absence
from tests.web.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(cast, client):
    """The page of a past absence, as the child's social worker reads it."""

    def reading(**fields):
        child = a_looked_after_child(cast)
        absence = a_past_absence(cast, child, **fields)
        bring_in([absence], by=cast.data_officer, at=LATER)
        client.force_login(cast.user("social_worker"))
        reference = Episode.objects.get().reference
        return (
            text_of(client.get(reverse("episodes:episode", args=[reference]))),
            text_of(client.get(reverse("children:page", args=[child.reference]))),
        )

    return reading


def test_dates_are_said_to_be_dates(read):
    episode, child = read(ended=a_day(2025, 5, 4))

    assert "2 days, by dates alone away (2 May 2025, time not known)" in episode
    assert "Time not known" in episode
    assert "Away from 2 May 2025, time not known Ended 4 May 2025, time not known" in child


def test_one_that_the_records_leave_open_is_not_said_to_go_on(read):
    episode, child = read()

    assert "No end recorded by the records it came from" in episode
    assert "No end in the records it came from" in child
    assert "Away now" not in child


def test_what_would_have_been_owed_is_worked_out_when_somebody_asks(cast, client):
    child = a_looked_after_child(cast)
    bring_in([a_past_absence(cast, child, began=a_day(2026, 2, 2))], by=cast.data_officer, at=LATER)
    client.force_login(cast.user("social_worker"))
    reference = Episode.objects.get().reference

    words = text_of(client.get(reverse("episodes:owed-then", args=[reference])))

    assert "strategy meeting" in words
    assert "The records give dates alone" in words
    assert not Duty.objects.filter(episode__isnull=False).exists()


def test_one_who_may_not_see_duties_is_told_nothing_of_them(cast, client):
    child = a_looked_after_child(cast)
    bring_in([a_past_absence(cast, child)], by=cast.data_officer, at=LATER)
    client.force_login(cast.user("stranger"))

    answer = client.get(reverse("episodes:owed-then", args=[Episode.objects.get().reference]))

    assert answer.status_code == 404


def test_nothing_is_recorded_on_it_here(read):
    episode, _ = read()

    assert "Correct" not in episode
    assert "Police classification" not in episode
