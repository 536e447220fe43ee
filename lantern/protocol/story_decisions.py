"""What may be decided in a story that is rehearsed, at each instant at which it asks."""

from collections.abc import Iterator
from dataclasses import dataclass

from lantern.protocol.decide import Choice, Decided, Ruling
from lantern.protocol.deciding import Deciding
from lantern.protocol.faults import Fault
from lantern.protocol.stories import Rehearsal, decided, decision_differences


@dataclass(frozen=True, slots=True)
class RehearsedDecision:
    """One decision of a story: what it expects, what its protocol says, and where they differ.

    `found` is None where the protocol that is tried has no such decision.
    """

    asked: Deciding
    question: str
    found: Decided | None
    differences: tuple[Fault, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Each value with the rules that speak of it."""
        return () if self.found is None else self.found.choices

    @property
    def grounds(self) -> tuple[tuple[Ruling, str], ...]:
        """Each exemption that lets a value be chosen: the rule, and the ground to record."""
        return tuple(dict.fromkeys(pair for one in self.choices for pair in one.grounds))


def decisions(rehearsal: Rehearsal) -> tuple[RehearsedDecision, ...]:
    """Every decision that the story asks about, in the order of time."""
    return tuple(sorted(_each(rehearsal), key=lambda one: one.asked.at))


def _each(rehearsal: Rehearsal) -> Iterator[RehearsedDecision]:
    protocol = rehearsal.protocol
    for asked in rehearsal.story.decisions:
        fact = protocol.vocabulary.get(asked.decides)
        if fact is None or not fact.values:
            yield RehearsedDecision(asked, asked.decides, None)
            continue
        yield RehearsedDecision(
            asked,
            f"{fact.words} …",
            decided(rehearsal.story, asked, protocol),
            decision_differences(rehearsal.story, asked, protocol),
        )
