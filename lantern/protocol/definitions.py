"""What a fact is: its kind, whose it is, what it is called and where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lantern.core.words import capital
from lantern.protocol.conditions import Condition
from lantern.protocol.faults import Place


class Kind(StrEnum):
    """How a fact is spread over time."""

    STATE = "state"
    VALUE = "value"
    EVENT = "event"
    NUMBER = "number"
    MEMBERS = "members"


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
    question: str = ""
    """As the page asks it; only of a fact that a rulebook declares."""
    help: str = ""
    asked_of: tuple[str, ...] = ()
    """The roles that are asked; empty where it is anybody who may use the page."""
    of: str = ""
    """The fact of kind “members” of which it tells: each record says in its value of which one."""
    rulebook: str = ""
    """The rulebook that declares it; empty for a fact that comes with the product."""

    @property
    def asks(self) -> str:
        """The question under which a page asks for it."""
        if self.question or not self.words:
            return self.question
        return capital(self.words)

    @property
    def is_derived(self) -> bool:
        """Whether the engine works it out; nobody records it."""
        return self.derived is not None or "derived" in self.recorded_on

    def says(self, value: str | bool) -> str:
        """The fact with one of its values, as a person would say it."""
        if isinstance(value, bool) or value not in self.values:
            return self.words
        return f"{self.words} {self.values[value]}"


class Vocabulary(Mapping[str, FactDefinition]):
    """Every fact that the rules of one rulebook may speak of, by its name.

    Two vocabularies are the same only if they are one object, so that what is made ready for one
    can be remembered under it.
    """

    __slots__ = ("_facts",)

    def __init__(self, facts: Mapping[str, FactDefinition]) -> None:
        self._facts = dict(facts)

    def __getitem__(self, name: str) -> FactDefinition:
        return self._facts[name]

    def __contains__(self, name: object) -> bool:
        return name in self._facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def about(self, members: str) -> frozenset[str]:
        """The fact that names the members, and those that tell of one of them."""
        return frozenset({members, *(name for name, one in self.items() if one.of == members)})

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


NO_FACTS = Vocabulary({})
