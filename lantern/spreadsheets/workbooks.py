"""Excel workbooks: every visible sheet as records, after a look that it will not swamp us."""

import datetime as dt
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final

import openpyxl

from lantern.spreadsheets.dates import shown
from lantern.spreadsheets.limits import (
    MOST_BYTES_UNPACKED,
    MOST_CHARACTERS_IN_CELL,
    MOST_COLUMNS,
    MOST_ROWS_IN_WORKBOOK,
    MOST_TIMES_PACKED,
    SMALL_PART,
)
from lantern.spreadsheets.records import Record

PACKED: Final = b"PK\x03\x04"
# Excel before 2007, and any workbook with a password.
OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """A workbook that is not read: a code, what is wrong, and what to do."""

    def __init__(self, code: str, wrong: str, do: str) -> None:
        super().__init__(wrong)
        self.code, self.wrong, self.do = code, wrong, do


_DAMAGED: Final = (
    "not-workbook",
    "The workbook is damaged, or is not a workbook",
    "Open it in Excel and save it again as .xlsx, or save each sheet as a CSV file",
)
_TOO_LARGE: Final = (
    "workbook-too-large",
    "The workbook unpacks to more than is safe to read",
    "Save each sheet as a CSV file and send those",
)


def sheets(content: bytes) -> Iterator[tuple[str, Iterator[Record]]]:
    """The name and the records of every visible sheet. Raises Unreadable."""
    _look_over(content)
    book = _opened(content)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            yield sheet.title, _records(sheet)


def _look_over(content: bytes) -> None:
    """Refuse what unpacks to too much, or so tightly packed that no table could be."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable(*_DAMAGED) from error
    total = sum(part.file_size for part in parts)
    bombs = any(
        part.file_size > SMALL_PART and part.file_size > MOST_TIMES_PACKED * part.compress_size
        for part in parts
    )
    if total > MOST_BYTES_UNPACKED or bombs:
        raise Unreadable(*_TOO_LARGE)


def _opened(content: bytes) -> Any:
    with warnings.catch_warnings():
        # It warns of colours and drop-down lists that it leaves out; they hold no rows.
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        except Exception as error:  # whatever a broken file makes the library raise
            raise Unreadable(*_DAMAGED) from error


def _records(sheet: Any) -> Iterator[Record]:
    width = 0
    for number, row in enumerate(_rows(sheet), start=1):
        if number > MOST_ROWS_IN_WORKBOOK:
            raise Unreadable(*_TOO_LARGE)
        while width < len(row) and any(cell is not None for cell in row[width:]):
            width += 1
        yield _record(number, row[:width])


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Each row from the first, as wide as the widest sheet that is taken."""
    rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except Exception as error:  # likewise: its parts are read as they are needed
            raise Unreadable(*_DAMAGED) from error
        if row is None:
            return
        yield row


def _record(number: int, row: Sequence[Any]) -> Record:
    cells = tuple("" if value is None else _text(value) for value in row)
    if any(len(cell) > MOST_CHARACTERS_IN_CELL for cell in cells):
        return Record(number, cells, "too-long")
    if any("\0" in cell for cell in cells):
        return Record(number, tuple(cell.replace("\0", "") for cell in cells), "nul")
    return Record(number, cells)


def _text(value: Any) -> str:
    """A cell as a person sees it: whole numbers without a point, days as 02/05/2025."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return shown(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S")
    return str(value)
