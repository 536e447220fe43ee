"""Conditions as frozen data: what must hold for a duty to arise, be met or be excused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from lantern.protocol.faults import Place


class Unit(StrEnum):
    """The units in which a length of time can be given."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Length:
    """So many of one unit of time."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        unit = str(self.unit)
        return f"{self.amount} {unit[:-1] if self.amount == 1 else unit}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, a length or a role that a partnership may set, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Holds:
    """A state is true, an event happens, or a fact has (or has not) one of these values."""

    fact: str
    values: frozenset[str] = frozenset()
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Age:
    """The child has reached the first age and not the second, by birthday."""

    at_least: int = 0
    under: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A counted fact is at least, and under, these numbers."""

    fact: str
    at_least: int | None = None
    under: int | None = None


@dataclass(frozen=True, slots=True)
class OutOfHours:
    """Outside office hours; only qualifies an event."""


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Lasting:
    """The part has held for so long."""

    length: Length | Parameter
    part: "Condition"


@dataclass(frozen=True, slots=True)
class Since:
    """From an event until another."""

    start: "Condition"
    end: "Condition | None" = None


class CalendarUnit(StrEnum):
    """The stretches of the calendar in which events can be counted."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class InCalendar:
    """A window: the calendar week, month, quarter or year in which the event lies."""

    unit: CalendarUnit


@dataclass(frozen=True, slots=True)
class Back:
    """A window: whole days so far back from each day that follows."""

    length: Length | Parameter


@dataclass(frozen=True, slots=True)
class SinceLast:
    """A window: since the last such event, which begins the count anew."""

    event: "Condition"


Window: TypeAlias = Length | Parameter | InCalendar | Back | SinceLast


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many events within a window; without a window, over the child's life. A length
    alone is a window that rolls: so long from the first of them."""

    part: "Condition"
    at_least: int | Parameter
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """Each instant at which somebody recorded the fact, also where its value stayed the same."""

    fact: str
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Took:
    """Each instant of the second event, where so much time had passed since the first one last
    happened."""

    start: "Condition"
    end: "Condition"
    at_least: Length | Parameter | None = None
    under: Length | Parameter | None = None


@dataclass(frozen=True, slots=True)
class Starts:
    """The instants at which the part begins to hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Ends:
    """The instants at which the part ceases to hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class BackTo:
    """Each spell of the part, begun at the last such event before it and since the spell before."""

    event: "Condition"
    part: "Condition"


@dataclass(frozen=True, slots=True)
class ByReading:
    """The condition that the rulebook's reading of a silent source chooses."""

    reading: str
    options: tuple[tuple[str, "Condition"], ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact worked out from others: its name, for saying why, and what it means."""

    fact: str
    part: "Condition"


@dataclass(frozen=True, slots=True)
class Late:
    """Each instant at which a duty under another rule became overdue, not yet done."""

    rule: str
    duty: str = ""
    """The duty in words, once the rulebooks are laid one on another."""
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """The child, or the absence, is on a named list of some rulebook."""

    name: str
    title: str = ""
    part: "Condition | None" = None
    """What it is to be on it, once the rulebooks are laid one on another."""
    place: Place | None = field(default=None, compare=False, repr=False)


Condition: TypeAlias = (
    Holds
    | Age
    | Number
    | OutOfHours
    | All
    | Any
    | Not
    | Lasting
    | Since
    | Count
    | Recorded
    | Took
    | Starts
    | Ends
    | BackTo
    | ByReading
    | Derived
    | Late
    | Listed
)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside this one."""
    match condition:
        case All(parts) | Any(parts):
            return parts
        case ByReading(options=options):
            return tuple(option for _, option in options)
        case Count(part, _, SinceLast(event)):
            return (part, event)
        case Since(start, end) if end is not None:
            return (start, end)
        case BackTo(event, part) | Took(event, part):
            return (event, part)
        case _:
            return _part_of(condition)


def _part_of(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case Listed(part=part) if part is not None:
            return (part,)
        case Not(part) | Lasting(part=part) | Count(part=part) | Derived(part=part):
            return (part,)
        case Starts(part) | Ends(part) | Since(start=part):
            return (part,)
        case _:
            return ()


def all_in(condition: Condition) -> Iterator[Condition]:
    """The condition and every one inside it."""
    yield condition
    for part in parts_of(condition):
        yield from all_in(part)


def facts_of(condition: Condition) -> frozenset[str]:
    """Every recorded fact that the condition speaks of."""
    match condition:
        case Holds(fact=fact) | Number(fact=fact) | Recorded(fact=fact):
            return frozenset({fact})
        case Age():
            return frozenset({"child.age"})
        case _:
            return frozenset().union(*(facts_of(part) for part in parts_of(condition)))
