"""What a rulebook declares and a page asks for: which questions, of whom, and what was answered."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from lantern.access.actor import Actor
from lantern.core.errors import Invalid
from lantern.episodes import ruling
from lantern.episodes.details import Answered, Said
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import value_at
from lantern.episodes.validity import SET_AHEAD, Messages
from lantern.people.askable import is_asked_of
from lantern.protocol.answering import fault_in
from lantern.protocol.conditions import Condition, facts_of
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.limits import ByEvent, CountedFrom, Earliest, Limit
from lantern.protocol.several import Protocols
from lantern.protocol.versions import Protocol
from lantern.vocabulary.absence import EntryKind

_KINDS: Final = {"classification": EntryKind.CLASSIFICATION, "risk": EntryKind.RISK}
"""Of which kind the record of an answer is, by the page that asks; elsewhere it is a step."""


def declared(protocols: Protocols, subject: str = "episode") -> tuple[FactDefinition, ...]:
    """The facts of a subject that its rulebooks declare and somebody records."""
    return tuple(
        one
        for one in protocols.vocabulary.values()
        if one.rulebook and one.subject == subject and not one.is_derived
    )


def asked_on(protocols: Protocols, page: str, actor: Actor) -> tuple[FactDefinition, ...]:
    """The declared facts of an absence that a page asks of this person; of what is decided, the
    decision has a page of its own."""
    decided = protocols.deciding()
    return tuple(
        one
        for one in declared(protocols)
        if page in one.recorded_on and one.name not in decided and is_asked_of(one, actor)
    )


def decided_on(protocols: Protocols, page: str, actor: Actor) -> tuple[FactDefinition, ...]:
    """The further decisions that a page leads this person to."""
    decided = protocols.deciding()
    return tuple(
        one
        for one in declared(protocols)
        if page in one.recorded_on and one.name in decided and is_asked_of(one, actor)
    )


def bearing(protocol: Protocol, decision: str, was: str) -> dict[str, bool]:
    """The facts of which rules of a decision speak: whether they bear on it where this value holds.

    A fact that matters only for a change from another value does not.
    """
    found: dict[str, bool] = {}
    for version in protocol.decisions:
        rule = version.rule
        if rule.decides == decision:
            bears = not rule.was or was in rule.was
            for fact in _facts_of(rule):
                found[fact] = found.get(fact, False) or bears
    return found


def _facts_of(rule: DecisionRule) -> frozenset[str]:
    conditions: list[Condition | None] = [rule.when, *(one.when for one in rule.unless)]
    return frozenset().union(*(facts_of(one) for one in conditions if one is not None))


@lru_cache(maxsize=256)
def set_ahead(protocols: Protocols) -> frozenset[str]:
    """The events that happen at an instant somebody sets beforehand: those that a time limit waits
    for."""
    found = (_awaited(version.rule.within) for version in protocols.versions)
    return SET_AHEAD.union(*found)


def _awaited(limit: Limit) -> frozenset[str]:
    match limit:
        case Earliest(limits):
            return frozenset().union(*(_awaited(one) for one in limits))
        case CountedFrom(inner, _):
            return _awaited(inner)
        case ByEvent(event, _, otherwise):
            return facts_of(event) | (frozenset() if otherwise is None else _awaited(otherwise))
        case _:
            return frozenset()


def said(
    episode: Episode,
    answers: Sequence[Answered],
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    page: str = "step",
) -> list[Said]:
    """The facts that answers to questions of the rulebook state.

    An answer that says again what the record has is not recorded again. Raises Invalid with a
    sentence for each question that is answered wrongly, and Refused for one that others are asked.
    """
    if not answers:
        return []
    protocols = ruling.protocols_of(episode)
    messages = Messages()
    for one in answers:
        definition = question(protocols, one.fact)
        is_asked_of(definition, by).require()
        if definition.name not in set_ahead(protocols):
            messages.happened(definition.name, one.at or at, now, "The time")
        fault = fault_in(definition, one.value)
        if fault:
            messages.add(definition.name, fault)
    messages.raise_any()
    rows = list(Entry.objects.filter(episode=episode))
    kind = _KINDS.get(page, EntryKind.STEP)
    return [
        Said(kind=kind, at=one.at or at, fact=one.fact, value=one.value)
        for one in answers
        if not _is_so_already(protocols.vocabulary[one.fact], one, rows, one.at or at)
    ]


def said_in_report(
    episode: Episode, answers: Sequence[Answered], *, by: Actor, at: datetime
) -> list[Said]:
    """The same of the answers in a report. Nothing stands between a child and help: an answer that
    does not fit is left in the words of the report and states no fact."""
    if not answers:
        return []
    protocols = ruling.protocols_of(episode)
    known = {one.name: one for one in asked_on(protocols, "report", by)}
    ahead = set_ahead(protocols)
    return [
        Said(kind=EntryKind.STEP, at=one.at or at, fact=one.fact, value=one.value)
        for one in answers
        if one.fact in known
        and not fault_in(known[one.fact], one.value)
        and (one.fact in ahead or (one.at or at) <= at)
    ]


def question(protocols: Protocols, fact: str) -> FactDefinition:
    """The declared fact of this name that can be answered on a page. Raises Invalid for another."""
    definition = protocols.vocabulary.get(fact)
    if (
        definition is None
        or definition not in declared(protocols)
        or definition.name in protocols.deciding()
    ):
        raise Invalid({"fact": f"“{fact}” is not a question of this rulebook."})
    return definition


def has_step(protocols: Protocols, definition: FactDefinition) -> bool:
    """Whether a fact of an absence is recorded by itself, as something that was done or is so. What
    is decided is not, nor what comes with the product and has a page of its own."""
    if definition.name in (*protocols.deciding(), *ruling.PAGES.values()):
        return False
    if definition.rulebook:
        return True
    elsewhere = {"notification", "whereabouts", "classification"} & set(definition.recorded_on)
    return not elsewhere and definition.kind not in (Kind.VALUE, Kind.NUMBER)


def require_sound(protocols: Protocols, one: Answered, *, by: Actor, now: datetime) -> None:
    """Raise Invalid for what can't be so, and Refused for what others are asked."""
    definition = protocols.vocabulary[one.fact]
    is_asked_of(definition, by).require()
    messages = Messages()
    if definition.name not in set_ahead(protocols):
        messages.happened("at", one.at, now, "The time")
    fault = fault_in(definition, one.value)
    if fault:
        messages.add("value", fault)
    messages.raise_any()


def _is_so_already(
    definition: FactDefinition, one: Answered, rows: Iterable[Entry], at: datetime
) -> bool:
    lasts = definition.kind in (Kind.STATE, Kind.VALUE, Kind.NUMBER) and not definition.of
    return lasts and value_at(rows, definition.name, at) == one.value
