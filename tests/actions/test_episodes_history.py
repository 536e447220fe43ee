"""Absences from records kept elsewhere: as they are told, once, and without a word to anybody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.access.actor import system_actor
from lantern.core.errors import Refused
from lantern.core.instants import LONDON
from lantern.core.references import new_reference
from lantern.duties.actions import rebuilding
from lantern.duties.models import Duty
from lantern.episodes import queries
from lantern.episodes.actions import entries
from lantern.episodes.actions.history import bring_in
from lantern.episodes.history import Moment, Outcome
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import state_of
from lantern.notifications.models import Delivery, Handover, Message
from lantern.people.actions import statuses
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.placement import StatusKind
from tests.builders import (
    BEFORE,
    LATER,
    REPORTED,
    SEEN,
    a_child,
    a_day,
    a_looked_after_child,
    a_past_absence,
    an_episode,
)

pytestmark = pytest.mark.django_db

SYSTEM = system_actor("test")


def brought(cast, *absences, at=LATER):
    return list(bring_in(absences, by=cast.data_officer, at=at).values())


def test_an_absence_told_in_dates_is_kept_to_the_day(cast):
    absence = a_past_absence(cast, ended=a_day(2025, 5, 4))

    assert brought(cast, absence) == [Outcome.ADDED]

    episode = Episode.objects.get()
    assert (episode.last_seen_at, episode.ended_at) == (absence.began.at, absence.ended.at)
    assert (episode.began_precision, episode.ended_precision) == ("day", "day")
    assert (episode.reported_at, episode.force, episode.placement) == (None, None, None)
    assert {entry.precision for entry in episode.entries.all()} == {"day"}


def test_one_told_with_times_keeps_them(cast):
    at = datetime(2025, 5, 2, 21, 40, tzinfo=LONDON)
    absence = a_past_absence(cast, began=Moment(at=at), reported=Moment(at=at + timedelta(hours=1)))

    brought(cast, absence)

    episode = Episode.objects.get()
    assert (episode.began_precision, episode.last_seen_at) == ("minute", at)
    assert episode.reported_at == at + timedelta(hours=1)


def test_nobody_is_told_and_nothing_is_owed(cast):
    child = a_child(cast)
    statuses.begin(child, StatusKind.FULL_CARE_ORDER, by=cast.social_worker, at=BEFORE)
    before = Duty.objects.count(), Message.objects.count(), Delivery.objects.count()

    brought(cast, a_past_absence(cast, child))
    statuses.end(child, StatusKind.FULL_CARE_ORDER, by=cast.social_worker, at=LATER)
    rebuilding.rebuild(by=SYSTEM, at=LATER)

    assert not Duty.objects.filter(episode__isnull=False).exists()
    assert (Message.objects.count(), Delivery.objects.count()) == before[1:]
    assert not Handover.objects.exists()


def test_the_same_again_changes_nothing(cast):
    absence = a_past_absence(cast, ended=a_day(2025, 5, 4))
    brought(cast, absence)
    rows = list(Entry.objects.values_list("pk", "at"))

    assert brought(cast, absence, at=LATER + timedelta(days=1)) == [Outcome.UNCHANGED]
    assert list(Entry.objects.values_list("pk", "at")) == rows


def test_a_later_file_says_when_it_ended(cast):
    absence = a_past_absence(cast)
    brought(cast, absence)

    ended = replace(absence, ended=a_day(2025, 5, 8))
    assert brought(cast, ended) == [Outcome.CHANGED]
    assert Episode.objects.get().ended_at == ended.ended.at


def test_an_end_taken_back_is_kept_as_withdrawn(cast):
    absence = a_past_absence(cast, ended=a_day(2025, 5, 4))
    brought(cast, absence)

    brought(cast, replace(absence, ended=None))

    episode = Episode.objects.get()
    assert episode.ended_at is None
    assert Entry.objects.filter(withdrawn=True, value="returned").count() == 1


def test_a_child_found_who_did_not_come_back_is_one_absence(cast):
    brought(cast, a_past_absence(cast, known_from=a_day(2025, 5, 4), ended=a_day(2025, 5, 9)))

    told = [
        (entry.value, entry.at.day)
        for entry in Entry.objects.filter(fact="whereabouts").order_by("at")
    ]
    assert [value for value, _ in told] == ["not_known", "known", "returned"]


def test_what_lantern_was_told_itself_stands(cast):
    child = a_looked_after_child(cast)
    an_episode(cast, child)
    same_day = Moment(at=SEEN.replace(hour=0, minute=0), precision=Precision.DAY)

    assert brought(cast, a_past_absence(cast, child, began=same_day)) == [Outcome.JOINED]
    assert Episode.objects.count() == 1


def test_two_of_one_day_are_one_each_and_a_record_of_lantern_answers_for_one(cast):
    child = a_looked_after_child(cast)
    an_episode(cast, child)
    same_day = Moment(at=SEEN.replace(hour=0, minute=0), precision=Precision.DAY)
    first = a_past_absence(cast, child, began=same_day, ended=same_day)
    second = replace(first, key=f"{first.key}:2")

    assert brought(cast, first, second) == [Outcome.JOINED, Outcome.ADDED]
    assert brought(cast, first, second) == [Outcome.JOINED, Outcome.UNCHANGED]


def test_a_case_system_tells_the_same_absence_again_and_it_is_not_doubled(cast):
    absence = a_past_absence(cast)
    brought(cast, absence)
    at = Moment(at=datetime(2025, 5, 2, 21, 40, tzinfo=LONDON))

    assert brought(cast, replace(absence, key="missing:17", began=at)) == [Outcome.JOINED]


def test_an_absence_still_open_in_old_records_does_not_stop_a_report_tonight(cast):
    child = a_looked_after_child(cast)
    brought(cast, a_past_absence(cast, child))

    episode = an_episode(cast, child)

    assert [one.pk for one in queries.open_episodes(cast.social_worker)] == [episode.pk]
    assert queries.open_of(cast.social_worker, child) == episode


def test_nothing_is_added_to_it_by_hand(cast):
    brought(cast, a_past_absence(cast))

    with pytest.raises(Refused, match="brought in from other records"):
        entries.add_note(
            Episode.objects.get(), by=cast.social_worker, at=LATER, now=LATER, words="A note"
        )


def test_somebody_without_the_permission_may_not(cast):
    with pytest.raises(Refused):
        bring_in([a_past_absence(cast)], by=cast.social_worker, at=LATER)


def test_earlier_absences_count_once_they_are_known(cast):
    child = a_looked_after_child(cast)
    brought(cast, a_past_absence(cast, child), at=REPORTED - timedelta(days=1))
    an_episode(cast, child)

    assert len(queries.of_child(cast.social_worker, child)) == 2


def test_an_absence_that_ends_before_it_began_is_no_absence(cast):
    with pytest.raises(ValueError, match="in order"):
        a_past_absence(cast, ended=a_day(2025, 5, 1))


@pytest.mark.parametrize("many", [1, 40])
def test_queries_do_not_grow_with_what_is_brought(cast, many, django_assert_max_num_queries):
    child = a_child(cast)
    absences = [
        a_past_absence(cast, child, began=a_day(2025, 1 + one // 28, 1 + one % 28))
        for one in range(many)
    ]

    with django_assert_max_num_queries(9):
        brought(cast, *absences)


FIRST = datetime(2015, 1, 1, tzinfo=UTC)
INSTANTS = st.one_of(
    st.integers(0, 5_000_000).map(lambda minutes: Moment(at=FIRST + timedelta(minutes=minutes))),
    st.dates(date(2015, 1, 1), date(2026, 1, 1)).map(lambda on: a_day(on.year, on.month, on.day)),
)


@st.composite
def tellings(draw):
    """One absence told several times, each time otherwise, as years of returns tell it."""
    began = draw(INSTANTS)
    spans = st.integers(0, 5).map(lambda days: timedelta(days=days))

    def after(moment):
        return replace(moment, at=moment.at + draw(spans))

    def telling():
        known = after(began) if draw(st.booleans()) else None
        ended = after(known or began) if draw(st.booleans()) else None
        return {
            "began": replace(began, at=began.at + draw(spans)) if draw(st.booleans()) else began,
            "known_from": known,
            "ended": ended,
            "classification": draw(st.sampled_from(["", "missing", "absent"])),
        }

    return [_in_order(telling()) for _ in range(draw(st.integers(1, 4)))]


def _in_order(told):
    later = [one.at for one in (told["known_from"], told["ended"]) if one is not None]
    began = replace(told["began"], at=min([told["began"].at, *later]))
    return told | {"began": began}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=tellings())
def test_however_often_it_is_told_otherwise_the_record_says_what_was_told_last(cast, told):
    child = a_child(cast, f"Tamsin {new_reference('C')}")
    last = None
    for number, telling in enumerate(told):
        last = replace(a_past_absence(cast, child), key=f"ssda903:{child.pk}:M", **telling)
        brought(cast, last, at=LATER + timedelta(minutes=number))

    episode = Episode.objects.get(child=child)
    state = state_of(episode.entries.all())
    assert (state.last_seen_at, state.ended_at) == (
        last.began.at,
        last.ended.at if last.ended else None,
    )
    assert (state.whereabouts, state.classification) == (
        episode.whereabouts,
        last.classification,
    )
