"""A rulebook and its rules: frozen, typed, and each with the source that stands behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lantern.protocol.conditions import Any, Condition, Length, Parameter
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import NO_FACTS, Vocabulary
from lantern.protocol.documents import Entries, place_in
from lantern.protocol.faults import Place
from lantern.protocol.limits import Limit
from lantern.protocol.readings import DEFAULTS
from lantern.protocol.sources import Source

LAYERS = ("nation", "region", "force", "partnership", "provider", "home", "child")
"""From the widest to the narrowest; a narrower layer extends a wider one."""

STAGES = ("before", "checks", "missing", "return", "after")
OWNER = "owner"
"""In a list of who is told: whoever owes the duty."""


@dataclass(frozen=True, slots=True)
class Excusal:
    """What excuses a duty: a condition, a person of one of these roles, or the end of its spell."""

    why: str
    when: Condition | None = None
    roles: tuple[str, ...] = ()
    spell_ends: bool = False


@dataclass(frozen=True, slots=True)
class OwnerCase:
    """Who owes the duty where something holds at the instant it arises."""

    role: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Instead:
    """Another way to meet a duty, such as “attempted and not possible”, once it has been tried so
    often since the duty arose."""

    when: Condition
    why: str
    attempts: Condition | None = None
    at_least: int | Parameter = 1


@dataclass(frozen=True, slots=True)
class Repetition:
    """That a duty comes round again, every so often: while its spell lasts, until something holds,
    so many times, or without end."""

    every: Length | Parameter
    until_spell_ends: bool
    until: Condition | None = None
    times: int | Parameter | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Which roles are told when a duty arises, is due soon and is overdue."""

    arises: tuple[str, ...] = ()
    due_soon: tuple[str, ...] = ()
    before: Length | Parameter | None = None
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that somebody must do by a time, when, unless what, and on whose authority."""

    id: str
    duty: str
    subject: str
    stage: str
    owner: str
    arises: Condition
    within: Limit
    met_by: Condition
    source: Source
    place: Place
    rulebook: str = ""
    rulebook_title: str = ""
    statutory: bool = False
    early: bool = False
    early_since: Condition | None = None
    met_after: Condition | None = None
    owner_cases: tuple[OwnerCase, ...] = ()
    instead: tuple[Instead, ...] = ()
    for_each: str = ""
    """The members of whom each gives rise to a duty of its own."""
    agenda: tuple[str, ...] = ()
    """The lists whose children are considered when it is met."""
    same_as: str = ""
    """The rule of another rulebook that asks for the same act, where both bind at once."""
    excused_by: tuple[Excusal, ...] = ()
    repeats: Repetition | None = None
    tell: Telling = field(default_factory=Telling)
    requirements: tuple[str, ...] = ()
    note: str = ""
    changed_by: tuple["Change", ...] = ()
    readings: Mapping[str, str] = field(default_factory=lambda: DEFAULTS)
    """How the sources' silences are read where this rule binds."""
    vocabulary: Vocabulary = field(default=NO_FACTS, compare=False)
    """The facts that its rulebook may speak of, with their words."""
    written: Entries | None = field(default=None, compare=False, repr=False)
    """Its entries as they stand in the files, with their places."""

    def __hash__(self) -> int:
        return hash((self.id, self.rulebook))

    def place_of(self, *path: str | int) -> Place:
        """Where an entry of the rule stands: “within”, or the “when” of its second excuse."""
        return self.place if self.written is None else place_in(self.written, *path)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedList:
    """Children, or absences, of whom the same holds: who is on it follows from the facts, and a
    person considers each of them."""

    id: str
    title: str
    subject: str
    when: Condition
    source: Source
    place: Place
    rulebook: str = ""
    rulebook_title: str = ""
    requirements: tuple[str, ...] = ()
    note: str = ""
    changed_by: tuple["Change", ...] = ()
    readings: Mapping[str, str] = field(default_factory=lambda: DEFAULTS)
    vocabulary: Vocabulary = field(default=NO_FACTS, compare=False)
    written: Entries | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.id, self.rulebook))

    def place_of(self, *path: str | int) -> Place:
        """Where an entry of the list stands."""
        return self.place if self.written is None else place_in(self.written, *path)


@dataclass(frozen=True, slots=True)
class Setting:
    """A number, length or role that a partnership may set, with its meaning and source."""

    name: str
    value: str
    meaning: str
    source: Source
    place: Place
    statutory: bool = False


@dataclass(frozen=True, slots=True)
class ChosenReading:
    """How a rulebook reads a silent source; with its reason where that moves statutory rules."""

    option: str
    place: Place
    reason: str = ""
    approved_by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """What a rulebook changes in one that it extends: the entries of a rule or a list, a parameter,
    or switching off."""

    rule: str = ""
    listed: str = ""
    """The list that it changes."""
    parameter: str = ""
    off: bool = False
    sets: Entries | None = None
    value: str = ""
    reason: str
    approved_by: str = ""
    on: date | None = None
    source: Source
    place: Place
    rulebook: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom the rulebook's own rules are about: all of them where it is `in_full`, and some where it
    is in part, each such part with its rules."""

    in_full: Condition
    parts: tuple[tuple[Condition, frozenset[str]], ...] = ()

    def of(self, rule_id: str) -> Condition:
        """Where this rule of the rulebook applies."""
        parts = tuple(when for when, rules in self.parts if rule_id in rules)
        return Any((self.in_full, *parts)) if parts else self.in_full


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rulebook:
    """One dated version of one layer of a protocol, as its file states it."""

    id: str
    title: str
    agreed_by: str
    layer: str
    starts_on: date
    ends_on: date | None
    extends: tuple[str, ...]
    readings: Mapping[str, "ChosenReading"]
    parameters: Mapping[str, Setting]
    rules: Mapping[str, Rule]
    entries: Mapping[str, Entries]
    decisions: Mapping[str, DecisionRule]
    changes: tuple[Change, ...]
    place: Place
    vocabulary: Vocabulary
    reads: frozenset[str]
    """Every word of its rules, decisions, scope, changes and derived facts: what it speaks of."""
    scope: Scope | None = None
    lists: Mapping[str, NamedList] = field(default_factory=dict)
    note: str = ""

    def in_force_on(self, day: date) -> bool:
        """Whether this version binds on a day. Its last day is the day before `until`."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
