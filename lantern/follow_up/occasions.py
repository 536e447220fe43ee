"""How many times a child was missing, absent and away: each absence counted once, apart. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from lantern.episodes.projection import CLASSIFICATION, WHEREABOUTS, Stated, effective
from lantern.vocabulary.absence import Classification, EntryKind, WhereaboutsKnown


class Occasion(StrEnum):
    """What an absence counts as in a review (004 L22)."""

    MISSING = "missing"
    ABSENT = "absent"
    AWAY = "away"


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of each. None of them includes another."""

    missing: int = 0
    absent: int = 0
    away: int = 0

    @property
    def in_all(self) -> int:
        """Every time the child was not there."""
        return self.missing + self.absent + self.away


COUNTING: Final = (WHEREABOUTS, CLASSIFICATION)
"""The facts from which an absence is counted, beside its being closed as reported in error."""


def occasion(entries: Iterable[Stated]) -> Occasion | None:
    """What an absence with these entries counts as; None for a report made in error.

    Absent: the police never called it other than absent. Missing: at some time nobody knew where
    the child was. Away: it was known all along, without authorisation.
    """
    standing = effective(entries)
    if any(entry.kind == EntryKind.CLOSED for entry in standing):
        return None
    classified = {entry.value for entry in standing if entry.fact == CLASSIFICATION}
    if classified == {Classification.ABSENT}:
        return Occasion.ABSENT
    unknown = any(
        entry.fact == WHEREABOUTS and entry.value == WhereaboutsKnown.NOT_KNOWN
        for entry in standing
    )
    return Occasion.MISSING if unknown else Occasion.AWAY


def count(
    absences: Iterable[tuple[datetime, Occasion | None]], *, since: datetime | None = None
) -> Counts:
    """How many of each began since an instant, or ever."""
    found = [one for began, one in absences if since is None or began >= since]
    return Counts(
        missing=found.count(Occasion.MISSING),
        absent=found.count(Occasion.ABSENT),
        away=found.count(Occasion.AWAY),
    )
