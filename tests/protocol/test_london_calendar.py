"""London civil time: midnights, the same time another day, working days, birthdays."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core import calendar
from lantern.core.instants import HOUR, in_london, read_london, to_datetime, to_microseconds

LONDON = ZoneInfo("Europe/London")
INSTANTS = st.datetimes(
    datetime(1985, 1, 1),  # noqa: DTZ001
    datetime(2070, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(to_microseconds)


def us(text):
    return to_microseconds(read_london(text))


def shown(at):
    return in_london(to_datetime(at))


@given(INSTANTS)
def test_the_tables_agree_with_the_time_zone_database(at):
    local = to_datetime(at).astimezone(LONDON)

    assert calendar.day_of(at) == local.date()
    assert calendar.offset_at(at) == local.utcoffset() / timedelta(microseconds=1)
    assert calendar.midnight_of(local.date()) <= at < calendar.end_of_day(at)


@given(INSTANTS)
def test_a_civil_time_read_back_is_the_instant_it_came_from_or_its_twin(at):
    back = calendar.civil(calendar.ordinal_of(at), calendar.clock_time(at))

    assert at - back in (0, HOUR)


@pytest.mark.parametrize(
    ("at", "days", "then"),
    [
        ("2015-03-28 12:00", 1, "2015-03-29 12:00"),  # 23 hours later
        ("2015-10-24 12:00", 1, "2015-10-25 12:00"),  # 25 hours later
        ("2015-03-28 01:30", 1, "2015-03-29 02:30"),  # 01:30 is skipped
        ("2015-10-24 01:30", 1, "2015-10-25 01:30 +01:00"),  # the first of the two
        ("2015-10-25 01:30 +00:00", 7, "2015-11-01 01:30"),
    ],
)
def test_days_later_means_the_same_time_on_the_clock(at, days, then):
    assert shown(calendar.days_after(us(at), days)) == then


def test_a_day_ends_at_londons_midnight():
    assert shown(calendar.end_of_day(us("2015-07-01 23:59"))) == "2015-07-02 00:00"


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2015-09-04 08:59", "2015-09-04 09:00"),
        ("2015-09-04 09:00", "2015-09-05 09:00"),  # exactly nine is not the next nine
        ("2015-09-04 22:00", "2015-09-05 09:00"),
        ("2015-10-24 22:00", "2015-10-25 09:00"),
    ],
)
def test_by_the_next_nine_oclock(at, then):
    assert shown(calendar.next_clock_time(us(at), 9 * HOUR)) == then


@pytest.mark.parametrize(
    ("day", "count", "then"),
    [
        (date(2015, 9, 7), 5, date(2015, 9, 14)),  # Monday to the Monday after
        (date(2015, 9, 5), 5, date(2015, 9, 11)),  # from a Saturday
        (date(2015, 12, 23), 3, date(2015, 12, 30)),  # Christmas, Boxing Day's holiday on Monday 28
        (date(2016, 3, 24), 1, date(2016, 3, 29)),  # Good Friday and Easter Monday
        (date(2022, 6, 1), 1, date(2022, 6, 6)),  # the Jubilee's moved and added holidays
        (date(2061, 1, 3), 2, date(2061, 1, 5)),  # beyond the tables
        (date(1989, 12, 29), 1, date(1990, 1, 2)),  # before them
    ],
)
def test_working_days_leave_out_weekends_and_englands_bank_holidays(day, count, then):
    assert calendar.working_days_after(day, count) == then


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2015, 1, 31), 1, date(2015, 3, 1)),
        (date(2016, 1, 31), 1, date(2016, 3, 1)),
        (date(2015, 11, 30), 3, date(2016, 3, 1)),
        (date(2015, 12, 15), 1, date(2016, 1, 15)),
        (date(2016, 2, 29), 12, date(2017, 3, 1)),
    ],
)
def test_the_same_day_months_later_or_the_first_that_follows(day, months, then):
    assert calendar.same_day_months_after(day, months) == then


def test_an_age_is_reached_at_midnight_in_london():
    assert shown(calendar.birthday(date(2001, 7, 4), 16)) == "2017-07-04 00:00"


def test_somebody_born_on_29_february_comes_of_age_on_1_march():
    assert shown(calendar.birthday(date(2000, 2, 29), 18)) == "2018-03-01 00:00"


@pytest.mark.parametrize(
    ("at", "inside"),
    [
        ("2015-09-04 09:00", True),
        ("2015-09-04 08:59", False),
        ("2015-09-04 16:59", True),
        ("2015-09-04 17:00", False),
        ("2015-09-05 12:00", False),  # Saturday
        ("2015-08-31 12:00", False),  # the summer bank holiday
        ("2061-01-04 12:00", True),
        ("1989-12-25 12:00", False),
    ],
)
def test_office_hours_are_working_days_from_nine_to_five(at, inside):
    assert calendar.is_office_hours(us(at)) is inside
