"""Days and instants, as people write them on London's clocks."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.instants import LONDON
from lantern.web.dates import DateField, LondonMomentField
from lantern.web.forms import Form
from tests.components.html import same

NOW = datetime(2015, 9, 4, 17, 30, tzinfo=UTC)


class Birth(Form):
    born_on = DateField(label="Date of birth", past=True)


class Sighting(Form):
    seen_at = LondonMomentField(label="When?", subject="The time of the sighting", past=True)


class Meeting(Form):
    held_at = LondonMomentField(label="Time of the meeting", required=False)


def birth(day, month, year):
    return Birth({"born_on-day": day, "born_on-month": month, "born_on-year": year}, at=NOW)


def sighting(text, which="", at=NOW):
    day, month, year, hour, minute = text.split()
    typed = {"day": day, "month": month, "year": year, "hour": hour, "minute": minute}
    data = {f"seen_at-{part}": value for part, value in typed.items()}
    return Sighting(data | {"seen_at-which": which}, at=at)


def test_a_date_is_three_inputs():
    assert same(
        birth("27", "3", "2003")["born_on"],
        """
        <div class="govuk-form-group"><fieldset class="govuk-fieldset" role="group">
          <legend class="govuk-fieldset__legend">Date of birth</legend>
          <div class="govuk-date-input" id="born_on">
            <div class="govuk-date-input__item"><div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for="born_on-day">Day</label>
              <input class="govuk-input govuk-date-input__input govuk-input--width-2"
                id="born_on-day" name="born_on-day" type="text" value="27" inputmode="numeric">
            </div></div>
            <div class="govuk-date-input__item"><div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for="born_on-month">Month</label>
              <input class="govuk-input govuk-date-input__input govuk-input--width-2"
                id="born_on-month" name="born_on-month" type="text" value="3" inputmode="numeric">
            </div></div>
            <div class="govuk-date-input__item"><div class="govuk-form-group">
              <label class="govuk-label govuk-date-input__label" for="born_on-year">Year</label>
              <input class="govuk-input govuk-date-input__input govuk-input--width-4"
                id="born_on-year" name="born_on-year" type="text" value="2003" inputmode="numeric">
            </div></div>
          </div>
        </fieldset></div>
        """,
    )


@pytest.mark.parametrize("month", ["3", "03", "mar", "March", "MARCH"])
def test_a_month_may_be_a_number_or_a_name(month):
    form = birth("27", month, "2003")

    assert form.is_valid()
    assert form.cleaned_data["born_on"] == date(2003, 3, 27)


@pytest.mark.parametrize(
    ("typed", "sentence", "target"),
    [
        (("", "", ""), "Enter date of birth", "born_on-day"),
        (("27", "", "2003"), "Date of birth must include a month", "born_on-month"),
        (("", "", "2003"), "Date of birth must include a day and a month", "born_on-day"),
        (("31", "2", "2003"), "Date of birth must be a real date", "born_on-day"),
        (("3", "13", "2003"), "Date of birth must be a real date", "born_on-month"),
        (("3", "Smarch", "2003"), "Date of birth must be a real date", "born_on-month"),
        (("3", "3", "03"), "Date of birth: year must include 4 numbers", "born_on-year"),
        (("3", "3", "٢٠٠٣"), "Date of birth: year must include 4 numbers", "born_on-year"),
        (("3", "3", "0000"), "Date of birth must be a real date", "born_on-day"),
        (("5", "9", "2015"), "Date of birth must be today or in the past", "born_on-day"),
    ],
)
def test_a_date_that_will_not_do_says_what_to_do_and_leads_there(typed, sentence, target):
    form = birth(*typed)

    assert [(fault.sentence, fault.target) for fault in form.faults()] == [(sentence, target)]


def test_everything_typed_in_a_wrong_date_is_kept():
    html = str(birth("31", "Smarch", "03")["born_on"])

    assert all(f'value="{typed}"' in html for typed in ("31", "Smarch", "03"))


def test_today_is_not_in_the_future():
    assert birth("4", "9", "2015").is_valid()


def test_a_summer_evening_is_an_hour_behind_in_storage():
    form = sighting("4 9 2015 18 05")

    assert form.is_valid()
    assert form.cleaned_data["seen_at"] == datetime(2015, 9, 4, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("4 9 2015 25 00", "The time of the sighting must be a real time on the 24-hour clock"),
        ("4 9 2015 18 60", "The time of the sighting must be a real time on the 24-hour clock"),
        ("4 9 2015 6pm 00", "The time of the sighting must be a real time on the 24-hour clock"),
        ("4 9 2015 18 33", "The time of the sighting must be in the past"),
        ("29 3 2015 01 30", "The time of the sighting must be a time that existed"),
    ],
)
def test_a_moment_that_will_not_do(typed, sentence):
    assert sighting(typed).faults()[0].sentence.startswith(sentence)


def test_a_clock_a_minute_fast_is_not_the_future():
    assert sighting("4 9 2015 18 31").is_valid()


AUTUMN = datetime(2015, 11, 1, tzinfo=UTC)


def test_a_time_that_happened_twice_is_asked_about():
    form = sighting("25 10 2015 1 30", at=AUTUMN)

    assert not form.is_valid()
    assert "01:30 happened twice" in form.faults()[0].sentence
    assert form.faults()[0].target == "seen_at-which"
    assert 'id="seen_at-which"' in str(form["seen_at"])


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_a_time_that_happened_twice_is_settled_by_the_answer(which, hour):
    form = sighting("25 10 2015 1 30", which=which, at=AUTUMN)

    assert form.is_valid()
    assert form.cleaned_data["seen_at"] == datetime(2015, 10, 25, hour, 30, tzinfo=UTC)


def test_the_question_is_not_asked_of_a_time_that_happened_once():
    assert "which" not in str(sighting("25 10 2015 2 30", at=AUTUMN)["seen_at"])


def test_a_moment_that_need_not_be_given_may_be_left_out():
    form = Meeting({"x": "y"})

    assert form.is_valid()
    assert form.cleaned_data["held_at"] is None


@given(st.integers(min_value=950_000_000 // 60, max_value=2_200_000_000 // 60))
def test_an_instant_shown_in_a_form_comes_back_unchanged(minutes):
    at = datetime.fromtimestamp(minutes * 60, UTC)
    field = Meeting().fields["held_at"]
    typed = field.prepare_value(at)

    form = Meeting({f"held_at-{part}": value for part, value in typed.items()})

    assert form.is_valid()
    assert form.cleaned_data["held_at"] == at
    assert at.astimezone(LONDON).strftime("%H") == typed["hour"]
