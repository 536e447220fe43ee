"""What followed a plan, counted over equal periods. Pure."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.instants import LONDON
from lantern.follow_up.effect import SHORT, Away, compare, tally, written

PLAN = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
DAY = timedelta(days=1)
HOURS = st.integers(-24 * 60, 24 * 60).map(lambda hours: PLAN + timedelta(hours=hours))


@st.composite
def times_away(draw):
    """Times away that do not overlap, the last of which may not be over."""
    edges = sorted(set(draw(st.lists(HOURS, max_size=12))))
    pairs = [Away(began=edges[n], ended=edges[n + 1]) for n in range(0, len(edges) - 1, 2)]
    return [*pairs, Away(began=edges[-1])] if len(edges) % 2 else pairs


def away(day, hours, hour=22):
    began = PLAN.replace(hour=hour) + day * DAY
    return Away(began=began, ended=began + timedelta(hours=hours))


@pytest.mark.requirement("RF-079", "FL-11.05")
def test_equal_periods_before_and_after_are_counted():
    times = [away(-40, 10), away(-20, 10), away(-10, 34), away(5, 1)]

    found = compare(times, agreed_at=PLAN, at=PLAN + 30 * DAY)

    assert (found.before.times, found.before.nights) == (2, 3)
    assert (found.after.times, found.after.nights) == (1, 0)
    assert found.before.longest == timedelta(hours=34)
    assert not found.is_short


def test_a_time_away_across_the_agreement_counts_where_it_began_and_its_nights_where_they_were():
    across = Away(began=PLAN - 2 * DAY, ended=PLAN + 3 * DAY)

    found = compare([across], agreed_at=PLAN, at=PLAN + 30 * DAY)

    assert (found.before.times, found.after.times) == (1, 0)
    assert (found.before.nights, found.after.nights) == (2, 3)


def test_short_periods_and_a_record_that_begins_within_them_say_so():
    found = compare([], agreed_at=PLAN, at=PLAN + SHORT - DAY, known_from=PLAN - 10 * DAY)

    assert found.is_short
    assert found.record_begins == PLAN - 10 * DAY


def test_a_plan_of_today_has_nothing_to_compare():
    found = compare([away(-1, 5)], agreed_at=PLAN, at=PLAN)

    assert (found.length, found.before.times, found.after.times) == (timedelta(), 0, 0)


@given(times_away(), st.integers(0, 60))
def test_nothing_is_counted_twice_and_nothing_is_lost(times, days):
    at = PLAN + days * DAY
    known = [one for one in times if one.began <= at]

    found = compare(known, agreed_at=PLAN, at=at)

    whole = tally(known, PLAN - found.length, at, at)
    assert found.before.times + found.after.times == whole.times
    assert found.before.nights + found.after.nights == whole.nights
    assert max(found.before.longest, found.after.longest) <= whole.longest
    assert max(found.before.longest, found.after.longest) <= found.length
    assert found.before.nights <= days + 1
    assert written(found)["days"] == days


@given(times_away())
def test_an_absence_that_goes_on_is_counted_up_to_now(times):
    at = PLAN + 90 * DAY
    found = tally([*times, Away(began=at - 2 * DAY)], at - 3 * DAY, at, at)

    assert found.nights >= 2
    assert found.longest >= 2 * DAY
