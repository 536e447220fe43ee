"""What happened with safe and well checks and with agreements on how often."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class SafeAndWellRecorded(Event):
    """A check was carried out, or was not with its reason; what it states is in the absence."""

    check: str
    was_held: bool


@dataclass(frozen=True, kw_only=True)
class SafeAndWellCorrected(Event):
    """A check was put right; both versions are kept."""

    check: str


@dataclass(frozen=True, kw_only=True)
class FrequencyAgreed(Event):
    """How often a child is checked or interviewed was agreed."""

    agreement: str
    applies_to: str
    review_on: str


@dataclass(frozen=True, kw_only=True)
class FrequencyReviewed(Event):
    """An agreement was reviewed and goes on until another day."""

    agreement: str
    review_on: str


@dataclass(frozen=True, kw_only=True)
class FrequencyEnded(Event):
    """An agreement came to its end."""

    agreement: str
