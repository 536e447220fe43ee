"""What a file of rows is once it is read: sheets, their lines, and what was wrong with them."""

from dataclasses import dataclass
from typing import NamedTuple


class Line(NamedTuple):
    """One record of a sheet: the line of the file where it begins, and its cells as received.

    The first line of a file, usually its heading, is number 1; in a workbook it is Excel's row.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something wrong with a file, in words that say where, what, and what to do about it.

    `line` is None and `column` empty where the fault lies in no one place. `refuses` says whether
    the row (or, without a line, the whole sheet) is left out; otherwise it is taken, and the fault
    is a question to whoever sent it.
    """

    file: str
    line: int | None
    column: str
    code: str
    wrong: str
    do: str
    refuses: bool = True


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table of a file: its headings, and its lines, each with one cell for every heading.

    `unread` holds lines that do not fit the headings, with their cells as far as they could be
    told apart, so that they can be handed back. `file` names the sheet too, of a workbook.
    """

    file: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    unread: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """All that one file held, and all that was wrong with it."""

    sheets: tuple[Sheet, ...]
    faults: tuple[Fault, ...]
