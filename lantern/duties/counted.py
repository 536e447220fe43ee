"""Which absences of a child count, for what a protocol asks the second or the third time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from lantern.episodes.projection import WHEREABOUTS, Stated
from lantern.protocol.facts import Record
from lantern.vocabulary.absence import Classification, EntryKind, WhereaboutsKnown

POLICE: Final = "notified.police"
CLASSIFIED: Final = "police.classification"
WENT_MISSING: Final = "child.went_missing"
WAS_ABSENT: Final = "child.was_absent"
COUNTING: Final = (
    Q(fact=WHEREABOUTS, value=WhereaboutsKnown.NOT_KNOWN)
    | Q(fact__in=(POLICE, CLASSIFIED))
    | Q(kind=EntryKind.CLOSED)
)
"""Whereabouts not known, the police told (DfE 2014 ¶46), what the police called it, or the report
found to be an error."""


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Since when an absence counts, since when that was known, and whether it was an error."""

    at: datetime
    counted_at: datetime
    error_at: datetime | None
    absent: tuple[tuple[Stated, datetime | None], ...] = ()
    """When the police recorded “absent”, each with when they recorded otherwise."""

    def counts(self, at: datetime) -> bool:
        """Whether it counted as an earlier absence, by what was known at an instant."""
        return self.counted_at <= at and (self.error_at is None or at < self.error_at)

    def records(self, reference: str) -> Iterator[Record]:
        """The absence as events of the child, to be counted with those of other absences."""
        yield Record(
            WENT_MISSING,
            self.at,
            self.counted_at,
            f"{reference}-missing",
            withdrawn_at=self.error_at,
        )
        for entry, until in self.absent:
            ends = [one for one in (until, self.error_at) if one is not None]
            yield Record(
                WAS_ABSENT,
                entry.at,
                entry.recorded_at,
                f"{entry.key}-absent",
                withdrawn_at=min(ends, default=None),
            )


def counted(entries: Mapping[int, Sequence[Stated]]) -> dict[int, Absence]:
    """Of each episode with these entries, in the order recorded, the absence if it counts: the
    whereabouts were not known or the police were told (DfE 2014 ¶46)."""
    found = {}
    for episode, rows in entries.items():
        taken_back = {row.corrects_id for row in rows if row.withdrawn}
        said = [row for row in rows if not row.withdrawn and row.pk not in taken_back]
        errors = (row.recorded_at for row in said if row.kind == EntryKind.CLOSED)
        counting = [row for row in said if _counts(row)]
        if counting:
            found[episode] = Absence(
                at=min(row.at for row in counting),
                counted_at=min(row.recorded_at for row in counting),
                error_at=min(errors, default=None),
                absent=tuple(_absent(row for row in rows if row.fact == CLASSIFIED)),
            )
    return found


def _counts(row: Stated) -> bool:
    """Whether an absence with this entry counts, unless it was reported in error."""
    if row.kind == EntryKind.CLOSED:
        return False
    return row.fact == POLICE or (row.fact, row.value) == (WHEREABOUTS, WhereaboutsKnown.NOT_KNOWN)


def _absent(rows: Iterable[Stated]) -> Iterator[tuple[Stated, datetime | None]]:
    """Each time the police recorded “absent”, with when that was changed or taken back."""
    said: Stated | None = None
    for row in rows:
        is_absent = row.value == Classification.ABSENT and not row.withdrawn
        if said is not None and not is_absent:
            yield said, row.recorded_at
        if not is_absent:
            said = None
        elif said is None:
            said = row
    if said is not None:
        yield said, None
