"""The next right thing for a referral, the queue in some weeks, and how soon: pure, no database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.interviews.after import After
from lantern.referrals.backlog import OVER, backlog
from lantern.referrals.bands import Counts
from lantern.referrals.importance import important
from lantern.referrals.next_step import How, next_step
from lantern.referrals.timeliness import LIMIT, Clock, Event, Times, behind, lines, timing
from lantern.vocabulary.interview import EspeciallyImportant, NextStep, OfferResponse, Timing
from lantern.vocabulary.interviewing import InterviewState
from lantern.vocabulary.risk import FlagKind
from lantern.web.referrals.steps import onward

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
READY = {"is_rated": True, "has_worker": True}


@pytest.mark.parametrize(
    ("how", "step"),
    [
        ({}, NextStep.RATE),
        ({"has_worker": True}, NextStep.RATE),
        ({"is_rated": True}, NextStep.ALLOCATE),
        (READY | {"was_away_since": True}, NextStep.RATE_AGAIN),
        (READY, NextStep.CONTACT),
        (READY | {"was_reached": True}, NextStep.OFFER),
        (READY | {"was_offered": True}, NextStep.ANSWER),
        (READY | {"was_offered": True, "response": OfferResponse.THINKING}, NextStep.ANSWER),
        (READY | {"was_offered": True, "response": OfferResponse.ACCEPTED}, NextStep.HOLD),
        (READY | {"response": OfferResponse.WAITING_LIST}, NextStep.HOLD),
        (READY | {"response": OfferResponse.NO_CONTACT}, NextStep.CONTACT),
        (READY | {"response": OfferResponse.MISSING_AGAIN}, NextStep.CONTACT),
        (READY | {"response": OfferResponse.DECLINED}, NextStep.ASK_PARENTS),
        (READY | {"response": OfferResponse.DECLINED, "parents_asked": True}, NextStep.NOTHING),
        (READY | {"response": OfferResponse.NOT_OFFERED}, NextStep.CONTACT),
        ({"is_held": True}, NextStep.NOTHING),
    ],
)
def test_the_next_right_thing(how, step):
    assert next_step(How(**how)) is step


INSTANTS = st.none() | st.integers(-200, 400).map(lambda hours: NOON + hours * HOUR)
TIMES = st.builds(
    Times,
    key=st.uuids().map(str),
    owed_from=INSTANTS,
    returned_at=INSTANTS,
    contact_at=INSTANTS,
    offered_at=INSTANTS,
    accepted_at=INSTANTS,
    held_at=INSTANTS,
)


@given(TIMES, st.sampled_from(Event), st.sampled_from(Clock))
def test_what_was_not_recorded_is_never_in_time(times, event, clock):
    found = timing(times, event, clock)

    happened, start = times.of(event), times.starts(clock)
    if happened is None:
        assert found is Timing.NOT_YET
    elif start is None:
        assert found is Timing.NOT_KNOWN
    else:
        assert (found is Timing.IN_TIME) == (happened - start <= LIMIT)


@given(st.lists(TIMES, max_size=20))
def test_each_absence_is_counted_once_in_each_measure_and_stands_behind_its_figure(found):
    for line in lines(found):
        assert line.in_all == len(found)
        for stands, count in line.counts.items():
            assert len(behind(found, line.event, line.clock, stands)) == count


def test_both_clocks_stand_side_by_side():
    """Located in contact on Monday noon, back on Wednesday noon, interviewed on Friday noon."""
    times = Times(key="E", owed_from=NOON, returned_at=NOON + 48 * HOUR, held_at=NOON + 96 * HOUR)

    assert timing(times, Event.HELD, Clock.DUTY) is Timing.LATER
    assert timing(times, Event.HELD, Clock.RETURN) is Timing.IN_TIME


MOMENTS = st.lists(st.integers(0, 1000).map(lambda hours: NOON - hours * HOUR), max_size=40)


@pytest.mark.requirement("FL-17.06")
@given(MOMENTS, MOMENTS, st.integers(0, 50), st.integers(0, 8))
def test_the_queue_grows_by_what_comes_and_shrinks_by_what_is_done(arrived, done, waiting, weeks):
    found = backlog(arrived, done, waiting=waiting, at=NOON)

    recent = [one for one in arrived if NOON - OVER < one <= NOON]
    assert found.arrived == len(recent)
    assert found.after(0) == waiting
    assert found.after(weeks) >= 0
    change = weeks * 7 * (found.arrived - found.completed) / found.days
    assert abs(found.after(weeks) - max(0, waiting + change)) <= 0.5
    assert found.sentence.endswith(".")


@given(MOMENTS, st.integers(0, 50))
def test_more_hands_never_make_a_longer_queue(arrived, waiting):
    found = backlog(arrived, [], waiting=waiting, at=NOON, capacity=5)

    for (weeks, as_now), (same_weeks, at_capacity) in zip(
        found.ahead, found.at_capacity, strict=True
    ):
        assert weeks == same_weeks
        assert at_capacity <= as_now


@pytest.mark.requirement("TH-020")
def test_missing_twice_makes_an_interview_especially_important():
    once = important(Counts(missing=1, absent=0, since=NOON), (), was_hurt=False, offended=False)
    twice = important(Counts(missing=2, absent=0, since=NOON), (), was_hurt=False, offended=False)

    assert once == ()
    assert twice == (EspeciallyImportant.MISSING_TWICE,)


@pytest.mark.requirement("CF-35", "QS-073")
def test_each_of_the_seven_criteria_can_show():
    flags = {FlagKind.TRAFFICKING, FlagKind.SUBSTANCE_MISUSE, FlagKind.PERSON_POSING_RISK}

    found = important(Counts(missing=2, absent=2, since=NOON), flags, was_hurt=True, offended=True)

    assert found == tuple(EspeciallyImportant)


@pytest.mark.parametrize(
    ("state", "can", "shared", "text"),
    [
        (InterviewState.DRAFT, True, False, "Go on writing"),
        (InterviewState.WAITING, True, False, "Review"),
        (InterviewState.SENT_BACK, True, False, "Look again"),
        (InterviewState.APPROVED, True, False, "Share"),
        (InterviewState.APPROVED, True, True, None),
        (InterviewState.WAITING, False, False, None),
        (InterviewState.APPROVED, False, False, None),
    ],
)
def test_once_the_interview_is_begun_its_record_says_what_comes_next(state, can, shared, text):
    written = After(reference="I-1", state=state, is_shared=shared, may_review=can, may_share=can)

    way = onward(written)

    assert (way.text if way else None) == text
