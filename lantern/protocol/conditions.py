"""Conditions as frozen data: what must hold for a duty to arise, be met or be excused."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


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


@dataclass(frozen=True, slots=True)
class Count:
    """At least so many events within a rolling window; without a window, over the child's life."""

    part: "Condition"
    at_least: int | Parameter
    window: Length | Parameter | None = None


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
    | Starts
    | Ends
    | BackTo
    | ByReading
    | Derived
)


def parts_of(condition: Condition) -> tuple[Condition, ...]:  # noqa: PLR0911  a return a case
    """The conditions directly inside this one."""
    match condition:
        case All(parts) | Any(parts):
            return parts
        case Not(part) | Lasting(part=part) | Count(part=part) | Derived(part=part):
            return (part,)
        case Starts(part) | Ends(part):
            return (part,)
        case Since(start, end):
            return (start,) if end is None else (start, end)
        case BackTo(event, part):
            return (event, part)
        case ByReading(options=options):
            return tuple(option for _, option in options)
        case Holds() | Age() | Number() | OutOfHours():
            return ()


def facts_of(condition: Condition) -> frozenset[str]:
    """Every recorded fact that the condition speaks of."""
    match condition:
        case Holds(fact=fact) | Number(fact=fact):
            return frozenset({fact})
        case Age():
            return frozenset({"child.age"})
        case _:
            return frozenset().union(*(facts_of(part) for part in parts_of(condition)))
