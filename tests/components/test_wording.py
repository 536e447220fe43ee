"""How instants, days and spans read on a page."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.web import wording

SUMMER = datetime(2015, 9, 4, 17, 30, tzinfo=UTC)
SECOND = datetime(2015, 10, 25, 1, 30, tzinfo=UTC)


def test_instants_are_told_in_london():
    assert wording.moment(SUMMER) == "18:30 on Friday 4 September 2015"
    assert wording.brief(SUMMER) == "18:30, 4 Sep"
    assert wording.clock(SUMMER) == "18:30"


def test_a_limit_at_midnight_is_the_end_of_the_day_before():
    midnight = datetime(2026, 1, 1, tzinfo=UTC)

    assert wording.limit(midnight) == "end of 31 Dec"
    assert wording.limit(midnight, with_year=True) == "end of 31 Dec 2025"
    assert wording.limit(SUMMER, with_year=True) == "18:30, 4 Sep 2015"
    assert wording.limit(datetime(2015, 9, 4, 23, tzinfo=UTC)) == "end of 4 Sep"


def test_what_is_known_to_the_day_is_told_by_the_day():
    two_days_on = SUMMER + timedelta(days=2)

    assert wording.as_known(SUMMER, "day") == "4 September 2015, time not known"
    assert wording.as_known(SUMMER) == "18:30 on Friday 4 September 2015"
    assert wording.length_as_known(SUMMER, two_days_on, "day", "minute") == "2 days, by dates alone"
    assert wording.length_as_known(SUMMER, SUMMER, "day", "day") == "Within a day"
    assert wording.length_as_known(SUMMER, two_days_on, "minute") == "2 days"


def test_a_time_that_happened_twice_names_its_offset():
    assert wording.brief(SECOND) == "01:30 GMT, 25 Oct"
    assert wording.clock(SECOND - timedelta(hours=1)) == "01:30 BST"


def test_a_late_instant_belongs_to_londons_day():
    assert wording.day(datetime(2015, 9, 4, 23, 30, tzinfo=UTC)) == "5 September 2015"
    assert wording.day(date(2015, 9, 4)) == "4 September 2015"


@pytest.mark.parametrize(
    ("lasted", "said"),
    [
        (timedelta(days=2, hours=3, minutes=4), "2 days 3 hours"),
        (timedelta(days=1, minutes=59), "1 day"),
        (timedelta(hours=1, minutes=1), "1 hour 1 minute"),
        (timedelta(minutes=45, seconds=59), "45 minutes"),
        (timedelta(seconds=59), "less than a minute"),
        (-timedelta(hours=2), "2 hours"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(lasted, said):
    assert wording.length(lasted) == said


def test_age_changes_on_the_birthday():
    assert wording.age(date(2000, 3, 5), date(2014, 3, 4)) == 13
    assert wording.age(date(2000, 3, 5), date(2014, 3, 5)) == 14


def test_somebody_born_on_a_leap_day_is_older_on_the_first_of_march():
    assert wording.age(date(2000, 2, 29), date(2013, 2, 28)) == 12
    assert wording.age(date(2000, 2, 29), date(2013, 3, 1)) == 13
