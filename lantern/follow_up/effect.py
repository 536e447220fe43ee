"""What followed a plan: the times away before and after it, over equal periods. Pure counting.

It counts and says how much it can be trusted. Whether the plan works is for a person to judge.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lantern.core.instants import day_in_london

SHORT: Final = timedelta(days=28)
"""A shorter time says little. No source gives a length: the makers' own, as a cautious default."""


@dataclass(frozen=True, kw_only=True)
class Away:
    """One time away: from when, until when, if it is over."""

    began: datetime
    ended: datetime | None = None

    def until(self, at: datetime) -> datetime:
        """When it ended, as far as an instant knows."""
        return min(self.ended, at) if self.ended is not None else at


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What is counted in a period. `longest` is of what lies within it."""

    times: int
    nights: int
    longest: timedelta


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Two equal periods on both sides of an instant, and how far the counts can be trusted."""

    length: timedelta
    before: Tally
    after: Tally
    is_short: bool
    record_begins: datetime | None
    """When the record begins, where that is within the period before: less may be known of it."""


def compare(
    aways: Iterable[Away], *, agreed_at: datetime, at: datetime, known_from: datetime | None = None
) -> Effect:
    """Count from the agreement until `at`, and over as long before it."""
    known = tuple(aways)
    length = max(at - agreed_at, timedelta())
    first = agreed_at - length
    return Effect(
        length=length,
        before=tally(known, first, agreed_at, at),
        after=tally(known, agreed_at, agreed_at + length, at),
        is_short=length < SHORT,
        record_begins=known_from if known_from is not None and known_from > first else None,
    )


def tally(aways: Iterable[Away], first: datetime, last: datetime, at: datetime) -> Tally:
    """The times that began in the period, the nights in it, and the longest stretch within it.

    A night is a midnight in London that the child was away. The period includes its first instant
    and not its last.
    """
    known = tuple(aways)
    within = [
        (max(one.began, first), min(one.until(at), last))
        for one in known
        if one.began < last and one.until(at) > first
    ]
    nights = {
        night
        for since, until in within
        for night in range(day_in_london(since).toordinal(), day_in_london(until).toordinal())
    }
    return Tally(
        times=sum(first <= one.began < last for one in known),
        nights=len(nights),
        longest=max((until - since for since, until in within), default=timedelta()),
    )


def written(effect: Effect) -> dict[str, int]:
    """The counts as a review of a plan keeps them: whole days, times, nights and minutes."""
    return {
        "days": effect.length.days,
        "times_before": effect.before.times,
        "times_after": effect.after.times,
        "nights_before": effect.before.nights,
        "nights_after": effect.after.nights,
        "longest_before": effect.before.longest // timedelta(minutes=1),
        "longest_after": effect.after.longest // timedelta(minutes=1),
    }
