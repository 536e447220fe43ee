"""Who may manage a plan to change behaviour: what the child's rulebook offers, and what it refuses.

Where no rulebook that binds names forums, those of 004 L19 are offered, and none is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor, system_actor
from lantern.agreements.binding import protocols_around
from lantern.core.words import capital
from lantern.duties.subjects import subjects
from lantern.protocol.decide import Decided, decide
from lantern.protocol.facts import Facts
from lantern.vocabulary.follow_up import Forum

if TYPE_CHECKING:
    from lantern.people.models import Child

FACT: Final = "behaviour_plan.agreed"
"""The fact that a rulebook declares; its values are the forums."""
_READER = system_actor("decisions")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A forum, in words; what a rule warns of it, or why it may not be chosen."""

    value: str
    label: str
    about: str = ""
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Forums:
    """Every forum of a child's plan, and the one that the rules begin with."""

    every: tuple[Choice, ...]
    begins_with: str = ""

    @property
    def open(self) -> tuple[Choice, ...]:
        """Those that may be chosen."""
        return tuple(one for one in self.every if not one.refused)

    @property
    def why_not(self) -> tuple[str, ...]:
        """Why the others may not be, each reason once."""
        return tuple(dict.fromkeys(one.refused for one in self.every if one.refused))

    def __getitem__(self, value: str) -> Choice | None:
        return next((one for one in self.every if one.value == value), None)


_SHIPPED: Final = Forums(
    every=tuple(Choice(value=one, label=one.label, about=one.definition) for one in Forum)
)


def forums_of(child: "Child", *, by: Actor, at: datetime) -> Forums:
    """The forums that the rulebook of the child names, as its rules of decision put them to this
    person at this instant."""
    protocol = protocols_around(child.pk).decider(FACT)
    definition = protocol.vocabulary.get(FACT)
    if definition is None or not definition.values:
        return _SHIPPED
    (subject,) = subjects(_READER, [child.pk], episode_ids=[], with_children=True)
    facts = Facts.of(
        subject.records,
        subject=subject.kind,
        born=subject.born_on,
        excuses=subject.excuses,
        vocabulary=protocol.vocabulary,
    )
    return _put(decide(facts, protocol, FACT, at=at, role=by.roles))


def _put(decided: Decided) -> Forums:
    every = tuple(
        Choice(
            value=one.value,
            label=forum_label(one.value, one.words),
            about=_joined(ruling.says for ruling in one.warned),
            refused=_joined(one.reasons),
        )
        for one in decided.choices
    )
    return Forums(every=every, begins_with=decided.preset)


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(sentences))


def forum_label(value: str, words: str) -> str:
    """A forum by its name in the product's vocabulary, or in the words of the rulebook."""
    known = next((one.label for one in Forum if one == value), "")
    return known or capital(words)
