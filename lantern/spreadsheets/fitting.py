"""Records under their heading: each line gets one cell for every column, or a fault."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lantern.spreadsheets.limits import (
    MOST_CHARACTERS_IN_CELL,
    MOST_COLUMNS,
    MOST_FAULTS,
    MOST_LINES,
)
from lantern.spreadsheets.records import Record
from lantern.spreadsheets.sheets import Fault, Line, Sheet

_WORDS: Final = {
    "quote-open": (
        "A quotation mark is opened on this line and not closed",
        "Take the mark out, or close it. In a cell, write a mark that is part of the text twice",
    ),
    "quotes": (
        "There is a quotation mark in the middle of a cell that begins with one",
        "Write each mark that is part of the text twice, or take it out",
    ),
    "nul": (
        "The line holds a character with no meaning (NUL), as a damaged file does",
        "Export the file again. If the character is still there, delete it",
    ),
    "too-long": (
        f"A cell of this line is longer than {MOST_CHARACTERS_IN_CELL:,} characters",
        "Look whether a quotation mark or a line end is missing, and shorten the text",
    ),
    "too-many-cells": (
        "The line has more cells than there are headings",
        "Look for a comma inside a cell: put such a cell in quotation marks",
    ),
}


@dataclass
class _Fitted:
    """A sheet in the making."""

    file: str
    width: int
    lines: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    shorter: list[int] = field(default_factory=list)
    left_out: int = 0

    def refuse(self, record: Record, code: str) -> None:
        self.unread.append(Line(record.number, record.cells))
        if len(self.faults) < MOST_FAULTS:
            wrong, do = _WORDS[code]
            self.faults.append(
                Fault(file=self.file, line=record.number, column="", code=code, wrong=wrong, do=do)
            )
        else:
            self.left_out += 1


def fit(file: str, found: Iterable[Record]) -> tuple[Sheet | None, list[Fault]]:
    """The sheet that these records make, the first being its heading; and every fault."""
    remaining = iter(found)
    heading = next(
        (each for each in remaining if each.code or any(map(str.strip, each.cells))), None
    )
    if heading is None:
        return None, [_whole(file, "empty", "The file is empty", "Export it again")]
    columns, faults = _columns(file, heading)
    if any(fault.refuses for fault in faults):
        return None, faults
    fitted = _Fitted(file, len(columns))
    for record in remaining:
        if len(fitted.lines) + len(fitted.unread) >= MOST_LINES:
            return None, [_too_many_lines(file)]
        _place(record, fitted)
    return _sheet(file, columns, fitted, faults)


def _place(record: Record, fitted: _Fitted) -> None:
    """Put one record where it belongs. A line with nothing in it is no record."""
    cells = record.cells
    if record.code:
        fitted.refuse(record, record.code)
    elif len(cells) == fitted.width:
        if "".join(cells).strip():
            fitted.lines.append(Line(record.number, cells))
    elif len(cells) > fitted.width and any(map(str.strip, cells[fitted.width :])):
        fitted.refuse(record, "too-many-cells")
    elif any(map(str.strip, cells)):
        if len(cells) < fitted.width:
            fitted.shorter.append(record.number)
        padded = cells[: fitted.width] + ("",) * (fitted.width - len(cells))
        fitted.lines.append(Line(record.number, padded))


def _sheet(
    file: str, columns: Sequence[str], fitted: _Fitted, faults: list[Fault]
) -> tuple[Sheet | None, list[Fault]]:
    lines = tuple(fitted.lines)
    kept, twice = _without_repeats(file, columns, lines)
    faults = [*faults, *twice, *_about_lines(file, fitted), *fitted.faults]
    if any(fault.refuses for fault in twice):
        return None, faults
    if not lines and not fitted.unread:
        faults.append(_no_lines(file))
    if len(kept) < len(columns):
        lines = tuple(Line(n, tuple(cells[index] for index in kept)) for n, cells in lines)
    sheet = Sheet(
        file=file,
        columns=tuple(columns[index] for index in kept),
        lines=lines,
        unread=tuple(fitted.unread),
    )
    return sheet, faults


def _columns(file: str, heading: Record) -> tuple[tuple[str, ...], list[Fault]]:
    """The headings, trimmed; one left empty, unless at the end, is named by its place."""
    if heading.code:
        wrong, do = _WORDS[heading.code]
        return (), [
            _whole(file, heading.code, f"In the heading: {wrong[0].lower()}{wrong[1:]}", do)
        ]
    names = [" ".join(cell.replace("\ufeff", "").split()) for cell in heading.cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        wrong = f"The sheet has more than {MOST_COLUMNS} columns"
        return (), [_whole(file, "too-many-columns", wrong, "Leave out those that are not needed")]
    return tuple(name or f"(column {index})" for index, name in enumerate(names, 1)), [
        Fault(
            file=file,
            line=heading.number,
            column=f"(column {index})",
            code="no-heading",
            wrong=f"Column {index} has no heading",
            do="Give it its heading, or delete it",
            refuses=False,
        )
        for index, name in enumerate(names, 1)
        if not name
    ]


def _without_repeats(
    file: str, columns: Sequence[str], lines: Sequence[Line]
) -> tuple[list[int], list[Fault]]:
    """Which columns to keep where two have one heading: one of them, if they hold the same."""
    first: dict[str, int] = {}
    kept, faults = [], []
    for index, name in enumerate(columns):
        earlier = first.setdefault(name.upper(), index)
        if earlier == index:
            kept.append(index)
            continue
        same = all(cells[index] == cells[earlier] for _, cells in lines)
        faults.append(_repeated(file, name, same=same))
    return kept, faults


def _repeated(file: str, name: str, *, same: bool) -> Fault:
    both = "They hold the same, and one was read" if same else "They do not hold the same"
    return Fault(
        file=file,
        line=1,
        column=name,
        code="heading-twice",
        wrong=f"Two columns have the heading {name}. {both}",
        do="Delete the one that is not needed",
        refuses=not same,
    )


def _about_lines(file: str, fitted: _Fitted) -> Iterator[Fault]:
    """What is said once about many lines."""
    if fitted.shorter:
        first, others = fitted.shorter[0], len(fitted.shorter) - 1
        also = f", and {others:,} other{'s' * (others > 1)}," if others else ""
        have = "have" if others else "has"
        yield Fault(
            file=file,
            line=first,
            column="",
            code="too-few-cells",
            wrong=f"This line{also} {have} fewer cells than there are headings. "
            "Those missing at the end were read as blank",
            do="Look whether a line end cuts a record in two",
            refuses=False,
        )
    if fitted.left_out:
        wrong = f"{fitted.left_out:,} more lines could not be read"
        yield Fault(
            file=file,
            line=None,
            column="",
            code="more-faults",
            wrong=wrong,
            do="Mend what is listed and bring the file again",
            refuses=False,
        )


def _no_lines(file: str) -> Fault:
    return Fault(
        file=file,
        line=None,
        column="",
        code="no-lines",
        wrong="There is a heading and nothing under it",
        do="If there is nothing to bring in, leave it so. If there is, export the file again",
        refuses=False,
    )


def _too_many_lines(file: str) -> Fault:
    wrong = f"The sheet has more than {MOST_LINES:,} lines"
    return _whole(file, "too-many-lines", wrong, "Split it, each part with the heading")


def _whole(file: str, code: str, wrong: str, do: str) -> Fault:
    return Fault(file=file, line=None, column="", code=code, wrong=wrong, do=do)
