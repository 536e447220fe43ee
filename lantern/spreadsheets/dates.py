"""A day, as people and Excel write it; and the sentence when it is not one."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

# Excel counts days from here; it takes 1900 for a leap year, so numbers below 61 are off by one.
_EXCEL_BEGINS: Final = date(1899, 12, 30)
# 1 January 1950 to 31 December 2099: nobody who matters here was born earlier.
_FIRST_SERIAL: Final = 18_264
_LAST_SERIAL: Final = 73_050

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for name in names.split()
}
_AS_ASKED: Final = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})[/.\-]([0-9]{1,2})[/.\-]([0-9]{1,2})")
_NAMED: Final = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ \-]+([a-z]+)[ \-,]+([0-9]{4})")
_SHORT_YEAR: Final = re.compile(r"[0-9]{1,2}[/.\- ]([0-9]{1,2}|[a-z]+)[/.\- ][0-9]{2}")
_SERIAL: Final = re.compile(r"([0-9]{5})(?:\.0+)?")
_TIME: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)? ?(am|pm)?")
_ZONE: Final = re.compile(r":[0-9.]+ ?(?:z|utc|gmt|bst|[+\-][0-9]{2}:?[0-9]{2})$")


class DayRead(NamedTuple):
    """A day that was read; or None, with what is wrong and what to do.

    With a day and words as well, the day is certain but not written as it should be.
    """

    day: date | None
    wrong: str = ""
    do: str = ""


class MomentRead(NamedTuple):
    """A day and, where one was given, the time shown by a clock there; or None, and the words."""

    day: date | None
    clock: time | None = None
    wrong: str = ""
    do: str = ""


def written(day: date) -> str:
    """A day as the Department for Education asks for it: 02/05/2025."""
    return f"{day:%d/%m}/{day.year:04}"


@lru_cache(maxsize=65_536)
def read_day(text: str) -> DayRead:
    """The day this text means. Blank is no day, and nothing wrong.

    02/05/2025 is read without a word. 2/5/2025, 2025-05-02, 2 May 2025, a day with a time and
    Excel's number 45779 can mean one day only: they are read, with a word. A year of two digits
    and a month before the day are not: nothing is guessed.
    """
    bare = text.strip()
    if not bare:
        return DayRead(None)
    if as_asked := _AS_ASKED.fullmatch(bare):
        return _real(bare, *(int(part) for part in reversed(as_asked.groups())))
    moment = read_moment(bare)
    if moment.day is None:
        return DayRead(None, moment.wrong, moment.do)
    wrong = f"‘{_short(bare)}’ was read as {spoken(moment.day)}"
    return DayRead(moment.day, wrong, f"Write it as {written(moment.day)}")


@lru_cache(maxsize=65_536)
def read_moment(text: str) -> MomentRead:
    """The day and the clock time this text means; a day alone has no time. Blank is neither."""
    bare = " ".join(text.split()).lower()
    if not bare:
        return MomentRead(None)
    if len(bare) > 40:
        return MomentRead(None, None, f"‘{_short(bare)}’ is not a date", ASK_FOR_DAY)
    if _ZONE.search(bare):
        return MomentRead(None, None, f"‘{_short(text)}’ names a time zone", _ASK_LOCAL)
    day, clock = _parted(bare)
    found = _day(day)
    if found.day is None or not clock:
        return MomentRead(found.day, None, found.wrong, found.do)
    at = read_time(clock)
    if at is None:
        return MomentRead(None, None, f"‘{_short(text)}’ does not end in a time of day", _ASK_TIME)
    return MomentRead(found.day, at)


def read_time(text: str) -> time | None:
    """The time of day that this text means, such as 23:15, 9:05 or 11:15 pm."""
    found = _TIME.fullmatch(" ".join(text.split()).lower())
    if found is None:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    half = found.group(4)
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return time(hour, minute, second)


def spoken(day: date) -> str:
    """A day in words: 2 May 2025."""
    return f"{day.day} {day:%B} {day.year}"


ASK_FOR_DAY: Final = "Write the day, the month and the year in four digits, like 02/05/2025"
_ASK_TIME: Final = "Write the time after the date, like 02/05/2025 23:15"
_ASK_LOCAL: Final = "Write the time that clocks in England showed, like 02/05/2025 23:15"


def _parted(bare: str) -> tuple[str, str]:
    """The text of the day and the text of the time, which may be none."""
    if ":" not in bare:
        return bare, ""
    split = re.match(r"(.*?[0-9a-z])[ t,]+([0-9]{1,2}:.*)", bare)
    return (split.group(1).strip(), split.group(2).strip()) if split else (bare, "")


def _day(bare: str) -> DayRead:
    if found := _DAY_FIRST.fullmatch(bare):
        return _real(bare, *(int(part) for part in reversed(found.groups())))
    if found := _YEAR_FIRST.fullmatch(bare):
        return _real(bare, *(int(part) for part in found.groups()))
    if (found := _NAMED.fullmatch(bare)) and found.group(2) in _MONTHS:
        return _real(bare, int(found.group(3)), _MONTHS[found.group(2)], int(found.group(1)))
    if found := _SERIAL.fullmatch(bare):
        return _serial(bare, int(found.group(1)))
    if _SHORT_YEAR.fullmatch(bare):
        return DayRead(None, f"‘{bare}’ has a year of two digits", ASK_FOR_DAY)
    return DayRead(None, f"‘{_short(bare)}’ is not a date", ASK_FOR_DAY)


def _serial(bare: str, number: int) -> DayRead:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return DayRead(_EXCEL_BEGINS + timedelta(days=number))
    return DayRead(None, f"‘{bare}’ is a number and not a date", ASK_FOR_DAY)


def _real(bare: str, year: int, month: int, day: int) -> DayRead:
    try:
        return DayRead(date(year, month, day))
    except ValueError:
        pass
    if month > 12 and day <= 12:
        return DayRead(
            None, f"‘{bare}’ has {month} for its month", f"{ASK_FOR_DAY}: the day comes first"
        )
    return DayRead(None, f"‘{bare}’ is not a day of the calendar", ASK_FOR_DAY)


def _short(text: str) -> str:
    """As much of the text as fits in a sentence."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 30 else f"{one_line[:30]}…"


def shown(at: datetime) -> str:
    """A workbook's date and time as text: the day alone when its time is midnight."""
    day = written(at.date())
    return day if at.time() == time() else f"{day} {at:%H:%M:%S}"
