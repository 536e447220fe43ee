"""Rows to a CSV file: UTF-8, commas, and the line ends that Excel writes."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

# With these a spreadsheet program begins a formula (OWASP, CSV injection).
_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write(columns: Sequence[str], rows: Iterable[Sequence[str]], *, guarded: bool = False) -> bytes:
    """A CSV file of these rows under this heading.

    `guarded` puts an apostrophe before what a spreadsheet would take for a formula. It is for
    files that people open; a file that a machine reads must hold what was given and no more.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_without_formula(cell) for cell in row] if guarded else row)
    return text.getvalue().encode("utf-8")


def _without_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGINS_FORMULA) else cell
