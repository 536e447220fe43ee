"""A time of day typed at night: which instant is meant."""

from datetime import UTC, datetime

import pytest
from django import forms

from lantern.core.instants import LONDON
from lantern.web.forms import Form
from lantern.web.times import ClockField


class Asked(Form):
    at = ClockField(label="When", required=False)


def read(text, now):
    form = Asked({"at": text}, at=now)
    return form.cleaned_data["at"] if form.is_valid() else form.errors["at"][0]


def london(*parts, fold=0):
    return datetime(*parts, tzinfo=LONDON, fold=fold).astimezone(UTC)


NIGHT = london(2026, 3, 3, 0, 20)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("21:45", london(2026, 3, 2, 21, 45)),
        ("2145", london(2026, 3, 2, 21, 45)),
        ("21.45", london(2026, 3, 2, 21, 45)),
        ("9.45pm", london(2026, 3, 2, 21, 45)),
        ("12.10 am", london(2026, 3, 3, 0, 10)),
        ("00:10", london(2026, 3, 3, 0, 10)),
        ("00:30", london(2026, 3, 2, 0, 30)),
        ("28/2 19:00", london(2026, 2, 28, 19, 0)),
        ("24/12 19:00", london(2025, 12, 24, 19, 0)),
    ],
)
def test_a_time_is_the_last_such_one_before_now(typed, meant):
    assert read(typed, NIGHT) == meant


def test_a_clock_that_is_a_minute_fast_means_now():
    assert read("00:21", NIGHT) == NIGHT


@pytest.mark.parametrize("typed", ["25:00", "19:60", "13pm", "quarter past", "7", "0.30pm"])
def test_what_is_no_time_is_refused_with_an_example(typed):
    assert read(typed, NIGHT).startswith("Enter a time like 19:45")


@pytest.mark.parametrize("typed", ["30/2 19:00", "1/13 19:00"])
def test_what_is_no_day_is_refused(typed):
    assert "Enter a day of the calendar" in read(typed, NIGHT)


def test_a_time_that_the_clocks_skipped_is_the_one_of_the_day_before():
    assert read("01:30", london(2026, 3, 29, 4, 0)) == london(2026, 3, 28, 1, 30)


def test_a_time_that_the_clocks_showed_twice_is_the_later_that_has_passed():
    assert read("01:30", london(2026, 10, 25, 4, 0)) == london(2026, 10, 25, 1, 30, fold=1)
    assert read("01:30", london(2026, 10, 25, 1, 40)) == london(2026, 10, 25, 1, 30)


def test_nothing_typed_is_nothing_meant():
    assert read("  ", NIGHT) is None


def test_the_field_shows_again_what_was_typed():
    form = Asked({"at": "quarter past"}, at=NIGHT)

    assert 'value="quarter past"' in str(form["at"])
    assert issubclass(ClockField, forms.Field)
