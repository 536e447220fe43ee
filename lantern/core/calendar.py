"""London civil time in whole microseconds: midnights, same time another day, working days.

Tables from 1990 to 2060 make each question one or two binary searches; outside them the slow way
gives the same answers. Working days come year by year.
"""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

import holidays

from lantern.core.instants import DAY, HOUR, LONDON, to_datetime, to_microseconds

FIRST_YEAR = 1990
LAST_YEAR = 2060
_FIRST_ORDINAL = date(FIRST_YEAR, 1, 1).toordinal()
_UNIX_ORDINAL = date(1970, 1, 1).toordinal()
OFFICE_OPENS = 9 * HOUR
OFFICE_CLOSES = 17 * HOUR


@cache
def _midnights() -> list[int]:
    """Each London midnight from 1 January 1990 to 1 January 2061."""
    last = date(LAST_YEAR + 1, 1, 1).toordinal()
    return [_midnight_slowly(ordinal) for ordinal in range(_FIRST_ORDINAL, last + 1)]


def _midnight_slowly(ordinal: int) -> int:
    day = date.fromordinal(ordinal)
    return to_microseconds(datetime(day.year, day.month, day.day, tzinfo=LONDON))


def midnight(ordinal: int) -> int:
    """00:00 in London at the start of the day with this proleptic ordinal."""
    index = ordinal - _FIRST_ORDINAL
    table = _midnights()
    if 0 <= index < len(table):
        return table[index]
    return _midnight_slowly(ordinal)


def ordinal_of(at: int) -> int:
    """The ordinal of the London day in which the instant falls."""
    table = _midnights()
    if table[0] <= at < table[-1]:
        return _FIRST_ORDINAL + bisect_right(table, at) - 1
    return to_datetime(at).astimezone(LONDON).toordinal()


def day_of(at: int) -> date:
    """The London day in which the instant falls."""
    return date.fromordinal(ordinal_of(at))


@cache
def _changes() -> tuple[list[int], list[int]]:
    """The instants at which London's offset changes, and the offset that each begins."""
    table = _midnights()
    at, offset = [table[0]], [_offset_slowly(table[0])]
    for start, end in pairwise(table):
        if end - start != DAY:
            change = next(
                start + hour * HOUR
                for hour in range(26)
                if _offset_slowly(start + hour * HOUR) != offset[-1]
            )
            at.append(change)
            offset.append(_offset_slowly(change))
    return at, offset


def _offset_slowly(at: int) -> int:
    moment = to_datetime(at).astimezone(LONDON)
    return to_microseconds(moment.replace(tzinfo=UTC)) - at


def offset_at(at: int) -> int:
    """How far London's clocks are ahead of UTC at this instant, in microseconds."""
    table = _midnights()
    if table[0] <= at < table[-1]:
        changes, offsets = _changes()
        return offsets[bisect_right(changes, at) - 1]
    return _offset_slowly(at)


def clock_time(at: int) -> int:
    """What London's clocks show at this instant, as microseconds since the clock showed 00:00."""
    return (at + offset_at(at)) % DAY


def civil(ordinal: int, clock: int) -> int:
    """The instant at which London's clocks show this time on this day.

    Of a time that happens twice, the first; for a time that is skipped, as long after the change
    as it would have been before it.
    """
    naive = (ordinal - _UNIX_ORDINAL) * DAY + clock
    before = offset_at(midnight(ordinal))
    first = naive - before
    after = offset_at(first)
    if after == before:
        return first
    second = naive - after
    return second if offset_at(second) == after else first


def days_after(at: int, days: int) -> int:
    """The same civil time so many calendar days later."""
    later = at + days * DAY
    changes, _ = _changes()
    index = bisect_right(changes, at)
    if days > 0 and 0 < index < len(changes) and later < changes[index]:
        return later  # Between two changes of the clocks every day has its 24 hours.
    return civil(ordinal_of(at) + days, clock_time(at))


def end_of_day(at: int) -> int:
    """24:00 in London on the day in which the instant falls."""
    return midnight(ordinal_of(at) + 1)


def next_clock_time(at: int, clock: int) -> int:
    """The first time after this instant that London's clocks show the given time."""
    today = civil(ordinal_of(at), clock)
    return today if today > at else civil(ordinal_of(at) + 1, clock)


def same_day_months_after(day: date, months: int) -> date:
    """The day of the same number so many months later; where there is none, the next 1st."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        following, month = divmod(whole + 1, 12)
        return date(following, month + 1, 1)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of one year."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday in England."""
    return day.weekday() < 5 and day not in _bank_holidays(day.year)


@cache
def _working_ordinals(year: int) -> list[int]:
    """The ordinal of each working day of one year."""
    first, last = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    return [ordinal for ordinal in range(first, last) if is_working_day(date.fromordinal(ordinal))]


def working_ordinal_after(ordinal: int, count: int) -> int:
    """The ordinal of the count-th working day after this day (the day itself is not counted)."""
    year = date.fromordinal(ordinal).year
    table = _working_ordinals(year)
    index = bisect_right(table, ordinal) + count - 1
    while index >= len(table):
        index -= len(table)
        year += 1
        table = _working_ordinals(year)
    return table[index]


def working_days_after(day: date, count: int) -> date:
    """The count-th working day after this day."""
    return date.fromordinal(working_ordinal_after(day.toordinal(), count))


def is_office_hours(at: int, opens: int = OFFICE_OPENS, closes: int = OFFICE_CLOSES) -> bool:
    """Whether the instant falls between these clock times on a working day in London."""
    working = is_working_day(day_of(at))
    return working and opens <= clock_time(at) < closes


def birthday(born: date, age: int) -> int:
    """The instant, 00:00 in London, at which somebody born on this day reaches an age in years.

    Somebody born on 29 February reaches it on 1 March in a year that has no 29 February.
    """
    return midnight(same_day_months_after(born, age * 12).toordinal())


def midnight_of(day: date) -> int:
    """00:00 in London at the start of this day."""
    return midnight(day.toordinal())


def day_before(day: date) -> date:
    """Yesterday of this day."""
    return day - timedelta(days=1)
