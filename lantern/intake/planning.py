"""What would become of rows that came, beside what is here: reads, decides, and writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q

from lantern.agencies.models import Agency
from lantern.intake import deriving, identity
from lantern.intake.deriving import Header
from lantern.intake.identity import Found
from lantern.intake.models import ArrivedRow, ArrivedSheet
from lantern.intake.report import Tally
from lantern.intake.returns import MISSING, CameRow, HeldRow, day, is_known_alike, paired
from lantern.ssda903.tables import heading
from lantern.vocabulary.arriving import ArrivalKind, RowOutcome

_AT_ONCE: Final = 500
_COLUMNS: Final = (
    "pk",
    "sheet_id",
    "table",
    "year",
    "about",
    "key",
    "cells",
    "outcome",
    "child_id",
    "line",
    "position",
)


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """A row that came and is not here yet: what becomes of it, and whose place it takes."""

    came: CameRow
    outcome: RowOutcome
    key: str
    replaces: HeldRow | None


@dataclass(frozen=True, kw_only=True)
class PlannedChild:
    """Everything the authority has stated under one reference, and what is new of it."""

    about: str
    found: Found
    effective: tuple[HeldRow, ...]
    header: Header
    before: Header
    """What the header said until now, to tell a person's own change from an earlier file's."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What becomes of each row, and which children's records follow from it."""

    rows: tuple[PlannedRow, ...]
    same: tuple[HeldRow, ...]
    awaited: tuple[HeldRow, ...]
    """Rows that were refused, or waited for a person, and can be taken now if the child is."""
    children: tuple[PlannedChild, ...]

    @property
    def waiting(self) -> frozenset[str]:
        """The references of which a person has to say first who it is."""
        return frozenset(one.about for one in self.children if one.found.questions)


@dataclass
class Ground:
    """On whose behalf rows come, and the columns of the sheets that are here."""

    authority: Agency
    year: int
    columns: dict[int, tuple[str, ...]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)


def plan(came: Mapping[str, Sequence[CameRow]], ground: Ground) -> Plan:
    """What becomes of these rows, given with all that came about the same references."""
    held = held_rows(ground, abouts=list(came))
    held += _mended_elsewhere(ground, held, came)
    this_year = [row for row in held if row.year == ground.year]
    pairing = paired(this_year, (row for rows in came.values() for row in rows))
    keys = _Keys(ground, held)
    rows = [
        *(_planned(one, row, row.key) for row, one in pairing.replacing),
        *(_planned(one, None, keys.of(one)) for one in pairing.added),
    ]
    mended = {
        row.pk
        for row, one in pairing.same
        if row.outcome is RowOutcome.REFUSED
        if not one.is_refused
    }
    awaited = [row for row in held if row.outcome is RowOutcome.WAITING or row.pk in mended]
    gone = {row.replaces.pk for row in rows if row.replaces is not None}
    awaited = [row for row in awaited if row.pk not in gone]
    return Plan(
        rows=tuple(rows),
        same=tuple(row for row, _ in pairing.same if row.pk not in mended),
        awaited=tuple(awaited),
        children=_children(ground, held, rows, awaited),
    )


def held_rows(
    ground: Ground,
    *,
    abouts: Sequence[str] = (),
    children: Sequence[int] = (),
    year: int | None = None,
) -> list[HeldRow]:
    """The rows about these references or children, or of a whole year, that none has replaced."""
    which = Q()
    if year is not None:
        which &= Q(year=year)
    if children:
        which &= Q(child__in=children)
    elif abouts or year is None:
        which &= Q(about__in=abouts)
    return _held(ground, which)


def left_beside(came: Sequence[CameRow], ground: Ground) -> list[HeldRow]:
    """The rows of the year about the same children that none of these replaces, and are good.

    Some children at a time, so that memory holds what is left and not all that is here.
    """
    rows: defaultdict[str, list[CameRow]] = defaultdict(list)
    for row in came:
        rows[row.about].append(row)
    abouts = list(rows)
    left: list[HeldRow] = []
    for first in range(0, len(abouts), _AT_ONCE):
        part = abouts[first : first + _AT_ONCE]
        held = held_rows(ground, abouts=part, year=ground.year)
        good = [row for row in held if row.is_good]
        if good:
            left += paired(good, (row for about in part for row in rows[about])).left
    return left


def _mended_elsewhere(
    ground: Ground, held: Iterable[HeldRow], came: Mapping[str, Sequence[CameRow]]
) -> list[HeldRow]:
    """Refused rows about another reference, or none, which rows that came say that they mend."""
    places = {row.mends for rows in came.values() for row in rows if row.mends}
    if not places:
        return []
    here = {row.pk for row in held}
    refused = Q(
        outcome=RowOutcome.REFUSED,
        year=ground.year,
        sheet__name__in={name for name, _ in places},
        line__in={line for _, line in places},
    )
    found = _held(ground, refused)
    return [row for row in found if row.place in places and row.pk not in here]


def _held(ground: Ground, which: Q) -> list[HeldRow]:
    rows = ArrivedRow.objects.filter(
        which,
        authority=ground.authority,
        replaced_by__isnull=True,
        sheet__arrival__kind=ArrivalKind.SSDA903,
    )
    found = list(rows.order_by("year", "position").values_list(*_COLUMNS))
    _learn_columns(ground, {each[1] for each in found})
    return [_row(ground, *each) for each in found]


def _row(  # noqa: PLR0913  the columns of one query
    ground: Ground,
    pk: int,
    sheet: int,
    table: str,
    year: int | None,
    about: str,
    key: str,
    cells: Sequence[str],
    outcome: str,
    child_id: int | None,
    line: int,
    position: int,
) -> HeldRow:
    return HeldRow(
        pk=pk,
        table=table,
        year=year or 0,
        about=about,
        key=key,
        values=dict(zip(ground.columns[sheet], cells, strict=True)),
        outcome=RowOutcome(outcome),
        child_id=child_id,
        place=(ground.names[sheet], line),
        position=position,
    )


def _learn_columns(ground: Ground, sheets: Iterable[int]) -> None:
    unknown = set(sheets) - ground.columns.keys()
    if unknown:
        rows = ArrivedSheet.objects.filter(pk__in=unknown).values_list("pk", "columns", "name")
        for pk, columns, name in rows:
            ground.columns[pk] = tuple(heading(column) for column in columns)
            ground.names[pk] = name


class _Keys:
    """The names of absences: the same in this return and in the next, and after a correction."""

    def __init__(self, ground: Ground, held: Iterable[HeldRow]) -> None:
        self.code = ground.authority.code or ground.authority.slug
        self.year = ground.year
        self.held: defaultdict[str, list[HeldRow]] = defaultdict(list)
        for row in held:
            if row.table == MISSING:
                self.held[row.about].append(row)
        self.used = {
            row.key for rows in self.held.values() for row in rows if row.year == self.year
        }

    def of(self, one: CameRow) -> str:
        """Last year's name for a period that goes on; otherwise one that nobody has yet."""
        if one.table != MISSING:
            return ""
        earlier = (
            row.key
            for row in self.held[one.about]
            if row.year != self.year and row.key not in self.used and is_known_alike(row, one)
        )
        key = next(earlier, "") or self._new(one)
        self.used.add(key)
        return key

    def _new(self, one: CameRow) -> str:
        began = day(one.values.get("MIS_START", ""))
        code = one.values.get("MISSING", "").strip().upper()[:1]
        key = f"{deriving.SOURCE}:{self.code}:{one.about[:40]}:{code}:{began}"
        taken = self.used | {row.key for row in self.held[one.about]}
        number = 1
        while (name := key if number == 1 else f"{key}:{number}") in taken:
            number += 1
        return name


def _planned(one: CameRow, row: HeldRow | None, key: str) -> PlannedRow:
    outcome = RowOutcome.REFUSED if one.is_refused else RowOutcome.TAKEN
    return PlannedRow(came=one, outcome=outcome, key=key, replaces=row)


def _children(
    ground: Ground,
    held: Iterable[HeldRow],
    rows: Iterable[PlannedRow],
    awaited: Iterable[HeldRow],
) -> tuple[PlannedChild, ...]:
    """The references of which something new is stated, with all that is stated of each."""
    new: defaultdict[str, list[HeldRow]] = defaultdict(list)
    gone: set[int] = set()
    for row in rows:
        if row.replaces is not None:
            gone.add(row.replaces.pk)
        if row.outcome is RowOutcome.TAKEN:
            new[row.came.about].append(_as_held(row, ground.year))
    for waited in awaited:
        new[waited.about].append(waited)
    there: defaultdict[str, list[HeldRow]] = defaultdict(list)
    for one in held:
        if one.outcome is RowOutcome.TAKEN and one.about in new:
            there[one.about].append(one)
    effective = {
        about: (*(row for row in there[about] if row.pk not in gone), *added)
        for about, added in new.items()
    }
    headers = {about: deriving.header(all_rows) for about, all_rows in effective.items()}
    here = {about: row.child_id for about in new for row in there[about] if row.child_id}
    found = identity.find(ground.authority, headers, here=here)
    return tuple(
        PlannedChild(
            about=about,
            found=found[about],
            effective=all_rows,
            header=headers[about],
            before=deriving.header(there[about]),
        )
        for about, all_rows in effective.items()
    )


def _as_held(row: PlannedRow, year: int) -> HeldRow:
    return HeldRow(
        pk=0,
        table=row.came.table,
        year=year,
        about=row.came.about,
        key=row.key,
        values=row.came.values,
        outcome=RowOutcome.TAKEN,
        child_id=None,
    )


def tallied(planned: Plan, tally: Tally) -> None:
    """Add up what becomes of each row."""
    waiting = planned.waiting
    for row in planned.rows:
        waits = row.outcome is RowOutcome.TAKEN and row.came.about in waiting
        tally.row(row.came.table, RowOutcome.WAITING if waits else row.outcome)
    for held in planned.same:
        is_settled = held.outcome is RowOutcome.TAKEN
        if held.outcome is not RowOutcome.WAITING:
            tally.row(held.table, RowOutcome.UNCHANGED if is_settled else held.outcome)
    for held in planned.awaited:
        waits = held.about in waiting
        tally.row(held.table, RowOutcome.WAITING if waits else RowOutcome.TAKEN)
