"""Facts that rulebooks declare for themselves: a form of their own, a confirmation by a named post.

A rulebook may speak of the facts that come with the product, of its own, and of those that a
rulebook which it extends declares.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lantern.protocol.definitions import FactDefinition, Kind, Vocabulary
from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, did_you_mean
from lantern.protocol.lexicon import derive, read_definition, vocabulary
from lantern.protocol.role_reading import known_roles
from lantern.protocol.sources import read_source

_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?:\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*)+")


@dataclass(slots=True)
class _Declared:
    """What one rulebook declares, in all its versions, with the conditions still to be read."""

    facts: dict[str, FactDefinition] = field(default_factory=dict)
    conditions: dict[str, Part] = field(default_factory=dict)
    extends: list[str] = field(default_factory=list)


class Declarations:
    """The facts that several rulebooks declare, and the vocabulary that each of them has."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self._books: dict[str, _Declared] = {}
        self._made: dict[str, Vocabulary] = {}

    def add(self, whole: Entries) -> None:
        """Take up what one file declares."""
        book = self._books.setdefault(_text(whole.get("rulebook")), _Declared())
        extends = whole.get("extends")
        items = extends.items if isinstance(extends, Items) else [extends]
        book.extends.extend(_text(item) for item in items)
        for entry in EntryReader(whole, self.faults, "a rulebook").mappings("facts", "a fact"):
            self._declare(entry, book, _text(whole.get("rulebook")))

    def vocabulary(self, rulebook: str) -> Vocabulary:
        """Every fact that the rules of this rulebook may speak of."""
        found = self._made.get(rulebook)
        if found is None:
            found = self._made[rulebook] = self._vocabulary(rulebook)
        return found

    def _vocabulary(self, rulebook: str) -> Vocabulary:
        book = self._books.get(rulebook)
        if book is None:
            return vocabulary()
        self._made[rulebook] = vocabulary()  # in case the rulebook extends itself: a fault by then
        facts = dict(vocabulary())
        for name in book.extends:
            self._join(facts, self.vocabulary(name), book)
        if not book.facts and len(facts) == len(vocabulary()):
            return vocabulary()
        for name, one in book.facts.items():
            if name in facts:
                whose = facts[name].rulebook
                declared = f"a fact of {whose}" if whose else "a fact that comes with the product"
                self.faults.add(one.place, f"{name} is already {declared}", "choose another name")
        whole = {**facts, **book.facts}
        for one in book.facts.values():
            members = whole.get(one.of)
            if one.of and (members is None or members.kind is not Kind.MEMBERS):
                names = [name for name, fact in whole.items() if fact.kind is Kind.MEMBERS]
                message = f"{one.name} tells of “{one.of}”, which is no fact of kind members"
                self.faults.add(one.place, message, did_you_mean(one.of, names))
        return Vocabulary(derive(whole, book.conditions, self.faults))

    def _join(
        self, facts: dict[str, FactDefinition], wider: Mapping[str, FactDefinition], book: _Declared
    ) -> None:
        for name, one in wider.items():
            other = facts.setdefault(name, one)
            if other.rulebook != one.rulebook:
                place = next(iter(book.facts.values()), one).place
                whose = f"{other.rulebook} and {one.rulebook}"
                self.faults.add(place, f"two rulebooks that are joined declare {name}: {whose}")

    def _declare(self, entry: EntryReader, book: _Declared, rulebook: str) -> None:
        one = self._definition(entry, rulebook)
        before = book.facts.get(one.name)
        if before is not None and (before.place.file == one.place.file or not _alike(before, one)):
            message = f"two facts are called {one.name}"
            if before.place.file != one.place.file:
                message = f"{one.name} is declared otherwise in {before.place.file.name}"
            self.faults.add(entry.place_of("name"), message)
        book.facts[one.name] = one
        meaning = entry.part.get("is")
        if meaning is not None:
            book.conditions[one.name] = meaning

    def _definition(self, entry: EntryReader, rulebook: str) -> FactDefinition:
        name = entry.text("name")
        if name and not _NAME.fullmatch(name):
            hint = "small letters, in parts joined by dots: local_form.sent"
            self.faults.add(entry.place_of("name"), f"“{name}” can't be the name of a fact", hint)
        one = read_definition(entry, str(read_source(entry)))
        of = entry.text("of", "")
        if of and (one.kind not in {Kind.EVENT, Kind.STATE} or one.values):
            message = "only an event or a state without values tells of one of several"
            self.faults.add(entry.place_of("of"), message)
        return replace(
            one,
            did=one.did or one.asks,
            question=entry.text("question", ""),
            help=entry.text("help", ""),
            of=of,
            asked_of=known_roles(entry, "asked_of"),
            rulebook=rulebook,
        )


def _alike(one: FactDefinition, other: FactDefinition) -> bool:
    """Whether two versions of a rulebook mean the same by a fact."""
    return (one.kind, one.subject, one.values) == (other.kind, other.subject, other.values)


def _text(part: Part | None) -> str:
    return part.text.strip() if isinstance(part, Text) else ""
