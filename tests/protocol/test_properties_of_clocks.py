"""Lengths of time against London's own calendar, and the strictest of several limits."""

import tempfile
from datetime import UTC, datetime, time, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.core.instants import LONDON, to_datetime, to_microseconds
from lantern.protocol.conditions import Length, Unit
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts, Record
from lantern.protocol.limits import before, shift, turn
from lantern.protocol.readings import DEFAULTS, READINGS
from tests.protocol.rulings import rule, rulebook, shelf

LAST_DAYS = [
    datetime(year, month, 31, 1, tzinfo=UTC) for year in range(2012, 2031) for month in (3, 10)
]
CHANGES = [last - timedelta(days=(last.weekday() + 1) % 7) for last in LAST_DAYS]
"""The instants at which the clocks change: one in the morning by Greenwich, last Sundays."""
NEAR = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-60 * 24 * 20, 60 * 24 * 3),
)
LENGTHS = st.builds(Length, st.integers(1, 40), st.sampled_from(list(Unit)))
CHOSEN = st.fixed_dictionaries(
    {name: st.sampled_from(sorted(reading.options)) for name, reading in READINGS.items()}
)


def civil(at):
    return to_datetime(at).astimezone(LONDON)


def as_the_clock_shows(day, clock):
    """The first instant of a day at which London's clocks show a time, or the first after a time
    that they leap over."""
    at = datetime.combine(day, clock, LONDON).replace(fold=0)
    there = at.astimezone(UTC).astimezone(LONDON)
    return at.astimezone(UTC) if there.time() == clock else None


@given(NEAR, LENGTHS, CHOSEN)
def test_a_length_never_ends_before_it_began_nor_a_longer_one_before_a_shorter(
    at, length, readings
):
    start = to_microseconds(at)
    longer = Length(length.amount + 1, length.unit)

    assert start <= shift(length, readings)(start) <= shift(longer, readings)(start)
    assert shift(length, readings)(start) <= shift(length, readings)(start + 60_000_000)


@given(NEAR, st.integers(1, 200))
def test_hours_are_elapsed_through_both_changes_of_the_clocks(at, hours):
    due = shift(Length(hours, Unit.HOURS), DEFAULTS)(to_microseconds(at))

    assert to_datetime(due) - at == timedelta(hours=hours)


@given(NEAR, st.integers(1, 40))
def test_days_end_at_the_same_time_by_londons_clocks(at, days):
    local = at.astimezone(LONDON)
    due = shift(Length(days, Unit.DAYS), DEFAULTS)(to_microseconds(at))
    expected = as_the_clock_shows(local.date() + timedelta(days=days), local.time())

    if expected is not None:
        assert to_datetime(due) == expected
    assert civil(due).date() == local.date() + timedelta(days=days)


@given(NEAR, st.integers(1, 15))
def test_working_days_end_at_midnight_and_are_no_saturdays_nor_sundays(at, days):
    due = civil(shift(Length(days, Unit.WORKING_DAYS), DEFAULTS)(to_microseconds(at)))
    last = due.date() - timedelta(days=1)

    assert due.time() == time(0)
    assert last.weekday() < 5
    spanned = [at.astimezone(LONDON).date() + timedelta(days=one) for one in range(1, 60)]
    weekdays = [day for day in spanned if day.weekday() < 5 and day <= last]
    assert len(weekdays) >= days


@given(NEAR, LENGTHS)
def test_a_warning_comes_before_what_it_warns_of(at, length):
    assert before(length)(to_microseconds(at)) < to_microseconds(at)


@given(NEAR, st.integers(1, 30), st.integers(1, 9))
def test_turns_of_days_keep_their_time_of_day_whichever_clock_runs(at, days, number):
    local = at.astimezone(LONDON)
    begins = turn(Length(days, Unit.DAYS), DEFAULTS)(to_microseconds(at), number)
    expected = as_the_clock_shows(local.date() + timedelta(days=days * number), local.time())

    assert expected is None or to_datetime(begins) == expected


LIMITS = [
    "72 hours",
    "5 working days",
    "7 days",
    "same day",
    "by next 09:00",
    "never",
    "1 month",
    "{by: checks.deadline}",
    "{by: checks.deadline, earlier_by: 2 days, otherwise: 10 days}",
    "{limit: 4 days, from: episode.last_seen}",
]
PAIRS = list(combinations(range(len(LIMITS)), 2))


def _strictest():
    """Each limit alone, and each two of them as the earliest; what meets them differs, so that no
    two rules ask the same."""
    limits = {f"one-{at}": limit for at, limit in enumerate(LIMITS)}
    limits |= {f"two-{a}-{b}": f"{{earliest: [{LIMITS[a]}, {LIMITS[b]}]}}" for a, b in PAIRS}
    return [
        rule(
            name,
            arises="{since: episode.reported}",
            within=limit,
            met_by=f"{{count: notified.police, at least: {number}}}",
        )
        for number, (name, limit) in enumerate(limits.items(), start=2)
    ]


with tempfile.TemporaryDirectory() as folder:
    STRICTEST = shelf(folder, rulebook(*_strictest())).protocol("the-rulebook")
WHEN = st.none() | st.integers(-60 * 24 * 9, 60 * 24 * 9)


@settings(max_examples=50)
@given(NEAR, WHEN, WHEN)
def test_the_strictest_of_several_limits_is_the_earliest_of_its_parts(at, deadline, seen):
    records = [Record("episode.reported", at, at, "report")]
    for fact, minutes in (("checks.deadline", deadline), ("episode.last_seen", seen)):
        if minutes is not None:
            then = at + timedelta(minutes=minutes)
            records.append(Record(fact, then, then, fact))

    due = {duty.rule.id: duty.due for duty in duties_owed(Facts.of(records), STRICTEST)}

    for a, b in PAIRS:
        parts = [one for one in (due[f"one-{a}"], due[f"one-{b}"]) if one is not None]
        assert due[f"two-{a}-{b}"] == min(parts, default=None)
