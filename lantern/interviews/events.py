"""What happens to a return interview. `about` is its reference; nothing of what was said."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class InterviewBegun(Event):
    """Somebody began to write down an interview."""

    episodes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class InterviewCompleted(Event):
    """An interview was finished, and waits for review."""

    ending: str


@dataclass(frozen=True, kw_only=True)
class InterviewCorrected(Event):
    """Its writer put right what one voice says; the former words are kept."""

    voice: str
    number: int


@dataclass(frozen=True, kw_only=True)
class InterviewReviewed(Event):
    """Somebody else reviewed it, and approved it or sent it back."""

    verdict: str


@dataclass(frozen=True, kw_only=True)
class InterviewOutcomeRecorded(Event):
    """Something followed from it."""

    outcome: str


@dataclass(frozen=True, kw_only=True)
class InterviewOutcomeWithdrawn(Event):
    """An outcome recorded in error was taken back."""

    outcome: str


@dataclass(frozen=True, kw_only=True)
class InterviewShared(Event):
    """Somebody was given it, a part of it, or told that it took place."""

    share: str
    recipient: str
    content: str


@dataclass(frozen=True, kw_only=True)
class ShareAcknowledged(Event):
    """Whoever was given it has it. `about` is the interview."""

    share: str


@dataclass(frozen=True, kw_only=True)
class SuggestionDecided(Event):
    """Somebody named in it was added to the child's contacts, or not."""

    is_added: bool


@dataclass(frozen=True, kw_only=True)
class SharingAgreed(Event):
    """An agreement on sharing interviews was registered. `about` is the agreement."""

    agency: str


@dataclass(frozen=True, kw_only=True)
class QuestionSetChosen(Event):
    """An authority chose what its interviews ask. `about` is the authority."""

    name: str
    starts_on: str
