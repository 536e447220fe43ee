"""What binds on one day: the rules, lists, parameters and readings of several rulebooks, the
narrower laid on the wider."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from lantern.protocol.conditions import All
from lantern.protocol.decision_reading import FIXED_DECISION_KEYS, DecisionReader
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.documents import Entries
from lantern.protocol.faults import Faults, Place
from lantern.protocol.list_reading import FIXED_LIST_KEYS, ListReader
from lantern.protocol.readings import DEFAULTS
from lantern.protocol.resolve import parameters_in_decision, parameters_in_rule
from lantern.protocol.rule_reading import FIXED_KEYS, RuleReader
from lantern.protocol.rulebook import Change, NamedList, Rule, Rulebook, Scope, Setting
from lantern.protocol.wording import joined

Named: TypeAlias = Rule | DecisionRule | NamedList
"""What a rulebook names by an id, and a narrower one may change."""
SCOPED = ("child", "episode")
"""The subjects to which the scope of a rulebook applies: those that are about one child."""


@dataclass(slots=True)
class Composed:
    """The rules, lists, parameters and readings that bind on one day."""

    rules: dict[str, Rule] = field(default_factory=dict)
    decisions: dict[str, DecisionRule] = field(default_factory=dict)
    lists: dict[str, NamedList] = field(default_factory=dict)
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

    def listed_in_scope(self, one: NamedList) -> NamedList:
        """The list, of those alone whom its rulebook is about."""
        scope = self.scopes.get(one.rulebook)
        return one if scope is None else replace(one, when=All((scope.of(one.id), one.when)))

    def named(self, name: str) -> Named | None:
        """The rule or list of this id."""
        return self.rules.get(name) or self.decisions.get(name) or self.lists.get(name)

    def drop(self, name: str) -> None:
        """Take a rule or list out."""
        for each in (self.rules, self.decisions, self.lists):
            each.pop(name, None)
        del self.entries[name]


@dataclass(slots=True)
class Composition:
    """Lays the books of one stack on each other, day by day, noting every fault."""

    faults: Faults
    vocabulary: Vocabulary
    applied: set[Change] = field(default_factory=set)
    """Every change that found what it changes."""

    def on(self, day: date, books: Iterable[Rulebook]) -> Composed:
        """What binds on a day by these books, the widest first, all of them in force then."""
        composed = Composed()
        for book in books:
            self._read(book, composed)
            self._add(book, composed)
            for change in book.changes:
                if change.on is None or change.on <= day:
                    self._apply(change, book, composed)
        return composed

    def _read(self, book: Rulebook, composed: Composed) -> None:
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

    def _add(self, book: Rulebook, composed: Composed) -> None:
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
        own: list[Named] = [*book.rules.values(), *book.decisions.values(), *book.lists.values()]
        for one in own:
            wider = composed.named(one.id)
            if wider is not None:
                noun = "list" if isinstance(wider, NamedList) else "rule"
                self.faults.add(
                    one.place,
                    f"the {noun} {one.id} is already one of {wider.rulebook}",
                    "change it, or choose another id",
                )
            composed.entries[one.id] = book.entries[one.id]
        composed.rules.update(book.rules)
        composed.decisions.update(book.decisions)
        composed.lists.update(book.lists)

    def _apply(self, change: Change, book: Rulebook, composed: Composed) -> None:
        if change.parameter:
            self._set_parameter(change, composed)
            return
        one = composed.named(change.rule or change.listed)
        if one is None or one.rulebook == book.id:
            return
        if isinstance(one, NamedList) is not bool(change.listed):
            return
        self.applied.add(change)
        if not isinstance(one, NamedList) and one.statutory:
            self._require_approval(change, f"the rule {one.id} is statutory")
        if change.off:
            composed.off.append(change)
            composed.drop(one.id)
        elif change.sets is not None:
            self._overlay(change, change.sets, one, composed)

    def _overlay(self, change: Change, sets: Entries, one: Named, composed: Composed) -> None:
        old = composed.entries[one.id]
        new = {key: part for key, part in sets.entries.items() if key not in _fixed(one)}
        entries = Entries(old.place, {**old.entries, **new}, {**old.keys, **sets.keys})
        composed.entries[one.id] = entries
        given = (self.vocabulary, self.faults, one.rulebook, one.rulebook_title)
        changed_by = (*one.changed_by, change)
        if isinstance(one, Rule):
            changed = RuleReader(*given).read(entries)
            composed.rules[one.id] = replace(changed, changed_by=changed_by)
        elif isinstance(one, DecisionRule):
            decided = DecisionReader(*given).read(entries)
            composed.decisions[one.id] = replace(decided, changed_by=changed_by)
        else:
            listed = ListReader(*given).read(entries)
            composed.lists[one.id] = replace(listed, changed_by=changed_by)

    def _set_parameter(self, change: Change, composed: Composed) -> None:
        setting = composed.parameters.get(change.parameter)
        if setting is None:
            return
        self.applied.add(change)
        used: list[tuple[Rule | DecisionRule, frozenset[str]]] = [
            *((rule, parameters_in_rule(rule)) for rule in composed.rules.values()),
            *((one, parameters_in_decision(one)) for one in composed.decisions.values()),
        ]
        users = [one.id for one, names in used if one.statutory and change.parameter in names]
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


def _fixed(one: Named) -> frozenset[str]:
    """What a change may not set."""
    if isinstance(one, Rule):
        return FIXED_KEYS
    return FIXED_DECISION_KEYS if isinstance(one, DecisionRule) else FIXED_LIST_KEYS
