"""A collection year: 1 April to 31 March, named by the year in which it ends."""

from datetime import date


def begins(year: int) -> date:
    """The first day of the collection year: of 2026, 1 April 2025."""
    return date(year - 1, 4, 1)


def ends(year: int) -> date:
    """The last day of the collection year: of 2026, 31 March 2026."""
    return date(year, 3, 31)


def spoken(year: int) -> str:
    """The year as it is said: 2025/26."""
    return f"{year - 1}/{year % 100:02}"


def year_of(day: date) -> int:
    """The collection year in which a day falls."""
    return day.year + (day >= date(day.year, 4, 1))
