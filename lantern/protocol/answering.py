"""Whether an answer to a question of a rulebook is one that the fact can hold."""

from typing import Final

from lantern.protocol.definitions import FactDefinition, Kind

LONGEST: Final = 60
"""How long a name or a value may be, in characters: what keeps it holds no more."""
YES_OR_NO: Final = ("yes", "no")


def needs_value(definition: FactDefinition) -> bool:
    """Whether an answer has a value beside its time: all but that something simply happened."""
    return definition.kind is not Kind.EVENT or bool(definition.values) or bool(definition.of)


def fault_in(definition: FactDefinition, value: str) -> str:
    """What is wrong with a value, as a sentence; empty where nothing is."""
    if definition.of or definition.kind is Kind.MEMBERS:
        return "" if 0 < len(value) <= LONGEST else f"Enter a name of up to {LONGEST} characters."
    if definition.values:
        return "" if value in definition.values else f"Choose an answer: {definition.asks}"
    if definition.kind is Kind.STATE:
        return "" if value in YES_OR_NO else "Say whether this is so: yes or no."
    if definition.kind is Kind.NUMBER:
        return "" if value.isdecimal() and len(value) < 10 else "Enter a whole number, like 3."
    return ""
