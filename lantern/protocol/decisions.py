"""Rules about decisions: which value of a fact is forbidden, forced or pre-set, and who may choose.

A decision is the choice of one value of a fact, such as the police's classification. Its rules
stand beside the rules of duties, with a source like theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from lantern.protocol.conditions import Condition
from lantern.protocol.definitions import NO_FACTS, Vocabulary
from lantern.protocol.documents import Entries, place_in
from lantern.protocol.faults import Place
from lantern.protocol.readings import DEFAULTS
from lantern.protocol.sources import Source

if TYPE_CHECKING:
    from lantern.protocol.rulebook import Change


class Effect(StrEnum):
    """What a rule of decision does with the values that it names."""

    FORBIDS = "forbids"
    FORCES = "forces"
    PRESETS = "presets"
    WARNS = "warns"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who may choose the value although the rule is against it, when, and on which ground."""

    ground: str
    roles: tuple[str, ...] = ()
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRule:
    """One thing that binds a decision: on which values, when, for whom, on whose authority.

    `was` names the values from which a change is meant; empty, the rule does not ask what was
    before. `roles` are those to whom the values are kept, where that is what the rule says.
    """

    id: str
    decides: str
    effect: Effect
    values: tuple[str, ...]
    says: str
    source: Source
    place: Place
    roles: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    when: Condition | None = None
    unless: tuple[Exemption, ...] = ()
    rulebook: str = ""
    rulebook_title: str = ""
    statutory: bool = False
    requirements: tuple[str, ...] = ()
    note: str = ""
    changed_by: tuple["Change", ...] = ()
    readings: Mapping[str, str] = field(default_factory=lambda: DEFAULTS)
    vocabulary: Vocabulary = field(default=NO_FACTS, compare=False)
    written: Entries | None = field(default=None, compare=False, repr=False)
    """Its entries as they stand in the files, with their places."""

    def __hash__(self) -> int:
        return hash((self.id, self.rulebook))

    def place_of(self, *path: str | int) -> Place:
        """Where an entry of the rule stands."""
        return self.place if self.written is None else place_in(self.written, *path)
