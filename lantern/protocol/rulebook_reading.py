"""Reads one file as a rulebook: its span, scope, readings, parameters, rules, lists and changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
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
from lantern.protocol.documents import Entries, Items
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, did_you_mean, one_of
from lantern.protocol.lexicon import words_of
from lantern.protocol.list_reading import FIXED_LIST_KEYS, LIST_KEYS, ListReader
from lantern.protocol.reading import ConditionReader
from lantern.protocol.readings import READINGS
from lantern.protocol.rule_reading import FIXED_KEYS, RULE_KEYS, RuleReader, parameter_name
from lantern.protocol.rulebook import (
    LAYERS,
    Change,
    ChosenReading,
    NamedList,
    Rule,
    Rulebook,
    Scope,
    Setting,
)
from lantern.protocol.sources import read_date, read_id, read_source

CHANGE_KEYS = (
    "rule",
    "parameter",
    "list",
    "set",
    "off",
    "value",
    "reason",
    "approved_by",
    "on",
    "source",
    "note",
)
EACH = {"rules": "a rule", "decisions": "a decision rule", "lists": "a list"}
OfRulebook = TypeVar("OfRulebook", Rule, DecisionRule, NamedList)
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
    "lists",
    "rules",
    "decisions",
    "changes",
    "note",
)


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
class RulebookReader:
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
        listing = ListReader(vocabulary, self.faults, name, title)
        lists = self._each(entry, "lists", listing.read, entries)
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
            lists=MappingProxyType(lists),
            entries=MappingProxyType(entries),
            changes=tuple(self._changes(entry, name)),
            place=entry.place_of("rulebook"),
            vocabulary=vocabulary,
            reads=frozenset(self._reads(entry)),
            scope=self._scope(entry, vocabulary, entries.keys()),
            note=entry.text("note", ""),
        )

    def _reads(self, entry: EntryReader) -> Iterator[str]:
        for key in ("rules", "decisions", "lists", "scope", "changes"):
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
        reads: Callable[[Entries], OfRulebook],
        entries: dict[str, Entries],
    ) -> dict[str, OfRulebook]:
        """The rules or lists by their id; no two of a rulebook have the same."""
        found = {}
        for one in entry.mappings(key, EACH[key]):
            rule = reads(one.part)
            if rule.id in entries:
                name = "list" if key == "lists" else "id"
                both = "of the rules and lists" if key == "lists" else "rules"
                self.faults.add(one.place_of(name), f"two {both} are called {rule.id}")
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
            one.only(*CHANGE_KEYS)
            rule, parameter = one.text("rule", ""), one.text("parameter", "")
            listed = one.text("list", "")
            if sum(map(bool, (rule, parameter, listed))) != 1:
                self.faults.add(one.place, "a change names one rule or one parameter, or one list")
                continue
            sets = one.mapping("set")
            if sets is not None:
                self._sets(sets)
            yield Change(
                rule=rule,
                listed=listed,
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
            if not parameter and (sets is None) == ("off" not in one.part.entries):
                hint = "set: {within: 48 hours} or off: yes"
                noun = "rule" if rule else "list"
                self.faults.add(one.place, f"a change of a {noun} has either “set” or “off”", hint)

    def _sets(self, sets: EntryReader) -> None:
        for key in sets.part.entries:
            if key in FIXED_KEYS | FIXED_DECISION_KEYS | FIXED_LIST_KEYS:
                self.faults.add(sets.part.keys[key], f"a change can't set “{key}” of a rule")
        known = frozenset({*RULE_KEYS, *DECISION_KEYS, *LIST_KEYS})
        sets.part.unknown(known, self.faults, "“set”")
