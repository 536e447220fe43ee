"""What is counted over several absences of a child: each time missing, each time absent."""

from datetime import timedelta

import pytest

from lantern.access.actor import system_actor
from lantern.duties.counted import WAS_ABSENT, WENT_MISSING
from lantern.duties.subjects import subjects
from lantern.episodes.actions import closing, entries
from lantern.vocabulary.absence import Classification
from tests.builders import LATER, a_looked_after_child, a_returned_episode, an_episode

READER = system_actor("a test")
AGAIN = LATER + timedelta(days=2)


def records(child, fact):
    """The times of a fact in each subject of the child, by what the subject is."""
    found = {}
    for subject in subjects(READER, [child.pk]):
        found[subject.reference] = [one for one in subject.records if one.fact == fact]
    return found


@pytest.fixture
def child(cast):
    return a_looked_after_child(cast)


def classify(cast, episode, value, at, seen=""):
    return entries.classify(
        episode,
        by=cast.duty_inspector,
        classification=value,
        at=at,
        now=at,
        rationale="By the answers.",
        seen=seen,
    )


def test_each_absence_and_the_child_know_of_every_time_the_child_went_missing(cast, child):
    first = a_returned_episode(cast, child)
    second = an_episode(cast, child, at=AGAIN)

    times = records(child, WENT_MISSING)

    assert set(times) == {child.reference, first.reference, second.reference}
    assert {len(one) for one in times.values()} == {2}
    assert times[child.reference][0].at == first.away_since


def test_a_report_made_in_error_is_not_counted_from_when_that_was_known(cast, child):
    episode = an_episode(cast, child)
    closing.close_as_error(episode, by=cast.duty_inspector, at=LATER, reason="Upstairs.")

    (time,) = records(child, WENT_MISSING)[child.reference]

    assert time.withdrawn_at == LATER


def test_an_absence_counts_as_one_until_the_police_record_the_child_as_missing(cast, child):
    episode = an_episode(cast, child)
    said = classify(cast, episode, Classification.ABSENT, LATER)
    (before,) = records(child, WAS_ABSENT)[episode.reference]
    classify(cast, episode, Classification.MISSING, LATER + timedelta(hours=1), said.key)
    (after,) = records(child, WAS_ABSENT)[episode.reference]

    assert (before.at, before.withdrawn_at) == (LATER, None)
    assert after.withdrawn_at == LATER + timedelta(hours=1)


def test_it_takes_no_more_queries_however_often_the_child_was_away(
    cast, child, django_assert_max_num_queries
):
    def reading():
        return subjects(READER, [child.pk])

    a_returned_episode(cast, child)
    with django_assert_max_num_queries(20) as first:
        reading()
    an_episode(cast, child, at=AGAIN)
    with django_assert_max_num_queries(len(first)):
        reading()
