"""Reads lengths of time, numbers, answers and times of day as people write them."""

import re

from lantern.protocol.conditions import Length, Unit

_UNITS = {
    "minute": Unit.MINUTES,
    "hour": Unit.HOURS,
    "day": Unit.DAYS,
    "calendar day": Unit.DAYS,
    "working day": Unit.WORKING_DAYS,
    "week": Unit.WEEKS,
    "month": Unit.MONTHS,
    "year": Unit.YEARS,
}
_LENGTH = re.compile(r"(\d{1,6}) +([a-z]+(?: [a-z]+)?)", re.ASCII)
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
LONGEST = {
    Unit.MINUTES: 600_000,
    Unit.HOURS: 100_000,
    Unit.DAYS: 36_525,
    Unit.WORKING_DAYS: 5_000,
    Unit.WEEKS: 5_200,
    Unit.MONTHS: 1_200,
    Unit.YEARS: 100,
}
"""No limit may be longer than this: a century, or a slip of the keyboard."""


def read_length(text: str) -> Length:
    """A length such as “72 hours” or “5 working days”. Raises ValueError with a sentence."""
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None:
        raise ValueError(f"“{text}” is not a length of time; write it like 72 hours")
    amount, word = int(match[1]), match[2]
    unit = _UNITS.get(word) or _UNITS.get(word.removesuffix("s"))
    if unit is None:
        units = "minutes, hours, days, working days, weeks, months or years"
        raise ValueError(f"“{word}” is not a unit of time; use {units}")
    if not 0 < amount <= LONGEST[unit]:
        raise ValueError(f"“{text}” must be between 1 and {LONGEST[unit]:,} {unit}")
    return Length(amount, unit)


def read_clock(text: str) -> int:
    """A time of day such as “09:00”, in minutes after midnight. Raises ValueError with a
    sentence."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is not a time of day; write it like 09:00")
    return int(match[1]) * 60 + int(match[2])


def read_number(text: str) -> int:
    """A whole number. Raises ValueError with a sentence."""
    if not re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII):
        raise ValueError(f"“{text}” is not a whole number")
    return int(text)


def read_answer(text: str) -> bool:
    """Yes or no. Raises ValueError with a sentence."""
    answer = {"yes": True, "true": True, "no": False, "false": False}.get(text.strip().lower())
    if answer is None:
        raise ValueError(f"“{text}” must be yes or no")
    return answer
