"""Reads the typed vocabulary of facts, and works out which of them follow from others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lantern.protocol.definitions import FactDefinition, Kind, Vocabulary
from lantern.protocol.documents import Entries, Items, Part, Text, read
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, Faulty
from lantern.protocol.reading import ConditionReader, is_event
from lantern.protocol.value_reading import AGE

_NAME = re.compile(r"[a-z][a-z0-9]*(?:[._][a-z0-9]+)*")
SHIPPED = Path(__file__).with_name("facts.yaml")
SUBJECTS = ("child", "episode", "home", "authority", "family", "place")
RECORDED_ON = (
    "profile",
    "report",
    "whereabouts",
    "classification",
    "risk",
    "notification",
    "contact",
    "return",
    "step",
    "derived",
)
KEYS = (
    "name",
    "kind",
    "subject",
    "words",
    "did",
    "meaning",
    "source",
    "values",
    "recorded_on",
    "is",
    "question",
    "help",
    "asked_of",
    "of",
)


@cache
def vocabulary() -> Vocabulary:
    """Every fact that comes with the product: rules may speak of it, and records may state it."""
    faults = Faults()
    found = read_vocabulary(SHIPPED, faults)
    if faults.found:
        raise Faulty(faults.found)
    return Vocabulary(found)


def read_vocabulary(path: Path, faults: Faults) -> dict[str, FactDefinition]:
    """The facts that a file defines; every fault is noted."""
    whole = read(path, faults)
    if whole is None:
        return {}
    reader = EntryReader(whole, faults, "a file of facts")
    reader.only("facts")
    found: dict[str, FactDefinition] = {}
    conditions: dict[str, Part] = {}
    for entry in reader.mappings("facts", "a fact"):
        definition = read_definition(entry, entry.text("source"))
        if definition.name and not _NAME.fullmatch(definition.name):
            hint = "small letters, in parts joined by dots: child.looked_after"
            message = f"“{definition.name}” can't be the name of a fact"
            faults.add(entry.place_of("name"), message, hint)
        if definition.name in found:
            faults.add(entry.place_of("name"), f"two facts are called {definition.name}")
        found[definition.name] = definition
        meaning = entry.part.get("is")
        if meaning is not None:
            conditions[definition.name] = meaning
    return derive(found, conditions, faults)


def derive(
    found: dict[str, FactDefinition], conditions: Mapping[str, Part], faults: Faults
) -> dict[str, FactDefinition]:
    """The definitions, those that follow from others with their condition."""
    return _Derivation(found, conditions, faults).complete()


def read_definition(entry: EntryReader, source: str) -> FactDefinition:
    """One fact as its entries define it; what it is derived from is read later."""
    entry.only(*KEYS)
    kind = entry.word("kind", Kind)
    words = entry.mapping("values")
    values = {key: words.text(key) for key in words.part.entries} if words is not None else {}
    if kind == Kind.VALUE and not values:
        entry.faults.add(entry.place, f"{entry.text('name')} is a value and needs “values”")
    return FactDefinition(
        name=entry.text("name"),
        kind=Kind(kind) if kind in list(Kind) else Kind.STATE,
        subject=entry.word("subject", SUBJECTS),
        words=entry.text("words"),
        did=entry.text("did", ""),
        meaning=entry.text("meaning"),
        source=source,
        values=MappingProxyType(values),
        recorded_on=(entry.word("recorded_on", RECORDED_ON),),
        of=entry.text("of", ""),
        place=entry.place,
    )


class _Derivation:
    """Reads the condition of each derived fact after those of the facts that it speaks of."""

    def __init__(
        self, found: dict[str, FactDefinition], conditions: Mapping[str, Part], faults: Faults
    ) -> None:
        self.found = found
        self.waiting = dict(conditions)
        self.faults = faults
        self.reader = ConditionReader(found, faults)
        self.begun: set[str] = set()

    def complete(self) -> dict[str, FactDefinition]:
        """Every definition, the derived ones with their condition."""
        for name in list(self.waiting):
            self._derive(name)
        for name, definition in self.found.items():
            stated = "derived" in definition.recorded_on
            if stated and definition.derived is None and name != AGE:
                self.faults.add(definition.place, f"{name} is derived and needs “is”")
            if definition.derived is not None and not stated:
                self.faults.add(definition.place, f"{name} has “is”; it is recorded_on: derived")
        return self.found

    def _derive(self, name: str) -> None:
        part = self.waiting.get(name)
        if part is None:
            return
        if name in self.begun:
            self.faults.add(part.place, f"{name} is derived from itself")
            return
        self.begun.add(name)
        for inner in words_of(part):
            if inner in self.waiting:
                self._derive(inner)
        condition = self.reader.read(part)
        definition = self.found[name]
        expected = Kind.EVENT if is_event(condition, self.found) else Kind.STATE
        if definition.values:
            self.faults.add(part.place, f"{name} is derived and can't have values")
        if definition.kind is not expected:
            self.faults.add(part.place, f"{name} is derived as {expected}, not {definition.kind}")
        self.found[name] = replace(definition, derived=condition)
        del self.waiting[name]


def words_of(part: Part) -> Iterator[str]:
    """Every word of a part that could be the name of a fact."""
    match part:
        case Text(text=text):
            yield text
        case Items(items=items):
            for item in items:
                yield from words_of(item)
        case Entries(entries=entries):
            for key, value in entries.items():
                yield key
                yield from words_of(value)
