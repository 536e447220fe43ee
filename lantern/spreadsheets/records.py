"""The records of a CSV text, one at a time, so that one bad record does not spoil those after."""

import csv
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lantern.spreadsheets.limits import (
    MOST_CHARACTERS_IN_CELL,
    MOST_COLUMNS,
    MOST_LINES_IN_CELL,
)

_SEPARATORS: Final = (",", ";", "\t", "|")


class Record(NamedTuple):
    """The line where a record begins, its cells, and what is wrong with it, if anything."""

    number: int
    cells: tuple[str, ...]
    code: str = ""


def records(text: str) -> Iterator[Record]:
    """Every record that is not blank; commas, semicolons, tabs or bars, whichever the file has."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator, first = _begins(lines)
    at = first
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        if '"' not in line:
            yield _plain(at + 1, line, separator)
            at += 1
            continue
        record, taken = _quoted(lines, at, separator)
        yield record
        at += taken


def _begins(lines: Sequence[str]) -> tuple[str, int]:
    """What separates the cells, and the index of the line where the table begins.

    Excel writes a first line `sep=;` for itself in some countries.
    """
    for index, line in enumerate(lines):
        if line.lower().startswith("sep=") and len(line) == 5:
            return line[4], index + 1
        if line.strip():
            return _separator(line), index
    return ",", len(lines)


def _separator(heading: str) -> str:
    """The mark that parts the heading into the most cells."""
    bare = heading[:MOST_CHARACTERS_IN_CELL]
    return max(_SEPARATORS, key=lambda mark: (bare.count(mark), mark == ","))


def _plain(number: int, line: str, separator: str) -> Record:
    return _looked_over(number, line.split(separator, MOST_COLUMNS))


def _quoted(lines: Sequence[str], at: int, separator: str) -> tuple[Record, int]:
    """The record that begins here with a quotation mark in it, and how many lines it takes."""
    taken = _lines_of(lines, at)
    cells: list[str] = []
    wrong = "quote-open"
    if taken:
        wrong, cells = _parsed(lines[at : at + taken], separator)
    if not wrong:
        return _looked_over(at + 1, cells), taken
    # What could be told apart without heeding the marks is kept, to be handed back.
    return Record(at + 1, tuple(lines[at].split(separator, MOST_COLUMNS)), wrong), 1


def _lines_of(lines: Sequence[str], at: int) -> int:
    """How many lines it takes until every quotation mark opened is closed; 0 if none closes it.

    A mark written twice stands for itself, so marks are closed where their number is even.
    """
    is_open = False
    for index in range(at, min(at + MOST_LINES_IN_CELL, len(lines))):
        is_open ^= lines[index].count('"') % 2 == 1
        if not is_open:
            return index - at + 1
    return 0


def _parsed(lines: Sequence[str], separator: str) -> tuple[str, list[str]]:
    """The fault that these lines have as one record, and their cells."""
    if sum(map(len, lines)) > csv.field_size_limit():
        return "too-long", []
    reader = csv.reader([f"{line}\n" for line in lines], delimiter=separator, strict=True)
    try:
        return "", next(reader)
    except csv.Error:
        return "quotes", []


def _looked_over(number: int, cells: Sequence[str]) -> Record:
    if any("\0" in cell for cell in cells):
        return Record(number, tuple(cell.replace("\0", "") for cell in cells), "nul")
    if max(map(len, cells)) > MOST_CHARACTERS_IN_CELL:
        return Record(number, tuple(cells), "too-long")
    return Record(number, tuple(cells))
