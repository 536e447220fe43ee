"""Files to rulebooks, rulebooks to a library of protocols; every fault with file, line and
suggestion."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lantern.protocol.decision_reading import (
    DECISION_KEYS,
    FIXED_DECISION_KEYS,
    DecisionReader,
)
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.declared import Declarations
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.documents import Entries, Items, read, read_text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Fault, Faults, Faulty, did_you_mean, one_of
from lantern.protocol.layers import Library
from lantern.protocol.lexicon import words_of
from lantern.protocol.reading import ConditionReader
from lantern.protocol.readings import READINGS
from lantern.protocol.rule_reading import FIXED_KEYS, RULE_KEYS, RuleReader, parameter_name
from lantern.protocol.rulebook import LAYERS, Change, ChosenReading, Rule, Rulebook, Scope, Setting
from lantern.protocol.sources import read_date, read_id, read_source

RuleOrDecision = TypeVar("RuleOrDecision", Rule, DecisionRule)
SHIPPED = Path(__file__).with_name("rulebooks")
KEYS = (
    "rulebook",
    "title",
    "agreed_by",
    "layer",
    "in_force",
    "extends",
    "readings",
    "parameters",
    "facts",
    "scope",
    "rules",
    "decisions",
    "changes",
    "note",
)


def shipped_files() -> tuple[Path, ...]:
    """The files of the rulebooks that come with the product."""
    return tuple(sorted(SHIPPED.glob("*.yaml")))


@cache
def library() -> Library:
    """Every rulebook that comes with the product. Raises Faulty if one is not sound."""
    found = load(shipped_files())
    if isinstance(found, Library):
        return found
    raise Faulty(found)


def load(paths: Iterable[Path]) -> Library | tuple[Fault, ...]:
    """The rulebooks in these files as a library, or every fault found in them."""
    faults = Faults()
    found = load_into(paths, faults)
    return faults.sorted() if faults.found else found


def load_into(paths: Iterable[Path], faults: Faults) -> Library:
    """The rulebooks in these files, as far as they can be read; every fault is noted."""
    shelf = Library(read_rulebooks(paths, faults))
    shelf.examine(faults)
    return shelf


def upon_shipped(paths: Iterable[Path], faults: Faults) -> Library:
    """The rulebooks in these files, upon those that come with the product and are not replaced."""
    given = _wholes(paths, faults)
    beneath = [one for one in _shipped() if not any(_replaces(other, one) for other in given)]
    shelf = Library(_rulebooks([*given, *beneath], faults))
    shelf.examine(faults, {one.place.file for one in given})
    return shelf


def with_texts(texts: Mapping[str, str]) -> Library | tuple[Fault, ...]:
    """The shipped library with the rulebooks in these texts in place, or every fault found.

    Each text is a later version of its rulebook: the version before ends the day it starts, and a
    version of the same day is replaced. Faults call a text by its name.
    """
    faults = Faults()
    given = [read_text(text, Path(name), faults) for name, text in texts.items()]
    books = _rulebooks([*_shipped(), *(one for one in given if one is not None)], faults)
    shelf = Library(_each_until_the_next(books))
    shelf.examine(faults, {Path(name) for name in texts})
    return faults.sorted() if faults.found else shelf


def _each_until_the_next(books: Iterable[Rulebook]) -> Iterator[Rulebook]:
    """Each version of a rulebook until the next one starts; of those of one day the last given."""
    by_day: dict[str, dict[date, Rulebook]] = {}
    for book in books:
        by_day.setdefault(book.id, {})[book.starts_on] = book
    for versions in by_day.values():
        days = sorted(versions)
        for day, following in zip_longest(days, days[1:]):
            ends = [one for one in (versions[day].ends_on, following) if one is not None]
            yield replace(versions[day], ends_on=min(ends, default=None))


def _replaces(one: Entries, other: Entries) -> bool:
    """Whether a given file stands for a shipped one: the same file, or the same days of one id."""
    if one.place.file.resolve() == other.place.file.resolve():
        return True
    (name, starts, ends), (shipped, shipped_starts, shipped_ends) = _binds(one), _binds(other)
    begins_before = shipped_ends is None or starts < shipped_ends
    return name == shipped and begins_before and (ends is None or shipped_starts < ends)


def _binds(whole: Entries) -> tuple[str, date, date | None]:
    """The id of a rulebook, and from when until when it binds, as far as that can be read."""
    entry = EntryReader(whole, Faults(), "a rulebook")
    return entry.text("rulebook", ""), *read_span(entry)


def read_rulebooks(paths: Iterable[Path], faults: Faults) -> list[Rulebook]:
    """Each file read by itself; every fault is noted."""
    return _rulebooks(_wholes(paths, faults), faults)


def _wholes(paths: Iterable[Path], faults: Faults) -> list[Entries]:
    wholes = (read(Path(path), faults) for path in paths)
    return [whole for whole in wholes if whole is not None]


@cache
def _shipped() -> tuple[Entries, ...]:
    return tuple(_wholes(shipped_files(), Faults()))


def _rulebooks(wholes: Sequence[Entries], faults: Faults) -> list[Rulebook]:
    declared = Declarations(faults)
    for whole in wholes:
        declared.add(whole)
    return [_RulebookReader(whole, declared, faults).read() for whole in wholes]


def read_span(entry: EntryReader) -> tuple[date, date | None]:
    """From when until when a rulebook binds; the last day of all where it does not say."""
    span = entry.mapping("in_force")
    if span is None:
        if "in_force" not in entry.part.entries:
            hint = "in_force: {from: 2015-08-01}"
            entry.faults.add(entry.place, "a rulebook needs “in_force”", hint)
        return date.max, None
    span.only("from", "until")
    starts = read_date(span, "from", needed=True) or date.max
    ends = read_date(span, "until")
    if ends is not None and starts != date.max and ends <= starts:
        entry.faults.add(span.place, f"in force until {ends}, which is not after {starts}")
    return starts, ends


@dataclass(slots=True)
class _RulebookReader:
    """Reads one file as a rulebook."""

    whole: Entries
    declared: Declarations
    faults: Faults

    def read(self) -> Rulebook:
        """The rulebook, as far as it can be read."""
        entry = EntryReader(self.whole, self.faults, "a rulebook")
        entry.only(*KEYS)
        name, title = read_id(entry, "rulebook"), entry.text("title")
        vocabulary = self.declared.vocabulary(entry.text("rulebook", ""))
        starts, ends = read_span(entry)
        entries: dict[str, Entries] = {}
        rules = RuleReader(vocabulary, self.faults, name, title)
        deciding = DecisionReader(vocabulary, self.faults, name, title)
        found = self._each(entry, "rules", rules.read, entries)
        decisions = self._each(entry, "decisions", deciding.read, entries)
        return Rulebook(
            id=name,
            title=title,
            agreed_by=entry.text("agreed_by"),
            layer=entry.word("layer", LAYERS),
            starts_on=starts,
            ends_on=ends,
            extends=entry.texts("extends"),
            readings=self._readings(entry),
            parameters=self._parameters(entry),
            rules=MappingProxyType(found),
            decisions=MappingProxyType(decisions),
            entries=MappingProxyType(entries),
            changes=tuple(self._changes(entry, name)),
            place=entry.place_of("rulebook"),
            vocabulary=vocabulary,
            reads=frozenset(self._reads(entry)),
            scope=self._scope(entry, vocabulary, found.keys() | decisions.keys()),
            note=entry.text("note", ""),
        )

    def _reads(self, entry: EntryReader) -> Iterator[str]:
        for key in ("rules", "decisions", "scope", "changes"):
            part = entry.part.get(key)
            if part is not None:
                yield from words_of(part)
        facts = entry.part.get("facts")
        for fact in facts.items if isinstance(facts, Items) else ():
            for key in ("is", "of"):
                part = fact.get(key) if isinstance(fact, Entries) else None
                if part is not None:
                    yield from words_of(part)

    def _each(
        self,
        entry: EntryReader,
        key: str,
        reads: Callable[[Entries], RuleOrDecision],
        entries: dict[str, Entries],
    ) -> dict[str, RuleOrDecision]:
        """The rules of one list by their id; no two rules of a rulebook have the same."""
        found = {}
        for one in entry.mappings(key, "a rule" if key == "rules" else "a decision rule"):
            rule = reads(one.part)
            if rule.id in entries:
                self.faults.add(one.place_of("id"), f"two rules are called {rule.id}")
            found[rule.id], entries[rule.id] = rule, one.part
        return found

    def _scope(
        self, entry: EntryReader, vocabulary: Vocabulary, rules: AbstractSet[str]
    ) -> Scope | None:
        """Whom the rulebook is about."""
        scope = entry.mapping("scope")
        if scope is None:
            return None
        scope.only("in_full", "in_part", "note")
        reader = ConditionReader(vocabulary, self.faults)
        whole = scope.part.get("in_full")
        if whole is None:
            hint = "in_full: a condition; and for some rules in_part: [{when: …, rules: […]}]"
            self.faults.add(scope.place, "“scope” needs “in_full”", hint)
            return None
        parts = []
        for one in scope.mappings("in_part", "a part of the scope"):
            one.only("when", "rules", "note")
            when = one.part.get("when")
            if when is None:
                self.faults.add(one.place, "a part of the scope needs “when”")
                continue
            for name in one.texts("rules"):
                if name not in rules:
                    message = f"this rulebook has no rule “{name}”"
                    self.faults.add(one.place_of("rules"), message, did_you_mean(name, rules))
            parts.append((reader.state(when), frozenset(one.texts("rules"))))
        return Scope(reader.state(whole), tuple(parts))

    def _readings(self, entry: EntryReader) -> Mapping[str, ChosenReading]:
        whole = entry.mapping("readings")
        if whole is None:
            return {}
        whole.part.unknown(frozenset(READINGS), self.faults, "“readings”")
        found = {}
        for name in whole.part.entries:
            chosen = self._reading(whole, name)
            options = READINGS[name].options if name in READINGS else {chosen.option: ""}
            if chosen.option not in options:
                hint = did_you_mean(chosen.option, options) or one_of(options)
                message = f"{name} can't be read as “{chosen.option}”"
                self.faults.add(chosen.place, message, hint)
            elif name in READINGS:
                found[name] = chosen
        return MappingProxyType(found)

    def _reading(self, whole: EntryReader, name: str) -> ChosenReading:
        """The option alone, or with reason, approver and day."""
        place = whole.place_of(name)
        if not isinstance(whole.part.entries[name], Entries):
            return ChosenReading(whole.text(name), place)
        one = whole.reader(whole.part.entries[name], f"the reading {name}")
        assert one is not None  # noqa: S101  it is a mapping, as was just asked
        one.only("option", "reason", "approved_by", "on", "note")
        return ChosenReading(
            option=one.text("option"),
            place=place,
            reason=one.text("reason", ""),
            approved_by=one.text("approved_by", ""),
            on=read_date(one, "on"),
        )

    def _parameters(self, entry: EntryReader) -> Mapping[str, Setting]:
        found = {}
        whole = entry.mapping("parameters")
        for key in whole.part.entries if whole is not None else ():
            assert whole is not None  # noqa: S101  narrows the type for the loop above
            one = whole.reader(whole.part.entries[key], f"parameter {key}")
            if one is None:
                continue
            one.only("value", "meaning", "source", "statutory", "note")
            name = parameter_name(key)
            found[name] = Setting(
                name=name,
                value=one.text("value"),
                meaning=one.text("meaning"),
                source=read_source(one),
                place=one.place,
                statutory=one.answer("statutory"),
            )
        return MappingProxyType(found)

    def _changes(self, entry: EntryReader, rulebook: str) -> Iterable[Change]:
        for one in entry.mappings("changes", "a change"):
            one.only(
                "rule",
                "parameter",
                "set",
                "off",
                "value",
                "reason",
                "approved_by",
                "on",
                "source",
                "note",
            )
            rule, parameter = one.text("rule", ""), one.text("parameter", "")
            if bool(rule) == bool(parameter):
                self.faults.add(one.place, "a change names one rule or one parameter")
                continue
            sets = one.mapping("set")
            if sets is not None:
                self._sets(sets)
            yield Change(
                rule=rule,
                parameter=parameter_name(parameter),
                off=one.answer("off"),
                sets=None if sets is None else sets.part,
                value=one.text("value") if parameter else "",
                reason=one.text("reason"),
                approved_by=one.text("approved_by", ""),
                on=read_date(one, "on"),
                source=read_source(one),
                place=one.place,
                rulebook=rulebook,
            )
            if rule and (sets is None) == ("off" not in one.part.entries):
                hint = "set: {within: 48 hours} or off: yes"
                self.faults.add(one.place, "a change of a rule has either “set” or “off”", hint)

    def _sets(self, sets: EntryReader) -> None:
        for key in sets.part.entries:
            if key in FIXED_KEYS | FIXED_DECISION_KEYS:
                self.faults.add(sets.part.keys[key], f"a change can't set “{key}” of a rule")
        known = frozenset({*RULE_KEYS, *DECISION_KEYS})
        sets.part.unknown(known, self.faults, "“set”")


def rulebook_named(text: str) -> str:
    """The id that a person typed, without the ending of its file."""
    return Path(text).name.removesuffix(".yaml")
