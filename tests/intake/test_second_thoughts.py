"""Files that are sound row by row, and all together another year's or another authority's."""

import pytest

from lantern.intake import second_thoughts
from lantern.intake.actions import returns as bringing
from lantern.intake.sent import SentFile
from lantern.spreadsheets.reading import read
from lantern.ssda903 import authorities
from tests.ssda903 import returns

BIRMINGHAM = authorities.find("330")
BRISTOL = authorities.find("801")


def files(children=30, year=2026):
    """An invented return; its pupil numbers were given in Bristol (801)."""
    tables = returns.invented(children, year=year)
    return [SentFile(name, content) for name, content in returns.files(tables).items()]


def sheets(sent):
    return [sheet for one in sent for sheet in read(one.name, one.content).sheets]


@pytest.mark.parametrize("year", [2023, 2025, 2027, 2028])
def test_a_return_brought_as_another_years_is_asked_about(cast, year):
    report = bringing.preview(files(), cast.calderbrook, year, by=cast.data_officer)

    (found,) = second_thoughts.of_year(report)

    assert "This looks like the return of another year" in found.wrong


def test_a_return_of_its_own_year_is_not(cast):
    report = bringing.preview(files(), cast.calderbrook, 2026, by=cast.data_officer)

    assert list(second_thoughts.of_year(report)) == []


def test_pupil_numbers_of_another_area_ask_whose_return_it_is():
    (found,) = second_thoughts.of_authority(sheets(files()), BIRMINGHAM)

    assert "were first given in Bristol" in found.wrong
    assert "Birmingham’s own" in found.do


def test_pupil_numbers_of_ones_own_area_ask_nothing():
    assert list(second_thoughts.of_authority(sheets(files()), BRISTOL)) == []


def test_a_few_pupil_numbers_say_nothing():
    assert list(second_thoughts.of_authority(sheets(files(children=12)), BIRMINGHAM)) == []
