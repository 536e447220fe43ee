"""What happens to a protocol. `about` is the reference of the draft; nothing here is of a child."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class DraftDrawnUp(Event):
    """Somebody began a draft of a version of a rulebook."""

    rulebook: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class DraftChanged(Event):
    """Somebody changed the text of a draft, which made this revision of it."""

    revision: int


@dataclass(frozen=True, kw_only=True)
class DraftReviewAsked(Event):
    """A named person was asked whether they agree to a draft as it stands."""

    reviewer: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class DraftReviewAnswered(Event):
    """A named person said whether they agree to a draft as it stands."""

    answer: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class DraftWithdrawn(Event):
    """A draft was given up."""


@dataclass(frozen=True, kw_only=True)
class VersionAdopted(Event):
    """A draft was adopted: it binds from its day."""

    rulebook: str
    agency: str
    starts_on: str
    review_on: str


@dataclass(frozen=True, kw_only=True)
class VersionLookedAtAgain(Event):
    """An adopted version was looked at again and stays as it is until the next review."""

    rulebook: str
    review_on: str


@dataclass(frozen=True, kw_only=True)
class StoryAccepted(Event):
    """A story was added to those that each new version must come out of as expected."""

    rulebook: str
    story: str


@dataclass(frozen=True, kw_only=True)
class StoryWithdrawn(Event):
    """A story is no longer asked of new versions."""

    rulebook: str
    story: str
