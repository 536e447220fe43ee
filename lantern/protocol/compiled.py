"""Conditions and rules made ready to run: each distinct condition once, as a function of the facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lantern.core import calendar
from lantern.core.instants import FOREVER
from lantern.protocol import spells, timelines
from lantern.protocol.conditions import (
    Age,
    All,
    Any,
    BackTo,
    Condition,
    Count,
    Derived,
    Ends,
    Holds,
    Lasting,
    Length,
    Not,
    Number,
    OutOfHours,
    Since,
    Starts,
)
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.facts import Facts
from lantern.protocol.limits import office_hours, shift
from lantern.protocol.reading import is_event
from lantern.protocol.spells import NONE, Spells
from lantern.protocol.timelines import Row

BORN = "born"
"""The cause of a spell that a birthday began."""


class Evaluation:
    """One set of facts while it is being asked; each distinct condition is worked out once."""

    __slots__ = ("facts", "memo", "rows", "values")

    def __init__(self, facts: Facts, size: int) -> None:
        self.facts = facts
        self.rows: Mapping[str, Sequence[Row]] = facts.rows
        self.memo: list[Spells | None] = [None] * size
        self.values: dict[str, dict[str, Spells]] = {}

    def valued(self, fact: str) -> dict[str, Spells]:
        """The spells of each value of a fact."""
        found = self.values.get(fact)
        if found is None:
            rows = self.rows.get(fact)
            found = self.values[fact] = timelines.values(rows) if rows else {}
        return found


Run: TypeAlias = Callable[[Evaluation], Spells]


@dataclass(slots=True)
class Compiler:
    """Makes functions of resolved conditions; equal conditions share one function and one answer."""

    vocabulary: Mapping[str, FactDefinition]
    made: dict[tuple[Condition, tuple[tuple[str, str], ...]], Run]
    readings: Mapping[str, str]
    size: int = 0

    def reading(self, readings: Mapping[str, str]) -> None:
        """Set the readings by which lengths of time are counted from here on."""
        self.readings = readings

    def run(self, condition: Condition) -> Run:
        """The function that gives the spells of a condition."""
        if isinstance(condition, Derived):
            return self.run(condition.part)
        key = (condition, tuple(sorted(self.readings.items())))
        found = self.made.get(key)
        if found is None:
            compute = self._compute(condition)
            found = self.made[key] = _remembered(compute, self.size)
            self.size += 1
        return found

    def _compute(self, condition: Condition) -> Run:
        match condition:
            case Holds():
                return self._recorded(condition)
            case Age(at_least, under):
                return _aged(at_least, under)
            case Number(fact, at_least, under):
                return _numbered(fact, at_least, under)
            case All(parts):
                return self._all(parts)
            case Any(parts):
                return _any([self.run(part) for part in parts])
            case Not(part):
                return _not(self.run(part))
            case _:
                return self._timed(condition)

    def _timed(self, condition: Condition) -> Run:
        match condition:
            case Lasting(Length() as length, part):
                return _lasting(self.run(part), shift(length, self.readings))
            case Since(start, end):
                return _since(self.run(start), None if end is None else self.run(end))
            case Count(part, int(least), window):
                span = shift(window, self.readings) if isinstance(window, Length) else None
                return _counted(self.run(part), least, span)
            case Starts(part):
                return _changed(self.run(part), spells.starts)
            case Ends(part):
                return _changed(self.run(part), spells.ends)
            case BackTo(event, part):
                return _back_to(self.run(event), self.run(part))
            case _:
                raise TypeError(f"{condition} can't be worked out by itself")

    def _recorded(self, condition: Holds) -> Run:
        kind = self.vocabulary[condition.fact].kind
        fact, values = condition.fact, condition.values
        if kind is Kind.EVENT and values:
            chosen = values
            if condition.negated:
                chosen = frozenset(self.vocabulary[fact].values) - values
            return _from_rows(fact, lambda rows: timelines.points_valued(rows, chosen))
        if kind is Kind.EVENT:
            return _from_rows(fact, timelines.points)
        if kind is Kind.STATE:
            return _from_rows(fact, timelines.state)
        return _valued(fact, values, negated=condition.negated)

    def _all(self, parts: tuple[Condition, ...]) -> Run:
        events = [part for part in parts if is_event(part, self.vocabulary)]
        hours = [part for part in parts if part in (OutOfHours(), Not(OutOfHours()))]
        states = [self.run(part) for part in parts if part not in events and part not in hours]
        if not events:
            return _together(states)
        tests = [_out_of_hours(self.readings, inside=part != OutOfHours()) for part in hours]
        return _during([self.run(event) for event in events], states, tests)


def _remembered(compute: Run, index: int) -> Run:
    def run(evaluation: Evaluation) -> Spells:
        memo = evaluation.memo
        found = memo[index]
        if found is None:
            found = memo[index] = compute(evaluation)
        return found

    return run


def _from_rows(fact: str, spread: Callable[[Sequence[Row]], Spells]) -> Run:
    def run(evaluation: Evaluation) -> Spells:
        rows = evaluation.rows.get(fact)
        return spread(rows) if rows else NONE

    return run


def _valued(fact: str, values: frozenset[str], *, negated: bool) -> Run:
    if len(values) == 1 and not negated:
        (value,) = values
        return lambda evaluation: evaluation.valued(fact).get(value, NONE)

    def run(evaluation: Evaluation) -> Spells:
        held = evaluation.valued(fact)
        return spells.either([held[value] for value in held if (value in values) is not negated])

    return run


def _aged(at_least: int, under: int | None) -> Run:
    def run(evaluation: Evaluation) -> Spells:
        born = evaluation.facts.born
        if born is None:
            return NONE
        end = FOREVER if under is None else calendar.birthday(born, under)
        start = calendar.birthday(born, at_least)
        return ((start, end, BORN, BORN),) if start < end else NONE

    return run


def _numbered(fact: str, at_least: int | None, under: int | None) -> Run:
    low = -FOREVER if at_least is None else at_least
    high = FOREVER if under is None else under

    def run(evaluation: Evaluation) -> Spells:
        held = evaluation.valued(fact)
        return spells.either(
            [held[value] for value in held if value.isdecimal() and low <= int(value) < high]
        )

    return run


def _together(states: list[Run]) -> Run:
    first, *others = states

    def run(evaluation: Evaluation) -> Spells:
        found = first(evaluation)
        for state in others:
            if not found:
                return NONE
            found = spells.both(found, state(evaluation))
        return found

    return run


def _during(events: list[Run], states: list[Run], tests: list[Callable[[int], bool]]) -> Run:
    first, *others = events

    def run(evaluation: Evaluation) -> Spells:
        found = first(evaluation)
        for event in others:
            instants = {point[0] for point in event(evaluation)}
            found = [point for point in found if point[0] in instants]
        for state in states:
            if not found:
                return NONE
            found = spells.within(found, state(evaluation))
        for test in tests:
            found = [point for point in found if test(point[0])]
        return found

    return run


def _out_of_hours(readings: Mapping[str, str], *, inside: bool) -> Callable[[int], bool]:
    opens, closes = office_hours(readings)
    return lambda at: calendar.is_office_hours(at, opens, closes) is inside


def _any(parts: list[Run]) -> Run:
    return lambda evaluation: spells.either([part(evaluation) for part in parts])


def _not(part: Run) -> Run:
    return lambda evaluation: spells.neither(part(evaluation))


def _lasting(part: Run, after: Callable[[int], int]) -> Run:
    return lambda evaluation: spells.lasting(part(evaluation), after)


def _since(start: Run, end: Run | None) -> Run:
    def run(evaluation: Evaluation) -> Spells:
        starts = start(evaluation)
        if not starts:
            return NONE
        return spells.since(starts, NONE if end is None else end(evaluation))

    return run


def _counted(part: Run, least: int, after: Callable[[int], int] | None) -> Run:
    return lambda evaluation: spells.counted(part(evaluation), least, after)


def _changed(part: Run, change: Callable[[Spells], Spells]) -> Run:
    return lambda evaluation: change(part(evaluation))


def _back_to(event: Run, part: Run) -> Run:
    return lambda evaluation: spells.back_to(event(evaluation), part(evaluation))


def needs(condition: Condition) -> list[frozenset[str]]:
    """Sets of facts of each of which at least one must be recorded for the condition ever to begin."""
    match condition:
        case Holds(fact=fact) | Number(fact=fact):
            return [frozenset({fact})]
        case Age():
            return [frozenset({"child.age"})]
        case All(parts):
            return [clause for part in parts for clause in needs(part)]
        case Any(parts):
            clauses = [min(needs(part), key=len, default=None) for part in parts]
            if any(clause is None for clause in clauses):
                return []
            return [frozenset().union(*(clause for clause in clauses if clause is not None))]
        case Since(start=part) | Lasting(part=part) | Count(part=part) | BackTo(part=part):
            return needs(part)
        case Starts(part) | Ends(part) | Derived(part=part):
            return needs(part)
        case _:
            return []
