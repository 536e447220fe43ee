"""The tables of the calendar are made once, before any test is timed."""

import pytest

from lantern.core import calendar


@pytest.fixture(scope="session", autouse=True)
def calendar_tables():
    """Midnights from 1990 to 2060, and the working days of each year."""
    calendar.offset_at(0)
    for year in range(1985, 2075):
        calendar.working_days_after(calendar.date(year, 1, 1), 1)
