"""What an episode's entries add up to. Pure: the columns of an episode are only a copy of this."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol, TypeVar

from lantern.episodes.details import NotificationDetails, ReportDetails, read
from lantern.episodes.models import Entry
from lantern.vocabulary.absence import EndOfEpisode, EntryKind, WhereaboutsKnown

WHEREABOUTS: Final = "whereabouts"
LAST_SEEN: Final = "episode.last_seen"
REPORTED: Final = "episode.reported"
CLASSIFICATION: Final = "police.classification"
RISK: Final = "police.risk"
RETURNED: Final = "returned"
LOCATED_WITH_CONTACT: Final = "located_with_contact"
LOCATED_NO_CONTACT: Final = "located_no_contact"
"""Values of whereabouts in the protocol's vocabulary, beside known and not known."""


@dataclass(frozen=True, kw_only=True)
class State:
    """How an episode stands, as its entries say."""

    reported_at: datetime | None = None
    last_seen_at: datetime | None = None
    ended_at: datetime | None = None
    ends: EndOfEpisode | None = None
    whereabouts: str = WhereaboutsKnown.NOT_KNOWN
    classification: str = ""
    risk: str = ""


class Stated(Protocol):
    """An entry as the protocol may know it, without what people wrote in it: the row itself, or
    these columns of it, which are read in half the time."""

    @property
    def pk(self) -> Any: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def fact(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def corrects_id(self) -> int | None: ...
    @property
    def withdrawn(self) -> bool: ...
    @property
    def by_role(self) -> str: ...


Said = TypeVar("Said", bound=Stated)


def effective(entries: Iterable[Said]) -> list[Said]:
    """The entries that stand, not corrected and not withdrawn, in the order they happened."""
    kept = list(entries)
    replaced = {entry.corrects_id for entry in kept if entry.corrects_id is not None}
    standing = [entry for entry in kept if entry.pk not in replaced and not entry.withdrawn]
    return sorted(standing, key=lambda entry: (entry.at, entry.recorded_at, entry.pk))


def state_of(entries: Iterable[Entry], *, risk: str = RISK) -> State:
    """The state that the standing entries add up to. What happened last says how it is now.

    `risk` is the fact that holds the level of risk: a force may have a scale of its own.
    """
    standing = effective(entries)
    whereabouts = _last(standing, WHEREABOUTS)
    ending = _ending(standing, whereabouts)
    return State(
        reported_at=next((entry.at for entry in standing if entry.fact == REPORTED), None),
        last_seen_at=_at(_last(standing, LAST_SEEN)),
        ended_at=_at(ending),
        ends=_ends(ending),
        whereabouts=whereabouts.value if whereabouts else WhereaboutsKnown.NOT_KNOWN,
        classification=_value(_last(standing, CLASSIFICATION)),
        risk=_value(_last(standing, risk)),
    )


def value_at(entries: Iterable[Entry], fact: str, at: datetime) -> str:
    """The value of a fact at an instant, as now known; empty when there was none."""
    return _value(_last([entry for entry in effective(entries) if entry.at <= at], fact))


def report_of(rows: Iterable[Entry]) -> ReportDetails | None:
    """What the first reporter said."""
    first = next((row for row in rows if row.fact == REPORTED), None)
    if first is None:
        return None
    details = read(EntryKind.REPORT, first.details)
    return details if isinstance(details, ReportDetails) else None


def notified(rows: Iterable[Entry]) -> tuple[tuple[Entry, NotificationDetails], ...]:
    """The notifications that stand, each with its details, in the order they were given."""
    found = []
    for row in effective(rows):
        details = read(EntryKind(row.kind), row.details)
        if isinstance(details, NotificationDetails):
            found.append((row, details))
    return tuple(found)


def _last(standing: list[Entry], fact: str) -> Entry | None:
    return next((entry for entry in reversed(standing) if entry.fact == fact), None)


def _ending(standing: list[Entry], whereabouts: Entry | None) -> Entry | None:
    closed = next((entry for entry in standing if entry.kind == EntryKind.CLOSED), None)
    if closed is not None:
        return closed
    return whereabouts if whereabouts is not None and whereabouts.value == RETURNED else None


def _ends(ending: Entry | None) -> EndOfEpisode | None:
    if ending is None:
        return None
    default = (
        EndOfEpisode.REPORTED_IN_ERROR if ending.kind == EntryKind.CLOSED else EndOfEpisode.RETURNED
    )
    return EndOfEpisode(ending.details.get("ends", default))


def _at(entry: Entry | None) -> datetime | None:
    return entry.at if entry is not None else None


def _value(entry: Entry | None) -> str:
    return entry.value if entry is not None else ""
