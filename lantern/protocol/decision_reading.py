"""Reads the rules of decisions from a rulebook's file, noting every fault."""

from collections.abc import Mapping
from dataclasses import dataclass

from lantern.protocol.conditions import Condition
from lantern.protocol.decisions import DecisionRule, Effect, Exemption
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.documents import Entries, Text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, did_you_mean, one_of
from lantern.protocol.reading import ConditionReader
from lantern.protocol.role_reading import some_roles
from lantern.protocol.sources import read_id, read_source

DECISION_KEYS = (
    "id",
    "requirements",
    "decides",
    *Effect,
    "from",
    "to",
    "when",
    "unless",
    "says",
    "statutory",
    "source",
    "note",
)
FIXED_DECISION_KEYS = frozenset({"id", "decides", "statutory", "source", "requirements"})
"""What a change may not set: a rule stays the rule that it is."""
EFFECTS = "one of: forbids, forces, presets, warns, only"


@dataclass(slots=True)
class DecisionReader:
    """Reads the rules of decisions of one rulebook against a vocabulary of facts."""

    vocabulary: Mapping[str, FactDefinition]
    faults: Faults
    rulebook: str
    title: str

    def read(self, part: Entries) -> DecisionRule:
        """The rule that these entries state; every fault is noted."""
        name = part.get("id")
        of = f"decision rule {name.text}" if isinstance(name, Text) else "a decision rule"
        entry = EntryReader(part, self.faults, of)
        entry.only(*DECISION_KEYS)
        fact = self._decided(entry)
        effect = self._effect(entry)
        return DecisionRule(
            id=read_id(entry, "id"),
            decides=entry.text("decides", ""),
            effect=effect,
            values=self._values_of(entry, effect, fact),
            roles=some_roles(entry, "only") if effect is Effect.ONLY else (),
            was=self._values(entry, "from", fact),
            when=self._state(entry, "when"),
            unless=tuple(self._exemption(one) for one in self._exemptions(entry, effect)),
            says=entry.text("says"),
            source=read_source(entry),
            place=entry.place,
            rulebook=self.rulebook,
            rulebook_title=self.title,
            statutory=entry.answer("statutory"),
            requirements=entry.texts("requirements"),
            note=entry.text("note", ""),
            written=part,
        )

    def _decided(self, entry: EntryReader) -> FactDefinition | None:
        name = entry.text("decides")
        found = self.vocabulary.get(name)
        place = entry.place_of("decides")
        if name and found is None:
            self.faults.add(
                place, f"there is no fact “{name}”", did_you_mean(name, self.vocabulary)
            )
        if found is not None and not found.values:
            self.faults.add(place, f"{name} has no values to choose from; it can't be decided")
            return None
        return found

    def _effect(self, entry: EntryReader) -> Effect:
        given = [effect for effect in Effect if effect in entry.part.entries]
        if len(given) != 1:
            self.faults.add(entry.place, f"{entry.of} does one thing", EFFECTS)
        effect = given[0] if given else Effect.FORBIDS
        if "to" in entry.part.entries and effect is not Effect.ONLY:
            place = entry.place_of("to")
            self.faults.add(place, f"“to” belongs to “only”; “{effect}” names its values itself")
        return effect

    def _values_of(
        self, entry: EntryReader, effect: Effect, fact: FactDefinition | None
    ) -> tuple[str, ...]:
        """The values that the rule is about; a rule that keeps the whole decision to a role names
        none."""
        values = self._values(entry, "to" if effect is Effect.ONLY else effect, fact)
        if effect in {Effect.FORCES, Effect.PRESETS} and len(values) > 1:
            self.faults.add(entry.place_of(effect), f"“{effect}” names one value")
        if not values and effect is Effect.ONLY and fact is not None:
            return tuple(fact.values)
        return values

    def _values(self, entry: EntryReader, key: str, fact: FactDefinition | None) -> tuple[str, ...]:
        found = entry.texts(key)
        for value in found if fact is not None else ():
            assert fact is not None  # noqa: S101  narrows the type for the loop above
            if value not in fact.values:
                hint = did_you_mean(value, fact.values) or one_of(fact.values)
                place = entry.place_of(key)
                self.faults.add(place, f"{fact.name} has no value “{value}”", hint)
        if not found and key in entry.part.entries:
            self.faults.add(entry.place_of(key), f"“{key}” names no value")
        return found

    def _state(self, entry: EntryReader, key: str) -> Condition | None:
        """What must hold at the instant of the decision."""
        part = entry.part.get(key)
        return None if part is None else ConditionReader(self.vocabulary, self.faults).state(part)

    def _exemptions(self, entry: EntryReader, effect: Effect) -> list[EntryReader]:
        found = entry.mappings("unless", "an exemption")
        if found and effect not in {Effect.FORBIDS, Effect.ONLY}:
            self.faults.add(entry.place_of("unless"), f"“unless” does not go with “{effect}”")
        return found

    def _exemption(self, one: EntryReader) -> Exemption:
        one.only("by", "when", "ground")
        if not {"by", "when"} & set(one.part.entries):
            self.faults.add(one.place, "an exemption needs “by”, “when” or both")
        return Exemption(one.text("ground"), some_roles(one, "by"), self._state(one, "when"))
