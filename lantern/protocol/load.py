"""Files to rulebooks, rulebooks to a library of protocols; every fault with file, line and
suggestion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from lantern.protocol.definitions import FactDefinition
from lantern.protocol.documents import Entries, read
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Fault, Faults, Faulty, did_you_mean, one_of
from lantern.protocol.layers import Library
from lantern.protocol.lexicon import vocabulary
from lantern.protocol.readings import READINGS
from lantern.protocol.rule_reading import (
    FIXED_KEYS,
    RULE_KEYS,
    RuleReader,
    parameter_name,
    read_date,
    read_id,
    read_source,
)
from lantern.protocol.rulebook import LAYERS, Change, ChosenReading, Rule, Rulebook, Setting

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
    "rules",
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
    given = read_rulebooks(paths, faults)
    shipped = read_rulebooks(shipped_files(), Faults())
    beneath = [book for book in shipped if not any(_replaces(one, book) for one in given)]
    shelf = Library([*given, *beneath])
    shelf.examine(faults)
    return shelf


def _replaces(one: Rulebook, other: Rulebook) -> bool:
    """Whether a given file stands for a shipped one: the same file, or the same days of one id."""
    if one.place.file.resolve() == other.place.file.resolve():
        return True
    begins_before = other.ends_on is None or one.starts_on < other.ends_on
    ends_after = one.ends_on is None or other.starts_on < one.ends_on
    return one.id == other.id and begins_before and ends_after


def read_rulebooks(paths: Iterable[Path], faults: Faults) -> list[Rulebook]:
    """Each file read by itself; every fault is noted."""
    wholes = [read(Path(path), faults) for path in paths]
    return [
        _RulebookReader(whole, vocabulary(), faults).read() for whole in wholes if whole is not None
    ]


@dataclass(slots=True)
class _RulebookReader:
    """Reads one file as a rulebook."""

    whole: Entries
    vocabulary: Mapping[str, FactDefinition]
    faults: Faults

    def read(self) -> Rulebook:
        entry = EntryReader(self.whole, self.faults, "a rulebook")
        entry.only(*KEYS)
        name, title = read_id(entry, "rulebook"), entry.text("title")
        rules = RuleReader(self.vocabulary, self.faults, name, title)
        starts, ends = self._in_force(entry)
        found: dict[str, Rule] = {}
        entries: dict[str, Entries] = {}
        for one in entry.mappings("rules", "a rule"):
            rule = rules.read(one.part)
            if rule.id in found:
                self.faults.add(one.place_of("id"), f"two rules are called {rule.id}")
            found[rule.id], entries[rule.id] = rule, one.part
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
            entries=MappingProxyType(entries),
            changes=tuple(self._changes(entry, name)),
            place=entry.place_of("rulebook"),
            note=entry.text("note", ""),
        )

    def _in_force(self, entry: EntryReader) -> tuple[date, date | None]:
        span = entry.mapping("in_force")
        if span is None:
            if "in_force" not in entry.part.entries:
                hint = "in_force: {from: 2015-08-01}"
                self.faults.add(entry.place, "a rulebook needs “in_force”", hint)
            return date.max, None
        span.only("from", "until")
        starts = read_date(span, "from", needed=True) or date.max
        ends = read_date(span, "until")
        if ends is not None and starts != date.max and ends <= starts:
            self.faults.add(span.place, f"in force until {ends}, which is not after {starts}")
        return starts, ends

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
            if key in FIXED_KEYS:
                self.faults.add(sets.part.keys[key], f"a change can't set “{key}” of a rule")
        sets.part.unknown(frozenset(RULE_KEYS), self.faults, "“set”")


def rulebook_named(text: str) -> str:
    """The id that a person typed, without the ending of its file."""
    return Path(text).name.removesuffix(".yaml")
