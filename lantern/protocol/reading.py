"""Reads conditions from files, noting every fault: unknown facts, wrong kinds, contradictory
shapes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lantern.protocol.conditions import (
    Age,
    All,
    Any,
    BackTo,
    ByReading,
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
    Parameter,
    Since,
    Starts,
    parts_of,
)
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.faults import Faults, Place, did_you_mean, one_of
from lantern.protocol.lengths import read_length, read_number
from lantern.protocol.readings import READINGS

OUT_OF_HOURS = "out_of_hours"
AGE = "child.age"
NOWHERE = Holds("")
"""Stands in for a condition that could not be read, once its fault has been noted."""

FORMS = ("all", "any", "not", "lasting", "since", "count", "starts", "ends", "back_to", "reading")


def is_event(condition: Condition, vocabulary: Mapping[str, FactDefinition]) -> bool:
    """Whether the condition is a matter of instants rather than of spells."""
    match condition:
        case Holds(fact=fact):
            return fact in vocabulary and vocabulary[fact].kind is Kind.EVENT
        case Starts() | Ends():
            return True
        case All(parts) | Any(parts):
            return any(is_event(part, vocabulary) for part in parts)
        case Derived(part=part):
            return is_event(part, vocabulary)
        case ByReading(options=options):
            return is_event(options[0][1], vocabulary)
        case _:
            return False


def hours_misplaced(condition: Condition, vocabulary: Mapping[str, FactDefinition]) -> bool:
    """Whether “out of hours” stands anywhere but beside an event in an “all”."""
    hours = (OutOfHours(), Not(OutOfHours()))
    inside = parts_of(condition)
    if isinstance(condition, All) and is_event(condition, vocabulary):
        inside = tuple(part for part in inside if part not in hours)
    return condition in hours or any(hours_misplaced(part, vocabulary) for part in inside)


@dataclass(slots=True)
class ConditionReader:
    """Reads the conditions of one file against a vocabulary of facts."""

    vocabulary: Mapping[str, FactDefinition]
    faults: Faults

    def read(self, part: Part) -> Condition:
        """The condition that this part of a file states."""
        condition = self._read(part)
        if hours_misplaced(condition, self.vocabulary):
            self.faults.add(
                part.place, "out_of_hours may only qualify an event", "put it in “all” with one"
            )
        return condition

    def _read(self, part: Part) -> Condition:
        match part:
            case Text(place, text):
                return self._fact(place, text)
            case Items(place):
                self.faults.add(
                    place, "a list must say whether all or any of it", "write {any: […]}"
                )
            case Entries(place, entries):
                return self._form(part) if entries else self._empty(place)
        return NOWHERE

    def _empty(self, place: Place) -> Condition:
        self.faults.add(place, "there is no condition here")
        return NOWHERE

    def _fact(self, place: Place, name: str) -> Condition:
        if name == OUT_OF_HOURS:
            return OutOfHours()
        definition = self._definition(place, name)
        if definition is None:
            return NOWHERE
        if definition.derived is not None:
            return Derived(name, definition.derived)
        if definition.kind in {Kind.VALUE, Kind.NUMBER}:
            hint = f"one of its values: {{{name}: {next(iter(definition.values), '…')}}}"
            if definition.kind is Kind.NUMBER:
                hint = f"write {{{name}: {{at least: 3}}}}"
            self.faults.add(place, f"{name} has values; say which", hint)
        return Holds(name)

    def _definition(self, place: Place, name: str) -> FactDefinition | None:
        definition = self.vocabulary.get(name)
        if definition is None:
            known = [*self.vocabulary, OUT_OF_HOURS]
            self.faults.add(place, f"there is no fact “{name}”", did_you_mean(name, known))
        return definition

    def _form(self, part: Entries) -> Condition:
        """A condition written as a mapping: one of the forms, or a fact with its value."""
        form = next((form for form in FORMS if form in part.entries), None)
        if form is None:
            return self._valued(part)
        readers: Mapping[str, Callable[[Entries], Condition]] = {
            "all": self._all,
            "any": self._any,
            "not": self._not,
            "lasting": self._lasting,
            "since": self._since,
            "count": self._count,
            "starts": lambda part: Starts(self._state(part, "starts")),
            "ends": lambda part: Ends(self._state(part, "ends")),
            "back_to": self._back_to,
            "reading": self._by_reading,
        }
        return readers[form](part)

    def _keys(self, part: Entries, *known: str) -> None:
        part.unknown(frozenset(known), self.faults, f"a condition with “{known[0]}”")

    def _parts(self, part: Entries, form: str) -> tuple[Condition, ...]:
        self._keys(part, form)
        inside = part.entries[form]
        if not isinstance(inside, Items):
            self.faults.add(inside.place, f"“{form}” needs a list of conditions")
            return (NOWHERE,)
        if not inside.items:
            self.faults.add(inside.place, f"“{form}” needs at least one condition")
            return (NOWHERE,)
        return tuple(self._read(item) for item in inside.items)

    def _any(self, part: Entries) -> Condition:
        parts = self._parts(part, "any")
        if any(is_event(one, self.vocabulary) for one in parts):
            parts = tuple(self._as_event(one) for one in parts)
        return Any(parts)

    def _as_event(self, condition: Condition) -> Condition:
        """Beside an event, a state stands for the instants at which it begins."""
        event = is_event(condition, self.vocabulary) or condition == NOWHERE
        return condition if event else Starts(condition)

    def _all(self, part: Entries) -> Condition:
        parts = self._parts(part, "all")
        events = [one for one in parts if is_event(one, self.vocabulary)]
        if len(events) > 1:
            self.faults.add(
                part.place,
                "two events never happen at one instant",
                "make all but one a state: {since: …}",
            )
        return All(parts)

    def _not(self, part: Entries) -> Condition:
        self._keys(part, "not")
        inside = self._read(part.entries["not"])
        if is_event(inside, self.vocabulary):
            self.faults.add(
                part.place, "an event can't be denied, only a state", "write {not: {since: …}}"
            )
        return Not(inside)

    def _state(self, part: Entries, form: str) -> Condition:
        """The state inside `starts`, `ends`, `lasting` or `of`."""
        inside = self._read(part.entries[form])
        if is_event(inside, self.vocabulary):
            self.faults.add(
                part.entries[form].place,
                "an event does not last; only a state does",
                "use {since: …}",
            )
        return inside

    def _lasting(self, part: Entries) -> Condition:
        self._keys(part, "lasting", "of")
        length = self.length(part.entries["lasting"])
        if "of" not in part.entries:
            self.faults.add(
                part.place, "“lasting” needs “of”: what lasts", "{lasting: 72 hours, of: …}"
            )
            return NOWHERE
        return Lasting(length, self._state(part, "of"))

    def _since(self, part: Entries) -> Condition:
        self._keys(part, "since", "until")
        start = self.instants(part.entries["since"])
        until = part.get("until")
        return Since(start, None if until is None else self.instants(until))

    def instants(self, part: Part) -> Condition:
        """An event, or a state, which then stands for the instants at which it begins."""
        inside = self.read(part)
        return self._as_event(inside)

    def _back_to(self, part: Entries) -> Condition:
        self._keys(part, "back_to", "of")
        if "of" not in part.entries:
            self.faults.add(part.place, "“back_to” needs “of”: what is taken back to that event")
            return NOWHERE
        return BackTo(self.instants(part.entries["back_to"]), self._state(part, "of"))

    def _count(self, part: Entries) -> Condition:
        self._keys(part, "count", "at least", "within")
        counted = self.instants(part.entries["count"])
        least = part.get("at least")
        if least is None:
            self.faults.add(
                part.place, "“count” needs “at least”", "{count: …, at least: 3, within: 90 days}"
            )
            return NOWHERE
        window = part.get("within")
        life = window is None or (isinstance(window, Text) and window.text == "life")
        span = None if life or window is None else self.length(window)
        return Count(counted, self.number(least), span)

    def _by_reading(self, part: Entries) -> Condition:
        name = part.entries["reading"]
        if not isinstance(name, Text) or name.text not in READINGS:
            known = did_you_mean(name.text, READINGS) if isinstance(name, Text) else ""
            self.faults.add(name.place, "there is no such reading", known or one_of(READINGS))
            return NOWHERE
        options = READINGS[name.text].options
        self._keys(part, "reading", *options)
        for option in options:
            if option not in part.entries:
                self.faults.add(
                    part.place, f"the reading {name.text} needs a condition for “{option}”"
                )
        found = tuple(
            (key, self._read(value)) for key, value in part.entries.items() if key in options
        )
        return ByReading(name.text, found) if found else NOWHERE

    def length(self, part: Part) -> Length | Parameter:
        """A length of time, or the name of a parameter that is one."""
        parameter = self.parameter(part)
        if parameter is not None:
            return parameter
        if isinstance(part, Text):
            try:
                return read_length(part.text)
            except ValueError as fault:
                self.faults.add(part.place, str(fault))
        else:
            self.faults.add(part.place, "a length of time is needed here, like 72 hours")
        return Parameter("")

    def number(self, part: Part) -> int | Parameter:
        """A whole number, or the name of a parameter that is one."""
        parameter = self.parameter(part)
        if parameter is not None:
            return parameter
        if isinstance(part, Text):
            try:
                if (number := read_number(part.text)) > 0:
                    return number
                self.faults.add(part.place, "this number must be at least 1")
            except ValueError as fault:
                self.faults.add(part.place, str(fault))
        else:
            self.faults.add(part.place, "a whole number is needed here")
        return Parameter("")

    def parameter(self, part: Part) -> Parameter | None:
        """The parameter named by `{parameter: name}`, if that is what stands here."""
        if not isinstance(part, Entries) or "parameter" not in part.entries:
            return None
        name = part.entries["parameter"]
        if isinstance(name, Text) and len(part.entries) == 1:
            return Parameter(name.text)
        self.faults.add(part.place, "a parameter is named like {parameter: name}")
        return Parameter("")

    def _valued(self, part: Entries) -> Condition:
        """A fact with its value: `{fact: value}`."""
        if len(part.entries) != 1:
            unknown = next(iter(part.entries))
            hint = did_you_mean(unknown, FORMS) or "join conditions with {all: […]}"
            self.faults.add(part.place, "a condition has one fact, or one of the forms", hint)
            return NOWHERE
        name, value = next(iter(part.entries.items()))
        place = part.keys[name]
        if (near := did_you_mean(name, FORMS)) and name not in self.vocabulary and "." not in name:
            self.faults.add(place, f"there is no form of condition “{name}”", near)
            return NOWHERE
        definition = self._definition(place, name)
        if definition is None:
            return NOWHERE
        if definition.kind is Kind.NUMBER:
            return self._compared(definition, value)
        if not definition.values:
            self.faults.add(place, f"{name} is a {definition.kind} and has no values")
            return NOWHERE
        return self._values(definition, value)

    def _values(self, definition: FactDefinition, part: Part) -> Condition:
        if isinstance(part, Text):
            return Holds(definition.name, self._known(definition, part))
        if isinstance(part, Entries) and len(part.entries) == 1:
            form, inside = next(iter(part.entries.items()))
            if form == "not" and isinstance(inside, Text):
                return Holds(definition.name, self._known(definition, inside), negated=True)
            if form == "in" and isinstance(inside, Items):
                texts = [item for item in inside.items if isinstance(item, Text)]
                if texts and len(texts) == len(inside.items):
                    several = (self._known(definition, text) for text in texts)
                    return Holds(definition.name, frozenset().union(*several))
        hint = "a value, {in: [a, b]} or {not: a}"
        self.faults.add(part.place, f"the value of {definition.name} can't be read", hint)
        return NOWHERE

    def _known(self, definition: FactDefinition, part: Text) -> frozenset[str]:
        if part.text not in definition.values:
            hint = did_you_mean(part.text, definition.values) or one_of(definition.values)
            self.faults.add(part.place, f"{definition.name} has no value “{part.text}”", hint)
        return frozenset({part.text})

    def _compared(self, definition: FactDefinition, part: Part) -> Condition:
        if isinstance(part, Text):
            return self._between(definition, part.place, {"at least": part.text}, exact=True)
        bounds = {}
        if isinstance(part, Entries):
            for key, value in part.entries.items():
                if key not in ("at least", "under") or not isinstance(value, Text):
                    break
                bounds[key] = value.text
        if not bounds or not isinstance(part, Entries) or len(bounds) != len(part.entries):
            hint = f"{{{definition.name}: {{under: 16}}}} or {{at least: 16}}"
            self.faults.add(part.place, f"{definition.name} is a number to compare", hint)
            return NOWHERE
        return self._between(definition, part.place, bounds)

    def _between(
        self,
        definition: FactDefinition,
        place: Place,
        bounds: dict[str, str],
        *,
        exact: bool = False,
    ) -> Condition:
        try:
            limits = {key: read_number(text) for key, text in bounds.items()}
        except ValueError as fault:
            self.faults.add(place, str(fault))
            return NOWHERE
        if exact:
            limits["under"] = limits["at least"] + 1
        if definition.name != AGE:
            return Number(definition.name, limits.get("at least"), limits.get("under"))
        if max(limits.values()) > 150:
            self.faults.add(place, "nobody reaches an age over 150")
            return NOWHERE
        return Age(limits.get("at least", 0), limits.get("under"))
