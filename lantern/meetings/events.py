"""What happened to a strategy meeting. `about` is the absence that it concerns."""

from dataclasses import dataclass
from typing import Final

from lantern.core.events import Event
from lantern.vocabulary.meeting import MeetingKind


@dataclass(frozen=True, kw_only=True)
class MeetingArranged(Event):
    """A strategy meeting was called; `shared_by` is for how many children it is."""

    meeting: str
    kind: MeetingKind
    shared_by: int


@dataclass(frozen=True, kw_only=True)
class MeetingMoved(Event):
    """It is held at another time or place, or under another chair."""

    meeting: str


@dataclass(frozen=True, kw_only=True)
class MembersChosen(Event):
    """Who is invited was changed."""

    meeting: str
    invited: int


@dataclass(frozen=True, kw_only=True)
class MinutesRecorded(Event):
    """The meeting was held, and its record made or put right."""

    meeting: str
    version: int


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    """The chair cancelled it, with a reason."""

    meeting: str


@dataclass(frozen=True, kw_only=True)
class CancellationAmended(Event):
    """Why it was cancelled was put right, or the cancellation was taken back."""

    meeting: str
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class MeetingTakenBack(Event):
    """Its whole record was made in error."""

    meeting: str


@dataclass(frozen=True, kw_only=True)
class ReviewAmended(Event):
    """What a review of its actions says was put right, or the review was taken back."""

    meeting: str
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class MeetingReviewed(Event):
    """Its actions were reviewed."""

    meeting: str


@dataclass(frozen=True, kw_only=True)
class MeetingConsidered(Event):
    """Whether to hold one meeting for all the children was decided."""

    is_joint: bool


ALL: Final[tuple[type[Event], ...]] = (
    MeetingArranged,
    MeetingMoved,
    MembersChosen,
    MinutesRecorded,
    MeetingCancelled,
    CancellationAmended,
    MeetingTakenBack,
    MeetingReviewed,
    ReviewAmended,
    MeetingConsidered,
)
"""Everything that happens to a meeting."""
