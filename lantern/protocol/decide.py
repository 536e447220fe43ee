"""Facts, a protocol and a decision in; which values may be chosen, by whom and why not, out.

Asks no clock and writes nothing. A page that is about to record an answer asks with that answer
among the facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lantern.core.instants import to_microseconds
from lantern.protocol.compiled import Evaluation, Node
from lantern.protocol.decisions import DecisionRule, Effect
from lantern.protocol.evaluate import Lateness
from lantern.protocol.facts import Facts
from lantern.protocol.faults import did_you_mean
from lantern.protocol.spells import holding
from lantern.protocol.versions import DecisionVersion, Protocol


class UnknownDecision(Exception):
    """No fact of this name is decided under the protocol."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one rule says of a value, at one instant."""

    rule: DecisionRule
    at: datetime

    @property
    def says(self) -> str:
        """The rule's own sentence, with its source: “… (DfE 2014, ¶23).”"""
        return f"{self.rule.says.rstrip('.')} ({self.rule.source})."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value: whether it may be chosen, and every rule that speaks of it."""

    value: str
    words: str
    refused: tuple[Ruling, ...] = ()
    """Each rule that forbids it, or keeps it to others than this role."""
    forced: tuple[Ruling, ...] = ()
    preset: Ruling | None = None
    warned: tuple[Ruling, ...] = ()
    """It may be chosen, with a reason recorded against each of these sentences."""
    grounds: tuple[tuple[Ruling, str], ...] = ()
    """Each exemption by which it may be chosen: the rule, and the ground to record."""
    only: tuple[str, ...] = ()
    """The roles to which it is kept; empty where any who may decide may choose it."""

    @property
    def is_allowed(self) -> bool:
        """Whether it may be chosen."""
        return not self.refused

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it may not be chosen, a sentence for each rule."""
        return tuple(ruling.says for ruling in self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Every value of a decision at one instant."""

    decision: str
    was: str
    """The value that holds at the instant; empty if there is none."""
    choices: tuple[Choice, ...]

    def __getitem__(self, value: str) -> Choice:
        return next(one for one in self.choices if one.value == value)

    @property
    def allowed(self) -> tuple[str, ...]:
        """The values that may be chosen."""
        return tuple(one.value for one in self.choices if one.is_allowed)

    @property
    def forced(self) -> str:
        """The value that must be chosen; empty if no rule forces one that is allowed."""
        return next((one.value for one in self.choices if one.forced and one.is_allowed), "")

    @property
    def preset(self) -> str:
        """The value with which the page begins: the forced one, or else the pre-set one."""
        chosen = (one.value for one in self.choices if one.preset and one.is_allowed)
        return self.forced or next(chosen, "")


def decide(
    facts: Facts,
    protocol: Protocol,
    decision: str,
    *,
    at: datetime,
    role: str | Iterable[str] = (),
) -> Decided:
    """What may be decided at an instant, by somebody of a role or of several.

    Without a role nobody is refused for who they are; `only` says to whom a value is kept. Raises
    UnknownDecision where the protocol has no fact of this name with values to choose from.
    """
    definition = protocol.vocabulary.get(decision)
    if definition is None or not definition.values:
        hint = did_you_mean(decision, protocol.deciding())
        raise UnknownDecision(f"nothing called “{decision}” is decided {hint}".rstrip())
    roles = frozenset({role} if isinstance(role, str) else role)
    asking = _Asking(facts, protocol, decision, at, roles)
    return Decided(
        decision=decision,
        was=asking.was,
        choices=tuple(asking.choice(value, words) for value, words in definition.values.items()),
    )


class _Asking:
    """One decision at one instant, with the rules that bind then."""

    def __init__(
        self, facts: Facts, protocol: Protocol, decision: str, at: datetime, roles: frozenset[str]
    ) -> None:
        self.at = at
        self.now = to_microseconds(at)
        self.evaluation = Evaluation(facts, protocol.decision_size)
        self.evaluation.late = Lateness.of(facts, protocol, self.now)
        self.roles = roles
        self.was = self._current(decision)
        self.binding = [
            version
            for version in protocol.decisions
            if version.rule.decides == decision and self._binds(version)
        ]

    def _current(self, decision: str) -> str:
        held = self.evaluation.valued(decision)
        return next((value for value, spells in held.items() if holding(spells, self.now)), "")

    def _binds(self, version: DecisionVersion) -> bool:
        rule = version.rule
        return (
            version.begins <= self.now < version.ends
            and (not rule.was or self.was in rule.was)
            and self._holds(version.when)
        )

    def _holds(self, node: Node | None) -> bool:
        return node is None or holding(node.spells(self.evaluation), self.now) is not None

    def choice(self, value: str, words: str) -> Choice:
        """What the rules say of one value."""
        speaking = [one for one in self.binding if self._speaks_of(one.rule, value)]
        of_effect = {effect: self._rulings(speaking, effect) for effect in Effect}
        against = self._against(speaking, value)
        return Choice(
            value=value,
            words=words,
            refused=tuple(ruling for ruling, ground in against if ground is None),
            forced=of_effect[Effect.FORCES] if self._is_forced(speaking, value) else (),
            preset=next(iter(reversed(of_effect[Effect.PRESETS])), None),
            warned=of_effect[Effect.WARNS],
            grounds=tuple((ruling, ground) for ruling, ground in against if ground),
            only=_kept_to(speaking),
        )

    def _speaks_of(self, rule: DecisionRule, value: str) -> bool:
        """Whether the rule says something of a value: one that forces speaks of all others too. To
        leave a value as it is is no change."""
        if rule.was and value == self.was:
            return False
        return rule.effect is Effect.FORCES or value in rule.values

    def _rulings(self, speaking: Iterable[DecisionVersion], effect: Effect) -> tuple[Ruling, ...]:
        return tuple(Ruling(one.rule, self.at) for one in speaking if one.rule.effect is effect)

    def _is_forced(self, speaking: Iterable[DecisionVersion], value: str) -> bool:
        forcing = (one.rule for one in speaking if one.rule.effect is Effect.FORCES)
        return any(value in rule.values for rule in forcing)

    def _against(
        self, speaking: Iterable[DecisionVersion], value: str
    ) -> list[tuple[Ruling, str | None]]:
        """Each rule that is against the value, with the ground by which this role may still choose
        it; None where there is none, and nothing to record where the rule is not against it."""
        found: list[tuple[Ruling, str | None]] = []
        for version in speaking:
            rule = version.rule
            if rule.effect is Effect.FORCES and value not in rule.values:
                found.append((Ruling(rule, self.at), None))
            elif rule.effect is Effect.FORBIDS or self._is_kept_from(rule):
                found.append((Ruling(rule, self.at), self._ground(version)))
        return found

    def _is_kept_from(self, rule: DecisionRule) -> bool:
        stranger = bool(self.roles) and self.roles.isdisjoint(rule.roles)
        return rule.effect is Effect.ONLY and stranger

    def _ground(self, version: DecisionVersion) -> str | None:
        """The first exemption that this role has now."""
        for exemption, when in version.unless:
            its_role = not exemption.roles or not self.roles.isdisjoint(exemption.roles)
            if its_role and self._holds(when):
                return exemption.ground
        return None


def _kept_to(speaking: Iterable[DecisionVersion]) -> tuple[str, ...]:
    """The roles that every rule leaves the value to, without regard to exemptions."""
    kept = [one.rule.roles for one in speaking if one.rule.effect is Effect.ONLY]
    if not kept:
        return ()
    first, *others = kept
    return tuple(role for role in first if all(role in roles for roles in others))
