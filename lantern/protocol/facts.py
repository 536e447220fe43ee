"""Everything a rule may know of one subject: its records, as they stood at an instant if one is
given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Self

from lantern.core.instants import FOREVER, to_microseconds
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.lexicon import vocabulary as shipped
from lantern.protocol.timelines import Row

EARLIEST = to_microseconds(datetime(1900, 1, 1, tzinfo=UTC))
LATEST = to_microseconds(datetime(2200, 1, 1, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Record:
    """That a fact was so from an instant, as somebody recorded it.

    `key` identifies the row that says it. A correction of the row keeps its key, so that what it
    causes stays the same; of several records of one fact with one key the latest recorded wins.
    """

    fact: str
    at: datetime
    recorded_at: datetime
    key: str
    value: str | bool = True
    until: datetime | None = None
    by: str = ""
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Excuse:
    """That somebody excused one duty, with a reason. `cause` is the second part of its identity."""

    rule: str
    cause: str
    at: datetime
    recorded_at: datetime
    by_role: str
    reason: str
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The records of one subject that were known at an instant, ready to be asked."""

    rows: Mapping[str, Sequence[Row]]
    subject: str
    born: date | None
    excuses: Mapping[tuple[str, str], Sequence[Excuse]]
    records: Sequence[Record]
    known_at: datetime | None
    shape: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(
        cls,
        records: Iterable[Record],
        *,
        subject: str = "episode",
        born: date | None = None,
        excuses: Iterable[Excuse] = (),
        known_at: datetime | None = None,
        vocabulary: Mapping[str, FactDefinition] | None = None,
    ) -> Self:
        """The facts that these records state; with `known_at`, only what had been recorded by
        then. `vocabulary` is that of the protocol which will ask, where it declares facts of its
        own."""
        kept = list(records)
        rows = _rows(kept, known_at)
        if subject == "episode":
            rows = _as_at_the_return(rows, shipped() if vocabulary is None else vocabulary)
        return cls(
            rows=rows,
            subject=subject,
            born=born,
            excuses=_excuses(excuses, known_at),
            records=kept,
            known_at=known_at,
            shape=_shape(rows, born),
        )

    def upon(
        self,
        records: Iterable[Record],
        *,
        born: date | None = None,
        excuses: Iterable[Excuse] = (),
        vocabulary: Mapping[str, FactDefinition] | None = None,
    ) -> "Facts":
        """The facts of an absence, where these are what is known of the child: those are made once
        for all the child's absences."""
        own = list(records)
        rows = _rows(own, None)
        kept = [*self.records, *own]
        if rows.keys() & self.rows.keys():
            return Facts.of(kept, born=born, excuses=excuses, vocabulary=vocabulary)
        rows = _as_at_the_return(
            {**self.rows, **rows}, shipped() if vocabulary is None else vocabulary
        )
        return Facts(
            rows=rows,
            subject="episode",
            born=born,
            excuses=_excuses(excuses, None),
            records=kept,
            known_at=None,
            shape=_shape(rows, born),
        )

    def of_member(self, about: Iterable[str], member: str) -> "Facts":
        """The same, as one of several members: of what is said of a member, only what is said of
        this one."""
        rows = dict(self.rows)
        for fact in about:
            kept = tuple(row for row in rows.pop(fact, ()) if row[3] == member)
            if kept:
                rows[fact] = kept
        return replace(self, rows=rows)


def _shape(rows: Mapping[str, Sequence[Row]], born: date | None) -> frozenset[str]:
    """The names of what is recorded, and of each value that a fact has had: “whereabouts=known”."""
    names = set(rows)
    if born is not None:
        names.add("child.age")
    for fact, of_fact in rows.items():
        for row in of_fact:
            if row[3] is not True and row[3] is not False:
                names.add(f"{fact}={row[3]}")
    return frozenset(names)


def _rows(records: list[Record], known_at: datetime | None) -> dict[str, Sequence[Row]]:
    versions: dict[str, dict[str, Row]] = {}
    withdrawn: set[tuple[str, Row]] = set()
    for record in records:
        if known_at is not None and record.recorded_at > known_at:
            continue
        row = _row(record)
        of_fact = versions.setdefault(record.fact, {})
        older = of_fact.setdefault(row[2], row)
        if older is not row and _version(older) < _version(row):
            of_fact[row[2]] = row
        if record.withdrawn_at is not None and (
            known_at is None or record.withdrawn_at <= known_at
        ):
            withdrawn.add((record.fact, row))
    if not withdrawn:
        return {fact: tuple(rows.values()) for fact, rows in versions.items()}
    left = {
        fact: tuple(row for row in rows.values() if (fact, row) not in withdrawn)
        for fact, rows in versions.items()
    }
    return {fact: rows for fact, rows in left.items() if rows}


def _as_at_the_return(
    rows: dict[str, Sequence[Row]], vocabulary: Mapping[str, FactDefinition]
) -> dict[str, Sequence[Row]]:
    """The child's circumstances as they were when the child came back.

    What they were then decides what an absence asks for: a state that begins later is no fact of
    it, and one that was so then stays so. Otherwise a placement that ends next year would raise
    duties in every absence of the years before. Of what is done for the child all counts.
    """
    back = _back_at(rows.get("whereabouts", ()))
    if back is None:
        return rows
    kept = {
        fact: _until(of_fact, back) if _is_circumstance(vocabulary.get(fact)) else of_fact
        for fact, of_fact in rows.items()
    }
    return {fact: of_fact for fact, of_fact in kept.items() if of_fact}


def _back_at(whereabouts: Iterable[Row]) -> int | None:
    """When the child came back, unless lost again since."""
    last = max(whereabouts, key=lambda row: (row[0], row[1]), default=None)
    return last[0] if last is not None and last[3] == "returned" else None


def _is_circumstance(definition: FactDefinition | None) -> bool:
    return (
        definition is not None
        and definition.subject == "child"
        and definition.kind in (Kind.STATE, Kind.VALUE)
    )


def _until(of_fact: Sequence[Row], back: int) -> tuple[Row, ...]:
    return tuple(
        (*row[:4], FOREVER if row[4] > back else row[4]) for row in of_fact if row[0] <= back
    )


def _row(record: Record) -> Row:
    at = to_microseconds(record.at)
    if not EARLIEST <= at < LATEST:
        raise ValueError(f"{record.fact} at {record.at:%Y-%m-%d} is not between 1900 and 2200")
    until = record.until
    return (
        at,
        to_microseconds(record.recorded_at),
        record.key,
        record.value,
        FOREVER if until is None else to_microseconds(until),
    )


def _version(row: Row) -> tuple[int, int, str, int]:
    return row[1], row[0], str(row[3]), row[4]


def _excuses(
    excuses: Iterable[Excuse], known_at: datetime | None
) -> dict[tuple[str, str], Sequence[Excuse]]:
    found: dict[tuple[str, str], list[Excuse]] = {}
    for excuse in excuses:
        if known_at is not None and excuse.recorded_at > known_at:
            continue
        if excuse.withdrawn_at is not None and (
            known_at is None or excuse.withdrawn_at <= known_at
        ):
            continue
        found.setdefault((excuse.rule, excuse.cause), []).append(excuse)
    return {
        identity: tuple(sorted(group, key=lambda one: (one.at, one.recorded_at, one.reason)))
        for identity, group in found.items()
    }
