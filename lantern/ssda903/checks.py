"""Every check of a return, in turn: what is wrong, where, and what to do about it."""

from collections.abc import Iterator
from typing import Final

from lantern.spreadsheets.dates import read_day
from lantern.spreadsheets.sheets import Fault
from lantern.ssda903 import (
    care_checks,
    header_checks,
    last_year_checks,
    missing_checks,
    placement_checks,
    table_checks,
)
from lantern.ssda903.indexed import Indexed, place
from lantern.ssda903.registry import CHECKS, Check
from lantern.ssda903.rows import Return, Row
from lantern.ssda903.tables import TABLES

# Importing a module registers its checks.
MODULES: Final = (
    header_checks,
    care_checks,
    placement_checks,
    missing_checks,
    table_checks,
    last_year_checks,
)
_DAYS: Final = tuple(
    (table.name, column)
    for table in TABLES.values()
    for column in table.columns
    if column in {"DOB", "MC_DOB", "DECOM", "DEC", "MIS_START", "MIS_END", "DUC", "REVIEW"}
    or column.startswith(("DATE_", "DOLO_", "SW_DEC"))
)


def check(returned: Return, last_year: Return | None = None) -> Iterator[Fault]:
    """Every fault of a return. With last year's, those between the two as well.

    A row is refused when any of its faults refuses it; a child whose row in Header is refused
    takes the rows of the other tables along.
    """
    before = Indexed(last_year) if last_year else None
    data = Indexed(returned, before)
    refused: set[tuple[str, int]] = set()
    for each in CHECKS:
        for row, fault in each.faults(data):
            if fault.refuses:
                refused.add((row.file, row.line))
            yield fault
    yield from _without_header(data, refused)
    for table, column in _DAYS:
        yield from _forms(data, table, column)


def checks() -> tuple[Check, ...]:
    """The register, for whoever documents it."""
    return tuple(CHECKS)


def _without_header(data: Indexed, refused: set[tuple[str, int]]) -> Iterator[Fault]:
    """The rows of children whose row in Header is refused."""
    good, bad = set(), {}
    for header in data.returned.headers:
        if (header.row.file, header.row.line) in refused:
            bad[header.child] = header.row.line
        else:
            good.add(header.child)
    children = frozenset(bad) - good - {""}
    for _, row in table_checks.rows_of(data, children):
        if (row.file, row.line) not in refused:
            yield _refused_with_header(row, bad[row.child])


def _refused_with_header(row: Row, line: int) -> Fault:
    return Fault(
        file=row.file,
        line=row.line,
        column="CHILD",
        code="header-refused",
        wrong=f"The child’s row in Header, line {line}, is not taken, so neither is this one",
        do="Mend the child’s row in Header, and bring both again",
    )


def _forms(data: Indexed, table: str, column: str) -> Iterator[Fault]:
    """Days that were read though not written as dd/mm/yyyy: one question for a whole column."""
    index = place(table, column)
    found: dict[str, list[Row]] = {}
    for row in data.rows(table):
        day = read_day(row.cells[index])
        if day.wrong and day.day:
            found.setdefault(row.file, []).append(row)
    for file, rows in found.items():
        others = len(rows) - 1
        also = f". So were {others:,} more of this column" if others else ""
        read = read_day(rows[0].cells[index])
        yield Fault(
            file=file,
            line=rows[0].line,
            column=column,
            code="day-form",
            wrong=f"{read.wrong}{also}",
            do="The department wants two digits for the day and the month and four for the year, "
            "like 02/05/2025",
            refuses=False,
        )
