"""What the protocol asks to be done for a child outside an absence: read from its facts.

The rulebooks of a child are those of the authority responsible for the child, of the host, of the
home, and of the provider of return interviews. They are read once for each copy of the row.
"""

from lantern.access.actor import Actor
from lantern.agreements.binding import protocols_around
from lantern.core.decision import Decision, allowed_if
from lantern.people.models import Child
from lantern.protocol.answering import needs_value
from lantern.protocol.definitions import FactDefinition, Vocabulary
from lantern.vocabulary.role import Role


def vocabulary_of(child: Child) -> Vocabulary:
    """Every fact that may be recorded of a child, those of its rulebooks among them."""
    known = child.__dict__
    if "vocabulary" not in known:
        known["vocabulary"] = protocols_around(child.pk).vocabulary
    found: Vocabulary = known["vocabulary"]
    return found


def step_of(child: Child, fact: str) -> FactDefinition | None:
    """What somebody records, for this child, as done or judged so; None where nobody does."""
    definition = vocabulary_of(child).get(fact)
    return definition if definition is not None and is_askable(definition) else None


def askable_steps(child: Child, actor: Actor) -> tuple[FactDefinition, ...]:
    """All that this person may be asked, in the order of the vocabulary."""
    return tuple(
        each
        for each in vocabulary_of(child).values()
        if is_askable(each) and is_asked_of(each, actor)
    )


def asked_with_profile(child: Child, actor: Actor) -> tuple[FactDefinition, ...]:
    """What the rulebook has asked of this person when a profile is drawn up. That something simply
    happened is recorded by itself."""
    return tuple(
        each
        for each in askable_steps(child, actor)
        if each.rulebook and "profile" in each.recorded_on and needs_value(each)
    )


def is_asked_of(definition: FactDefinition, actor: Actor) -> Decision:
    """Whether this person is one of those whom the rulebook lets be asked."""
    roles = definition.asked_of
    whom = ", ".join(Role(role).label for role in roles)
    return allowed_if(
        not roles or actor.is_system or not actor.roles.isdisjoint(roles),
        f"“{definition.asks}” is asked of: {whom}.",
    )


def is_askable(definition: FactDefinition) -> bool:
    """Whether a fact is recorded by itself as a step of the child. What a rulebook declares has no
    other page."""
    if definition.subject != "child" or definition.is_derived:
        return False
    return bool(definition.rulebook) or "step" in definition.recorded_on
