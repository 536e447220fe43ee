"""Why this duty: the facts that gave rise to it, since when, and under which rule and source."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import TypeAlias

from lantern.core.instants import ALWAYS, in_words, to_datetime, to_microseconds
from lantern.protocol.compiled import Compiler, Evaluation, Node
from lantern.protocol.conditions import (
    Age,
    All,
    Any,
    BackTo,
    Condition,
    Derived,
    Holds,
    Lasting,
    Late,
    Listed,
    Not,
    Number,
    OutOfHours,
    Recorded,
    Since,
    Starts,
    Took,
)
from lantern.protocol.decide import Ruling
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import Kind, Vocabulary
from lantern.protocol.evaluate import Lateness, last_instant
from lantern.protocol.facts import Facts
from lantern.protocol.owed import DutyOwed
from lantern.protocol.plain_words import PlainWords
from lantern.protocol.rulebook import NamedList, Rule
from lantern.protocol.spells import Spell, holding
from lantern.protocol.versions import Protocol
from lantern.protocol.wording import Wording, joined, span_in_words

_Readings: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One fact that a duty rests on: in words, since when, how late it was recorded, and from what
    it follows if it is derived."""

    fact: str
    words: str
    since: datetime | None
    is_event: bool = False
    recorded_late_by: timedelta | None = None
    follows_from: tuple["Because", ...] = ()


class Explanations:
    """Explains the duties of one subject. What several of them rest on is worked out once.

    `protocol` is the one that they are owed under, and `until` the instant up to which it was
    asked: only with it can a duty that arose by another's lateness be explained.
    """

    def __init__(
        self, facts: Facts, protocol: Protocol | None = None, *, until: datetime | None = None
    ) -> None:
        self._facts = facts
        self._protocol = protocol
        self._until = last_instant(facts) if until is None else to_microseconds(until)
        self._reasons: dict[tuple[_Readings, Vocabulary, str], _Reasons] = {}
        self._said: dict[tuple[int, int, int], str] = {}

    def because(self, duty: DutyOwed) -> tuple[Because, ...]:
        """The facts that gave rise to a duty, as they stood when it arose."""
        reasons = self._of(duty)
        return tuple(reasons.of(duty.rule.arises, _asked(reasons, duty)))

    def ruling(self, ruling: Ruling) -> tuple[Because, ...]:
        """The facts by which a rule of decision speaks at the instant it was asked."""
        if ruling.rule.when is None:
            return ()
        return tuple(self._of_rule(ruling.rule).of(ruling.rule.when, to_microseconds(ruling.at)))

    def listed(self, named: NamedList, at: datetime) -> tuple[Because, ...]:
        """The facts by which the subject is on a list at an instant."""
        return tuple(self._of_rule(named).of(named.when, to_microseconds(at)))

    def sentence(self, duty: DutyOwed) -> str:
        """“You owe this because …, under …”."""
        rule, reasons = duty.rule, self._of(duty)
        asked = _asked(reasons, duty)
        key = (id(reasons), _token(rule.arises), asked)
        why = self._said.get(key)
        if why is None:
            found = [reason_in_words(one) for one in reasons.of(rule.arises, asked)]
            why = self._said[key] = joined(found) if found else "its condition held"
        return f"You owe this because {why}, under “{rule.rulebook_title}” ({rule.source})."

    def _of(self, duty: DutyOwed) -> "_Reasons":
        return self._of_rule(duty.rule, duty.member)

    def _of_rule(self, rule: Rule | DecisionRule | NamedList, member: str = "") -> "_Reasons":
        given = (tuple(sorted(rule.readings.items())), rule.vocabulary)
        key = (*given, member)
        if key not in self._reasons:
            facts = self._facts
            if member and isinstance(rule, Rule):
                facts = facts.of_member(rule.vocabulary.about(rule.for_each), member)
            self._reasons[key] = _Reasons(facts, *given, self._late(facts))
        return self._reasons[key]

    def _late(self, facts: Facts) -> Lateness | None:
        if self._protocol is None:
            return None
        return Lateness.of(facts, self._protocol, self._until)


def because(facts: Facts, duty: DutyOwed, protocol: Protocol | None = None) -> tuple[Because, ...]:
    """The facts that gave rise to one duty, as they stood when it arose."""
    return Explanations(facts, protocol).because(duty)


def _asked(reasons: "_Reasons", duty: DutyOwed) -> int:
    """When the duty arose; of a later turn, when the spell began whose turn it is."""
    if duty.occurrence <= 1:
        return duty.arose
    starts = [
        spell[0]
        for spell in reasons.spells(duty.rule.arises)
        if spell[2] == duty.cause and spell[0] <= duty.arose
    ]
    return max(starts, default=duty.arose)


@lru_cache(maxsize=8192)
def _ready(
    condition: Condition, readings: tuple[tuple[str, str], ...], known: Vocabulary
) -> tuple[Node, int]:
    """A part of a condition made ready to run, and how many answers it has."""
    compiler = Compiler(known, {}, dict(readings))
    node = compiler.node(condition)
    return node, compiler.size


_TOKENS: dict[int, tuple[Condition, int]] = {}
_EQUAL: dict[Condition, int] = {}
_NUMBERS = count()
_MOST = 20_000


def _token(condition: Condition) -> int:
    """A number for a condition, the same for an equal one in another rule.

    Rules share many conditions, and to compare two takes longer than to look at a number.
    """
    known = _TOKENS.get(id(condition))
    if known is not None:
        return known[1]
    if len(_TOKENS) >= _MOST:  # rehearsed rulebooks come and go
        _TOKENS.clear()
        _EQUAL.clear()
    token = _EQUAL.get(condition)
    if token is None:
        token = _EQUAL[condition] = next(_NUMBERS)
    # The condition is kept, so that no other can come to have its identity.
    _TOKENS[id(condition)] = (condition, token)
    return token


class _Reasons:
    """Finds, in the parts of a condition, those that held at an instant."""

    def __init__(
        self,
        facts: Facts,
        readings: tuple[tuple[str, str], ...],
        known: Vocabulary,
        late: Lateness | None = None,
    ) -> None:
        self.late = late
        self.vocabulary = known
        self.wording = Wording(known)
        self.readings = readings
        self.facts = facts
        self._spells: dict[int, list[Spell]] = {}
        self._found: dict[tuple[int, int], list[Because]] = {}

    def spells(self, condition: Condition) -> list[Spell]:
        token = _token(condition)
        found = self._spells.get(token)
        if found is None:
            node, size = _ready(condition, self.readings, self.vocabulary)
            evaluation = Evaluation(self.facts, size)
            evaluation.late = self.late
            found = self._spells[token] = list(node.spells(evaluation))
        return found

    def _spell(self, condition: Condition, at: int) -> Spell | None:
        found = self.spells(condition)
        point = next((spell for spell in found if spell[0] == spell[1] == at), None)
        return point or holding(found, at)

    def of(self, condition: Condition, at: int) -> list[Because]:
        """Each fact by which the condition holds at an instant."""
        key = (_token(condition), at)
        if key not in self._found:
            self._found[key] = self._holding(condition, at)
        return self._found[key]

    def _holding(self, condition: Condition, at: int) -> list[Because]:
        match condition:
            case All(parts):
                return [reason for part in parts for reason in self.of(part, at)]
            case Any(parts):
                held = [part for part in parts if self._spell(part, at) is not None]
                return [reason for part in held for reason in self.of(part, at)]
            case Starts(part) | BackTo(part=part):
                return self.of(part, at)
            case Holds() | Number():
                return self._recorded(condition, at)
            case Derived() | Listed():
                return self._following(condition, at)
            case _:
                return self._timed(condition, at)

    def _timed(self, condition: Condition, at: int) -> list[Because]:
        match condition:
            case Since(start, _):
                spell = self._spell(condition, at)
                return [] if spell is None else self.of(start, spell[0])
            case Lasting(length, part):
                return [_for(reason, f", for {length}") for reason in self.of(part, at)]
            case OutOfHours() | Not(OutOfHours()):  # which have no spells of their own
                return [Because(fact="", words=self.wording.of(condition), since=None)]
            case _:
                spell = self._spell(condition, at)
                return [] if spell is None else [self._stated(condition, spell)]

    def _stated(self, condition: Condition, spell: Spell) -> Because:
        began = None if isinstance(condition, Not) else _instant(spell)
        fact = "child.age" if isinstance(condition, Age) else ""
        happened = isinstance(condition, Recorded | Took | Late)
        words = self.wording.of(condition)
        return Because(fact=fact, words=words, since=began, is_event=happened)

    def _recorded(self, condition: Holds | Number, at: int) -> list[Because]:
        spell = self._spell(condition, at)
        if spell is None:
            return []
        definition = self.vocabulary[condition.fact]
        row = next(
            (row for row in self.facts.rows.get(condition.fact, ()) if row[2] == spell[2]), None
        )
        words = self.wording.of(condition)
        late = None
        if row is not None:
            if isinstance(row[3], str) and row[3] in definition.values:
                words = definition.says(row[3])
            if row[1] > row[0]:
                late = timedelta(microseconds=row[1] - row[0])
        return [
            Because(
                fact=condition.fact,
                words=words,
                since=_instant(spell),
                is_event=definition.kind is Kind.EVENT,
                recorded_late_by=late,
            )
        ]

    def _following(self, condition: Derived | Listed, at: int) -> list[Because]:
        """What follows from others: a derived fact, or being on a list."""
        spell = self._spell(condition, at)
        part = condition.part
        if spell is None or part is None:
            return []
        fact = condition.fact if isinstance(condition, Derived) else ""
        return [
            Because(
                fact=fact,
                words=self.wording.of(condition),
                since=_instant(spell),
                is_event=bool(fact) and self.vocabulary[fact].kind is Kind.EVENT,
                follows_from=tuple(self.of(part, at)),
            )
        ]


def _for(reason: Because, how_long: str) -> Because:
    return replace(reason, words=reason.words + how_long)


def _instant(spell: Spell) -> datetime | None:
    return to_datetime(spell[0]) if spell[0] != ALWAYS else None


def reason_in_words(reason: Because) -> str:
    """One reason: what, since when, and how late it was recorded."""
    if reason.since is None:
        return reason.words
    late = ""
    if reason.recorded_late_by is not None:
        late = f", recorded {span_in_words(reason.recorded_late_by)} later"
    since = "at" if reason.is_event else "since"
    return f"{reason.words} ({since} {in_words(reason.since)}{late})"


def sentence(facts: Facts, duty: DutyOwed, protocol: Protocol | None = None) -> str:
    """“You owe this because …, under …”, for one duty."""
    return Explanations(facts, protocol).sentence(duty)


def rulebook_in_words(protocol: Protocol) -> str:
    """The protocol as a person would read it: its layers, its parameters, and each rule by
    stage."""
    return PlainWords(protocol).text()
