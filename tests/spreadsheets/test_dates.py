"""A day is read where it can mean one day only; otherwise the words say why not."""

from datetime import date, datetime, time

import pytest

from lantern.spreadsheets.dates import read_day, read_moment, read_time, shown, spoken, written

SECOND_OF_MAY = date(2025, 5, 2)


@pytest.mark.parametrize("text", ["02/05/2025", "  02/05/2025 "])
def test_a_day_as_the_department_wants_it_is_read_without_a_word(text):
    assert read_day(text) == (SECOND_OF_MAY, "", "")


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_blank_is_no_day_and_nothing_wrong(text):
    assert read_day(text) == (None, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "2/5/2025",
        "2-5-2025",
        "02.05.2025",
        "2025-05-02",
        "2025/05/02",
        "2025-05-02 00:00:00",
        "2025-05-02T00:00:00",
        "02/05/2025 00:00",
        "02/05/2025 23:15",
        "2 May 2025",
        "02-May-2025",
        "2nd may 2025",
        "45779",
        "45779.0",
    ],
)
def test_a_day_that_can_be_no_other_is_read_with_a_word(text):
    found = read_day(text)

    assert found.day == SECOND_OF_MAY
    assert "2 May 2025" in found.wrong
    assert found.do == "Write it as 02/05/2025"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30/02/2025", "not a day of the calendar"),
        ("31/06/2025", "not a day of the calendar"),
        ("00/05/2025", "not a day of the calendar"),
        ("5/25/2025", "has 25 for its month"),
        ("02/05/25", "year of two digits"),
        ("2-May-25", "year of two digits"),
        ("99999", "a number and not a date"),
        ("12345", "a number and not a date"),
        ("soon", "not a date"),
        ("02/05", "not a date"),
        ("0/0/0000", "not a day of the calendar"),
        ("02/05/2025 25:00", "time of day"),
        ("2025-05-02T22:30:00Z", "time zone"),
        ("2025-05-02 22:30+01:00", "time zone"),
        ("x" * 5000, "not a date"),
        ("\u0660\u0662/05/2025", "not a date"),
        ("#N/A", "not a date"),
    ],
)
def test_what_is_no_day_says_why(text, said):
    found = read_day(text)

    assert found.day is None
    assert said in found.wrong
    assert found.do
    assert len(found.wrong) < 100


def test_a_moment_has_its_time_and_a_day_alone_has_none():
    assert read_moment("02/05/2025 23:15")[:2] == (SECOND_OF_MAY, time(23, 15))
    assert read_moment("2025-05-02T23:15:30")[:2] == (SECOND_OF_MAY, time(23, 15, 30))
    assert read_moment("2 May 2025, 11:15 pm")[:2] == (SECOND_OF_MAY, time(23, 15))
    assert read_moment("02/05/2025")[:2] == (SECOND_OF_MAY, None)
    assert read_moment(" ") == (None, None, "", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("23:15", time(23, 15)),
        ("9:05", time(9, 5)),
        ("12:00 am", time(0, 0)),
        ("12:30pm", time(12, 30)),
        ("13:00 pm", None),
        ("24:00", None),
        ("9.05", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_clocks_show_it(text, found):
    assert read_time(text) == found


@pytest.mark.parametrize("day", [date(1950, 1, 1), date(2000, 2, 29), date(2099, 12, 31)])
def test_excels_number_of_a_day_is_that_day(day):
    number = (day - date(1899, 12, 30)).days

    assert read_day(str(number)).day == day


def test_a_day_is_written_and_spoken():
    assert (written(SECOND_OF_MAY), spoken(SECOND_OF_MAY)) == ("02/05/2025", "2 May 2025")
    assert written(date(850, 1, 2)) == "02/01/0850"


def test_a_workbooks_midnight_is_a_day():
    assert shown(datetime.combine(SECOND_OF_MAY, time())) == "02/05/2025"
    assert shown(datetime.combine(SECOND_OF_MAY, time(0, 1))) == "02/05/2025 00:01:00"
