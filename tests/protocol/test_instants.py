"""How London civil time is read and written."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.instants import (
    in_london,
    in_words,
    read_day,
    read_london,
    to_datetime,
    to_microseconds,
)

INSTANTS = st.datetimes(datetime(1991, 1, 1), datetime(2059, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(INSTANTS)
def test_an_instant_written_in_london_reads_back_as_the_same_instant(at):
    assert read_london(in_london(at)) == at


@given(INSTANTS)
def test_microseconds_and_back_give_the_same_instant(at):
    assert to_datetime(to_microseconds(at)) == at


def test_summer_time_is_an_hour_ahead():
    assert read_london("2015-07-01 12:00") == datetime(2015, 7, 1, 11, tzinfo=UTC)


def test_a_time_that_happens_twice_is_refused_without_its_offset():
    with pytest.raises(ValueError, match=r"happened twice.*01:30 \+01:00.*01:30 \+00:00"):
        read_london("2015-10-25 01:30")


def test_a_time_that_happens_twice_is_read_with_its_offset():
    first, second = read_london("2015-10-25 01:30 +01:00"), read_london("2015-10-25 01:30 +00:00")

    assert second - first == timedelta(hours=1)


def test_a_time_that_the_clocks_skip_is_refused():
    with pytest.raises(ValueError, match="does not exist: the clocks went forward"):
        read_london("2015-03-29 01:30")


def test_an_offset_that_london_did_not_have_is_refused():
    with pytest.raises(ValueError, match="does not have London's offset"):
        read_london("2015-07-01 12:00 +00:00")


def test_a_time_in_utc_is_read_as_such():
    assert read_london("2015-07-01 12:00Z") == datetime(2015, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "2015-09-04", "2015-02-30 10:00", "2015-09-04 25:00", "2015-13-01 10:00",
        "0001-01-01 00:00 +01:00", "2015-09-04 18:30 +99:00", "٢٠١٥-٠٩-٠٤ ١٨:٣٠",
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is not a"):
        read_london(text)


@pytest.mark.parametrize("text", ["2015-02-30", "4 September", "2015-9-4", ""])
def test_what_is_no_day_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="is not a day"):
        read_day(text)


def test_a_datetime_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        to_microseconds(datetime(2015, 9, 4))  # noqa: DTZ001


def test_an_instant_in_words_is_what_londons_clocks_showed():
    assert in_words(datetime(2015, 9, 4, 17, 30, tzinfo=UTC)) == "18:30 on Friday 4 September 2015"


def test_an_instant_in_the_hour_that_happens_twice_says_which():
    assert in_words(read_london("2015-10-25 01:30 +01:00")).startswith("01:30 (BST)")
    assert in_london(read_london("2015-10-25 01:30 +00:00")) == "2015-10-25 01:30 +00:00"


def test_seconds_are_kept_where_there_are_any():
    assert in_london(read_london("2015-09-04 18:30:05.250000")) == "2015-09-04 18:30:05.250000"
