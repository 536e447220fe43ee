"""The return's tables back to CSV: row for row as they came, or from what the rows say."""

from collections.abc import Iterable, Sequence
from datetime import date

from lantern.spreadsheets.dates import written
from lantern.spreadsheets.writing import write
from lantern.ssda903.rows import EpisodeRow, HeaderRow, MissingRow, Row, UascRow
from lantern.ssda903.tables import TABLES

TypedRow = HeaderRow | EpisodeRow | MissingRow | UascRow


def csv(table: str, rows: Iterable[Row]) -> bytes:
    """The table under its heading, every cell as it was received."""
    return write(TABLES[table].columns, (row.cells for row in rows))


def typed_csv(table: str, rows: Iterable[TypedRow]) -> bytes:
    """The table in the department's form: days as dd/mm/yyyy, no day or code left blank."""
    return write(TABLES[table].columns, map(cells, rows))


def cells(row: TypedRow) -> Sequence[str]:
    """The row's cells in the department's form, in the order of its table's columns."""
    return [_cell(value) for value in row[1:]]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return written(value) if isinstance(value, date) else str(value)
