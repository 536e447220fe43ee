"""Lays rulebooks one on another: which rules bind on which days, and every fault of the stack."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lantern.core.calendar import midnight_of
from lantern.core.instants import FOREVER
from lantern.protocol import between, naming, soundness
from lantern.protocol.composing import Composed, Composition
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.faults import Faults, did_you_mean
from lantern.protocol.lexicon import vocabulary as shipped
from lantern.protocol.resolve import Resolver
from lantern.protocol.rulebook import LAYERS, Change, NamedList, Rule, Rulebook
from lantern.protocol.versions import Bound, Dated, Protocol


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


@dataclass(frozen=True, slots=True)
class _Made:
    """The rules of a stack in their dated versions, and what it switches off."""

    rules: tuple[Dated[Rule], ...]
    decisions: tuple[Dated[DecisionRule], ...]
    lists: tuple[Dated[NamedList], ...]
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
        self.composition = Composition(faults, self.vocabulary)

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
            named=made.lists,
            switched_off=made.off,
            vocabulary=self.vocabulary,
        )

    def examine(self) -> None:
        """Note what is wrong with the stack on any day."""
        layers = self._all_books()
        made = self._dated(layers)
        soundness.examine_all(made.rules, made.decisions, self.vocabulary, self.faults)
        naming.examine(made.rules, made.decisions, made.lists, made.off, self.faults)
        everywhere = {
            rule.id: rule
            for books in self.versions.values()
            for book in books
            for rule in book.rules.values()
        }
        naming.examine_same(self.name, made.rules, everywhere, self.faults)
        for book in self.versions[self.name]:
            for change in book.changes:
                if change not in self.composition.applied:
                    self._never_applied(change, layers)

    def _never_applied(self, change: Change, layers: Sequence[Rulebook]) -> None:
        wider = [book for book in layers if book.id != self.name]
        known = {name for book in wider for name in (*book.rules, *book.decisions)}
        noun = "rule"
        if change.parameter:
            known = {name for book in wider for name in book.parameters}
            noun = "parameter"
        elif change.listed:
            known = {name for book in wider for name in book.lists}
            noun = "list"
        name = change.rule or change.parameter or change.listed
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
        lists: dict[str, list[Dated[NamedList]]] = {}
        off: dict[Change, None] = {}
        for start, end in _spans(layers):
            books = [book for book in layers if book.in_force_on(start)]
            composed = self.composition.on(start, books)
            resolver = self._resolver(composed)
            off.update(dict.fromkeys(composed.off))
            begins = midnight_of(start)
            ends = FOREVER if end is None else midnight_of(end)
            for rule in composed.rules.values():
                scoped = composed.in_scope(rule)
                _append(rules.setdefault(rule.id, []), Dated(resolver.rule(scoped), begins, ends))
            for one in composed.decisions.values():
                bound = Dated(resolver.decision(composed.decided_in_scope(one)), begins, ends)
                _append(decisions.setdefault(one.id, []), bound)
            for each in resolver.lists.values():
                listed = Dated(resolver.named(each), begins, ends)
                _append(lists.setdefault(each.id, []), listed)
        return _Made(_flat(rules), _flat(decisions), _flat(lists), tuple(off))

    def _resolver(self, composed: Composed) -> Resolver:
        return Resolver(
            composed.parameters,
            composed.readings,
            self.faults,
            self.vocabulary,
            duties={name: rule.duty for name, rule in composed.rules.items()},
            lists={name: composed.listed_in_scope(one) for name, one in composed.lists.items()},
        )


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
