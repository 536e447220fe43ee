"""Rules of decisions in words that a person can follow."""

from collections.abc import Iterable, Iterator, Mapping

from lantern.core.words import capital
from lantern.protocol.decisions import DecisionRule, Effect, Exemption
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.wording import Wording, joined, role_in_words

PHRASES: Mapping[Effect, str] = {
    Effect.FORBIDS: "not {values}",
    Effect.FORCES: "always {values}",
    Effect.PRESETS: "{values} to begin with",
    Effect.WARNS: "{values} only with a reason",
    Effect.ONLY: "{values} only by the {roles}",
}


class DecisionWording:
    """Says rules of decisions in the words of one vocabulary."""

    def __init__(self, vocabulary: Mapping[str, FactDefinition]) -> None:
        self.vocabulary = vocabulary
        self.wording = Wording(vocabulary)

    def of(self, rule: DecisionRule) -> str:
        """“Not absent, when …: says (source).”"""
        words = "; ".join(("".join(self._rule(rule)), *map(self._exemption, rule.unless)))
        return f"{capital(words)}. {rule.says.rstrip('.')} ({rule.source})."

    def _rule(self, rule: DecisionRule) -> Iterator[str]:
        known = self.vocabulary[rule.decides].values
        whole = rule.effect is Effect.ONLY and set(rule.values) == set(known)
        yield ("only by the {roles}" if whole else PHRASES[rule.effect]).format(
            values=self._named(rule.values, known), roles=_roles(rule.roles)
        )
        if rule.was:
            yield f" once it is {self._named(rule.was, known)}"
        if rule.when is not None:
            yield f", when {self.wording.of(rule.when)}"

    def _exemption(self, one: Exemption) -> str:
        who = f" by the {_roles(one.roles)}" if one.roles else ""
        when = "" if one.when is None else f", when {self.wording.of(one.when)}"
        return f"except{who}{when}: {one.ground}"

    def _named(self, values: Iterable[str], known: Mapping[str, str]) -> str:
        return joined((f"“{known[value]}”" for value in values), "or")


def _roles(roles: Iterable[str]) -> str:
    named = [role_in_words(role) for role in roles]
    return joined(named, "or") if named else ""
