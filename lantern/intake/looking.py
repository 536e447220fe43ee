"""What files brought as a return hold: their rows, each fault, and what is to be mended."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lantern.intake.report import Mend
from lantern.intake.returns import CameRow, HeldRow, about
from lantern.intake.sent import SentFile
from lantern.spreadsheets.reading import read
from lantern.spreadsheets.sheets import Fault, Line, Sheet
from lantern.spreadsheets.writing import write
from lantern.ssda903 import checks
from lantern.ssda903.authorities import Authority
from lantern.ssda903.read import Assembled, assemble
from lantern.ssda903.tables import TABLES, Table, heading, recognise

MENDING: Final = ("FILE", "LINE", "WHAT IS WRONG", "WHAT TO DO")
"""Columns that a file to mend has beside its own; they are not part of the return."""
LISTING: Final = ("FILE", "LINE", "COLUMN", "RULE", "WHAT IS WRONG", "WHAT TO DO", "REFUSED")
"""The columns of the list of faults, which lies beside the files to mend and is no table itself."""
Beside = Callable[[Sequence[CameRow]], Sequence[HeldRow]]
HELD: Final = "an earlier file"
"""In place of a file's name, for rows that are here already: nothing is said of them."""


@dataclass(frozen=True, kw_only=True)
class LookedSheet:
    """A sheet that is a table of the return; each line with the row that it mends, if any."""

    sheet: Sheet
    table: Table
    mends: Mapping[int, tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Every row by the reference it is about, in the order they came, and every fault."""

    sheets: tuple[LookedSheet, ...]
    came: Mapping[str, tuple[CameRow, ...]]
    faults: tuple[Fault, ...]

    @property
    def unread(self) -> Counter[str]:
        """How many lines of each table could not be told apart into cells."""
        found: Counter[str] = Counter()
        for one in self.sheets:
            found[one.table.name] += len(one.sheet.unread)
        return found


def look_through(
    files: Sequence[SentFile],
    *,
    year: int,
    authority: Authority,
    beside: Beside,
    last_year: Sequence[HeldRow] = (),
) -> Looked:
    """Read the files and check them, together with what is here of the same year and the last.

    `beside` says which rows about the same children are here that none of these replaces.
    """
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    mends: dict[str, Mapping[int, tuple[str, int]]] = {}
    for file in files:
        reading = read(file.name, file.content)
        faults += reading.faults
        for sheet in reading.sheets:
            if tuple(sheet.columns) == LISTING:
                continue
            bare, mended = _without_mending(sheet)
            mends[bare.file] = mended
            sheets.append(bare)
    looked = tuple(
        LookedSheet(sheet=sheet, table=table, mends=mends[sheet.file])
        for sheet in sheets
        if (table := recognise(sheet)) is not None
    )
    rows = list(_rows(looked))
    also = _as_sheets(beside(rows))
    assembled = assemble([*sheets, *also], year=year, authority=authority)
    before = assemble(_as_sheets(last_year), year=year - 1, authority=authority)
    faults += assembled.faults
    faults += _checked(assembled, before if last_year else None)
    ours = _in_order([fault for fault in faults if not fault.file.startswith(HELD)], sheets)
    return Looked(sheets=looked, came=_by_about(rows, ours, looked), faults=ours)


def _checked(assembled: Assembled, before: Assembled | None) -> Iterable[Fault]:
    return checks.check(assembled.returned, before.returned if before else None)


def _without_mending(sheet: Sheet) -> tuple[Sheet, Mapping[int, tuple[str, int]]]:
    """The sheet without the columns that Lantern added for mending, and what each line mends."""
    places = {" ".join(name.upper().split()): index for index, name in enumerate(sheet.columns)}
    if MENDING[2] not in places:
        return sheet, {}
    ours = {places[name] for name in MENDING if name in places}
    kept = [index for index in range(len(sheet.columns)) if index not in ours]
    file, line = places.get(MENDING[0]), places.get(MENDING[1])
    mends = {
        each.number: (each.cells[file], int(each.cells[line]))
        for each in sheet.lines
        if file is not None and line is not None and each.cells[line].strip().isdecimal()
    }
    bare = replace(
        sheet,
        columns=tuple(sheet.columns[index] for index in kept),
        lines=tuple(
            Line(each.number, tuple(each.cells[index] for index in kept)) for each in sheet.lines
        ),
    )
    return bare, mends


def _rows(looked: Iterable[LookedSheet]) -> Iterable[CameRow]:
    counts: Counter[str] = Counter()
    for index, one in enumerate(looked):
        columns = [heading(name) for name in one.sheet.columns]
        for line in one.sheet.lines:
            values = dict(zip(columns, line.cells, strict=True))
            yield CameRow(
                sheet=index,
                table=one.table.name,
                line=line.number,
                position=counts[one.table.name],
                about=about(values),
                cells=line.cells,
                values=values,
                mends=one.mends.get(line.number),
            )
            counts[one.table.name] += 1


def _as_sheets(held: Iterable[HeldRow]) -> list[Sheet]:
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for row in held:
        columns = TABLES[row.table].columns
        cells = tuple(row.values.get(name, "") for name in columns)
        lines[row.table].append(Line(len(lines[row.table]) + 2, cells))
    return [
        Sheet(file=f"{HELD} of {table}", columns=TABLES[table].columns, lines=tuple(found))
        for table, found in lines.items()
    ]


def _in_order(faults: Iterable[Fault], sheets: Sequence[Sheet]) -> tuple[Fault, ...]:
    """In the order of the files and of their lines; what concerns a whole file comes first."""
    order = {sheet.file: index for index, sheet in enumerate(sheets)}
    return tuple(sorted(faults, key=lambda one: (order.get(one.file, -1), one.file, one.line or 0)))


def _by_about(
    rows: Iterable[CameRow], faults: Iterable[Fault], looked: Sequence[LookedSheet]
) -> Mapping[str, tuple[CameRow, ...]]:
    refused = {(fault.file, fault.line) for fault in faults if fault.refuses}
    nothing = ("", None) in refused
    found: defaultdict[str, list[CameRow]] = defaultdict(list)
    for row in rows:
        file = looked[row.sheet].sheet.file
        if nothing or not row.about or (file, row.line) in refused or (file, None) in refused:
            row = replace(row, is_refused=True)  # noqa: PLW2901  the same row, judged
        found[row.about].append(row)
    return {one: tuple(those) for one, those in found.items()}


def to_mend(looked: Looked) -> tuple[Mend, ...]:
    """The refused rows of each table as they came, each with what is wrong and what to do."""
    said: defaultdict[tuple[str, int], list[Fault]] = defaultdict(list)
    for fault in looked.faults:
        if fault.refuses and fault.line is not None:
            said[fault.file, fault.line].append(fault)
    rows: defaultdict[str, list[Sequence[str]]] = defaultdict(list)
    for one in looked.sheets:
        places = {heading(name): index for index, name in enumerate(one.sheet.columns)}
        order = [places[name] for name in one.table.columns]
        for line in sorted((*one.sheet.lines, *one.sheet.unread)):
            found = said.get((one.sheet.file, line.number))
            if found:
                rows[one.table.name].append(_mended(one, line, order, found))
    return tuple(
        Mend(
            name=f"mend-{TABLES[table].filename}",
            content=write((*TABLES[table].columns, *MENDING), found, guarded=True),
            rows=len(found),
        )
        for table, found in rows.items()
    )


def _mended(
    one: LookedSheet, line: Line, order: Sequence[int], faults: Sequence[Fault]
) -> Sequence[str]:
    """One refused row. Of a line that could not be told apart, the rest stands in its last cell."""
    width = len(order)
    cells = [*line.cells[: width - 1], ",".join(line.cells[width - 1 :])] if line.cells else []
    cells += [""] * (width - len(cells))
    wrong = "; ".join(dict.fromkeys(_where(fault) for fault in faults))
    do = "; ".join(dict.fromkeys(fault.do for fault in faults))
    return [*(cells[index] for index in order), one.sheet.file, str(line.number), wrong, do]


def _where(fault: Fault) -> str:
    return f"{fault.column}: {fault.wrong}" if fault.column else fault.wrong
