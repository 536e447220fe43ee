"""The register of checks: each has its number, its words, and whether it refuses the row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from lantern.spreadsheets.dates import ASK_FOR_DAY, read_day, spoken
from lantern.spreadsheets.sheets import Fault
from lantern.ssda903.indexed import Indexed
from lantern.ssda903.rows import Row

# A row that breaks the check, and what its words need to know of it.
Found = tuple[Row, Mapping[str, object]]
Finder = Callable[[Indexed], Iterator[Found]]

_LONGEST: Final = 150


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of the return.

    `number` is the department's where it has one, otherwise a name of our own. A row that breaks a
    check with `refuses` is left out: it cannot be kept truthfully. Otherwise the row is taken, and
    the words are a question to whoever sent it. `reason` says why this check does which.
    """

    number: str
    table: str
    column: str
    wrong: str
    do: str
    refuses: bool
    reason: str
    find: Finder

    def faults(self, data: Indexed) -> Iterator[tuple[Row, Fault]]:
        """Every row that breaks the check, with its fault."""
        for row, about in self.find(data):
            said = {name: _said(value) for name, value in about.items()}
            yield (
                row,
                Fault(
                    file=row.file,
                    line=row.line,
                    column=self.column,
                    code=self.number,
                    wrong=self.wrong.format(**said),
                    do=self.do.format(**said),
                    refuses=self.refuses,
                ),
            )


CHECKS: Final[list[Check]] = []


def refuses(number: str, where: str, *, wrong: str, do: str) -> Callable[[Finder], Finder]:
    """Register a check that leaves the row out. `where` is a table and column: Missing.MIS_END."""
    return _register(number, where, wrong, do, leaves_out=True)


def asks(number: str, where: str, *, wrong: str, do: str) -> Callable[[Finder], Finder]:
    """Register a check that takes the row, with a question."""
    return _register(number, where, wrong, do, leaves_out=False)


def _register(
    number: str, where: str, wrong: str, do: str, *, leaves_out: bool
) -> Callable[[Finder], Finder]:
    table, column = where.split(".")

    def registered(find: Finder) -> Finder:
        CHECKS.append(
            Check(
                number=number,
                table=table,
                column=column,
                wrong=wrong,
                do=do,
                refuses=leaves_out,
                reason=" ".join((find.__doc__ or "").split()),
                find=find,
            )
        )
        return find

    return registered


def _said(value: object) -> str:
    """A value as it stands in a sentence: days in words, text on one line and not too long."""
    if isinstance(value, date):
        return spoken(value)
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def why_no_day(cell: str) -> dict[str, object]:
    """What a check says of a cell that should hold a day and does not."""
    read = read_day(cell)
    return {"why": read.wrong or "it is blank", "do": read.do or ASK_FOR_DAY}
