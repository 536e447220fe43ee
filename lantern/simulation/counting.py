"""What is counted of a simulation: figures of some children, which add up to those of all.

Figures of any two parts can be joined, in any order, and are what the whole would have given.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from lantern.core import calendar
from lantern.core.instants import DAY, FOREVER


class Side(StrEnum):
    """Under which protocol a duty is owed: one that a draft leaves as it is stands under both."""

    TODAY = "today"
    DRAFT = "draft"
    BOTH = "both"


class Outcome(StrEnum):
    """How a duty stood, by what is recorded as done."""

    IN_TIME = "in_time"
    LATE = "late"
    NOT_DONE = "not_done"
    EXCUSED = "excused"
    OPEN = "open"
    NOT_KNOWN = "not_known"


class Arising(NamedTuple):
    """Duties of one rule and owner that arose in one week."""

    side: Side
    rule: str
    owner: str
    week: int


class Standing(NamedTuple):
    """Duties of one rule and owner that stood alike in the end."""

    side: Side
    rule: str
    owner: str
    outcome: Outcome


class Interviews(NamedTuple):
    """Return interviews that were owed from one week."""

    side: Side
    week: int
    excused: bool


class Change(StrEnum):
    """What a draft makes of one duty; a duty may be changed in several ways."""

    ADDED = "added"
    GONE = "gone"
    OWNER = "owner"
    ARISES = "arises"
    SOONER = "sooner"
    LATER = "later"
    OUTCOME = "outcome"


class Changing(NamedTuple):
    """Duties of one rule that the draft changes in one way."""

    rule: str
    change: Change


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty, as far as it bears on how a child is treated. Instants in microseconds."""

    owner: str
    arose: int
    due: int | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """One duty of a child or an absence that is not the same under both; None where not owed."""

    subject: str
    rule: str
    member: str
    today: Owed | None
    draft: Owed | None

    @property
    def changes(self) -> tuple[Change, ...]:
        """In which ways it is changed."""
        if self.today is None:
            return (Change.ADDED,)
        if self.draft is None:
            return (Change.GONE,)
        return tuple(_changes(self.today, self.draft))


def _changes(today: Owed, draft: Owed) -> Iterable[Change]:
    if today.owner != draft.owner:
        yield Change.OWNER
    if today.arose != draft.arose:
        yield Change.ARISES
    ours, theirs = (FOREVER if one.due is None else one.due for one in (today, draft))
    if ours != theirs:
        yield Change.SOONER if theirs < ours else Change.LATER
    if today.outcome != draft.outcome:
        yield Change.OUTCOME


@dataclass(frozen=True, slots=True)
class Differing:
    """One child who would have been treated differently, and in what."""

    child: int
    reference: str
    count: int
    """How many duties differ; of very many only the first are among `differences`."""
    differences: tuple[Difference, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """Its place in a list: those in whose treatment most would differ come first."""
        return -self.count, self.child


MOST_OF_A_CHILD: Final = 200
"""So many differences of one child are kept in words; the count is of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was counted of some children."""

    children: int = 0
    absences: int = 0
    history: Counter[str] = field(default_factory=Counter)
    """Absences brought in from other records, by how exactly their times are known."""
    arising: Counter[Arising] = field(default_factory=Counter)
    standing: Counter[Standing] = field(default_factory=Counter)
    interviews: Counter[Interviews] = field(default_factory=Counter)
    changing: Counter[Changing] = field(default_factory=Counter)
    differing_children: int = 0
    differing_absences: int = 0
    foremost: tuple[Differing, ...] = ()
    """Those in whose treatment most would differ, up to `most` of them."""
    most: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """The figures of both parts together; no child is in two parts."""
        most = max(self.most, other.most)
        foremost = sorted((*self.foremost, *other.foremost), key=lambda one: one.rank)[:most]
        return Figures(
            children=self.children + other.children,
            absences=self.absences + other.absences,
            history=self.history + other.history,
            arising=self.arising + other.arising,
            standing=self.standing + other.standing,
            interviews=self.interviews + other.interviews,
            changing=self.changing + other.changing,
            differing_children=self.differing_children + other.differing_children,
            differing_absences=self.differing_absences + other.differing_absences,
            foremost=tuple(foremost),
            most=most,
        )


NOTHING: Final = Figures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days over which is simulated: from the first day to the last, both included.

    `seen` is the instant as at which every duty is judged, in microseconds: what was recorded by
    then counts, and nothing is counted that arises afterwards.
    """

    first: date
    last: date
    seen: int

    @property
    def begins(self) -> int:
        """00:00 in London on the first day."""
        return calendar.midnight_of(self.first)

    @property
    def ends(self) -> int:
        """24:00 in London on the last day, or the instant from which is looked if that is
        earlier."""
        return min(calendar.midnight_of(self.last + timedelta(days=1)), self.seen)

    @property
    def weeks(self) -> float:
        """How many weeks have passed in it."""
        return max(self.ends - self.begins, 0) / (7 * DAY)


def week_of(at: int) -> int:
    """The number of the week, Monday to Sunday in London, in which an instant falls."""
    return (calendar.ordinal_of(at) - 1) // 7


def monday_of(week: int) -> date:
    """The day on which a week begins."""
    return date.fromordinal(week * 7 + 1)
