"""Reads a fact with its value, and numbers to compare: `{whereabouts: not_known}`, `{child.age:
{under: 16}}`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lantern.protocol.conditions import Age, Condition, Holds, Number, Recorded
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.faults import Faults, Place, did_you_mean, one_of
from lantern.protocol.lengths import read_number

OUT_OF_HOURS = "out_of_hours"
AGE = "child.age"
NOWHERE = Holds("")
"""Stands in for a condition that could not be read, once its fault has been noted."""
FORMS = (
    "all",
    "any",
    "not",
    "lasting",
    "since",
    "count",
    "starts",
    "ends",
    "back_to",
    "reading",
    "recorded",
    "took",
    "late",
    "listed",
)


@dataclass(slots=True)
class ValueReader:
    """Reads the values of facts against a vocabulary."""

    vocabulary: Mapping[str, FactDefinition]
    faults: Faults

    def definition(
        self, place: Place, name: str, more: Iterable[str] = ()
    ) -> FactDefinition | None:
        """The fact of this name, or None with a fault noted."""
        found = self.vocabulary.get(name)
        if found is None:
            known = [*self.vocabulary, OUT_OF_HOURS, *more]
            self.faults.add(place, f"there is no fact “{name}”", did_you_mean(name, known))
        return found

    def read(self, part: Entries) -> Condition:
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
        definition = self.definition(place, name)
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

    def recorded(self, part: Part) -> Condition:
        """Each record of a fact, or each with this value."""
        if isinstance(part, Text):
            found = self.definition(part.place, part.text)
            return NOWHERE if found is None else self._recorded(part.place, found)
        filled = isinstance(part, Entries) and bool(part.entries)
        inside = self.read(part) if isinstance(part, Entries) and filled else NOWHERE
        if isinstance(inside, Holds) and inside.values and not inside.negated:
            return Recorded(inside.fact, inside.values)
        if inside != NOWHERE or not filled:
            hint = "{recorded: police.risk} or {recorded: {police.risk: high}}"
            self.faults.add(part.place, "“recorded” needs a fact, or a fact with its value", hint)
        return NOWHERE

    def _recorded(self, place: Place, definition: FactDefinition) -> Condition:
        if definition.is_derived:
            self.faults.add(place, f"nobody records {definition.name}: it follows from others")
        return Recorded(definition.name)
