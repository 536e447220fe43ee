"""Absences brought in from records kept elsewhere, as exactly as those records know them. Pure."""

from dataclasses import dataclass
from datetime import datetime

from lantern.core.instants import day_in_london
from lantern.episodes.details import (
    NONE,
    ClassificationDetails,
    Details,
    ReportDetails,
    Reporter,
    ReturnDetails,
    RiskDetails,
    Said,
    WhereaboutsDetails,
)
from lantern.episodes.projection import (
    CLASSIFICATION,
    LAST_SEEN,
    REPORTED,
    RETURNED,
    RISK,
    WHEREABOUTS,
)
from lantern.vocabulary.absence import (
    Corroboration,
    EntryKind,
    Origin,
    Precision,
    WhereaboutsKnown,
)
from lantern.vocabulary.term import Term


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An instant and how exactly it is known. A day is kept as its first instant in London."""

    at: datetime
    precision: Precision = Precision.MINUTE


@dataclass(frozen=True, kw_only=True)
class PastAbsence:
    """One absence as other records tell it.

    `key` is the name under which the sender sends it again: the same key is the same absence, in
    this file and in next year's. It begins with the name of the source and a colon. `known_from`
    is when a child who was missing was found and did not come back yet: an M period followed by an
    A period from that day (SSDA903).
    """

    key: str
    child_id: int
    authority_id: int
    began: Moment
    whereabouts: WhereaboutsKnown
    known_from: Moment | None = None
    ended: Moment | None = None
    reported: Moment | None = None
    origin: Origin = Origin.CARE
    classification: str = ""
    risk: str = ""
    words: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError unless what happened is in order; whoever reads a file looks first."""
        in_turn = [one.at for one in (self.began, self.known_from, self.ended) if one is not None]
        if in_turn != sorted(in_turn):
            raise ValueError(f"what happened in {self.key} is not in order")


class Outcome(Term):
    """What became of an absence that was brought in."""

    ADDED = ("added", "Added", "It was not on record.", "SYS: import")
    CHANGED = (
        "changed",
        "Brought up to date",
        "It was on record from an earlier file, and this one says more, or otherwise.",
        "SYS: import",
    )
    UNCHANGED = ("unchanged", "Already there", "It says what the record says.", "SYS: import")
    JOINED = (
        "joined",
        "Recorded in Lantern",
        "The same absence was reported in Lantern, whose record is fuller and stands.",
        "SYS: import",
    )


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact of a past absence and how exactly its instant is known."""

    said: Said
    precision: Precision


def facts_of(absence: PastAbsence) -> tuple[Fact, ...]:
    """Every fact that the other records state, in the order they happened, and no other."""
    began, first = absence.began, absence.reported or absence.began
    told = ReportDetails(reporter=Reporter(name=absence.source))
    found = [
        _fact(EntryKind.REPORT, LAST_SEEN, began, details=told),
        _whereabouts(absence, absence.whereabouts, began, absence.words),
    ]
    if absence.reported is not None:
        found.append(_fact(EntryKind.REPORT, REPORTED, absence.reported, details=told))
    if absence.classification:
        value = absence.classification
        found.append(
            _fact(EntryKind.CLASSIFICATION, CLASSIFICATION, first, value, ClassificationDetails())
        )
    if absence.risk:
        found.append(_fact(EntryKind.RISK, RISK, first, absence.risk, RiskDetails()))
    if absence.known_from is not None:
        found.append(_whereabouts(absence, WhereaboutsKnown.KNOWN, absence.known_from))
    if absence.ended is not None:
        found.append(
            _fact(EntryKind.RETURNED, WHEREABOUTS, absence.ended, RETURNED, ReturnDetails())
        )
    return tuple(found)


def whereabouts_of(absence: PastAbsence) -> str:
    """Whereabouts as the absence leaves them."""
    if absence.ended is not None:
        return RETURNED
    return WhereaboutsKnown.KNOWN if absence.known_from is not None else absence.whereabouts


def source_of(key: str) -> str:
    """The source that a key names; none for what was reported in Lantern."""
    return key.partition(":")[0]


def is_same_day(one: datetime, other: datetime) -> bool:
    """Whether London's calendar showed the same day.

    A child goes once at a time: two records of a child that begin on one day tell of one absence.
    """
    return day_in_london(one) == day_in_london(other)


def _fact(
    kind: EntryKind, fact: str, when: Moment, value: str = "", details: Details = NONE
) -> Fact:
    said = Said(kind=kind, at=when.at, fact=fact, value=value, details=details)
    return Fact(said=said, precision=when.precision)


def _whereabouts(
    absence: PastAbsence, value: WhereaboutsKnown, when: Moment, words: str = ""
) -> Fact:
    known = value is WhereaboutsKnown.KNOWN
    details = WhereaboutsDetails(
        corroboration=Corroboration.OTHER if known else Corroboration.NONE,
        evidence=absence.source if known else "",
    )
    said = Said(
        kind=EntryKind.WHEREABOUTS,
        at=when.at,
        fact=WHEREABOUTS,
        value=value,
        words=words,
        details=details,
    )
    return Fact(said=said, precision=when.precision)
