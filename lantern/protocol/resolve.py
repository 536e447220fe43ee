"""Fills in what a rulebook leaves to others: the values of parameters and the chosen readings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from lantern.protocol.conditions import (
    All,
    Any,
    BackTo,
    ByReading,
    Condition,
    Count,
    Derived,
    Ends,
    Lasting,
    Length,
    Not,
    Parameter,
    Since,
    Starts,
    parts_of,
)
from lantern.protocol.faults import Faults, Place, did_you_mean
from lantern.protocol.lengths import read_length, read_number
from lantern.protocol.limits import CountedFrom, Earliest, Limit, Within
from lantern.protocol.rulebook import Rule, Setting

Value = TypeVar("Value")
SOME_LENGTH = read_length("1 hour")
"""Stands in for a length that could not be resolved, once its fault has been noted."""


@dataclass(slots=True)
class Resolver:
    """The parameters and readings that hold for one stack of layers in one span of time."""

    parameters: Mapping[str, Setting]
    readings: Mapping[str, str]
    faults: Faults

    def rule(self, rule: Rule) -> Rule:
        """The rule with each parameter replaced by its value and each reading made."""
        return replace(
            rule,
            readings=self.readings,
            arises=self.condition(rule.arises, rule.place),
            met_by=self.condition(rule.met_by, rule.place),
            met_after=self._optional(rule.met_after, rule.place),
            early_since=self._optional(rule.early_since, rule.place),
            within=self.limit(rule.within, rule.place),
            excused_by=tuple(
                replace(excusal, when=self._optional(excusal.when, rule.place))
                for excusal in rule.excused_by
            ),
            repeats=rule.repeats
            and replace(rule.repeats, every=self.length(rule.repeats.every, rule.place)),
            tell=rule.tell
            if rule.tell.before is None
            else replace(rule.tell, before=self.length(rule.tell.before, rule.place)),
        )

    def _optional(self, condition: Condition | None, place: Place) -> Condition | None:
        return None if condition is None else self.condition(condition, place)

    def condition(self, condition: Condition, place: Place) -> Condition:  # noqa: PLR0911  a return a case
        """The condition with each parameter replaced and each reading made."""
        match condition:
            case All(parts):
                return All(tuple(self.condition(part, place) for part in parts))
            case Any(parts):
                return Any(tuple(self.condition(part, place) for part in parts))
            case Not(part):
                return Not(self.condition(part, place))
            case Starts(part):
                return Starts(self.condition(part, place))
            case Ends(part):
                return Ends(self.condition(part, place))
            case Derived(fact, part):
                return Derived(fact, self.condition(part, place))
            case _:
                return self._timed(condition, place)

    def _timed(self, condition: Condition, place: Place) -> Condition:
        match condition:
            case Lasting(length, part):
                return Lasting(self.length(length, place), self.condition(part, place))
            case Since(start, end):
                return Since(self.condition(start, place), self._optional(end, place))
            case Count(part, least, window):
                return Count(
                    self.condition(part, place),
                    self.number(least, place),
                    None if window is None else self.length(window, place),
                )
            case BackTo(event, part):
                return BackTo(self.condition(event, place), self.condition(part, place))
            case ByReading(reading, options):
                chosen = dict(options).get(self.readings[reading], options[0][1])
                return self.condition(chosen, place)
            case _:
                return condition

    def limit(self, limit: Limit, place: Place) -> Limit:
        """The limit with each parameter replaced."""
        match limit:
            case Within(length, named):
                return Within(self.length(length, place), named)
            case Earliest(limits):
                return Earliest(tuple(self.limit(one, place) for one in limits))
            case CountedFrom(inner, event):
                return CountedFrom(self.limit(inner, place), self.condition(event, place))
            case _:
                return limit

    def length(self, length: Length | Parameter, place: Place) -> Length:
        """A length of time, looked up if it is a parameter."""
        if isinstance(length, Length):
            return length
        return self._looked_up(length, place, read_length, SOME_LENGTH)

    def number(self, number: int | Parameter, place: Place) -> int:
        """A number, looked up if it is a parameter."""
        if isinstance(number, int):
            return number
        return max(1, self._looked_up(number, place, read_number, 1))

    def _looked_up(
        self, parameter: Parameter, place: Place, reads: Callable[[str], Value], otherwise: Value
    ) -> Value:
        if not parameter.name:
            return otherwise
        setting = self.parameters.get(parameter.name)
        if setting is None:
            hint = did_you_mean(parameter.name, self.parameters)
            self.faults.add(place, f"there is no parameter “{parameter.name}”", hint)
            return otherwise
        try:
            return reads(setting.value)
        except ValueError as fault:
            self.faults.add(setting.place, f"parameter {setting.name}: {fault}")
            return otherwise


def parameters_in_rule(rule: Rule) -> frozenset[str]:
    """The names of the parameters that a rule uses."""
    found = _in_limit(rule.within) | _in_condition(rule.arises) | _in_condition(rule.met_by)
    for condition in (
        rule.met_after,
        rule.early_since,
        *(excusal.when for excusal in rule.excused_by),
    ):
        if condition is not None:
            found |= _in_condition(condition)
    for length in (rule.repeats and rule.repeats.every, rule.tell.before):
        found |= _name(length)
    return found


def _name(length: object) -> frozenset[str]:
    return frozenset({length.name}) if isinstance(length, Parameter) else frozenset()


def _in_limit(limit: Limit) -> frozenset[str]:
    match limit:
        case Within(length):
            return _name(length)
        case Earliest(limits):
            return frozenset().union(*(_in_limit(one) for one in limits))
        case CountedFrom(inner, event):
            return _in_limit(inner) | _in_condition(event)
        case _:
            return frozenset()


def _in_condition(condition: Condition) -> frozenset[str]:
    inside = frozenset[str]().union(*(_in_condition(part) for part in parts_of(condition)))
    match condition:
        case Lasting(length=length):
            return inside | _name(length)
        case Count(at_least=least, window=window):
            return inside | _name(least) | _name(window)
        case _:
            return inside
