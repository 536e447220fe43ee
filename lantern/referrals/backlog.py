"""What the queue will be at today's rate, from arrivals and completions. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

OVER: Final = timedelta(days=28)
"""The days by which today's rate is judged: four whole weeks, so that no weekday counts twice."""
AHEAD: Final = (1, 2, 4)
"""How many weeks ahead the queue is told."""


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """How the queue moves. Rates are per week, over the days that were looked at."""

    waiting: int
    arrived: int
    completed: int
    days: int
    capacity: int | None = None
    """Interviews a week that the provider says it can hold, where it has said."""

    @property
    def arriving(self) -> float:
        """Referrals a week."""
        return self.arrived * 7 / self.days

    @property
    def completing(self) -> float:
        """Referrals completed a week."""
        return self.completed * 7 / self.days

    def after(self, weeks: int, *, a_week: float | None = None) -> int:
        """How many will wait after so many weeks, if as many arrive as now and as many are
        completed as now, or `a_week`; never fewer than none."""
        done = self.completing if a_week is None else a_week
        return max(0, round(self.waiting + weeks * (self.arriving - done)))

    @property
    def ahead(self) -> tuple[tuple[int, int], ...]:
        """Weeks ahead, and how many will wait then at today's rate."""
        return tuple((weeks, self.after(weeks)) for weeks in AHEAD)

    @property
    def at_capacity(self) -> tuple[tuple[int, int], ...]:
        """The same if the provider holds as many as it says it can; nothing where it said none."""
        if self.capacity is None:
            return ()
        return tuple((weeks, self.after(weeks, a_week=self.capacity)) for weeks in AHEAD)

    @property
    def sentence(self) -> str:
        """How the queue will be, for somebody who has no time for a table."""
        if not self.arrived and not self.completed:
            return f"Nothing arrived and nothing was completed in the last {self.days} days."
        weeks = AHEAD[-1]
        then = self.after(weeks)
        waits = _many(self.waiting)
        if then == self.waiting:
            return f"{waits} now. At today’s rate it will be as many in {weeks} weeks."
        if then == 0:
            return f"{waits} now. At today’s rate nobody will be waiting in {weeks} weeks."
        way = "more" if then > self.waiting else "fewer"
        return f"{waits} now. At today’s rate it will be {then} in {weeks} weeks, {way} than now."


def _many(count: int) -> str:
    return "1 child waits" if count == 1 else f"{count} children wait"


def backlog(
    arrived: Iterable[datetime],
    completed: Sequence[datetime],
    *,
    waiting: int,
    at: datetime,
    capacity: int | None = None,
) -> Backlog:
    """The queue at an instant, from when referrals arrived and when they were completed."""
    since = at - OVER
    return Backlog(
        waiting=waiting,
        arrived=sum(since < one <= at for one in arrived),
        completed=sum(since < one <= at for one in completed),
        days=OVER.days,
        capacity=capacity,
    )
