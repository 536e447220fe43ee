"""The twelve tables of the return: their columns, and which of them a sheet is."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lantern.spreadsheets.sheets import Fault, Sheet

HEADER: Final = "Header"
EPISODES: Final = "Episodes"
MISSING: Final = "Missing"
UASC: Final = "UASC"


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its columns in the department's order, and the first year that asks for it."""

    name: str
    columns: tuple[str, ...]
    first_year: int | None = None

    @property
    def filename(self) -> str:
        """The name by which the table is usually sent: missing.csv."""
        return f"{self.name.lower()}.csv"


@cache
def _tables() -> Mapping[str, Table]:
    text = (Path(__file__).parent / "codes" / "tables.json").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            name: Table(
                name=name,
                columns=tuple(entry["columns"]),
                first_year=entry.get("first_year"),
            )
            for name, entry in json.loads(text).items()
        }
    )


TABLES: Final = _tables()


def heading(name: str) -> str:
    """A column's heading in its one spelling: no spaces round it, capitals, underlines."""
    return "_".join(name.upper().split())


def recognise(sheet: Sheet) -> Table | None:
    """The table that has exactly these columns, in any order and in any case."""
    found = frozenset(map(heading, sheet.columns))
    if len(found) != len(sheet.columns):
        return None
    return next((table for table in TABLES.values() if found == frozenset(table.columns)), None)


def not_recognised(sheet: Sheet) -> Fault:
    """Why the sheet is no table of the return: the nearest table, what it lacks, what is extra."""
    found = frozenset(map(heading, sheet.columns))
    nearest = max(TABLES.values(), key=lambda table: _likeness(found, table))
    if _likeness(found, nearest) <= 0.3:
        wrong = "The columns are not those of any table of the return"
        do = "Leave this file out, or compare its headings with those of the return"
        return _fault(sheet, wrong, do)
    lacks = [column for column in nearest.columns if column not in found]
    extra = [column for column in sheet.columns if heading(column) not in nearest.columns]
    headings = list(map(heading, sheet.columns))
    again = sorted({name for name in headings if headings.count(name) > 1})
    parts = [
        f"{_columns(columns)} {how}"
        for columns, how in ((lacks, "missing"), (extra, "extra"), (again, "there twice"))
        if columns
    ]
    return _fault(
        sheet,
        f"The columns are nearly those of {nearest.name}: {'; '.join(parts)}",
        f"Give it these columns and no others: {', '.join(nearest.columns)}",
    )


def _likeness(found: frozenset[str], table: Table) -> float:
    """The columns that both have, of all that either has."""
    return len(found & set(table.columns)) / max(1, len(found | set(table.columns)))


def _columns(names: Iterable[str]) -> str:
    listed = list(names)
    shown = ", ".join(name[:40] for name in listed[:8]) + (" and others" if len(listed) > 8 else "")
    return f"{shown} {'is' if len(listed) == 1 else 'are'}"


def _fault(sheet: Sheet, wrong: str, do: str) -> Fault:
    return Fault(file=sheet.file, line=None, column="", code="not-recognised", wrong=wrong, do=do)
