"""Protocols that bind at once: whose rules are asked, whose words count, who decides what.

A protocol that binds in part brings what its own rulebook says: its rules, its decisions, and what
it changes in a wider layer. What it merely extends binds by way of the others. So a service that
holds return interviews for several councils asks for its own steps, and the national limits stand
as each council has them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, TypeAlias

from lantern.protocol.conditions import Late, all_in
from lantern.protocol.definitions import FactDefinition, Vocabulary
from lantern.protocol.layers import Library
from lantern.protocol.rulebook import LAYERS, Rule
from lantern.protocol.soundness import conditions_of
from lantern.protocol.versions import EVERY, Protocol, RuleVersion

Identity: TypeAlias = tuple[str, str]
BETWEEN: Final = "/"
"""Stands between a protocol's id and a rule's, where two protocols have other rules of one id."""


class Protocols:
    """One protocol or several, the first that of the authority which answers for the child.

    `in_part` has, for the id of a protocol that binds in part, the rules that it brings.
    """

    def __init__(
        self,
        protocols: Sequence[Protocol],
        in_part: Mapping[str, Collection[Rule]] | None = None,
    ) -> None:
        self.all: Final = tuple(protocols)
        self.in_part: Final = in_part or {}
        self._bound: Final = [self._names(protocol) for protocol in self.all]
        self._alike: dict[tuple[int, int], tuple[int, ...]] = {}
        self.among: Final = tuple(self._asked(number) for number in range(len(self.all)))
        """For each protocol a bit for each version of a rule that it is asked for."""
        self._kinds: Final = _kinds(self.all)
        self.mixed: Final = self._several_ask()
        """The kinds of rules that more than one of the protocols is asked for."""
        self.vocabulary: Final = self._vocabulary()
        """Every fact of which any of them may speak, in the words of whoever decides it."""

    @property
    def first(self) -> Protocol:
        """The protocol of the authority which answers for the child."""
        return self.all[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The rulebooks, in order."""
        return tuple(one.id for one in self.all)

    @property
    def versions(self) -> Iterable[RuleVersion]:
        """Each version of each rule, once for each protocol that has it."""
        return chain.from_iterable(one.versions for one in self.all)

    def deciding(self) -> tuple[str, ...]:
        """Each fact whose value is decided under some rule of some of them, once."""
        return tuple(dict.fromkeys(chain.from_iterable(one.deciding() for one in self.all)))

    def decider(self, fact: str) -> Protocol:
        """The protocol under which the value of a fact is decided.

        That of a service or a home, where its own rulebook declares the fact: whoever rates by
        bands of their own does so by their own rules. Else the first that has rules about it, else
        the first that knows it.
        """
        knowing = [one for one in self.all if fact in one.vocabulary]
        own = (one for one in knowing if self._is_own(one, one.vocabulary[fact]))
        ruling = (one for one in knowing if fact in one.deciding())
        return next(chain(own, ruling, knowing), self.first)

    def of_rule(self, protocol_id: str, rule: str) -> tuple[RuleVersion, ...]:
        """Each dated version of a rule of one of them; none where it is not among them."""
        found = next((one for one in self.all if one.id == protocol_id), None)
        return () if found is None else found.of_rule(rule)

    def kind(self, rule: Rule) -> Identity:
        """The rule with which a rule is one."""
        return self._kinds[rule.rulebook, rule.id]

    def alike(self, number: int, rule: Rule) -> tuple[int, ...]:
        """The numbers of the later protocols that have this rule of a protocol just as it is."""
        return self._alike.get((number, id(rule)), ())

    def is_another(self, number: int, rule: Rule) -> bool:
        """Whether an earlier protocol has another rule of the id of this rule of a protocol."""
        mine = self.kind(rule)
        return any(
            self.kind(version.rule) != mine
            for protocol in self.all[:number]
            for version in protocol.of_rule(rule.id)
        )

    def named(self, number: int, rule: str) -> str:
        """A rule's id, with that of the protocol which asks for it."""
        return f"{self.all[number].id}{BETWEEN}{rule}"

    def _is_own(self, protocol: Protocol, fact: FactDefinition) -> bool:
        return protocol.id in self.in_part and fact.rulebook == protocol.id

    def _names(self, protocol: Protocol) -> frozenset[str]:
        """The rules with which a protocol binds, whole or in part."""
        rules = self.in_part.get(protocol.id)
        return frozenset(one.id for one in (protocol.rules() if rules is None else rules))

    def _asked(self, number: int) -> int:
        """The versions of a protocol's rules that are asked: of a rule that an earlier one has just
        as it is, the answer is known. All versions of a rule are asked, or none: what arose under
        one does not arise again under the next."""
        protocol, asked = self.all[number], set(self._bound[number])
        if number == 0 and protocol.id not in self.in_part:
            return EVERY
        for name in sorted(asked):
            same = self._just_as_it_is(number, name)
            if same is not None:
                asked.discard(name)
                for version in self.all[same].of_rule(name):
                    key = (same, id(version.rule))
                    self._alike[key] = (*self._alike.get(key, ()), number)
        return _bits(protocol, asked)

    def _just_as_it_is(self, number: int, name: str) -> int | None:
        """The first of the earlier protocols that has every version of a rule as this one has it. A
        rule that waits for another's lateness is not the same where the other may differ."""
        mine = self.all[number].of_rule(name)
        if any(_waits(version.rule) for version in mine):
            return None
        for place, other in enumerate(self.all[:number]):
            theirs = other.of_rule(name) if name in self._bound[place] else ()
            if len(theirs) == len(mine) and all(map(_is_the_same, mine, theirs)):
                return place
        return None

    def _several_ask(self) -> frozenset[Identity]:
        once: set[Identity] = set()
        more: set[Identity] = set()
        for protocol, among in zip(self.all, self.among, strict=True):
            kinds = {
                self.kind(version.rule)
                for place, version in enumerate(protocol.versions)
                if among >> place & 1
            }
            more |= once & kinds
            once |= kinds
        return frozenset(more)

    def _vocabulary(self) -> Vocabulary:
        if len(self.all) == 1:
            return self.first.vocabulary
        names = dict.fromkeys(chain.from_iterable(one.vocabulary for one in self.all))
        return Vocabulary({name: self.decider(name).vocabulary[name] for name in names})


def _bits(protocol: Protocol, names: Collection[str]) -> int:
    """A bit for each version of the rules of these names."""
    wanted = (place for place, one in enumerate(protocol.versions) if one.rule.id in names)
    return sum(1 << place for place in wanted)


def _is_the_same(one: RuleVersion, other: RuleVersion) -> bool:
    return (one.begins, one.ends) == (other.begins, other.ends) and one.rule == other.rule


def _waits(rule: Rule) -> bool:
    conditions = (condition for _, condition in conditions_of(rule))
    return any(isinstance(part, Late) for one in conditions for part in all_in(one))


def _kinds(protocols: tuple[Protocol, ...]) -> Mapping[Identity, Identity]:
    """For each rule, by the rulebook that states it and its id, the rule with which it is one."""
    kinds: dict[Identity, Identity] = {}
    every = [rule for protocol in protocols for rule in protocol.rules()]
    by_id: dict[str, list[Rule]] = {}
    for rule in every:
        by_id.setdefault(rule.id, []).append(rule)
        kinds.setdefault(_origin(rule), _origin(rule))
    for rule in every:
        for other in by_id.get(rule.same_as, ()):
            mine, theirs = kinds[_origin(rule)], kinds[_origin(other)]
            kinds.update({name: theirs for name, kind in kinds.items() if kind == mine})
    return kinds


def _origin(rule: Rule) -> Identity:
    return rule.rulebook, rule.id


@lru_cache(maxsize=512)
def bound(shelf: Library, areas: tuple[str, ...], services: tuple[str, ...]) -> Protocols:
    """The protocols of some areas, each in whole, with those of a home or a service, each in part.

    Where a home's or a service's rulebook extends that of an area, it is laid upon it and stands in
    its place: that is what extending says. All extend the nation's, which says nothing of whom they
    work for.
    """
    whole = list(dict.fromkeys(areas))
    parts: list[str] = []
    for name in dict.fromkeys(services):
        under = {book.id for book in shelf.protocol(name).layers if book.layer != LAYERS[0]}
        upon = [area for area in whole if area in under]
        if upon:
            whole[whole.index(upon[0])] = name
            whole = [area for area in whole if area not in upon[1:]]
        elif name not in whole:
            parts.append(name)
    whole = list(dict.fromkeys(whole))
    in_part = {name: brought(shelf, name) for name in parts if name not in whole}
    return Protocols([shelf.protocol(name) for name in (*whole, *in_part)], in_part)


@lru_cache(maxsize=512)
def brought(shelf: Library, name: str) -> frozenset[Rule]:
    """What a rulebook says itself: each rule of its protocol that none of those it extends has just
    as it is."""
    wider = {layer for book in shelf.versions[name] for layer in book.extends}
    known = {one.rule for layer in wider for one in shelf.protocol(layer).dated}
    return frozenset(one.rule for one in shelf.protocol(name).dated if one.rule not in known)
