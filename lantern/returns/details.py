"""What somebody says of a safe and well check, or of an agreement, before it is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lantern.vocabulary.returning import (
    AgreedFor,
    AgreementParty,
    Answer,
    CheckTheme,
    HarmLink,
    NotChecked,
)
from lantern.vocabulary.telling import Recipient


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The child was seen: signs of harm, where and with whom, offending by and against (QS-071).

    `said` is in the child's own words. Whether harm is significant is the officer's judgement.
    """

    officer: str
    whereabouts: str = ""
    with_whom: str = ""
    signs_of_harm: Answer | None = None
    harm_words: str = ""
    offending_by: Answer | None = None
    offending_by_words: str = ""
    offending_against: Answer | None = None
    offending_against_words: str = ""
    said: str = ""
    themes: tuple[CheckTheme, ...] = ()
    is_significant_harm: bool = False


@dataclass(frozen=True, kw_only=True)
class NotSeen:
    """No check was made: who decided that, and why. Under an agreement it names the agreement."""

    officer: str
    reason: NotChecked
    words: str


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was agreed on how often a child is checked or interviewed (RF-212)."""

    applies_to: AgreedFor
    frequency: str
    every_days: int
    reasons: str
    review_on: date
    parties: Mapping[AgreementParty, str] = field(default_factory=dict)
    harm_links: Mapping[HarmLink, Answer] = field(default_factory=dict)
    harm_words: str = ""


def about(recipient: Recipient, sentence: str) -> str:
    """A sentence that says of whom: several are told on one page."""
    who = f"{recipient.label[:1].lower()}{recipient.label[1:]}"
    return f"{sentence.removesuffix('.')}: {who}."
