"""What a fact is: its kind, whose it is, what it is called and where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lantern.protocol.conditions import Condition
from lantern.protocol.faults import Place


class Kind(StrEnum):
    """How a fact is spread over time."""

    STATE = "state"
    VALUE = "value"
    EVENT = "event"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact of the typed vocabulary that rules may speak of."""

    name: str
    kind: Kind
    subject: str
    words: str
    meaning: str
    source: str
    place: Place
    did: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    recorded_on: tuple[str, ...] = ()
    derived: Condition | None = None

    @property
    def is_derived(self) -> bool:
        """Whether the engine works it out; nobody records it."""
        return self.derived is not None or "derived" in self.recorded_on

    def says(self, value: str | bool) -> str:
        """The fact with one of its values, as a person would say it."""
        if isinstance(value, bool) or value not in self.values:
            return self.words
        return f"{self.words} {self.values[value]}"
