"""Excel workbooks: every visible sheet as records, a cell as a person sees it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from lantern.spreadsheets.dates import shown
from lantern.spreadsheets.limits import MOST_CHARACTERS_IN_CELL, MOST_COLUMNS
from lantern.spreadsheets.packages import (
    BROKEN,
    Attributes,
    Handler,
    Package,
    Unreadable,
    unescaped,
)
from lantern.spreadsheets.records import Record

PACKED: Final = b"PK\x03\x04"
# Excel before 2007, and any workbook with a password.
OLD_OR_LOCKED: Final = b"\xd0\xcf\x11\xe0"

_DAMAGED: Final = (
    "not-workbook",
    "The workbook is damaged, or is not a workbook",
    "Open it in Excel and save it again as .xlsx, or save each sheet as a CSV file",
)
# Excel takes 1900 for a leap year; its days after February 1900 count from here.
_FROM_1900: Final = datetime(1899, 12, 30)  # noqa: DTZ001  a workbook knows no time zone
_FROM_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_SERIAL: Final = 2_957_003  # counted from 1904, 31 December 9999
_SECONDS: Final = 86_400


def sheets(content: bytes) -> Iterator[tuple[str, Iterator[Record]]]:
    """The name and the records of every visible sheet. Raises Unreadable, here or later."""
    try:
        package = Package(content)
        texts, dates = package.texts(), package.date_styles()
        listed = list(package.sheets())
    except BROKEN as error:
        raise Unreadable(*_DAMAGED) from error
    for part in listed:
        cells = _Cells(texts, dates, from_1904=package.counts_from_1904)
        yield part.name, _records(package, part.path, cells)


def _records(package: Package, path: str, cells: "_Cells") -> Iterator[Record]:
    try:
        for _ in package.parsed(path, cells):
            yield from cells.taken()
    except BROKEN as error:
        raise Unreadable(*_DAMAGED) from error


class _Cells(Handler):
    """The rows of one sheet, as its elements come by."""

    def __init__(self, texts: list[str], dates: frozenset[str], *, from_1904: bool) -> None:
        self._texts, self._dates = texts, dates
        self._begins = _FROM_1904 if from_1904 else _FROM_1900
        self._rows: list[Record] = []
        self._number = self._column = self._width = 0
        self._row: dict[int, str] = {}
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._wanted = self._spoken = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
        elif name in {"v", "t"}:
            self._wanted = not self._spoken
        elif name == "row":
            number = int(attributes.get("r", self._number + 1))
            if number <= self._number:
                raise ValueError("rows out of order")
            self._number, self._column, self._row = number, 0, {}
        elif name == "rPh":
            self._spoken = True

    def text(self, text: str) -> None:
        if self._wanted:
            self._parts.append(text)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._wanted = False
        elif name == "c":
            self._keep("".join(self._parts))
            self._parts.clear()
        elif name == "row":
            self._finish()
        elif name == "rPh":
            self._spoken = False

    def taken(self) -> list[Record]:
        """The rows since this was last asked."""
        rows, self._rows = self._rows, []
        return rows

    def _keep(self, raw: str) -> None:
        value = self._value(raw) if raw else ""
        if value:
            # What lies beyond the widest sheet that is taken still makes its row too wide.
            self._row[min(self._column, MOST_COLUMNS + 1)] = value

    def _finish(self) -> None:
        self._width = max(self._width, max(self._row, default=0))
        get = self._row.get
        cells = tuple([get(column, "") for column in range(1, self._width + 1)])
        self._rows.append(_record(self._number, cells))

    def _value(self, raw: str) -> str:
        if self._kind == "s":
            return self._texts[int(raw)]
        if self._kind == "n":
            return self._date(raw) if self._style in self._dates else _number(raw)
        if self._kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        return unescaped(raw)

    def _date(self, raw: str) -> str:
        serial = float(raw)
        if not 0 <= serial <= _LAST_SERIAL:
            return raw
        moment = self._begins + timedelta(seconds=round(serial * _SECONDS))
        return f"{moment:%H:%M:%S}" if serial < 1 else shown(moment)


def _column(reference: str) -> int:
    """The number of a cell's column, from 1: of AB12, 28."""
    found = 0
    for letter in reference:
        if not "A" <= letter <= "Z" or found > MOST_COLUMNS:
            break
        found = found * 26 + ord(letter) - 64
    return found


def _number(raw: str) -> str:
    """A number as it is seen: 330, not 330.0; 0.1, not 0.10000000000000001."""
    if raw.isdecimal():
        return raw
    value = float(raw)
    return str(int(value)) if value.is_integer() else repr(value)


def _record(number: int, cells: tuple[str, ...]) -> Record:
    if any(len(cell) > MOST_CHARACTERS_IN_CELL for cell in cells):
        return Record(number, cells, "too-long")
    if any("\0" in cell for cell in cells):
        return Record(number, tuple(cell.replace("\0", "") for cell in cells), "nul")
    return Record(number, cells)
