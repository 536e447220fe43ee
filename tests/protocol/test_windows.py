# ruff: noqa: E501  whole sentences and rules, as they are written
"""Events counted in windows of every kind, how long something took, and each record of a value."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.calendar import day_of, midnight_of
from lantern.core.instants import HOUR, in_london
from lantern.protocol.conditions import (
    Back,
    CalendarUnit,
    InCalendar,
    Length,
    Unit,
)
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import because, reason_in_words, rulebook_in_words
from lantern.protocol.limits import window
from lantern.protocol.readings import DEFAULTS
from lantern.protocol.spells import counted_anew, took
from tests.protocol.rulings import facts, faults, protocol, rule, rulebook, told


def arises(tmp_path, condition, *records):
    """When the duty of a rule with this condition arises, as London time."""
    made = protocol(tmp_path, rule(arises=condition))
    return [in_london(duty.arose_at) for duty in duties_owed(facts(*records), made)]


def reports(*days):
    return [told("episode.reported", f"{day} 12:00") for day in days]


def test_a_calendar_month_begins_anew_on_the_first(tmp_path):
    condition = "{count: episode.reported, at least: 2, within: {calendar: month}}"

    assert arises(tmp_path, condition, *reports("2015-09-30", "2015-10-01")) == []
    assert arises(tmp_path, condition, *reports("2015-10-01", "2015-10-31")) == ["2015-10-31 12:00"]


@pytest.mark.parametrize(
    ("unit", "day", "ends"),
    [
        ("week", "2015-09-06", "2015-09-07"),
        ("week", "2015-09-07", "2015-09-14"),
        ("month", "2015-02-28", "2015-03-01"),
        ("month", "2015-12-31", "2016-01-01"),
        ("quarter", "2015-08-15", "2015-10-01"),
        ("year", "2015-01-01", "2016-01-01"),
    ],
)
def test_a_stretch_of_the_calendar_ends_where_the_next_begins(unit, day, ends):
    until = window(InCalendar(CalendarUnit(unit)), DEFAULTS)

    assert until(midnight_of(date.fromisoformat(day)) + 12 * HOUR) == midnight_of(
        date.fromisoformat(ends)
    )


@pytest.mark.parametrize(
    ("length", "day", "first_day_out"),
    [
        (Length(3, Unit.MONTHS), "2015-02-28", "2015-05-29"),
        (Length(3, Unit.MONTHS), "2015-11-30", "2016-03-01"),
        (Length(1, Unit.YEARS), "2016-02-29", "2017-03-01"),
        (Length(90, Unit.DAYS), "2015-01-01", "2015-04-02"),
        (Length(2, Unit.WEEKS), "2015-01-01", "2015-01-16"),
    ],
)
def test_looking_back_the_day_exactly_so_long_ago_still_counts(length, day, first_day_out):
    until = window(Back(length), DEFAULTS)

    assert day_of(until(midnight_of(date.fromisoformat(day)))) == date.fromisoformat(first_day_out)


def test_a_count_may_begin_anew_at_an_event(tmp_path):
    condition = "{count: episode.reported, at least: 2, within: {since: return_interview.held}}"
    interview = told("return_interview.held", "2015-09-03 12:00")

    assert arises(tmp_path, condition, *reports("2015-09-01", "2015-09-05"), interview) == []
    assert arises(
        tmp_path, condition, *reports("2015-09-01", "2015-09-05", "2015-09-06"), interview
    ) == ["2015-09-06 12:00"]


POINTS = st.lists(st.integers(0, 60), max_size=12).map(
    lambda found: [(at, at, f"{number}", f"{number}") for number, at in enumerate(sorted(found))]
)


@given(POINTS, POINTS, st.integers(1, 4))
def test_counting_anew_agrees_with_counting_by_hand(points, resets, least):
    held = counted_anew(points, least, resets)

    for at in range(70):
        last = max((one[0] for one in resets if one[0] <= at), default=-1)
        by_hand = sum(last <= one[0] <= at for one in points) >= least
        assert any(start <= at < end for start, end, _, _ in held) == by_hand


@given(POINTS, POINTS, st.none() | st.integers(0, 30), st.none() | st.integers(1, 30))
def test_what_took_so_long_agrees_with_a_subtraction(firsts, seconds, least, under):
    shifts = [
        None if length is None else (lambda at, length=length: at + length)
        for length in (least, under)
    ]

    found = took(firsts, seconds, *shifts)

    for one in seconds:
        before = [first[0] for first in firsts if first[0] <= one[0]]
        length = one[0] - before[-1] if before else None
        fits = (
            length is not None
            and (least is None or length >= least)
            and (under is None or length < under)
        )
        assert (one in found) == fits


def test_the_time_between_two_events_is_a_fact(tmp_path):
    condition = "{from: episode.last_seen, to: episode.reported, took: {at least: 6 hours, under: 24 hours}}"
    seen = told("episode.last_seen", "2015-09-04 12:00")

    assert arises(tmp_path, condition, seen, told("episode.reported", "2015-09-04 17:59")) == []
    assert arises(tmp_path, condition, seen, told("episode.reported", "2015-09-04 18:00")) == [
        "2015-09-04 18:00"
    ]
    assert arises(tmp_path, condition, seen, told("episode.reported", "2015-09-05 12:00")) == []
    assert arises(tmp_path, condition, told("episode.reported", "2015-09-05 12:00")) == []


def test_each_record_of_a_value_counts_though_the_value_stays(tmp_path):
    condition = "{count: {recorded: police.risk}, at least: 2}"
    gradings = [told("police.risk", f"2015-09-04 {hour}:00", "high") for hour in (19, 20)]

    assert arises(tmp_path, condition, *gradings) == ["2015-09-04 20:00"]
    assert arises(tmp_path, "{recorded: {police.risk: medium}}", *gradings) == []
    assert len(arises(tmp_path, "{recorded: {police.risk: high}}", *gradings)) == 2


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("{count: episode.reported, at least: 3, within: {calendar: month}}", "at least 3 times in one calendar month"),
        ("{count: episode.reported, at least: 1, within: {back: 3 months}}", "at least once in the 3 months before"),
        ("{count: episode.reported, at least: 2, within: {since: return_interview.held}}", "at least 2 times since the last time that the return interview was held"),
        ("{from: episode.last_seen, to: episode.reported, took: {at least: 6 hours, under: 1 day}}", "the child's absence was reported, 6 hours or more and less than 1 day after: the child was last seen"),
        ("{recorded: police.risk}", "somebody recorded that the police grade the risk as"),
        ("{recorded: {police.risk: high}}", "somebody recorded that the police grade the risk as high"),
    ],
)  # fmt: skip
def test_each_is_said_in_words(condition, words, tmp_path):
    assert words in rulebook_in_words(protocol(tmp_path, rule(arises=condition)))


def test_why_says_when_it_happened(tmp_path):
    known = facts(
        told("episode.last_seen", "2015-09-04 12:00"), told("episode.reported", "2015-09-04 20:00")
    )
    made = protocol(
        tmp_path,
        rule(arises="{from: episode.last_seen, to: episode.reported, took: {at least: 6 hours}}"),
    )

    (duty,) = duties_owed(known, made)

    assert [reason_in_words(one) for one in because(known, duty)] == [
        "the child's absence was reported, 6 hours or more after: the child was last seen (at 20:00 on Friday 4 September 2015)"
    ]


def test_parameters_set_windows_and_lengths(tmp_path):
    setting = "parameters:\n  window: {value: 1 week, meaning: A test., source: {agreed_by: nobody (invented), on: 2015-08-01}}\n"
    counted = rule(
        "one", arises="{count: episode.reported, at least: 2, within: {back: {parameter: window}}}"
    )
    lasted = rule(
        "two",
        arises="{from: episode.last_seen, to: episode.reported, took: {under: {parameter: window}}}",
    )
    made = protocol(tmp_path, counted, lasted, extra=setting)
    known = facts(
        told("episode.last_seen", "2015-09-04 12:00"), *reports("2015-09-05", "2015-09-09")
    )

    assert sorted(duty.rule.id for duty in duties_owed(known, made)) == ["one", "two", "two"]


@pytest.mark.parametrize(
    ("condition", "says", "suggests"),
    [
        ("{count: episode.reported, at least: 2, within: {calendar: fortnight}}", "no such stretch of the calendar", "month"),
        ("{count: episode.reported, at least: 2, within: {calender: month}}", "a window has no “calender”", "did you mean `calendar`?"),
        ("{count: episode.reported, at least: 2, within: {back: 3 hours}}", "a window goes back by whole days", "{back: 3 months}"),
        ("{count: episode.reported, at least: 2, within: {}}", "a window is a length, “life”, or one form", "{back: 3 months}"),
        ("{recorded: police.rsk}", "there is no fact “police.rsk”", "did you mean `police.risk`?"),
        ("{recorded: child.in_care}", "nobody records child.in_care: it follows from others", ""),
        ("{recorded: [police.risk]}", "“recorded” needs a fact, or a fact with its value", "{recorded: police.risk}"),
        ("{recorded: {}}", "“recorded” needs a fact, or a fact with its value", ""),
        ("{recorded: {police.risk: hihg}}", "police.risk has no value “hihg”", "did you mean `high`?"),
        ("{from: episode.last_seen, took: {under: 1 day}}", "“took” needs “from”, “to” and how long it took", "{from: an event"),
        ("{from: episode.last_seen, to: episode.reported, took: 1 day}", "“took” needs “from”, “to” and how long it took", ""),
        ("{from: episode.last_seen, to: episode.reported, took: {over: 1 day}}", "“took” has no “over”", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_what_was_meant(condition, says, suggests, tmp_path):
    found = [
        one for one in faults(tmp_path, rulebook(rule(arises=condition))) if says in one.message
    ]

    assert found, faults(tmp_path, rulebook(rule(arises=condition)))
    assert suggests in found[0].suggestion
