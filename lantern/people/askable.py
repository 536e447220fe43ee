"""What the protocol asks to be done for a child outside an absence: read from its facts."""

from lantern.protocol.definitions import FactDefinition
from lantern.protocol.lexicon import vocabulary


def is_step(fact: str) -> bool:
    """Whether somebody records, for a child, that this was done or judged so."""
    definition = vocabulary().get(fact)
    return definition is not None and _is_askable(definition)


def askable_steps() -> tuple[FactDefinition, ...]:
    """All of them, in the order of the vocabulary."""
    return tuple(each for each in vocabulary().values() if _is_askable(each))


def _is_askable(definition: FactDefinition) -> bool:
    return definition.subject == "child" and "step" in definition.recorded_on
