"""Where a layer departs from what a wider one is bound to by statute or statutory guidance.

Statutory guidance may be varied only where local circumstances give exceptional reasons (DfE 2014
¶7; DA-062): a change needs its reason, who approved it and the day, and is said aloud. What an Act
or regulations ask can't be put off or taken away at all: a rule says so by its source, whose
document names them with their year.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from lantern.core.instants import HOUR, to_microseconds
from lantern.protocol.compiled import Evaluation
from lantern.protocol.conditions import Length
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.facts import Facts
from lantern.protocol.faults import Faults, Place
from lantern.protocol.layers import Library
from lantern.protocol.limits import ByEvent, CountedFrom, Earliest, Limit, shift
from lantern.protocol.resolve import parameters_in_rule
from lantern.protocol.rulebook import Change, ChosenReading, Rule
from lantern.protocol.versions import Protocol, RuleVersion
from lantern.protocol.wording import limit_in_words

LAW = re.compile(r"\b(?:Act|Regulations|Order) \d{4}\b")
"""How the title of an Act or of regulations ends; guidance has no such title."""
TRIED = tuple(
    to_microseconds(datetime(2015, 1, 1, tzinfo=UTC) + timedelta(hours=13 * number))
    for number in range(700)
)
"""Instants at which two limits are compared: a year with its holidays and both clock changes, at
every hour of the day."""
CHANGED = {
    "arises": "arises otherwise",
    "met_by": "is met otherwise",
    "met_after": "waits for something else",
    "early": "counts what was done early otherwise",
    "early_since": "counts what was done early otherwise",
    "instead": "may be met another way",
    "excused_by": "is excused otherwise",
}
"""Entries of which another is neither stricter nor looser by itself: a person must look."""
DECIDED = {
    "effect": "",
    "values": "",
    "roles": "only",
    "was": "from",
    "when": "when",
    "unless": "unless",
}
"""What a rule of decision binds by, each with its key; its effect is a key of its own."""


@dataclass(frozen=True, slots=True)
class Departure:
    """One way in which a protocol asks later, less or otherwise than a wider layer's statutory
    rule; `why` has the reason, the approver and the day of each change that makes it so."""

    rule: str
    says: str
    why: tuple[str, ...]
    place: Place
    is_law: bool
    """Whether an Act or regulations ask it, so that no partnership may depart from it."""


def departures(shelf: Library, rulebook_id: str) -> tuple[Departure, ...]:
    """Each departure of a rulebook, with all that it extends, from a statutory rule beneath it."""
    protocol = shelf.protocol(rulebook_id)
    found = {(one.says, one.place): one for one in _each(shelf, protocol)}
    return tuple(found.values())


def note(shelf: Library, names: Iterable[str], faults: Faults, warnings: Faults) -> None:
    """Say each departure of these rulebooks: from an Act a fault, from guidance a warning."""
    for name in names:
        for one in departures(shelf, name):
            if one.is_law:
                faults.add(one.place, one.says, "no partnership may vary an Act or regulations")
            else:
                why = "; ".join(one.why)
                warnings.add(one.place, f"a departure from statutory guidance: {one.says}", why)


def _each(shelf: Library, protocol: Protocol) -> Iterator[Departure]:
    for book in protocol.layers:
        if book.id == protocol.id:
            continue
        wider = shelf.protocol(book.id)
        for rule in book.rules.values():
            if rule.statutory:
                yield from _switched_off(rule, protocol)
                yield from _Compared(rule, wider, protocol).departures()
        for decided in book.decisions.values():
            if decided.statutory:
                yield from _switched_off(decided, protocol)
                yield from _decided(decided, wider, protocol)


def _departure(
    raw: Rule | DecisionRule, says: str, place: Place, why: tuple[str, ...]
) -> Departure:
    return Departure(raw.id, says, why, place, LAW.search(raw.source.document) is not None)


def _switched_off(raw: Rule | DecisionRule, protocol: Protocol) -> Iterator[Departure]:
    for change in protocol.switched_off:
        if change.rule == raw.id:
            says = f"{change.rulebook} switches off {raw.id}, which is statutory"
            yield _departure(raw, says, change.place, (_why(change),))


def _decided(raw: DecisionRule, wider: Protocol, protocol: Protocol) -> Iterator[Departure]:
    """A statutory rule of decision that a narrower layer has decide otherwise."""
    stated = [one for one in wider.decided if one.rule.id == raw.id]
    bound = [one for one in protocol.decided if one.rule.id == raw.id]
    for before, after in product(stated, bound):
        if after.begins < before.ends and before.begins < after.ends:
            rule, other = before.rule, after.rule
            keys = [key for key in DECIDED if getattr(rule, key) != getattr(other, key)]
            if keys:
                place = other.place_of(DECIDED[keys[0]] or other.effect)
                why = tuple(_why(change) for change in other.changed_by)
                yield _departure(raw, f"{raw.id} decides otherwise than by statute", place, why)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A statutory rule as its own rulebook has it, and as a narrower protocol has it."""

    raw: Rule
    wider: Protocol
    protocol: Protocol

    def departures(self) -> Iterator[Departure]:
        """How the narrower protocol departs from it, where it has it."""
        for stated in self._versions(self.wider):
            for bound in self._versions(self.protocol):
                if bound.begins < stated.ends and stated.begins < bound.ends:
                    yield from self._differences(stated, bound)

    def _versions(self, protocol: Protocol) -> list[RuleVersion]:
        return [one for one in protocol.versions if one.rule.id == self.raw.id]

    def _differences(self, stated: RuleVersion, bound: RuleVersion) -> Iterator[Departure]:
        rule, other = stated.rule, bound.rule
        causes = dict(self._causes(other))
        for says, key in (*self._limits(stated, bound), *_conditions(rule, other)):
            changed = any(change.sets and key in change.sets.entries for change in other.changed_by)
            place = other.place_of(key) if changed or not causes else next(iter(causes))
            yield _departure(self.raw, says, place, tuple(causes.values()))

    def _causes(self, rule: Rule) -> Iterator[tuple[Place, str]]:
        """What changes the rule in the narrower protocol, with its place: a change of it or of a
        parameter that it uses, or a reading."""
        used = parameters_in_rule(self.raw)
        for change in rule.changed_by:
            yield change.place, _why(change)
        for book in self.protocol.layers:
            for change in book.changes:
                if change.parameter in used:
                    yield change.place, _why(change)
            for name, chosen in book.readings.items():
                if self._wider_reading(name) != chosen.option:
                    yield chosen.place, _why(chosen)

    def _wider_reading(self, name: str) -> str:
        """How the rule's own rulebook reads a silence of the sources."""
        return self._versions(self.wider)[-1].rule.readings[name]

    def _limits(self, stated: RuleVersion, bound: RuleVersion) -> Iterator[tuple[str, str]]:
        rule, other = stated.rule, bound.rule
        later = self._later(stated, bound)
        if later:
            was = limit_in_words(rule.within, rule.vocabulary)
            now = limit_in_words(other.within, other.vocabulary)
            yield f"{rule.id} is due {now}, by statute {was}{later}", "within"
        elif _events(rule.within) != _events(other.within):
            yield f"the limit of {rule.id} is counted otherwise than by statute", "within"
        if _is_rarer(rule, other):
            yield f"{rule.id} comes round less often than by statute", "repeats"

    def _later(self, stated: RuleVersion, bound: RuleVersion) -> str:
        """By how much it is due later at most, where nobody has set a time; or nothing."""
        before = Evaluation(Facts.of([]), self.wider.size)
        after = Evaluation(Facts.of([]), self.protocol.size)
        most = 0
        for at in TRIED:
            was, now = stated.due(at, before), bound.due(at, after)
            if was is None:
                return ""
            if now is None:
                return ", a limit that is gone"
            most = max(most, now - was)
        hours = f"{round(most / HOUR, 1):g}"
        return f": up to {hours} hour{'' if hours == '1' else 's'} later" if most else ""


def _why(change: Change | ChosenReading) -> str:
    """“reason (approved by the director, 2015-08-01)”."""
    said = [f"approved by {change.approved_by}"] if change.approved_by else []
    said += [str(change.on)] if change.on else []
    return f"{change.reason.rstrip('.')} ({', '.join(said)})" if said else change.reason


def _conditions(rule: Rule, other: Rule) -> Iterator[tuple[str, str]]:
    for key, words in CHANGED.items():
        if getattr(rule, key) != getattr(other, key):
            yield f"{rule.id} {words} than by statute", key.removesuffix("_since")


def _events(limit: Limit) -> frozenset[object]:
    """The events from which, or by which, a limit is counted."""
    match limit:
        case Earliest(limits):
            return frozenset[object]().union(*map(_events, limits))
        case CountedFrom(inner, event):
            return _events(inner) | {event}
        case ByEvent(event, earlier, otherwise):
            return (_events(otherwise) if otherwise else frozenset()) | {(event, earlier)}
        case _:
            return frozenset()


def _is_rarer(rule: Rule, other: Rule) -> bool:
    """Whether a duty that comes round again does so less often, or ends sooner."""
    if rule.repeats is None or rule.repeats == other.repeats:
        return False
    if other.repeats is None or other.repeats.until != rule.repeats.until:
        return True
    before, after = rule.repeats.every, other.repeats.every
    if not isinstance(before, Length) or not isinstance(after, Length):
        return False
    earlier, later = shift(before, rule.readings), shift(after, other.readings)
    return any(later(at) > earlier(at) for at in TRIED)
