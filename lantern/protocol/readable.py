"""Which rules were read whole, so that their meaning can be looked at although others have
faults."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from lantern.protocol.conditions import Condition, Holds, Recorded, parts_of
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.documents import Entries, Items, Part
from lantern.protocol.faults import Faults, Place
from lantern.protocol.rulebook import NamedList, Rule


def faulty_places(faults: Faults) -> frozenset[Place]:
    """Where a fault was found so far."""
    return frozenset(Place(one.file, one.line, one.column) for one in faults.found)


def is_readable(
    rule: Rule | DecisionRule | NamedList,
    conditions: Iterator[Condition],
    vocabulary: Mapping[str, FactDefinition],
    faulty: AbstractSet[Place],
) -> bool:
    """Whether no fault stands in the rule, and all that its conditions speak of is known."""
    if faulty and rule.written is not None and not faulty.isdisjoint(_places(rule.written)):
        return False
    return all(_is_known(one, vocabulary) for one in conditions)


def _is_known(condition: Condition, vocabulary: Mapping[str, FactDefinition]) -> bool:
    match condition:
        case Holds(fact, values) | Recorded(fact, values):
            return fact in vocabulary and values <= set(vocabulary[fact].values)
        case _:
            return all(_is_known(part, vocabulary) for part in parts_of(condition))


def _places(part: Part) -> Iterator[Place]:
    yield part.place
    match part:
        case Items(items=items):
            for item in items:
                yield from _places(item)
        case Entries(entries=entries, keys=keys):
            yield from keys.values()
            for value in entries.values():
                yield from _places(value)
