"""By when a duty is due: every kind of limit, over both clock changes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.instants import HOUR, in_london, to_datetime, to_microseconds
from lantern.protocol.conditions import Length, Unit
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.lengths import LONGEST
from lantern.protocol.limits import before, shift
from lantern.protocol.readings import DEFAULTS, READINGS
from tests.protocol.rulings import LONDON, facts, protocol, rule, told

INSTANTS = st.datetimes(
    datetime(1992, 1, 1),  # noqa: DTZ001
    datetime(2055, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(to_microseconds)
LENGTHS = st.builds(
    Length, st.integers(1, 200), st.sampled_from([unit for unit in Unit if unit is not Unit.YEARS])
)
CHOICES = st.fixed_dictionaries(
    {name: st.sampled_from(sorted(reading.options)) for name, reading in READINGS.items()}
)


def due(tmp_path, within, at="2015-09-04 18:30", extra="", **more):
    """When a duty that arises at a London time is due, in London time."""
    made = protocol(tmp_path, rule(within=within, **more), extra=extra)
    (duty,) = duties_owed(facts(told("episode.reported", at)), made)
    return None if duty.due_at is None else in_london(duty.due_at)


@given(INSTANTS, LENGTHS, CHOICES)
def test_no_length_ends_before_it_began(at, length, readings):
    assert shift(length, readings)(at) >= at


@given(INSTANTS, LENGTHS)
def test_a_longer_length_never_ends_earlier(at, length):
    longer = Length(length.amount + 1, length.unit)

    assert shift(longer, DEFAULTS)(at) >= shift(length, DEFAULTS)(at)


@given(INSTANTS, st.integers(1, 300))
def test_hours_are_counted_in_real_time(at, hours):
    assert shift(Length(hours, Unit.HOURS), DEFAULTS)(at) - at == hours * HOUR


@given(INSTANTS, LENGTHS)
def test_a_warning_comes_before_what_it_warns_of(at, length):
    assert before(length)(at) < at


@pytest.mark.requirement("CK-127")
@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2015-10-24 12:00", "2015-10-27 11:00"),  # clocks go back: 72 real hours
        ("2015-03-28 12:00", "2015-03-31 13:00"),  # clocks go forward
        ("2015-10-25 01:30 +01:00", "2015-10-28 00:30"),
        ("2015-10-25 01:30 +00:00", "2015-10-28 01:30"),
    ],
)
def test_72_hours_are_72_real_hours_when_the_clocks_change(tmp_path, at, then):
    assert due(tmp_path, "72 hours", at) == then


@pytest.mark.parametrize(
    ("within", "then"),
    [
        ("30 minutes", "2015-09-04 19:00"),
        ("72 hours", "2015-09-07 18:30"),
        ("7 days", "2015-09-11 18:30"),
        ("2 weeks", "2015-09-18 18:30"),
        ("5 working days", "2015-09-12 00:00"),  # Friday's report: Monday 7 to Friday 11
        ("1 working day", "2015-09-08 00:00"),
        ("3 months", "2015-12-04 00:00"),  # ends with 3 December
        ("1 year", "2016-09-04 00:00"),
        ("same day", "2015-09-05 00:00"),
        ("by next 09:00", "2015-09-05 09:00"),
        ("at once", "2015-09-04 18:30"),
        ("never", None),
        ("{earliest: [5 working days, 7 days, never]}", "2015-09-11 18:30"),
        ("{limit: 7 days, from: episode.last_seen}", "2015-09-11 18:30"),
    ],
)
def test_each_kind_of_limit(tmp_path, within, then):
    assert due(tmp_path, within) == then


@pytest.mark.parametrize(
    ("within", "reading", "then"),
    [
        ("72 hours", "hours: clock", "2015-10-27 12:00"),
        ("7 days", "calendar_days: end_of_day", "2015-11-01 00:00"),
        ("1 working day", "working_days_end: close_of_office", "2015-10-26 17:00"),
        ("3 months", "months: same_time", "2016-01-24 12:00"),
    ],
)
def test_a_rulebook_may_read_the_sources_otherwise(tmp_path, within, reading, then):
    extra = f"readings: {{{reading}}}\n"

    assert due(tmp_path, within, "2015-10-24 12:00", extra) == then


def test_the_day_of_the_trigger_may_be_the_first_working_day(tmp_path):
    extra = "readings: {working_days_start: same_day}\n"

    assert due(tmp_path, "5 working days", extra=extra) == "2015-09-11 00:00"


@pytest.mark.parametrize(
    "words", ["immediately", "as soon as possible", "not stated", "tour of duty"]
)
def test_the_sources_own_words_take_their_length_from_a_parameter(tmp_path, words):
    extra = (
        f"parameters:\n  {words.replace(' ', '_')}:\n    value: 90 minutes\n    meaning: A test.\n"
        "    source: {agreed_by: nobody (invented), on: 2015-01-01}\n"
    )

    assert due(tmp_path, words, extra=extra) == "2015-09-04 20:00"


@pytest.mark.requirement("CK-033")
def test_72_hours_then_5_working_days_end_at_midnight_of_the_fifth(tmp_path):
    made = protocol(
        tmp_path,
        rule(arises="{lasting: 72 hours, of: {whereabouts: not_known}}", within="5 working days"),
    )

    (duty,) = duties_owed(facts(told("whereabouts", "2015-09-04 18:30", "not_known")), made)

    assert in_london(duty.arose_at) == "2015-09-07 18:30"
    assert in_london(duty.due_at) == "2015-09-15 00:00"


def test_a_limit_counted_from_an_earlier_event(tmp_path):
    made = protocol(
        tmp_path,
        rule(arises="child.on_protection_plan", within="{limit: 7 days, from: episode.reported}"),
    )
    known = facts(
        told("episode.reported", "2015-09-04 10:00"),
        told("child.on_protection_plan", "2015-09-06 12:00"),
    )

    assert in_london(duties_owed(known, made)[0].due_at) == "2015-09-11 10:00"


def test_a_limit_that_had_passed_when_the_duty_arose_is_due_at_once(tmp_path):
    made = protocol(
        tmp_path,
        rule(arises="child.on_protection_plan", within="{limit: 7 days, from: episode.reported}"),
    )
    known = facts(
        told("episode.reported", "2015-09-04 10:00"),
        told("child.on_protection_plan", "2015-09-20 12:00"),
    )

    (duty,) = duties_owed(known, made)

    assert duty.due_at == duty.arose_at == LONDON("2015-09-20 12:00")


def test_the_longest_lengths_stay_within_the_calendar():
    latest = to_microseconds(LONDON("2199-12-31 23:00"))

    for unit, amount in LONGEST.items():
        assert to_datetime(shift(Length(amount, unit), DEFAULTS)(latest)).year <= 2300
