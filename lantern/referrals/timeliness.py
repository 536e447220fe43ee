"""How soon children were reached, offered an interview and interviewed, counted honestly. Pure.

Two clocks stand side by side. The duty's runs from the earlier of located with contact and returned
(CF-48). The published measure counts from the recorded return. What was not recorded is not known,
and never in time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from lantern.vocabulary.interview import Timing

LIMIT: Final = timedelta(hours=72)
"""Statutory guidance: within 72 hours of the return (DfE 2014 ¶32)."""


class Event(StrEnum):
    """What is measured."""

    CONTACT = "contact"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    HELD = "held"


class Clock(StrEnum):
    """From which instant."""

    DUTY = "duty"
    RETURN = "return"


@dataclass(frozen=True, kw_only=True)
class Times:
    """The instants of one absence; None where it did not happen, or nobody recorded when."""

    key: str
    """The reference of the absence."""
    owed_from: datetime | None = None
    """When the duty arose, as the ledger has it: the earlier of contact and return."""
    returned_at: datetime | None = None
    contact_at: datetime | None = None
    offered_at: datetime | None = None
    accepted_at: datetime | None = None
    held_at: datetime | None = None

    def of(self, event: Event) -> datetime | None:
        """When this happened."""
        return {
            Event.CONTACT: self.contact_at,
            Event.OFFERED: self.offered_at,
            Event.ACCEPTED: self.accepted_at,
            Event.HELD: self.held_at,
        }[event]

    def starts(self, clock: Clock) -> datetime | None:
        """When the clock starts; None where nobody recorded it."""
        return self.returned_at if clock is Clock.RETURN else self.owed_from


def timing(times: Times, event: Event, clock: Clock) -> Timing:
    """How one thing stands against 72 hours, by one clock."""
    happened = times.of(event)
    if happened is None:
        return Timing.NOT_YET
    start = times.starts(clock)
    if start is None:
        return Timing.NOT_KNOWN
    return Timing.IN_TIME if happened <= start + LIMIT else Timing.LATER


@dataclass(frozen=True, kw_only=True)
class Line:
    """One measure by one clock: how many absences stand how."""

    event: Event
    clock: Clock
    counts: Mapping[Timing, int]

    @property
    def in_all(self) -> int:
        """Every absence that calls for an interview."""
        return sum(self.counts.values())

    @property
    def share(self) -> float | None:
        """Of all, those in time. Not known and not done count against it; None of nothing."""
        return self.counts[Timing.IN_TIME] / self.in_all if self.in_all else None


def lines(found: Iterable[Times]) -> tuple[Line, ...]:
    """Every measure by every clock, over absences that call for an interview."""
    kept = list(found)
    return tuple(
        Line(event=event, clock=clock, counts=_counted(kept, event, clock))
        for event in Event
        for clock in Clock
    )


def _counted(kept: list[Times], event: Event, clock: Clock) -> Mapping[Timing, int]:
    counted = Counter(timing(one, event, clock) for one in kept)
    return {each: counted[each] for each in Timing}


def behind(found: Iterable[Times], event: Event, clock: Clock, stands: Timing) -> tuple[Times, ...]:
    """The absences behind one figure."""
    return tuple(one for one in found if timing(one, event, clock) is stands)
