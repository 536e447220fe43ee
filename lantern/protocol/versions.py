"""A protocol ready to run: each rule of a stack of layers in each of its dated versions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import chain, compress, groupby
from typing import Generic, TypeAlias, TypeVar

from lantern.core import calendar
from lantern.core.instants import MINUTE
from lantern.protocol.compiled import Compiler, Evaluation, Node, needs
from lantern.protocol.conditions import Any, Length
from lantern.protocol.decisions import DecisionRule, Exemption
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.facts import Facts
from lantern.protocol.limits import (
    AtOnce,
    ByEvent,
    ByNext,
    CountedFrom,
    Earliest,
    Limit,
    Never,
    SameDay,
    Within,
    before,
    elapsed,
    shift,
    turn,
)
from lantern.protocol.rulebook import Change, Instead, NamedList, Rule, Rulebook
from lantern.protocol.spells import NONE, Spells

Due: TypeAlias = Callable[[int, Evaluation], int | None]
Asked: TypeAlias = Callable[[int, Evaluation], bool]
CLAUSES = 4
"""How many of a rule's necessary conditions the index looks at."""
EVERY = -1
"""Each version of a protocol: a number in which every bit is set."""
_AS_NUMBERS = bytes.maketrans(b"01", b"\x00\x01")


@dataclass(frozen=True, slots=True, eq=False)
class Excuser:
    """What excuses a duty by itself, ready to run, with the words for it."""

    when: Node
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class OtherWay:
    """Another way to meet a duty, ready to run."""

    when: Node
    why: str
    attempts: Node | None
    at_least: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RuleVersion:
    """One rule as it binds in one span of time, with its conditions ready to run."""

    rule: Rule
    begins: int
    ends: int
    follows: bool
    several: bool
    arises: Node
    met_by: Node
    met_after: Node | None
    early_since: Node | None
    due: Due
    soon: Callable[[int], int] | None
    turns: Callable[[int, int], int] | None
    excusers: tuple[Excuser, ...]
    spell_ends: str | None
    """Why the end of its spell excuses the duty, if it does."""
    excused_by_person: bool
    excusable: bool
    owners: tuple[tuple[str, Asked], ...]
    """The roles that owe it in certain cases, each with its test at the instant it arises."""
    instead: tuple[OtherWay, ...]
    until: Node | None
    early: bool
    """Whether an act from before it arose can meet it; never where it is one turn of several."""
    is_met_plainly: bool
    """Whether what meets it is all that is asked: no gate before it, no other way."""
    about: frozenset[str]
    """Facts that tell of the members of whom each gives rise to a duty of its own."""


Bound = TypeVar("Bound", Rule, DecisionRule, NamedList)


@dataclass(frozen=True, slots=True)
class Dated(Generic[Bound]):
    """A rule as it binds from one instant until another."""

    rule: Bound
    begins: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DecisionVersion:
    """A rule of decision as it binds in one span of time, with its conditions ready to run."""

    rule: DecisionRule
    begins: int
    ends: int
    when: Node | None
    unless: tuple[tuple[Exemption, Node | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListVersion:
    """A named list as it binds in one span of time, with its condition ready to run."""

    named: NamedList
    begins: int
    ends: int
    when: Node


@dataclass(slots=True, eq=False, kw_only=True)
class Protocol:
    """All that one partnership has agreed, layer on layer, ready to be asked what is owed."""

    id: str
    title: str
    layers: tuple[Rulebook, ...]
    dated: tuple[Dated[Rule], ...]
    decided: tuple[Dated[DecisionRule], ...]
    switched_off: tuple[Change, ...]
    vocabulary: Vocabulary
    named: tuple[Dated[NamedList], ...] = ()
    versions: tuple[RuleVersion, ...] = ()
    size: int = 0
    decisions: tuple[DecisionVersion, ...] = ()
    decision_size: int = 0
    lists: tuple[ListVersion, ...] = ()
    list_size: int = 0
    episode_facts: frozenset[str] = frozenset()
    _subjects: dict[str, int] = field(default_factory=dict)
    _index: dict[str, int] = field(default_factory=dict)
    """By fact, a bit for each version that needs it: those of the first clauses, then of the
    second."""
    _by_rule: dict[str, tuple[RuleVersion, ...]] = field(default_factory=dict)
    _unneeded: int = 0
    _of_fact: dict[str, list[int]] = field(default_factory=dict)
    _blank: list[Spells | None] = field(default_factory=list)
    """What is known of each condition where no fact is recorded."""

    def __post_init__(self) -> None:
        compiler = Compiler(self.vocabulary, {}, {})
        self.versions = tuple(_versions(self.dated, compiler))
        self.size = compiler.size
        self._of_fact = compiler.of_fact
        waiting = set(chain.from_iterable(self._of_fact.values()))
        self._blank = [NONE if place in waiting else None for place in range(self.size)]
        compiler = Compiler(self.vocabulary, {}, {})
        self.decisions = tuple(_decision(one, compiler) for one in self.decided)
        self.decision_size = compiler.size
        compiler = Compiler(self.vocabulary, {}, {})
        self.lists = tuple(_list(one, compiler) for one in self.named)
        self.list_size = compiler.size
        self.episode_facts = frozenset(
            name for name, fact in self.vocabulary.items() if fact.subject == "episode"
        )
        self._by_rule = {
            name: tuple(of_rule)
            for name, of_rule in groupby(self.versions, lambda version: version.rule.id)
        }
        self._make_index()

    def rules(self) -> Iterable[Rule]:
        """Every rule, each dated version of it."""
        return (version.rule for version in self.versions)

    def binding(self, at: int) -> dict[str, Dated[Rule]]:
        """Each rule that binds at an instant, in microseconds, by its id."""
        return {one.rule.id: one for one in self.dated if one.begins <= at < one.ends}

    def of_rule(self, rule: str) -> tuple[RuleVersion, ...]:
        """Each dated version of one rule; none where there is no such rule."""
        return self._by_rule.get(rule, ())

    def deciding(self) -> tuple[str, ...]:
        """Each fact whose value is decided under some rule, once."""
        return tuple(dict.fromkeys(version.rule.decides for version in self.decisions))

    def evaluation(self, facts: Facts) -> Evaluation:
        """These facts, about to be asked by the rules: conditions that wait for a fact which is not
        recorded are known not to hold, and are not asked."""
        memo = self._blank.copy()
        for fact in facts.rows:
            for place in self._of_fact.get(fact, ()):
                memo[place] = None
        return Evaluation(facts, self.size, memo)

    def candidates(self, facts: Facts, among: int = EVERY) -> Iterable[RuleVersion]:
        """The versions that could give rise to a duty: some fact each of them needs is recorded.

        `among` has a bit for each version that is asked at all.
        """
        met = self._unneeded
        for fact in facts.shape & self._index.keys():
            met |= self._index[fact]
        possible = self._subjects.get(facts.subject, 0) & among
        for clause in range(CLAUSES):
            possible &= met >> clause * len(self.versions)
        # Its binary digits, last first, as bytes that are 0 or 1: what `compress` picks by.
        digits = f"{possible:b}"[::-1].encode().translate(_AS_NUMBERS)
        return compress(self.versions, digits)

    def _make_index(self) -> None:
        arising = {
            name: Any(tuple(one.rule.arises for one in versions))
            for name, versions in self._by_rule.items()
        }
        for number, version in enumerate(self.versions):
            bit = 1 << number
            subject = version.rule.subject
            self._subjects[subject] = self._subjects.get(subject, 0) | bit
            clauses = sorted(set(needs(version.rule.arises, arising)), key=self._rarity)[:CLAUSES]
            for place in range(CLAUSES):
                in_place = bit << place * len(self.versions)
                if place >= len(clauses):
                    self._unneeded |= in_place
                    continue
                for fact in clauses[place]:
                    self._index[fact] = self._index.get(fact, 0) | in_place

    def _rarity(self, clause: frozenset[str]) -> tuple[int, int, str]:
        """Facts of the episode are rarer than facts of the child, and one fact rarer than
        several."""
        of_child = sum(name.partition("=")[0] not in self.episode_facts for name in clause)
        return of_child, len(clause), min(clause)


def _decision(dated: Dated[DecisionRule], compiler: Compiler) -> DecisionVersion:
    rule = dated.rule
    compiler.reading(rule.readings)
    return DecisionVersion(
        rule=rule,
        begins=dated.begins,
        ends=dated.ends,
        when=None if rule.when is None else compiler.node(rule.when),
        unless=tuple(
            (one, None if one.when is None else compiler.node(one.when)) for one in rule.unless
        ),
    )


def _list(dated: Dated[NamedList], compiler: Compiler) -> ListVersion:
    one = dated.rule
    compiler.reading(one.readings)
    return ListVersion(
        named=one, begins=dated.begins, ends=dated.ends, when=compiler.node(one.when)
    )


def _versions(dated: tuple[Dated[Rule], ...], compiler: Compiler) -> Iterable[RuleVersion]:
    for one in dated:
        same = [other for other in dated if other.rule.id == one.rule.id]
        compiler.reading(one.rule.readings)
        follows = any(other.ends == one.begins for other in same)
        yield _version(one, compiler, follows=follows, several=len(same) > 1)


def _version(
    dated: Dated[Rule], compiler: Compiler, *, follows: bool, several: bool
) -> RuleVersion:
    rule = dated.rule
    until = None if rule.repeats is None else rule.repeats.until
    warned = rule.tell.before
    repeats = rule.repeats
    turns = None
    if repeats is not None and isinstance(repeats.every, Length):
        turns = turn(repeats.every, rule.readings)
    return RuleVersion(
        rule=rule,
        begins=dated.begins,
        ends=dated.ends,
        follows=follows,
        several=several,
        arises=compiler.node(rule.arises),
        met_by=compiler.node(rule.met_by),
        met_after=None if rule.met_after is None else compiler.node(rule.met_after),
        early_since=None if rule.early_since is None else compiler.node(rule.early_since),
        due=_due(rule.within, compiler),
        soon=before(warned) if isinstance(warned, Length) else None,
        turns=turns,
        excusers=tuple(
            Excuser(compiler.node(excusal.when), excusal.why)
            for excusal in rule.excused_by
            if excusal.when is not None
        ),
        spell_ends=_why_spell_ends(rule),
        excused_by_person=any(excusal.roles for excusal in rule.excused_by),
        excusable=bool(rule.excused_by) or _why_spell_ends(rule) is not None,
        owners=tuple((case.role, compiler.asked(case.when)) for case in rule.owner_cases),
        early=rule.early and turns is None,
        is_met_plainly=rule.met_after is None and not rule.instead,
        instead=tuple(_other_way(one, compiler) for one in rule.instead),
        until=None if until is None else compiler.node(until),
        about=rule.vocabulary.about(rule.for_each) if rule.for_each else frozenset(),
    )


def _other_way(one: Instead, compiler: Compiler) -> OtherWay:
    attempts = None if one.attempts is None else compiler.node(one.attempts)
    least = one.at_least if isinstance(one.at_least, int) else 1
    return OtherWay(compiler.node(one.when), one.why, attempts, least)


def _why_spell_ends(rule: Rule) -> str | None:
    said = next((excusal.why for excusal in rule.excused_by if excusal.spell_ends), None)
    repeats = rule.repeats
    ends = repeats is not None and (repeats.until_spell_ends or repeats.until is not None)
    if said is None and ends:
        return "it no longer has to be repeated"
    return said


def _due(limit: Limit, compiler: Compiler) -> Due:  # noqa: PLR0911  a return a case
    match limit:
        case Within(Length() as length):
            span = elapsed(length, compiler.readings)
            if span is not None:
                return lambda arose, _: arose + span
            after = shift(length, compiler.readings)
            return lambda arose, _: after(arose)
        case SameDay():
            return lambda arose, _: calendar.end_of_day(arose)
        case ByNext(minutes):
            return lambda arose, _: calendar.next_clock_time(arose, minutes * MINUTE)
        case AtOnce():
            return lambda arose, _: arose
        case Never():
            return lambda arose, _: None
        case _:
            return _compound_due(limit, compiler)


def _compound_due(limit: Limit, compiler: Compiler) -> Due:
    match limit:
        case Earliest(limits):
            return _earliest([_due(one, compiler) for one in limits])
        case CountedFrom(inner, event):
            return _counted_from(_due(inner, compiler), compiler.node(event))
        case ByEvent():
            return _by_event(limit, compiler)
        case _:
            raise TypeError(f"{limit} has a parameter that was not resolved")


def _earliest(limits: list[Due]) -> Due:
    def due(arose: int, evaluation: Evaluation) -> int | None:
        found = (limit(arose, evaluation) for limit in limits)
        return min((one for one in found if one is not None), default=None)

    return due


def _by_event(limit: ByEvent, compiler: Compiler) -> Due:
    event = compiler.node(limit.event)
    otherwise = None if limit.otherwise is None else _due(limit.otherwise, compiler)
    earlier = before(limit.earlier_by) if isinstance(limit.earlier_by, Length) else None

    def due(arose: int, evaluation: Evaluation) -> int | None:
        for point in event.spells(evaluation):
            if point[0] >= arose:
                return max(arose, point[0] if earlier is None else earlier(point[0]))
        return None if otherwise is None else otherwise(arose, evaluation)

    return due


def _counted_from(limit: Due, event: Node) -> Due:
    def due(arose: int, evaluation: Evaluation) -> int | None:
        start = arose
        for point in event.spells(evaluation):
            if point[0] <= arose:
                start = point[0]
        found = limit(start, evaluation)
        # A limit counted from something earlier may already have passed: then it is due at once.
        return None if found is None else max(found, arose)

    return due
