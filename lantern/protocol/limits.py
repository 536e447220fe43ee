"""By when a duty is due: limits as frozen data, and the arithmetic of London time behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from lantern.core import calendar
from lantern.core.instants import DAY, HOUR, MINUTE
from lantern.protocol.conditions import (
    Back,
    CalendarUnit,
    Condition,
    InCalendar,
    Length,
    Parameter,
    Unit,
    Window,
)
from lantern.protocol.readings import OFFICE_HOURS

Shift: TypeAlias = Callable[[int], int]
"""From an instant to a later one."""

NAMED = ("immediately", "as soon as possible", "not stated", "tour of duty")
"""Limits in the sources' own words. Each takes its length from a parameter of the same name."""


@dataclass(frozen=True, slots=True)
class Within:
    """Within a length of time; `named` is the source's own word for it, if it gave no figure."""

    length: Length | Parameter
    named: str = ""


@dataclass(frozen=True, slots=True)
class SameDay:
    """By 24:00 in London on the day it arose."""


@dataclass(frozen=True, slots=True)
class ByNext:
    """By the next time London's clocks show so many minutes after midnight."""

    minutes: int


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Due at the instant it arises."""


@dataclass(frozen=True, slots=True)
class Never:
    """No limit: done or not, never overdue."""


@dataclass(frozen=True, slots=True)
class Earliest:
    """Several limits; the earliest binds."""

    limits: tuple["Limit", ...]


@dataclass(frozen=True, slots=True)
class CountedFrom:
    """A limit counted from the last such event at or before the duty arose, if there was one."""

    limit: "Limit"
    event: Condition


@dataclass(frozen=True, slots=True)
class ByEvent:
    """By the first such event at or after the duty arose, or so long before it: a time that a
    person sets, or something that may never come. Until it is known, another limit or none."""

    event: Condition
    earlier_by: Length | Parameter | None = None
    otherwise: "Limit | None" = None


Limit: TypeAlias = Within | SameDay | ByNext | AtOnce | Never | Earliest | CountedFrom | ByEvent


def shift(length: Length, readings: Mapping[str, str]) -> Shift:  # noqa: PLR0911  a return a case
    """The instant at which a length of time from an instant ends, as these readings count it."""
    match length:
        case Length(amount, Unit.MINUTES):
            return _elapsed(amount * MINUTE, readings)
        case Length(amount, Unit.HOURS):
            return _elapsed(amount * HOUR, readings)
        case Length(amount, Unit.DAYS):
            return _days(amount, readings)
        case Length(amount, Unit.WEEKS):
            return _days(amount * 7, readings)
        case Length(amount, Unit.WORKING_DAYS):
            return _working_days(amount, readings)
        case Length(amount, Unit.MONTHS):
            return _months(amount, readings)
        case Length(amount, _):
            return _months(amount * 12, readings)


def before(length: Length) -> Shift:
    """The instant so long before another: where a warning that a duty is due soon begins."""
    if length.unit in {Unit.MINUTES, Unit.HOURS}:
        span = length.amount * (HOUR if length.unit is Unit.HOURS else MINUTE)
        return lambda at: at - span
    days = length.amount * {Unit.WEEKS: 7, Unit.MONTHS: 30, Unit.YEARS: 365}.get(length.unit, 1)
    return lambda at: calendar.days_after(at, -days)


def elapsed(length: Length, readings: Mapping[str, str]) -> int | None:
    """The microseconds of a length that is the same whenever it begins; None for any other."""
    each = {Unit.HOURS: HOUR, Unit.MINUTES: MINUTE}.get(length.unit)
    return None if each is None or readings["hours"] != "elapsed" else length.amount * each


def _elapsed(span: int, readings: Mapping[str, str]) -> Shift:
    if readings["hours"] == "elapsed":
        return lambda at: at + span

    def by_the_clock(at: int) -> int:
        days, clock = divmod(calendar.clock_time(at) + span, DAY)
        return max(at, calendar.civil(calendar.ordinal_of(at) + days, clock))

    return by_the_clock


def _days(days: int, readings: Mapping[str, str]) -> Shift:
    if readings["calendar_days"] == "same_time":
        return lambda at: calendar.days_after(at, days)
    return lambda at: calendar.midnight(calendar.ordinal_of(at) + days + 1)


def _working_days(days: int, readings: Mapping[str, str]) -> Shift:
    counted_before = 0 if readings["working_days_start"] == "next_day" else 1
    opens_and_closes = office_hours(readings)

    def last(at: int) -> int:
        return calendar.working_ordinal_after(calendar.ordinal_of(at) - counted_before, days)

    if readings["working_days_end"] == "end_of_day":
        return lambda at: calendar.midnight(last(at) + 1)
    return lambda at: max(at, calendar.civil(last(at), opens_and_closes[1]))


def _months(months: int, readings: Mapping[str, str]) -> Shift:
    def same_number(at: int) -> int:
        return calendar.same_day_months_after(calendar.day_of(at), months).toordinal()

    if readings["months"] == "day_before":
        return lambda at: calendar.midnight(same_number(at))
    return lambda at: calendar.civil(same_number(at), calendar.clock_time(at))


def window(length: Window | None, readings: Mapping[str, str]) -> Shift | None:
    """Until when an event counts, in a window of this kind; None where it counts for good."""
    match length:
        case Length():
            return shift(length, readings)
        case InCalendar(unit):
            return lambda at: calendar.midnight(_calendar_end(unit, calendar.day_of(at)))
        case Back(Length() as span):
            return _gone_by(span)
        case _:
            return None


def _calendar_end(unit: CalendarUnit, day: date) -> int:
    """The first day, by number, after the week, month, quarter or year in which a day lies."""
    if unit is CalendarUnit.WEEK:
        return day.toordinal() - day.weekday() + 7
    months = {CalendarUnit.MONTH: 1, CalendarUnit.QUARTER: 3, CalendarUnit.YEAR: 12}[unit]
    first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return calendar.same_day_months_after(first, months).toordinal()


def _gone_by(span: Length) -> Shift:
    """The midnight from which a day lies more than so long back. The day exactly so long back still
    counts: three months looked back from 28 May, 28 February is in."""
    months = span.amount * {Unit.MONTHS: 1, Unit.YEARS: 12}.get(span.unit, 0)
    days = span.amount * (7 if span.unit is Unit.WEEKS else 1)

    def until(at: int) -> int:
        day = calendar.day_of(at)
        if not months:
            return calendar.midnight(day.toordinal() + days + 1)
        later = calendar.same_day_months_after(day, months)
        while calendar.same_day_months_after(later, -months) <= day:
            later += timedelta(days=1)
        return calendar.midnight(later.toordinal())

    return until


def office_hours(readings: Mapping[str, str]) -> tuple[int, int]:
    """When the office opens and closes by London's clocks, in microseconds after midnight."""
    opens, closes = OFFICE_HOURS[readings["office_hours"]]
    return opens * MINUTE, closes * MINUTE


def turn(length: Length, readings: Mapping[str, str]) -> Callable[[int, int], int]:
    """When the n-th turn of a repeating duty begins, counted from its start (turn 0)."""

    each = {Unit.DAYS: 1, Unit.WEEKS: 7}.get(length.unit, 0) * length.amount
    span = elapsed(length, readings)
    if each:
        return lambda start, number: calendar.days_after(start, each * number)
    if span is not None:
        return lambda start, number: start + span * number

    def begins(start: int, number: int) -> int:
        return _same_time(Length(length.amount * number, length.unit), readings)(start)

    return begins


def _same_time(length: Length, readings: Mapping[str, str]) -> Shift:
    keeping = {**readings, "calendar_days": "same_time", "months": "same_time"}
    return shift(length, keeping)
