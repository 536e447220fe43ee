"""A day as people write it: 4 September 2010, 04/09/2010, 4.9.2010, 2010-09-04."""

import re
from datetime import date
from typing import Final

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_NUMBERS: Final = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})", re.ASCII)
_STANDARD: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDS: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? +([a-z]{3,9})\.?,? +(\d{4})", re.ASCII)


def read_day(text: str) -> date | None:
    """The day meant, day before month as in Britain; None when the text is no day."""
    plain = text.strip().lower()
    numbers, standard, words = (
        pattern.fullmatch(plain) for pattern in (_NUMBERS, _STANDARD, _WORDS)
    )
    if numbers is not None:
        return _day(numbers[3], numbers[2], numbers[1])
    if standard is not None:
        return _day(standard[1], standard[2], standard[3])
    if words is not None and words[2][:3] in _MONTHS:
        return _day(words[3], str(_MONTHS.index(words[2][:3]) + 1), words[1])
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
