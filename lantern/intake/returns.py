"""The rows of a statutory return, and which of them tell of the same thing. Pure.

A row is known by what it is about and by a few of its columns. One that was here before with the
same cells is the same row; one with the same columns and other cells replaces it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from lantern.spreadsheets.dates import read_day
from lantern.vocabulary.arriving import RowOutcome

HEADER: Final = "Header"
EPISODES: Final = "Episodes"
MISSING: Final = "Missing"
CHILD: Final = "CHILD"

KNOWN_BY: Final[Mapping[str, tuple[str, ...]]] = {
    HEADER: (),
    EPISODES: ("DECOM",),
    "Reviews": ("REVIEW",),
    "UASC": (),
    "OC2": (),
    "OC3": (),
    "AD1": (),
    "PlacedAdoption": ("DATE_PLACED",),
    "PrevPerm": (),
    MISSING: ("MISSING", "MIS_START"),
    "SWEpisodes": ("SW_DECOM", "SW_ID"),
    "DoLo": ("DOLO_START",),
}
"""The columns, beside the child's, by which a row of each table is known."""

SPANS: Final = {EPISODES: ("DECOM", "DEC"), MISSING: ("MIS_START", "MIS_END")}
"""Tables of periods of which no two of one child overlap: one that overlaps another corrects it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CameRow:
    """A row of a file that came: where it stood, and its cells as received."""

    sheet: int
    table: str
    line: int
    position: int
    about: str
    cells: tuple[str, ...]
    values: Mapping[str, str]
    is_refused: bool = False
    mends: tuple[str, int] | None = None
    """The sheet and line of the refused row that this one says it mends."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldRow:
    """A row that is here from an earlier arrival, and that no later row has replaced."""

    pk: int
    table: str
    year: int
    about: str
    key: str
    values: Mapping[str, str]
    outcome: RowOutcome
    child_id: int | None
    place: tuple[str, int] = ("", 0)
    """The sheet and line where it stood."""
    position: int = 0

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong with it, though a person may have to say whom it is about."""
        return self.outcome is not RowOutcome.REFUSED


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """What came beside what is here: the same, put in the place of another, or new."""

    same: Sequence[tuple[HeldRow, CameRow]] = ()
    replacing: Sequence[tuple[HeldRow, CameRow]] = ()
    added: Sequence[CameRow] = ()
    left: Sequence[HeldRow] = ()


_Alike = Callable[[HeldRow, CameRow], bool]


@dataclass
class _Sorting:
    same: list[tuple[HeldRow, CameRow]] = field(default_factory=list)
    replacing: list[tuple[HeldRow, CameRow]] = field(default_factory=list)
    added: list[CameRow] = field(default_factory=list)
    left: list[HeldRow] = field(default_factory=list)


def about(values: Mapping[str, str]) -> str:
    """The authority's reference as Lantern compares it: one space between words, capitals."""
    return " ".join(values.get(CHILD, "").split()).upper()[:60]


def paired(held: Iterable[HeldRow], came: Iterable[CameRow]) -> Pairing:
    """Sort the rows of one year that came by what they are to the rows that are here."""
    sorting = _Sorting()
    rows, rest = _mending(list(held), list(came), sorting)
    there: defaultdict[tuple[str, str], list[HeldRow]] = defaultdict(list)
    for row in rows:
        there[row.table, row.about].append(row)
    coming: defaultdict[tuple[str, str], list[CameRow]] = defaultdict(list)
    for one in rest:
        coming[one.table, one.about].append(one)
    for which, those in coming.items():
        _pair(there.pop(which, []), those, sorting)
    for left in there.values():
        sorting.left += left
    return Pairing(
        same=sorting.same,
        replacing=sorting.replacing,
        added=sorting.added,
        left=sorting.left,
    )


def _mending(
    held: list[HeldRow], came: list[CameRow], sorting: _Sorting
) -> tuple[list[HeldRow], list[CameRow]]:
    """A mended row takes the place of the one it mends, whatever was wrong with it."""
    if not any(one.mends for one in came):
        return held, came
    by_age = sorted(held, key=lambda row: row.pk)
    refused = {row.place: row for row in by_age if not row.is_good}
    rest = []
    for one in came:
        row = refused.pop(one.mends, None) if one.mends else None
        if row is None or row.table != one.table:
            rest.append(one)
        elif row.values == one.values:
            sorting.same.append((row, one))
        else:
            sorting.replacing.append((row, one))
    settled = {row.pk for row, _ in (*sorting.same, *sorting.replacing)}
    return [row for row in held if row.pk not in settled], rest


def _pair(held: list[HeldRow], came: list[CameRow], sorting: _Sorting) -> None:
    """The rows of one table about one child."""
    if held:
        came = _same(held, came, sorting)
    for by in (is_known_alike, _overlaps):
        if not held or not came:
            break
        came = _replacing(held, came, sorting, by)
    sorting.added += came
    sorting.left += held


def _same(held: list[HeldRow], came: list[CameRow], sorting: _Sorting) -> list[CameRow]:
    there: defaultdict[frozenset[tuple[str, str]], list[HeldRow]] = defaultdict(list)
    for row in held:
        there[frozenset(row.values.items())].append(row)
    rest = []
    for one in came:
        found = there.get(frozenset(one.values.items()))
        if found:
            row = found.pop(0)
            held.remove(row)
            sorting.same.append((row, one))
        else:
            rest.append(one)
    return rest


def _replacing(
    held: list[HeldRow], came: list[CameRow], sorting: _Sorting, by: _Alike
) -> list[CameRow]:
    rest = []
    for one in came:
        row = next((each for each in held if by(each, one)), None)
        # A row that is refused takes nobody's place, except that of one refused before it.
        if row is None or (one.is_refused and row.outcome is not RowOutcome.REFUSED):
            rest.append(one)
        else:
            held.remove(row)
            sorting.replacing.append((row, one))
    return rest


def is_known_alike(row: HeldRow, one: CameRow) -> bool:
    """Whether the columns by which a row of this table is known are the same in both."""
    names = KNOWN_BY.get(one.table)
    return names is not None and all(
        plain(row.values.get(name, "")) == plain(one.values.get(name, "")) for name in names
    )


def _overlaps(row: HeldRow, one: CameRow) -> bool:
    ends = SPANS.get(one.table)
    if ends is None:
        return False
    first, second = _span(row.values, ends), _span(one.values, ends)
    if first is None or second is None:
        return False
    return (first[0] < second[1] and second[0] < first[1]) or first[0] == second[0]


def _span(values: Mapping[str, str], ends: tuple[str, str]) -> tuple[date, date] | None:
    began, ended = (day(values.get(name, "")) for name in ends)
    return None if began is None else (began, ended or date.max)


def plain(text: str) -> str:
    """A cell as it is compared: dates by their day, codes in capitals."""
    found = read_day(text).day
    return found.isoformat() if found else text.strip().upper()


def day(text: str) -> date | None:
    """The day in a cell, if it is one."""
    return read_day(text).day
