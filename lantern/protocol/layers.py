"""Lays rulebooks one on another: which rules bind on which days, and every fault of the stack."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from lantern.core.calendar import midnight_of
from lantern.core.instants import FOREVER
from lantern.protocol import between, soundness
from lantern.protocol.conditions import All
from lantern.protocol.decision_reading import FIXED_DECISION_KEYS, DecisionReader
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.documents import Entries
from lantern.protocol.faults import Faults, Place, did_you_mean
from lantern.protocol.lexicon import vocabulary as shipped
from lantern.protocol.readings import DEFAULTS
from lantern.protocol.resolve import Resolver, parameters_in_rule
from lantern.protocol.rule_reading import FIXED_KEYS, RuleReader
from lantern.protocol.rulebook import LAYERS, Change, Rule, Rulebook, Scope, Setting
from lantern.protocol.versions import Bound, Dated, Protocol
from lantern.protocol.wording import joined

SCOPED = ("child", "episode")
"""The subjects to which the scope of a rulebook applies: those that are about one child."""


def joined_vocabulary(several: Sequence[Vocabulary]) -> Vocabulary:
    """The facts of several versions of one rulebook; a later version's words count."""
    first, *others = several
    if all(one is first for one in others):
        return first
    return Vocabulary({name: fact for each in several for name, fact in each.items()})


class UnknownRulebook(Exception):
    """There is no rulebook of this id; says which was probably meant."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.suggestion = did_you_mean(name, known)
        hint = f" ({self.suggestion})" if self.suggestion else ""
        super().__init__(f"there is no rulebook “{name}”{hint}")


class Library:
    """Rulebooks by id, each in its dated versions."""

    def __init__(self, books: Iterable[Rulebook]) -> None:
        self.versions: dict[str, list[Rulebook]] = {}
        for book in books:
            self.versions.setdefault(book.id, []).append(book)
        for versions in self.versions.values():
            versions.sort(key=lambda book: (book.starts_on, book.place))
        self._made: dict[str, Protocol] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of every rulebook, in order."""
        return tuple(sorted(self.versions))

    def vocabulary(self, rulebook_id: str) -> Vocabulary:
        """The facts that a rulebook may speak of; those that come with the product if it is not
        here."""
        versions = self.versions.get(rulebook_id, ())
        return joined_vocabulary([book.vocabulary for book in versions]) if versions else shipped()

    def protocol(self, rulebook_id: str) -> Protocol:
        """What a rulebook and all that it extends ask, in every dated version, ready to run."""
        if rulebook_id not in self.versions:
            raise UnknownRulebook(rulebook_id, self.versions)
        found = self._made.get(rulebook_id)
        if found is None:
            found = self._made[rulebook_id] = _Stack(
                self.versions, rulebook_id, Faults()
            ).protocol()
        return found

    def examine(self, faults: Faults, given: AbstractSet[Path] | None = None) -> None:
        """Note every fault that shows only when rulebooks are laid one on another; with `given`,
        only where one of these files is among them."""
        for versions in self.versions.values():
            between.overlaps(versions, faults)
            for book in versions:
                self._extends(book, faults)
        between.unread([book for each in self.versions.values() for book in each], faults)
        for name in self.ids:
            if self._can_be_laid(name, given):
                _Stack(self.versions, name, faults).examine()

    def _can_be_laid(self, name: str, given: AbstractSet[Path] | None) -> bool:
        """Whether all that a rulebook extends is here, each from some day, none extends itself, and
        one was given."""
        names = self._beneath([name], set())
        if not all(each in self.versions for each in names):
            return False
        books = [book for each in names for book in self.versions[each]]
        for book in books:
            if book.starts_on == date.max or book.id in self._beneath(book.extends, set()):
                return False
        return given is None or any(book.place.file in given for book in books)

    def _extends(self, book: Rulebook, faults: Faults) -> None:
        for name in book.extends:
            if name not in self.versions:
                hint = did_you_mean(name, self.versions)
                faults.add(book.place, f"{book.id} extends “{name}”, which is not here", hint)
            for wider in self.versions.get(name, ()):
                if _breadth(book) < _breadth(wider):
                    faults.add(
                        book.place, f"{book.id} ({book.layer}) extends a narrower layer, {wider.id}"
                    )
        if book.id in self._beneath(book.extends, set()):
            faults.add(book.place, f"{book.id} extends itself, by way of {', '.join(book.extends)}")

    def _beneath(self, names: Iterable[str], seen: set[str]) -> set[str]:
        for name in names:
            if name not in seen:
                seen.add(name)
                for book in self.versions.get(name, ()):
                    self._beneath(book.extends, seen)
        return seen


def _breadth(book: Rulebook) -> int:
    """The place of a rulebook's layer from the widest; a layer that is none counts as the
    widest."""
    return LAYERS.index(book.layer) if book.layer in LAYERS else 0


@dataclass(slots=True)
class _Composed:
    """The rules, parameters and readings that bind on one day."""

    rules: dict[str, Rule] = field(default_factory=dict)
    decisions: dict[str, DecisionRule] = field(default_factory=dict)
    scopes: dict[str, Scope] = field(default_factory=dict)
    entries: dict[str, Entries] = field(default_factory=dict)
    parameters: dict[str, Setting] = field(default_factory=dict)
    readings: dict[str, str] = field(default_factory=lambda: dict(DEFAULTS))
    off: list[Change] = field(default_factory=list)

    def in_scope(self, rule: Rule) -> Rule:
        """The rule, arising only for those whom its rulebook is about."""
        scope = self.scopes.get(rule.rulebook)
        if scope is None or rule.subject not in SCOPED:
            return rule
        return replace(rule, arises=All((scope.of(rule.id), rule.arises)))

    def decided_in_scope(self, rule: DecisionRule) -> DecisionRule:
        """The rule of decision, binding only for those whom its rulebook is about."""
        scope = self.scopes.get(rule.rulebook)
        if scope is None:
            return rule
        when = scope.of(rule.id)
        return replace(rule, when=when if rule.when is None else All((when, rule.when)))


@dataclass(frozen=True, slots=True)
class _Made:
    """The rules of a stack in their dated versions, and what it switches off."""

    rules: tuple[Dated[Rule], ...]
    decisions: tuple[Dated[DecisionRule], ...]
    off: tuple[Change, ...]


class _Stack:
    """One rulebook with all that it extends, over all the days on which any of them is in force."""

    def __init__(
        self, versions: Mapping[str, Sequence[Rulebook]], name: str, faults: Faults
    ) -> None:
        self.versions = versions
        self.name = name
        self.faults = faults
        self.vocabulary = joined_vocabulary([book.vocabulary for book in versions[name]])
        self.applied: set[Change] = set()

    def protocol(self) -> Protocol:
        """The stack as a protocol, ready to run."""
        layers = self._all_books()
        made = self._dated(layers)
        latest = self.versions[self.name][-1]
        return Protocol(
            id=latest.id,
            title=latest.title,
            layers=tuple(layers),
            dated=made.rules,
            decided=made.decisions,
            switched_off=made.off,
            vocabulary=self.vocabulary,
        )

    def examine(self) -> None:
        """Note what is wrong with the stack on any day."""
        layers = self._all_books()
        made = self._dated(layers)
        soundness.examine_all(made.rules, made.decisions, self.vocabulary, self.faults)
        for book in self.versions[self.name]:
            for change in book.changes:
                if change not in self.applied:
                    self._never_applied(change, layers)

    def _never_applied(self, change: Change, layers: Sequence[Rulebook]) -> None:
        known = {
            name
            for book in layers
            for name in (*book.rules, *book.decisions)
            if book.id != self.name
        }
        if change.parameter:
            known = {name for book in layers for name in book.parameters if book.id != self.name}
        name = change.rule or change.parameter
        noun = "rule" if change.rule else "parameter"
        if name in known:
            message = f"the {noun} {name} is not in force when this change is"
            self.faults.add(change.place, message)
            return
        message = f"what {self.name} extends has no {noun} “{name}” to change"
        self.faults.add(change.place, message, did_you_mean(name, known))

    def _all_books(self) -> list[Rulebook]:
        """Every version of every layer, the widest first."""
        return [book for name in self._order(self.name, []) for book in self.versions[name]]

    def _order(self, name: str, placed: list[str]) -> list[str]:
        for book in self.versions[name]:
            for wider in book.extends:
                if wider not in placed:
                    self._order(wider, placed)
        if name not in placed:
            placed.append(name)
        return placed

    def _dated(self, layers: Sequence[Rulebook]) -> _Made:
        rules: dict[str, list[Dated[Rule]]] = {}
        decisions: dict[str, list[Dated[DecisionRule]]] = {}
        off: dict[Change, None] = {}
        for start, end in _spans(layers):
            composed = self._composed([book for book in layers if book.in_force_on(start)], start)
            resolver = Resolver(
                composed.parameters, composed.readings, self.faults, self.vocabulary
            )
            off.update(dict.fromkeys(composed.off))
            begins = midnight_of(start)
            ends = FOREVER if end is None else midnight_of(end)
            for rule in composed.rules.values():
                scoped = composed.in_scope(rule)
                _append(rules.setdefault(rule.id, []), Dated(resolver.rule(scoped), begins, ends))
            for one in composed.decisions.values():
                bound = Dated(resolver.decision(composed.decided_in_scope(one)), begins, ends)
                _append(decisions.setdefault(one.id, []), bound)
        return _Made(_flat(rules), _flat(decisions), tuple(off))

    def _composed(self, books: Sequence[Rulebook], day: date) -> _Composed:
        composed = _Composed()
        for book in books:
            self._read(book, composed)
            self._add(book, composed)
            for change in book.changes:
                if change.on is None or change.on <= day:
                    self._apply(change, book, composed)
        return composed

    def _read(self, book: Rulebook, composed: _Composed) -> None:
        """A reading other than that of a wider layer moves clocks, perhaps statutory ones."""
        statutory = any(rule.statutory for rule in composed.rules.values())
        for name, chosen in book.readings.items():
            if statutory and composed.readings[name] != chosen.option:
                given = {
                    "reason": chosen.reason,
                    "approved_by": chosen.approved_by,
                    "on": chosen.on,
                }
                self._require(given, chosen.place, "this reading", "statutory rules are read by it")
            composed.readings[name] = chosen.option

    def _add(self, book: Rulebook, composed: _Composed) -> None:
        for name, setting in book.parameters.items():
            if name in composed.parameters:
                self.faults.add(
                    setting.place,
                    f"the parameter {name} is already set by a wider layer",
                    "use “changes”",
                )
            composed.parameters[name] = setting
        if book.scope is not None:
            composed.scopes[book.id] = book.scope
        own: list[Rule | DecisionRule] = [*book.rules.values(), *book.decisions.values()]
        for rule in own:
            wider = composed.rules.get(rule.id) or composed.decisions.get(rule.id)
            if wider is not None:
                self.faults.add(
                    rule.place,
                    f"the rule {rule.id} is already one of {wider.rulebook}",
                    "change it, or choose another id",
                )
            composed.entries[rule.id] = book.entries[rule.id]
        composed.rules.update(book.rules)
        composed.decisions.update(book.decisions)

    def _apply(self, change: Change, book: Rulebook, composed: _Composed) -> None:
        if change.parameter:
            self._set_parameter(change, composed)
            return
        rule = composed.rules.get(change.rule) or composed.decisions.get(change.rule)
        if rule is None or rule.rulebook == book.id:
            return
        self.applied.add(change)
        if rule.statutory:
            self._require_approval(change, f"the rule {rule.id} is statutory")
        if change.off:
            composed.off.append(change)
            composed.rules.pop(rule.id, None)
            composed.decisions.pop(rule.id, None)
            del composed.entries[rule.id]
        elif change.sets is not None:
            self._overlay(change, change.sets, rule, composed)

    def _overlay(
        self, change: Change, sets: Entries, rule: Rule | DecisionRule, composed: _Composed
    ) -> None:
        old = composed.entries[rule.id]
        fixed = FIXED_KEYS if isinstance(rule, Rule) else FIXED_DECISION_KEYS
        new = {key: part for key, part in sets.entries.items() if key not in fixed}
        entries = Entries(old.place, {**old.entries, **new}, {**old.keys, **sets.keys})
        composed.entries[rule.id] = entries
        given = (self.vocabulary, self.faults, rule.rulebook, rule.rulebook_title)
        changed_by = (*rule.changed_by, change)
        if isinstance(rule, Rule):
            changed = RuleReader(*given).read(entries)
            composed.rules[rule.id] = replace(changed, changed_by=changed_by)
        else:
            decided = DecisionReader(*given).read(entries)
            composed.decisions[rule.id] = replace(decided, changed_by=changed_by)

    def _set_parameter(self, change: Change, composed: _Composed) -> None:
        setting = composed.parameters.get(change.parameter)
        if setting is None:
            return
        self.applied.add(change)
        users = [
            rule.id
            for rule in composed.rules.values()
            if rule.statutory and change.parameter in parameters_in_rule(rule)
        ]
        if users or setting.statutory:
            used_by = f"the statutory rule {users[0]} uses it" if users else "it is statutory"
            self._require_approval(change, used_by)
        composed.parameters[change.parameter] = replace(
            setting, value=change.value, source=change.source, place=change.place
        )

    def _require_approval(self, change: Change, why: str) -> None:
        given = {"approved_by": change.approved_by, "on": change.on}
        self._require(given, change.place, "this change", why)

    def _require(self, given: Mapping[str, object], place: Place, what: str, why: str) -> None:
        """Local circumstances may vary statutory guidance only exceptionally, with reason and
        approver (DA-062; DfE 2014 ¶7)."""
        missing = [f"“{name}”" for name, value in given.items() if not value]
        if missing:
            self.faults.add(place, f"{what} needs {joined(missing)}: {why}")


def _append(spans: list[Dated[Bound]], dated: Dated[Bound]) -> None:
    """Add a span, or lengthen the last one where nothing has changed."""
    if spans and spans[-1].ends == dated.begins:
        last = spans[-1]
        if last.rule == dated.rule:
            spans[-1] = replace(last, ends=dated.ends)
            return
    spans.append(dated)


def _flat(spans: Mapping[str, Sequence[Dated[Bound]]]) -> tuple[Dated[Bound], ...]:
    return tuple(one for dated in spans.values() for one in dated)


def _spans(layers: Sequence[Rulebook]) -> Iterator[tuple[date, date | None]]:
    """The spans of days within which no layer begins, ends or changes."""
    days = set()
    for book in layers:
        days.update({book.starts_on, book.ends_on})
        days.update(change.on for change in book.changes)
    ordered = sorted(day for day in days if day is not None and day != date.max)
    return zip(ordered, [*ordered[1:], None], strict=True)
