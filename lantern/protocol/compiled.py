"""Conditions and rules made ready to run: each distinct condition once, as a function of the
facts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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
    Late,
    Length,
    Listed,
    Not,
    Number,
    OutOfHours,
    Recorded,
    Since,
    SinceLast,
    Starts,
    Took,
    facts_of,
    parts_of,
)
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.facts import Facts
from lantern.protocol.limits import office_hours, shift, window
from lantern.protocol.reading import HOURS, is_event
from lantern.protocol.spells import NONE, Spells
from lantern.protocol.timelines import Row

BORN = "born"
"""The cause of a spell that a birthday began."""


class Evaluation:
    """One set of facts while it is being asked; each distinct condition is worked out once."""

    __slots__ = ("facts", "late", "memo", "rows", "values")

    def __init__(self, facts: Facts, size: int, memo: list[Spells | None] | None = None) -> None:
        self.facts = facts
        self.rows: Mapping[str, Sequence[Row]] = facts.rows
        self.memo: list[Spells | None] = [None] * size if memo is None else memo
        """By the place of each condition its spells, once they are known."""
        self.values: dict[str, dict[str, Spells]] = {}
        self.late: Callable[[str], Spells] | None = None
        """When duties under a rule became overdue; None where no rules are being asked."""

    def valued(self, fact: str) -> dict[str, Spells]:
        """The spells of each value of a fact."""
        found = self.values.get(fact)
        if found is None:
            rows = self.rows.get(fact)
            found = self.values[fact] = timelines.values(rows) if rows else {}
        return found


Run: TypeAlias = Callable[[Evaluation], Spells]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One distinct condition: how to work it out, and where its answer is remembered."""

    index: int
    compute: Run

    def spells(self, evaluation: Evaluation) -> Spells:
        """The spells of the condition, worked out once for each set of facts."""
        memo = evaluation.memo
        found = memo[self.index]
        if found is None:
            found = memo[self.index] = self.compute(evaluation)
        return found


@dataclass(slots=True)
class Compiler:
    """Makes functions of resolved conditions; equal conditions share one function and one
    answer."""

    vocabulary: Mapping[str, FactDefinition]
    made: dict[tuple[Condition, tuple[tuple[str, str], ...]], Node]
    readings: Mapping[str, str]
    size: int = 0
    of_fact: dict[str, list[int]] = field(default_factory=dict)
    """By fact, the places of the conditions that hold only where it is recorded."""

    def reading(self, readings: Mapping[str, str]) -> None:
        """Set the readings by which lengths of time are counted from here on."""
        self.readings = readings

    def node(self, condition: Condition) -> Node:
        """The condition made ready to run."""
        if isinstance(condition, Derived):
            return self.node(condition.part)
        if isinstance(condition, Listed) and condition.part is not None:
            return self.node(condition.part)
        key = (condition, tuple(sorted(self.readings.items())))
        found = self.made.get(key)
        if found is None:
            compute = self._compute(condition)
            found = self.made[key] = Node(self.size, compute)
            if isinstance(condition, Holds | Number | Recorded):
                self.of_fact.setdefault(condition.fact, []).append(self.size)
            self.size += 1
        return found

    def asked(self, condition: Condition) -> Callable[[int, Evaluation], bool]:
        """Whether the condition holds, or happens, at one instant: hours of the office included."""
        parts = condition.parts if isinstance(condition, All) else (condition,)
        hours = [
            _out_of_hours(self.readings, inside=one != HOURS[0]) for one in parts if one in HOURS
        ]
        nodes = [self.node(one) for one in parts if one not in HOURS]

        def asked(at: int, evaluation: Evaluation) -> bool:
            return all(test(at) for test in hours) and all(
                spells.holding(node.spells(evaluation), at) is not None
                or any(spell[0] == at == spell[1] for spell in node.spells(evaluation))
                for node in nodes
            )

        return asked

    def _compute(self, condition: Condition) -> Run:  # noqa: PLR0911  a return a case
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
                return _any([self.node(part) for part in parts])
            case Not(part):
                return _not(self.node(part))
            case _:
                return self._timed(condition)

    def _timed(self, condition: Condition) -> Run:
        match condition:
            case Lasting(Length() as length, part):
                return _lasting(self.node(part), shift(length, self.readings))
            case Since(start, end):
                return _since(self.node(start), None if end is None else self.node(end))
            case Starts(part):
                return _changed(self.node(part), spells.starts)
            case Ends(part):
                return _changed(self.node(part), spells.ends)
            case BackTo(event, part):
                return _back_to(self.node(event), self.node(part))
            case _:
                return self._counting(condition)

    def _counting(self, condition: Condition) -> Run:
        match condition:
            case Count(part, int(least), SinceLast(event)):
                return _counted_anew(self.node(part), least, self.node(event))
            case Count(part, int(least), span):
                return _counted(self.node(part), least, window(span, self.readings))
            case Recorded(fact, values):
                return _from_rows(fact, lambda rows: timelines.records(rows, values))
            case Took():
                return self._took(condition)
            case Late(rule):
                return lambda evaluation: NONE if evaluation.late is None else evaluation.late(rule)
            case _:
                raise TypeError(f"{condition} can't be worked out by itself")

    def _took(self, condition: Took) -> Run:
        start, end = self.node(condition.start), self.node(condition.end)
        least, under = (
            shift(length, self.readings) if isinstance(length, Length) else None
            for length in (condition.at_least, condition.under)
        )
        return lambda evaluation: spells.took(
            start.spells(evaluation), end.spells(evaluation), least, under
        )

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
        if kind in {Kind.STATE, Kind.MEMBERS}:
            spread = timelines.state if kind is Kind.STATE else timelines.members
            return _from_rows(fact, spread)
        return _valued(fact, values, negated=condition.negated)

    def _all(self, parts: tuple[Condition, ...]) -> Run:
        events = [part for part in parts if is_event(part, self.vocabulary)]
        hours = [part for part in parts if part in HOURS]
        states = [self.node(part) for part in parts if part not in events and part not in hours]
        if not events:
            return _together(states)
        tests = [_out_of_hours(self.readings, inside=part != OutOfHours()) for part in hours]
        (event,) = events
        return _during(self.node(event), states, tests)


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


def _together(states: list[Node]) -> Run:
    first, *others = states

    def run(evaluation: Evaluation) -> Spells:
        memo = evaluation.memo
        found = first.spells(evaluation)
        for state in others:
            if not found:
                return NONE
            # As Node.spells, without the call: this line runs a hundred times for each episode.
            part = memo[state.index]
            if part is None:
                part = memo[state.index] = state.compute(evaluation)
            found = spells.both(found, part) if part else NONE
        return found

    return run


def _during(event: Node, states: list[Node], tests: list[Callable[[int], bool]]) -> Run:
    def run(evaluation: Evaluation) -> Spells:
        found = event.spells(evaluation)
        for state in states:
            if not found:
                return NONE
            found = spells.within(found, state.spells(evaluation))
        for test in tests:
            found = [point for point in found if test(point[0])]
        return found

    return run


def _out_of_hours(readings: Mapping[str, str], *, inside: bool) -> Callable[[int], bool]:
    opens, closes = office_hours(readings)
    return lambda at: calendar.is_office_hours(at, opens, closes) is inside


def _any(parts: list[Node]) -> Run:
    def run(evaluation: Evaluation) -> Spells:
        memo = evaluation.memo
        present = []
        for part in parts:
            found = memo[part.index]
            if found is None:
                found = memo[part.index] = part.compute(evaluation)
            if found:
                present.append(found)
        return present[0] if len(present) == 1 else spells.either(present)

    return run


def _not(part: Node) -> Run:
    return lambda evaluation: spells.neither(part.spells(evaluation))


def _lasting(part: Node, after: Callable[[int], int]) -> Run:
    return lambda evaluation: spells.lasting(part.spells(evaluation), after)


def _since(start: Node, end: Node | None) -> Run:
    def run(evaluation: Evaluation) -> Spells:
        starts = start.spells(evaluation)
        if not starts:
            return NONE
        return spells.since(starts, NONE if end is None else end.spells(evaluation))

    return run


def _counted(part: Node, least: int, after: Callable[[int], int] | None) -> Run:
    return lambda evaluation: spells.counted(part.spells(evaluation), least, after)


def _counted_anew(part: Node, least: int, event: Node) -> Run:
    return lambda evaluation: spells.counted_anew(
        part.spells(evaluation), least, event.spells(evaluation)
    )


def _changed(part: Node, change: Callable[[Spells], Spells]) -> Run:
    return lambda evaluation: change(part.spells(evaluation))


def _back_to(event: Node, part: Node) -> Run:
    return lambda evaluation: spells.back_to(event.spells(evaluation), part.spells(evaluation))


def needs(  # noqa: PLR0911  a return a case
    condition: Condition, rules: Mapping[str, Condition]
) -> list[frozenset[str]]:
    """Sets of facts of each of which at least one must be recorded for the condition ever to
    begin. `rules` says by what each rule arises: nothing is late before it arose."""
    match condition:
        case Holds(fact, values, False) | Recorded(fact, values) if values:
            return [frozenset(f"{fact}={value}" for value in values)]
        case Holds() | Number() | Recorded() | Age():
            return [facts_of(condition)]
        case All() | Took():
            return [clause for part in parts_of(condition) for clause in needs(part, rules)]
        case Any(parts):
            clauses = [min(needs(part, rules), key=len, default=None) for part in parts]
            if any(clause is None for clause in clauses):
                return []
            return [frozenset().union(*(clause for clause in clauses if clause is not None))]
        case Since(start=part) | Lasting(part=part) | Count(part=part) | BackTo(part=part):
            return needs(part, rules)
        case Starts(part) | Ends(part) | Derived(part=part):
            return needs(part, rules)
        case _:
            return _needs_by_name(condition, rules)


def _needs_by_name(condition: Condition, rules: Mapping[str, Condition]) -> list[frozenset[str]]:
    match condition:
        case Listed(part=part) if part is not None:
            return needs(part, rules)
        case Late(rule) if rule in rules:
            return needs(rules[rule], {})
        case _:
            return []
