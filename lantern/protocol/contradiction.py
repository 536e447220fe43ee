"""Whether a condition could ever hold, and whether it holds although nothing was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lantern.protocol.conditions import (
    Age,
    All,
    Any,
    BackTo,
    Condition,
    Derived,
    Holds,
    Lasting,
    Not,
    Number,
    Since,
    Starts,
    parts_of,
)
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.reading import is_event

PATIENCE = 5_000
"""After so many steps a condition is taken to be possible: real ones need a few dozen."""
HIGHEST = 1 << 40
NOTHING = ""
"""Stands for “no value” among the values that a fact may have."""


def holds_of_nothing(condition: Condition) -> bool:
    """Whether the condition holds for all time when nothing has been recorded."""
    match condition:
        case All(parts):
            return all(holds_of_nothing(part) for part in parts)
        case Any(parts):
            return any(holds_of_nothing(part) for part in parts)
        case Not(part):
            return not holds_of_nothing(part)
        case Lasting(part=part) | Derived(part=part) | BackTo(part=part):
            return holds_of_nothing(part)
        case _:
            return False


def never_holds(condition: Condition, vocabulary: Mapping[str, FactDefinition]) -> bool:
    """Whether the condition contradicts itself: a fact with two values, a state both true and
    false."""
    return not _Search(vocabulary).possible((condition,), {})


Known = Mapping[str, frozenset[str] | range]
"""What must be so of each fact by now: its values still possible, or its numbers."""


@dataclass(slots=True)
class _Search:
    """Looks for one way in which several conditions could hold at one instant."""

    vocabulary: Mapping[str, FactDefinition]
    steps: int = 0
    names: dict[Condition, str] = field(default_factory=dict)

    def possible(self, waiting: tuple[Condition, ...], known: Known) -> bool:  # noqa: PLR0911  a return a case
        """Whether all that is waiting can hold at one instant, given what is known."""
        self.steps += 1
        if not waiting or self.steps > PATIENCE:
            return True
        first, rest = waiting[0], waiting[1:]
        match first:
            case All(parts):
                return self.possible((*parts, *rest), known)
            case Any(parts):
                return any(self.possible((part, *rest), known) for part in parts)
            case Derived(part=part) | Lasting(part=part):
                return self._said(first, (part, *rest), known, so=True)
            case Starts(part):
                return self.possible((part, *rest), known)
            case Not(part):
                return self._denied(part, rest, known)
            case Holds() | Age() | Number():
                return self._stated(first, rest, known)
            case _:
                return self._opaque(first) and self._said(first, rest, known, so=True)

    def _said(
        self, condition: Condition, rest: tuple[Condition, ...], known: Known, *, so: bool
    ) -> bool:
        """Whether the rest is possible where this very condition holds, or does not: what looks at
        other instants is not taken apart, but it can't both hold and not hold."""
        if is_event(condition, self.vocabulary):
            return self.possible(rest, known)
        name = self.names.setdefault(condition, f"condition {len(self.names)}")
        return self._narrowed(name, frozenset({"true" if so else "false"}), rest, known)

    def _opaque(self, condition: Condition) -> bool:
        """A condition about other instants: it needs only that each of its parts is possible."""
        if isinstance(condition, Since):
            return self.possible((condition.start,), {})
        return all(self.possible((part,), {}) for part in parts_of(condition))

    def _stated(self, condition: Condition, rest: tuple[Condition, ...], known: Known) -> bool:
        match condition:
            case Age(at_least, under):
                return self._narrowed("child.age", _numbers(at_least, under), rest, known)
            case Number(fact, at_least, under):
                return self._narrowed(fact, _numbers(at_least, under), rest, known)
            case Holds(fact, values, negated):
                kind = self.vocabulary[fact].kind
                if kind is Kind.EVENT:
                    return self.possible(rest, known)
                everything = frozenset(self.vocabulary[fact].values)
                wanted = everything - values if negated else values or frozenset({"true"})
                return self._narrowed(fact, wanted, rest, known)
            case _:
                return self.possible(rest, known)

    def _narrowed(
        self,
        fact: str,
        wanted: frozenset[str] | range,
        rest: tuple[Condition, ...],
        known: Known,
    ) -> bool:
        before = known.get(fact)
        if isinstance(before, range) and isinstance(wanted, range):
            wanted = range(max(before.start, wanted.start), min(before.stop, wanted.stop))
        elif isinstance(before, frozenset) and isinstance(wanted, frozenset):
            wanted = before & wanted
        return bool(wanted) and self.possible(rest, {**known, fact: wanted})

    def _denied(self, part: Condition, rest: tuple[Condition, ...], known: Known) -> bool:  # noqa: PLR0911  a return a case
        """Push a denial inwards until it meets a fact."""
        match part:
            case Not(inner):
                return self.possible((inner, *rest), known)
            case All(parts):
                return any(self.possible((Not(one), *rest), known) for one in parts)
            case Any(parts):
                return self.possible((*(Not(one) for one in parts), *rest), known)
            case Derived(part=inner):
                return self._said(part, (Not(inner), *rest), known, so=False)
            case Age(at_least, under):
                return self._outside("child.age", _numbers(at_least, under), rest, known)
            case Holds(fact, values, negated) if self.vocabulary[fact].kind is not Kind.EVENT:
                everything = frozenset(self.vocabulary[fact].values) or frozenset({"true", "false"})
                held = everything - values if negated else values or frozenset({"true"})
                left = (everything | {NOTHING}) - held
                return self._narrowed(fact, left, rest, known)
            case Holds():
                return self.possible(rest, known)
            case _:
                return self._said(part, rest, known, so=False)

    def _outside(self, fact: str, denied: range, rest: tuple[Condition, ...], known: Known) -> bool:
        below, above = range(denied.start), range(denied.stop, HIGHEST)
        return self._narrowed(fact, below, rest, known) or self._narrowed(fact, above, rest, known)


def _numbers(at_least: int | None, under: int | None) -> range:
    return range(at_least or 0, HIGHEST if under is None else under)
