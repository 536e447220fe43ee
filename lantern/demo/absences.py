"""What happens in one invented absence, decided beforehand; the players only perform it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from lantern.vocabulary.absence import Classification
from lantern.vocabulary.returning import HowReturned
from lantern.vocabulary.risk import RiskLevel


class Interview(StrEnum):
    """What comes of the return interview."""

    HELD = "held"
    LATE = "late"
    DECLINED = "declined"
    NOT_HELD = "not_held"


class Twist(StrEnum):
    """Something that sets an absence apart from the others."""

    CORRECTED = "corrected"
    IN_ERROR = "in_error"
    UPGRADED = "upgraded"
    LATE_REPORT = "late_report"
    EXCUSED = "excused"


@dataclass(frozen=True, kw_only=True)
class Found:
    """Where and how the child is found or comes back."""

    place: str = ""
    how: HowReturned = HowReturned.BY_THEMSELVES
    with_whom: str = ""
    miles: float | None = None
    is_hurt: bool = False
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Absence:
    """One child's absence. Every span is counted from when the child was last seen."""

    key: str
    child: str
    seen_at: datetime
    noticed: timedelta = timedelta(minutes=30)
    reported: timedelta = timedelta(minutes=75)
    # From the report to the police decision; None while they have not even acknowledged it.
    decided: timedelta | None = timedelta(minutes=25)
    classification: Classification = Classification.MISSING
    risk: RiskLevel = RiskLevel.MEDIUM
    # When it is confirmed where the child is, though the child is not in anybody's care there.
    away_known: timedelta | None = None
    # When the child is located without being back, and whether anybody could speak with the child.
    located: timedelta | None = None
    is_in_contact: bool = True
    # When the child is back; None while still away.
    back: timedelta | None = None
    found: Found = field(default_factory=Found)
    interview: Interview = Interview.HELD
    circumstances: str = ""
    # Whether the police were rung before the report was written.
    rang_police: bool = True
    # 1 is a team that does everything in good time; lower, and more is late or left.
    diligence: float = 0.9
    companions: tuple[str, ...] = ()
    twist: Twist | None = None
    # Steps that nobody takes: the protocol goes on asking for them.
    left_undone: frozenset[str] = frozenset()

    @property
    def reported_at(self) -> datetime:
        """When the absence is reported."""
        return self.seen_at + self.reported

    @property
    def back_at(self) -> datetime | None:
        """When the child is back, if that is so."""
        return None if self.back is None else self.seen_at + self.back

    @property
    def decided_at(self) -> datetime | None:
        """When the police decide what it is to them."""
        return None if self.decided is None else self.reported_at + self.decided

    @property
    def is_missing(self) -> bool:
        """Whether the police call it missing."""
        return self.decided is not None and self.classification == Classification.MISSING

    @property
    def is_absent(self) -> bool:
        """Whether the police call it absent."""
        return self.decided is not None and self.classification == Classification.ABSENT

    @property
    def is_high_risk(self) -> bool:
        """Whether it is graded high."""
        return self.is_missing and self.risk == RiskLevel.HIGH

    @property
    def is_short(self) -> bool:
        """Whether the child is back well within a day, before much else is owed."""
        return self.back is not None and self.back < timedelta(hours=18)

    def lasts(self, span: timedelta) -> bool:
        """Whether the child is away for this long or longer."""
        return self.back is None or self.back >= span


def span(text: str) -> timedelta:
    """A length of time as the files write it, such as “50 minutes”."""
    number, unit = text.split()
    return timedelta(**{unit: int(number)})
