"""Fills in what a rulebook leaves to others: the values of parameters and the chosen readings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lantern.protocol.conditions import (
    All,
    Any,
    Back,
    BackTo,
    ByReading,
    Condition,
    Count,
    Derived,
    Ends,
    Lasting,
    Late,
    Length,
    Listed,
    Not,
    Parameter,
    Since,
    SinceLast,
    Starts,
    Took,
    Window,
    parts_of,
)
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.faults import Faults, Place, did_you_mean
from lantern.protocol.lengths import read_length, read_number
from lantern.protocol.limits import ByEvent, CountedFrom, Earliest, Limit, Within
from lantern.protocol.rulebook import NamedList, Repetition, Rule, Setting
from lantern.protocol.value_reading import NOWHERE

Value = TypeVar("Value")
SOME_LENGTH = read_length("1 hour")
"""Stands in for a length that could not be resolved, once its fault has been noted."""


@dataclass(slots=True)
class Resolver:
    """The parameters and readings that hold for one stack of layers in one span of time."""

    parameters: Mapping[str, Setting]
    readings: Mapping[str, str]
    faults: Faults
    vocabulary: Vocabulary
    duties: Mapping[str, str] = field(default_factory=dict)
    """Each rule's duty in words."""
    lists: Mapping[str, NamedList] = field(default_factory=dict)
    _inside: str = ""
    """The list whose condition is being looked up now."""

    def named(self, one: NamedList) -> NamedList:
        """The list with each parameter of its condition replaced and each reading made."""
        listed = self._listed(Listed(one.id, place=one.place), one.place)
        when = listed.part if isinstance(listed, Listed) and listed.part is not None else listed
        return replace(one, readings=self.readings, vocabulary=self.vocabulary, when=when)

    def _listed(self, condition: Listed, place: Place) -> Condition:
        """What it is to be on a list, as it is in force; every fault is noted where it is named."""
        at = condition.place or place
        one = self.lists.get(condition.name)
        if one is None:
            hint = did_you_mean(condition.name, self.lists) or "name it under “lists”"
            self.faults.add(at, f"there is no list “{condition.name}”", hint)
            return NOWHERE
        if self._inside:
            message = f"the list {self._inside} asks who is on another list, {one.id}"
            self.faults.add(at, message, "let it ask for the facts themselves")
            return NOWHERE
        self._inside = one.id
        part = self.condition(one.when, one.place)
        self._inside = ""
        return Listed(one.id, one.title, part, condition.place)

    def decision(self, rule: DecisionRule) -> DecisionRule:
        """The rule of decision with each parameter replaced and each reading made."""
        return replace(
            rule,
            readings=self.readings,
            vocabulary=self.vocabulary,
            when=self._optional(rule.when, rule.place),
            unless=tuple(
                replace(one, when=self._optional(one.when, rule.place)) for one in rule.unless
            ),
        )

    def rule(self, rule: Rule) -> Rule:
        """The rule with each parameter replaced by its value and each reading made."""
        return replace(
            rule,
            readings=self.readings,
            vocabulary=self.vocabulary,
            arises=self.condition(rule.arises, rule.place),
            met_by=self.condition(rule.met_by, rule.place),
            met_after=self._optional(rule.met_after, rule.place),
            early_since=self._optional(rule.early_since, rule.place),
            within=self.limit(rule.within, rule.place),
            owner_cases=tuple(
                replace(case, when=self.condition(case.when, rule.place))
                for case in rule.owner_cases
            ),
            instead=tuple(
                replace(
                    one,
                    when=self.condition(one.when, rule.place),
                    attempts=self._optional(one.attempts, rule.place),
                    at_least=self.number(one.at_least, rule.place),
                )
                for one in rule.instead
            ),
            excused_by=tuple(
                replace(excusal, when=self._optional(excusal.when, rule.place))
                for excusal in rule.excused_by
            ),
            repeats=rule.repeats and self._repetition(rule.repeats, rule.place),
            tell=rule.tell
            if rule.tell.before is None
            else replace(rule.tell, before=self.length(rule.tell.before, rule.place)),
        )

    def _repetition(self, repeats: Repetition, place: Place) -> Repetition:
        times = repeats.times
        return replace(
            repeats,
            every=self.length(repeats.every, place),
            until=self._optional(repeats.until, place),
            times=None if times is None else self.number(times, place),
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
                    None if window is None else self.window(window, place),
                )
            case Took(start, end, least, under):
                return Took(
                    self.condition(start, place),
                    self.condition(end, place),
                    None if least is None else self.length(least, place),
                    None if under is None else self.length(under, place),
                )
            case BackTo(event, part):
                return BackTo(self.condition(event, place), self.condition(part, place))
            case _:
                return self._by_name(condition, place)

    def _by_name(self, condition: Condition, place: Place) -> Condition:
        match condition:
            case ByReading(reading, options):
                chosen = dict(options).get(self.readings[reading], options[0][1])
                return self.condition(chosen, place)
            case Late(rule, _, at):
                return Late(rule, self.duties.get(rule, rule), at)
            case Listed():
                return self._listed(condition, place)
            case _:
                return condition

    def window(self, window: Window, place: Place) -> Window:
        """The window with its length looked up."""
        match window:
            case Length() | Parameter():
                return self.length(window, place)
            case Back(length):
                return Back(self.length(length, place))
            case SinceLast(event):
                return SinceLast(self.condition(event, place))
            case _:
                return window

    def limit(self, limit: Limit, place: Place) -> Limit:
        """The limit with each parameter replaced."""
        match limit:
            case Within(length, named):
                return Within(self.length(length, place), named)
            case Earliest(limits):
                return Earliest(tuple(self.limit(one, place) for one in limits))
            case CountedFrom(inner, event):
                return CountedFrom(self.limit(inner, place), self.condition(event, place))
            case ByEvent(event, earlier, otherwise):
                return ByEvent(
                    self.condition(event, place),
                    None if earlier is None else self.length(earlier, place),
                    None if otherwise is None else self.limit(otherwise, place),
                )
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


def parameters_in_decision(rule: DecisionRule) -> frozenset[str]:
    """The names of the parameters that a rule of decision uses."""
    given = (rule.when, *(exemption.when for exemption in rule.unless))
    return frozenset().union(*(_in_condition(one) for one in given if one is not None))


def parameters_in_rule(rule: Rule) -> frozenset[str]:
    """The names of the parameters that a rule uses."""
    found = _in_limit(rule.within) | _in_condition(rule.arises) | _in_condition(rule.met_by)
    for condition in (
        rule.met_after,
        rule.early_since,
        *(excusal.when for excusal in rule.excused_by),
        *(case.when for case in rule.owner_cases),
        *(each for one in rule.instead for each in (one.when, one.attempts)),
        rule.repeats.until if rule.repeats else None,
    ):
        if condition is not None:
            found |= _in_condition(condition)
    repeats = rule.repeats
    for length in (repeats and repeats.every, repeats and repeats.times, rule.tell.before):
        found |= _name(length)
    for one in rule.instead:
        found |= _name(one.at_least)
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
        case ByEvent(event, earlier, otherwise):
            inside = _in_limit(otherwise) if otherwise is not None else frozenset()
            return inside | _in_condition(event) | _name(earlier)
        case _:
            return frozenset()


def _in_condition(condition: Condition) -> frozenset[str]:
    inside = frozenset[str]().union(*(_in_condition(part) for part in parts_of(condition)))
    match condition:
        case Lasting(length=length):
            return inside | _name(length)
        case Count(at_least=least, window=Back(length)):
            return inside | _name(least) | _name(length)
        case Count(at_least=least, window=window):
            return inside | _name(least) | _name(window)
        case Took(at_least=least, under=under):
            return inside | _name(least) | _name(under)
        case _:
            return inside
