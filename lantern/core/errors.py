"""The few exceptions that doors translate, each in one place."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """The actor may not do this; the reason is a sentence for that person."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(Exception):
    """There is no such thing, or the actor may not know that there is."""

    def __init__(self, noun: str, reference: str) -> None:
        super().__init__(f"no {noun} {reference}")
        self.noun = noun
        self.reference = reference


class Conflict(Exception):
    """Somebody else got there first. Carries both versions so that nobody's words are lost."""

    def __init__(
        self, sentence: str, *, theirs: Mapping[str, Any], yours: Mapping[str, Any]
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.theirs = dict(theirs)
        self.yours = dict(yours)


class Invalid(Exception):
    """What was given does not hold together; each field has a sentence about what to do."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__("; ".join(messages.values()))
        self.messages = dict(messages)
