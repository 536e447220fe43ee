"""What happens in the directory, with letters and with support.

`about` is the service, the authority whose words they are, the absence of a letter, or the child.
"""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ServiceListed(Event):
    """A service was added to an authority's directory."""

    review_on: str


@dataclass(frozen=True, kw_only=True)
class ServiceConfirmed(Event):
    """Somebody checked what the directory says of a service; `fields` were put right."""

    review_on: str
    fields: str


@dataclass(frozen=True, kw_only=True)
class ServiceEnded(Event):
    """A service was taken out of the directory."""


@dataclass(frozen=True, kw_only=True)
class WordingAgreed(Event):
    """An authority has new words for a kind of letter."""

    kind: str
    version: int


@dataclass(frozen=True, kw_only=True)
class LetterMade(Event):
    """A letter was made, and has not been sent yet."""

    letter: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class LetterSent(Event):
    """A letter was sent, or given by hand."""

    letter: str
    kind: str
    how: str


@dataclass(frozen=True, kw_only=True)
class LetterTakenBack(Event):
    """A letter was made, or said to be sent, in error."""

    letter: str


@dataclass(frozen=True, kw_only=True)
class SupportOffered(Event):
    """Support was offered to a child or family."""

    support: str


@dataclass(frozen=True, kw_only=True)
class SupportAnswered(Event):
    """The child or family answered an offer of support."""

    support: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class SessionRecorded(Event):
    """A session of support was recorded."""

    support: str


@dataclass(frozen=True, kw_only=True)
class SessionTakenBack(Event):
    """A session of support was recorded in error."""

    support: str


@dataclass(frozen=True, kw_only=True)
class SupportEnded(Event):
    """Support came to its end."""

    support: str


@dataclass(frozen=True, kw_only=True)
class SupportTakenBack(Event):
    """Support was recorded in error."""

    support: str
