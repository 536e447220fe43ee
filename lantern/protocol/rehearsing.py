"""A story built step by step: what is so for a child, and what happens, in the words of a story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lantern.core.calendar import day_of, midnight_of, same_day_months_after
from lantern.core.instants import in_london, to_datetime, to_microseconds
from lantern.protocol.editing.written import Written, block, flow, one_line
from lantern.protocol.owed import DutyOwed

LONG_BEFORE = timedelta(days=365)
"""How long what is so for the child has been so when the story begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens. `value` is empty, one of the fact's values, or “no”."""

    at: datetime
    fact: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A story as somebody is building it. `circumstances` are facts of the child with a value or
    none; the steps stand in the order in which they were typed."""

    rulebook: str
    steps: tuple[Step, ...]
    circumstances: tuple[tuple[str, str], ...] = ()
    age: int | None = None
    name: str = "rehearsal"
    title: str = "A rehearsal"

    @property
    def begins_at(self) -> datetime:
        """When the first thing happens."""
        return min(step.at for step in self.steps)

    @property
    def born(self) -> date | None:
        """A day of birth that gives the child this age, and half a year more, at the beginning."""
        if self.age is None:
            return None
        return same_day_months_after(_day(self.begins_at), -12 * self.age - 6)


def written(composed: Composed, expected: Iterable[DutyOwed] = ()) -> str:
    """The story as a file, with the duties that it is expected to give rise to. Each circumstance
    was so long before the story begins."""
    child: dict[str, Written] = {}
    if composed.born is not None:
        child["born"] = composed.born.isoformat()
    since = in_london(to_datetime(midnight_of(_day(composed.begins_at - LONG_BEFORE))))
    child["facts"] = [
        _valued({"fact": fact, "from": since}, value) for fact, value in composed.circumstances
    ]
    parts: dict[str, Written] = {
        "story": composed.name,
        "title": one_line(composed.title),
        "rulebook": composed.rulebook,
        "child": child,
    }
    events = [
        _valued({"at": in_london(step.at), "fact": step.fact}, step.value)
        for step in composed.steps
    ]
    lines = [block(parts, 0), "", "events:", *(f"  - {flow(one)}" for one in events)]
    duties = [f"  - {flow(one)}" for one in expectations(expected)]
    if duties:
        lines += ["", "expect:", *duties]
    return "\n".join(lines) + "\n"


def expectations(duties: Iterable[DutyOwed]) -> Iterator[dict[str, Written]]:
    """What a story says of each duty that it is expected to give rise to."""
    return (_expected(duty) for duty in duties)


def _valued(entry: dict[str, Written], value: str) -> dict[str, Written]:
    return {**entry, "value": value} if value else entry


def _expected(duty: DutyOwed) -> dict[str, Written]:
    found: dict[str, Written] = {"duty": duty.rule.id, "owner": duty.owner}
    if duty.member:
        found["each"] = duty.member
    found["arises"] = in_london(duty.arose_at)
    found["due"] = "never" if duty.due_at is None else in_london(duty.due_at)
    if duty.met_at is not None:
        found["met"] = in_london(duty.met_at)
    if duty.excused_at is not None:
        found["excused"] = in_london(duty.excused_at)
    return found


def _day(at: datetime) -> date:
    return day_of(to_microseconds(at))
