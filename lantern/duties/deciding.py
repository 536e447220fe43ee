"""The facts of an absence as a decision on it rests on them: all that its duties rest on too, or
its own entries where the rules of the decision speak of nothing else."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from lantern.access.actor import system_actor
from lantern.duties import facts
from lantern.duties.subjects import entries_of, subjects
from lantern.episodes.models import Entry, Episode
from lantern.protocol.conditions import Age, Condition, Late, Listed, all_in, parts_of
from lantern.protocol.conditions import facts_of as facts_in
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.facts import Facts
from lantern.protocol.versions import Protocol

_READER = system_actor("decisions")
_WIDE: Final = (Late, Listed)
"""Conditions that rest on other rules, or on lists of a rulebook."""


def facts_of(episode: Episode, protocol: Protocol, decision: str, asked: Sequence[Entry]) -> Facts:
    """What is known of an absence and its child, with what a page has asked and not recorded.

    No more is read than the rules of the decision ask of.
    """
    answers = facts.of_answers(asked, protocol.vocabulary)
    if rests_on_entries(protocol, decision):
        return Facts.of(
            [*facts.of_entries(entries_of(episode.pk), protocol.vocabulary), *answers],
            subject="episode",
            born=episode.child.born_on,
            vocabulary=protocol.vocabulary,
        )
    (subject,) = subjects(_READER, [episode.child_id], episode_ids=[episode.pk])
    return Facts.of(
        [*subject.records, *answers],
        subject=subject.kind,
        born=subject.born_on,
        excuses=subject.excuses,
        vocabulary=protocol.vocabulary,
    )


@lru_cache(maxsize=256)
def rests_on_entries(protocol: Protocol, decision: str) -> bool:
    """Whether every rule of a decision speaks of the entries of the absence and the child's age
    alone, so that neither the child's record nor any other absence bears on it."""
    rules = (one.rule for one in protocol.decisions if one.rule.decides == decision)
    conditions = [condition for rule in rules for condition in _conditions(rule)]
    return _is_entered(protocol, decision) and all(
        _speaks_of_entries(protocol, part) for one in conditions for part in all_in(one)
    )


def _conditions(rule: DecisionRule) -> list[Condition]:
    found = [rule.when, *(one.when for one in rule.unless)]
    return [one for one in found if one is not None]


def _speaks_of_entries(protocol: Protocol, part: Condition) -> bool:
    if isinstance(part, _WIDE):
        return False
    if isinstance(part, Age) or parts_of(part):
        return True
    return all(_is_entered(protocol, one) for one in facts_in(part))


def _is_entered(protocol: Protocol, fact: str) -> bool:
    """Whether a fact is stated by entries of the absence. The record of the child, of a home or of
    another absence states facts of other subjects alone."""
    found = protocol.vocabulary.get(fact)
    return found is not None and found.subject == "episode" and not found.is_derived
